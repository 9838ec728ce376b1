#pragma once

#include "gui/board/serviceboard.h"

#include <QFrame>

namespace Ui {
class RunStrip;
}

/// How the last run of this session ended, in one line: what was written, what waits, and the ways
/// to see it or to take it back. Stays until it is closed or the service is at work again. GUI
/// thread.
class RunStrip : public QFrame
{
    Q_OBJECT

public:
    explicit RunStrip(QWidget *parent = nullptr);
    ~RunStrip() override;

    void show(const ServiceState &service);

    /// "60 written to the hub · 2 wait for you · 1 refused by its side". Never empty.
    [[nodiscard]] static QString reportOf(const RunResult &result);

signals:
    void showRequested(const QString &runId);
    void undoRequested(const QString &runId);
    void waitingRequested();
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void drawDot();

    std::unique_ptr<Ui::RunStrip> m_ui;
    QString m_runId;
    Mood m_mood = Mood::Idle;
};
