#pragma once

#include "gui/common/words.h"

#include <QWidget>

#include <memory>

namespace Ui {
class StatusPanel;
}

/// One sentence beside a dot, or what is being waited for with a way to stop it; that is also where
/// the focus goes that the panel is given.
class StatusPanel : public QWidget
{
    Q_OBJECT

public:
    explicit StatusPanel(QWidget *parent = nullptr);
    ~StatusPanel() override;

    void clear();
    void tell(Mood mood, const QString &sentence);
    /// Beside a button that emits `stopRequested`.
    void wait(const QString &sentence);
    void showProgress(int percent); ///< negative: not known
    [[nodiscard]] QString text() const;

signals:
    void stopRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void draw();
    void say(const QString &sentence);

    std::unique_ptr<Ui::StatusPanel> m_ui;
    Mood m_mood = Mood::Idle;
    bool m_isWaiting = false;
};
