#pragma once

#include "gui/board/serviceboard.h"

#include <QTimer>
#include <QWidget>

namespace Ui {
class LogPane;
}

class LogModel;

/// sync_logs, newest first, filtered by service, level and text. Reads on a worker; `follow` keeps
/// it fresh while something runs.
class LogPane : public QWidget
{
    Q_OBJECT

public:
    explicit LogPane(QWidget *parent = nullptr);
    ~LogPane() override;

    /// `background` is borrowed. Comes before all else: the pane is empty until then.
    void setUp(const Session &session, BackgroundQueue *background);
    void reload();
    void follow(bool isActive);
    /// Reads anew whenever something was written to the board's home, and while something runs.
    void followBoard(ServiceBoard &board);
    /// What the window's search looks for; the pane's own field shows it and can change it.
    void setSearchText(const QString &text);

signals:
    void loaded();

private:
    void build();
    [[nodiscard]] LogQuery query() const;
    void show(Result<std::vector<LogEntry>> entries);

    std::unique_ptr<Ui::LogPane> m_ui;
    LogModel *m_model;
    std::function<Result<std::unique_ptr<History>>()> m_openHistory;
    BackgroundQueue *m_background = nullptr;
    QTimer m_typing; ///< waits until the person stops typing
    QTimer m_following;
    int m_newest = 0; ///< number of the last query; older answers are dropped
};
