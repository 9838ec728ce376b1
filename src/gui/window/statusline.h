#pragma once

#include "gui/board/serviceboard.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QStatusBar;

/// The truth in one line: the worst state of any service, or what runs; and how much of the Notion
/// budget is spent.
class StatusLine : public QObject
{
    Q_OBJECT

public:
    explicit StatusLine(QStatusBar *bar);

    void show(const ServiceBoard &board);
    void tell(const QString &sentence);

private:
    QLabel *m_dot;
    QLabel *m_text;
    QLabel *m_home;
    QLabel *m_budgetText;
    QProgressBar *m_budget;
};
