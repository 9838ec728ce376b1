#pragma once

#include "gui/board/serviceboard.h"

#include <QWidget>

namespace Ui {
class ServiceRow;
}

/// One service in the list: icon, name, pattern, how the last run ended, and its own Sync now. Its
/// accessible name says all of it.
class ServiceRow : public QWidget
{
    Q_OBJECT

public:
    explicit ServiceRow(QWidget *parent = nullptr);
    ~ServiceRow() override;

    void show(const ServiceState &service, Instant now);
    /// The chosen one's button can be reached with Tab; the others' with the mouse alone.
    void setCurrent(bool isCurrent);
    [[nodiscard]] QWidget *button() const;

signals:
    void syncRequested();
    void cancelRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] Outcome stateOf(const ServiceState &service, Instant now) const;
    void drawPictures();
    /// What a narrow row leaves out, so that name and state stay whole: the button's word (its icon
    /// and its tool tip stay), then the pattern.
    void fitWords();
    void pressButton();

    std::unique_ptr<Ui::ServiceRow> m_ui;
    QString m_icon;
    QString m_buttonText;
    Mood m_mood = Mood::Idle;
    bool m_isActive = false;
};
