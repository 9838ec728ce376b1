#include "app/session/connectionactions.h"

#include "app/connection/connectorfactory.h"
#include "app/connection/hubfactory.h"
#include "app/home/dotenv.h"
#include "app/home/storedsecrets.h"
#include "app/session/livesession.h"
#include "app/session/session.h"
#include "app/text/errortext.h"
#include "connectors/sql/postgresaddress.h"
#include "core/phrase.h"

#include <QFile>

namespace {

constexpr qint64 LongestImport = 1'048'576; // bytes; a longer file is something else

/// What the actions of one home share.
struct Desk
{
    Configuration present;
    std::vector<ServiceDefinition> services;
    HomeSecrets secrets;
    std::shared_ptr<RateLimiter> limiter;

    /// With the key and the password that are stored, where nothing else was entered.
    [[nodiscard]] Result<Configuration> with(ConnectionSettings settings,
                                             const CancelToken &cancel) const
    {
        completeHub(settings.hub, cancel);
        return configurationWith(settings, present);
    }

    void completeHub(HubSettings &hub, const CancelToken &cancel) const
    {
        const auto stored = [&](const QString &key) {
            return secrets.all(cancel)->read(key).value_or(QString()).trimmed();
        };
        if (hub.kind == HubKind::Supabase && hub.supabaseKey.isEmpty()
            && present.supabaseKey.isEmpty())
            hub.supabaseKey = stored(QStringLiteral("SUPABASE_KEY"));
        const QString key = hubPasswordKey(hub.address.trimmed());
        const bool isOther = !key.isEmpty() && key != hubPasswordKey(present.hub);
        if (hub.kind == HubKind::Postgres && isOther && hub.password.isEmpty()
            && PostgresAddress::passwordIn(hub.address).isEmpty())
            hub.password = stored(key);
    }
};

using SharedDesk = std::shared_ptr<const Desk>;

Result<ImportedSettings> importFile(const Desk &desk, const QString &path,
                                    const ConnectionSettings &settings)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > LongestImport)
        return failure(ErrorKind::Usage, Phrase::tr("The file %1 cannot be read.").arg(path));
    DotEnv read = parseDotEnv(QString::fromUtf8(file.readAll()));
    ImportedSettings imported;
    imported.unreadable = read.unreadable;
    imported.fixed = read.variables.keys();
    imported.fixed.removeIf([&](const QString &name) { return !desk.present.isFixed(name); });
    read.variables.removeIf([&](const auto &given) { return desk.present.isFixed(given.key()); });
    imported.settings = importVariables(settings, read.variables, desk.services, imported.ignored);
    imported.taken = int(read.variables.size() - imported.ignored.size());
    return imported;
}

RunResult previewRun(const Desk &desk, const ServiceDefinition &definition,
                     const ConnectionSettings &settings, const CancelToken &cancel,
                     const ProgressSink &progress)
{
    const auto configuration = desk.with(settings, cancel);
    if (!configuration) {
        RunResult result;
        result.service = definition.name;
        result.dryRun = true;
        result.status = RunStatus::Failed;
        result.errors.push_back({{}, configuration.error()});
        return result;
    }
    SyncJob job;
    job.definition = definition;
    job.dryRun = true;
    return openSession(*configuration).runJob(job, cancel, progress);
}

Result<HubCopyOutcome> moveHub(const Desk &desk, const ConnectionSettings &settings,
                               const CancelToken &cancel, const CopyProgress &progress)
{
    const Result<Configuration> to = desk.with(settings, cancel);
    if (!to)
        return failure(to.error());
    ConnectionSettings hubOnly = presentSettings(desk.present);
    const bool replacesKey
        = hubOnly.hub.kind == HubKind::Supabase && settings.hub.kind == HubKind::Supabase;
    hubOnly.hub = settings.hub;
    const std::unique_ptr<SecretStore> keychain = desk.secrets.keychain(cancel);
    // The key of another project takes the place of the one in use once its address does, too: no
    // server is ever sent the secret of another one, wherever this is cut off.
    const QMap<QString, QString> secrets
        = replacesKey ? QMap<QString, QString>() : secretsIn(hubOnly);
    const auto before = storeSecrets(secrets, *keychain);
    if (!before)
        return failure(before.error());
    Result<HubCopyOutcome> outcome
        = copyHub(desk.present, *to, ServiceCatalog::of(desk.present), cancel, progress);
    if (!outcome) {
        putBackSecrets(*before, *keychain);
        return outcome;
    }
    desk.secrets.forget(secrets.keys());
    // From here on the home's state is with the copy, whatever is asked to stop.
    const auto named = saveConnection(hubOnly, desk.services, desk.present, *keychain);
    if (!named)
        outcome->warnings << Phrase::tr("The settings still name the former hub: %1 Save them once "
                                        "more.")
                                 .arg(describe(named.error()));
    return outcome;
}

void addNotionActions(const SharedDesk &desk, ConnectionActions &actions)
{
    actions.testToken = [desk](const ConnectionSettings &settings, const CancelToken &cancel) {
        return desk->with(settings, cancel).and_then([&](const Configuration &configuration) {
            return testNotionToken(configuration, desk->limiter, cancel);
        });
    };
    actions.listSources = [desk](const ConnectionSettings &settings, const CancelToken &cancel) {
        return desk->with(settings, cancel).and_then([&](const Configuration &configuration) {
            return listNotionSources(configuration, desk->limiter, cancel);
        });
    };
    actions.findSource = [desk](const ServiceDefinition &definition,
                                const ConnectionSettings &settings, const CancelToken &cancel) {
        return desk->with(settings, cancel).and_then([&](const Configuration &configuration) {
            return findNotionSource(definition, configuration, desk->limiter, cancel);
        });
    };
}

void addHubActions(const SharedDesk &desk, ConnectionActions &actions)
{
    actions.checkHub = [desk](const ConnectionSettings &settings, const CancelToken &cancel) {
        return desk->with(settings, cancel).and_then([&](const Configuration &configuration) {
            return checkHub(desk->services, configuration, desk->present.hubNotation(), cancel);
        });
    };
    actions.hubSql = [desk](const ConnectionSettings &settings) {
        Configuration configuration = desk->present;
        const bool isServer = settings.hub.kind != HubKind::Embedded;
        // The statements depend on the kind alone; the address may not be entered yet.
        const Result<void> chosen = configuration.chooseHub(
            settings.hub.kind == HubKind::Supabase ? QStringLiteral("supabase")
                : isServer                         ? QStringLiteral("postgres://localhost")
                                                   : desk->present.embeddedHub());
        return chosen.and_then([&] { return hubSchema(desk->services, configuration); });
    };
    actions.moveHub = [desk](const ConnectionSettings &settings, const CancelToken &cancel,
                             const CopyProgress &progress) {
        return moveHub(*desk, settings, cancel, progress);
    };
}

void addSaving(const SharedDesk &desk, ConnectionActions &actions)
{
    actions.save = [desk](const ConnectionSettings &settings, const CancelToken &cancel) {
        auto saved = saveConnection(settings, desk->services, desk->present,
                                    *desk->secrets.keychain(cancel), cancel);
        if (saved)
            desk->secrets.forget(secretsIn(settings).keys());
        return saved;
    };
    actions.saveForSession = [desk](const ConnectionSettings &settings, const CancelToken &cancel) {
        return saveConnection(settings, desk->services, desk->present, *desk->secrets.memory(),
                              cancel);
    };
}

} // namespace

ConnectionActions connectionActions(const Configuration &configuration,
                                    const std::vector<ServiceDefinition> &services,
                                    const HomeSecrets &secrets)
{
    const auto desk = std::make_shared<const Desk>(
        Desk{configuration, services, secrets, makeNotionLimiter(configuration)});
    ConnectionActions actions;
    addNotionActions(desk, actions);
    addHubActions(desk, actions);
    actions.previewMapping = [desk](const ServiceDefinition &definition,
                                    const ConnectionSettings &settings, const CancelToken &cancel) {
        return desk->with(settings, cancel).and_then([&](const Configuration &with) {
            return previewMapping(definition, with, desk->limiter, cancel);
        });
    };
    actions.previewRun
        = [desk](const ServiceDefinition &definition, const ConnectionSettings &settings,
                 const CancelToken &cancel, const ProgressSink &progress) {
              return previewRun(*desk, definition, settings, cancel, progress);
          };
    actions.importFile = [desk](const QString &path, const ConnectionSettings &settings) {
        return importFile(*desk, path, settings);
    };
    addSaving(desk, actions);
    return actions;
}
