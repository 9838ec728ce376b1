#include "gui/common/focuskeeper.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QKeyEvent>

namespace {

bool isMovingKey(int key)
{
    switch (key) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Left: // between buttons of which one is chosen
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return true;
    default:
        return false;
    }
}

/// Where keys do no harm: they move in it.
bool isHarmless(const QWidget *widget)
{
    return qobject_cast<const QAbstractItemView *>(widget) != nullptr;
}

bool canTakeFocus(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && widget->focusPolicy() != Qt::NoFocus;
}

} // namespace

FocusKeeper::FocusKeeper(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, &FocusKeeper::follow);
}

bool FocusKeeper::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:
        m_isMovingKey = isMovingKey(static_cast<QKeyEvent *>(event)->key());
        break;
    case QEvent::KeyRelease:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MetaCall:
    case QEvent::Timer:
        m_isMovingKey = false;
        break;
    case QEvent::FocusIn:
        if (const auto *widget = qobject_cast<QWidget *>(watched);
            widget && widget->window() == m_window)
            m_reason = static_cast<QFocusEvent *>(event)->reason();
        break;
    default:
        break;
    }
    return false;
}

bool FocusKeeper::isByPerson() const
{
    switch (m_reason) {
    case Qt::TabFocusReason:
    case Qt::BacktabFocusReason:
        return m_isMovingKey;
    case Qt::OtherFocusReason:
    case Qt::NoFocusReason:
        return false;
    default:
        return true;
    }
}

void FocusKeeper::follow(QWidget *before, QWidget *now)
{
    if (now && now->window() != m_window)
        return;
    const bool isLost = before && before->window() == m_window && !canTakeFocus(before);
    if (!now && !(m_window->isActiveWindow() && (isLost || !before)))
        return; // another window has it
    const bool isMeant = now && (isHarmless(now) || (!isLost && isByPerson()));
    if (!isMeant) {
        QWidget *list = listNear(before && before->window() == m_window ? before : m_last.data());
        if (list && list != now)
            return list->setFocus(Qt::OtherFocusReason);
    }
    m_last = now;
}

QWidget *FocusKeeper::listNear(QWidget *place) const
{
    for (QWidget *around = place ? place : m_window; around; around = around->parentWidget()) {
        const auto views = around->findChildren<QAbstractItemView *>();
        for (QAbstractItemView *view : views) {
            if (view->window() == m_window && canTakeFocus(view))
                return view;
        }
        if (around == m_window)
            break;
    }
    return nullptr;
}
