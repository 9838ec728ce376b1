#pragma once

#include <QMessageBox>

/// What this program is, its version, its licence, and what it is made with.
class AboutBox : public QMessageBox
{
    Q_OBJECT

public:
    explicit AboutBox(QWidget *parent);

    /// Above `window`, which owns it until it is closed.
    static void show(QWidget *window);
};
