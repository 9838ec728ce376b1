#include "gui/setup/connectionpage.h"

#include <QRadioButton>

namespace {

bool takesKeys(const QWidget &widget)
{
    // Of radio buttons the chosen one is where the keyboard goes.
    const auto *choice = qobject_cast<const QRadioButton *>(&widget);
    return (widget.focusPolicy() & Qt::TabFocus) != 0 && widget.isEnabled()
        && widget.isVisibleTo(widget.window()) && (!choice || choice->isChecked());
}

} // namespace

ConnectionPage::~ConnectionPage()
{
    m_cancel.cancel();
}

void ConnectionPage::focusFirstField()
{
    for (QWidget *next = nextInFocusChain(); next != this; next = next->nextInFocusChain()) {
        if (isAncestorOf(next) && takesKeys(*next)) {
            next->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    setFocus(Qt::OtherFocusReason);
}

CancelToken ConnectionPage::beginAsking(StatusPanel *panel, const QString &sentence)
{
    stopAsking();
    m_cancel = CancelToken();
    m_isAsking = true;
    m_panel = panel;
    m_focusBefore = window()->focusWidget();
    panel->wait(sentence);
    connect(panel, &StatusPanel::stopRequested, this, &ConnectionPage::stopAsking,
            Qt::UniqueConnection);
    showAsking(true);
    // Qt would hand it on to whatever comes next, and that may do something.
    if (m_focusBefore && !m_focusBefore->isEnabled())
        panel->setFocus(Qt::OtherFocusReason);
    return m_cancel;
}

bool ConnectionPage::endAsking(StatusPanel *panel, const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return false;
    m_isAsking = false;
    showAsking(false);
    giveFocusBack();
    panel->clear();
    return true;
}

void ConnectionPage::stopAsking()
{
    m_cancel.cancel();
    if (!m_isAsking)
        return;
    m_isAsking = false;
    showAsking(false);
    giveFocusBack();
    m_panel->tell(Mood::Idle, tr("Stopped."));
}

void ConnectionPage::giveFocusBack()
{
    const QWidget *focus = window()->focusWidget();
    const bool isOurs = focus && (focus == m_panel || m_panel->isAncestorOf(focus));
    if (isOurs && m_focusBefore && m_focusBefore->isEnabled())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_focusBefore.clear();
}
