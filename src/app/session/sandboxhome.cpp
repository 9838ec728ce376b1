#include "app/session/sandboxhome.h"

#include "app/session/backends.h"
#include "app/session/livesession.h"
#include "app/session/samplestories.h"

Result<std::unique_ptr<SandboxHome>> SandboxHome::start(const SandboxOptions &options)
{
    std::unique_ptr<SandboxHome> home(new SandboxHome);
    home->m_folder = std::make_unique<QTemporaryDir>();
    if (!home->m_folder->isValid())
        return failure(ErrorKind::Storage, home->m_folder->errorString());
    home->m_server = makeSandboxServer();
    if (const auto started = home->m_server->start(options); !started)
        return failure(started.error());
    QMap<QString, QString> environment = home->m_server->environment();
    environment.insert(QStringLiteral("UNIFIED_SYNC_HOME"), home->m_folder->path());
    // The sandbox has no limit to protect, and who tries something should not wait.
    environment.insert(QStringLiteral("NOTION_RATE_LIMIT"), QStringLiteral("100"));
    const auto configuration = Configuration::fromEnvironment(environment);
    if (!configuration)
        return failure(configuration.error());
    home->m_session = openSession(*configuration);
    home->m_session.isSandbox = true;
    const auto stories = std::make_shared<SampleStories>(*configuration, home->m_session.services);
    home->m_session.stories = [stories](const QString &service) { return stories->list(service); };
    home->m_session.play = [stories](const QString &service, const QString &story) {
        return stories->play(service, story);
    };
    return home;
}
