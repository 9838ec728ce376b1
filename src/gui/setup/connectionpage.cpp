#include "gui/setup/connectionpage.h"

ConnectionPage::~ConnectionPage()
{
    m_cancel.cancel();
}

CancelToken ConnectionPage::beginAsking(StatusPanel *panel, const QString &sentence,
                                        Stopping stopping)
{
    stopAsking();
    m_cancel = CancelToken();
    m_isAsking = true;
    m_panel = panel;
    panel->wait(sentence, stopping == Stopping::Allowed);
    connect(panel, &StatusPanel::stopRequested, this, &ConnectionPage::stopAsking,
            Qt::UniqueConnection);
    showAsking(true);
    return m_cancel;
}

bool ConnectionPage::endAsking(StatusPanel *panel, const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return false;
    m_isAsking = false;
    panel->clear();
    showAsking(false);
    return true;
}

void ConnectionPage::stopAsking()
{
    m_cancel.cancel();
    if (!m_isAsking)
        return;
    m_isAsking = false;
    m_panel->tell(Mood::Idle, tr("Stopped."));
    showAsking(false);
}
