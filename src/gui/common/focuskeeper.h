#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

/// Keeps the keyboard of one window where a person put it. Where what has it goes away (hidden,
/// disabled, another page in its place), Qt hands it to whatever comes next in the tab order: a
/// button that acts, a filter that the arrow keys turn. Here it goes to the nearest list instead,
/// upwards from what went away; to nothing else. What a person focuses stays as it is. GUI thread.
class FocusKeeper : public QObject
{
    Q_OBJECT

public:
    /// `window` is borrowed and owns this.
    explicit FocusKeeper(QWidget *window);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *before, QWidget *now);
    [[nodiscard]] bool isByPerson() const;
    [[nodiscard]] QWidget *listNear(QWidget *place) const;

    QWidget *m_window;
    QPointer<QWidget> m_last; ///< what had the keyboard last
    Qt::FocusReason m_reason = Qt::NoFocusReason; ///< of the last change in this window
    bool m_isMovingKey = false; ///< the last key or click was one that moves the keyboard
};
