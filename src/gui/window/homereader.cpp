#include "gui/window/homereader.h"

#include "app/session/livesession.h"
#include "gui/setup/keychainwords.h"

namespace {

Home readHome(const HomeSecrets &secrets, const CancelToken &cancel)
{
    Home home{Configuration::load(secrets.all(cancel).get()), std::nullopt};
    if (!home.configuration || home.configuration->notionToken.isEmpty())
        return home;
    Session session = openSession(*home.configuration);
    if (session.unavailable.size() < qsizetype(session.services.size()))
        home.session = std::move(session);
    return home;
}

} // namespace

HomeReader::HomeReader(HomeSecrets secrets)
    : m_secrets(std::move(secrets))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(KeychainHintDelay);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_isSlow = true;
        emit slowed();
    });
}

HomeReader::~HomeReader()
{
    stop();
}

void HomeReader::read()
{
    if (m_isReading)
        return;
    m_isReading = true;
    m_cancel = CancelToken();
    m_patience.start();
    m_background.run(
        this, [secrets = m_secrets, cancel = m_cancel] { return readHome(secrets, cancel); },
        [this](const Home &home) { take(home); });
}

void HomeReader::stop()
{
    m_cancel.cancel();
}

void HomeReader::take(const Home &home)
{
    m_patience.stop();
    m_isReading = false;
    m_isSlow = false;
    emit found(home);
}
