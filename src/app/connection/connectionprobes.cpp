#include "app/connection/connectionprobes.h"

#include "app/connection/hubfactory.h"
#include "app/connection/notionaccess.h"
#include "app/text/errortext.h"
#include "connectors/hub/serverschema.h"
#include "connectors/hub/sqltext.h"
#include "connectors/notion/notionresolver.h"
#include "connectors/sql/postgresserver.h"
#include "storage/sqlitesyncstore.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace {

struct Probe
{
    Q_DECLARE_TR_FUNCTIONS(Probe)
};

tl::unexpected<Error> tokenIsMissing()
{
    return failure(ErrorKind::Usage, Probe::tr("Enter the token of the Notion integration first."));
}

QString statementFor(const std::vector<ServiceDefinition> &services,
                     const Configuration &configuration)
{
    return hubSchema(services, configuration).value_or(QString());
}

/// One look at a hub; lives as long as it.
class HubLook
{
public:
    HubLook(const Configuration &configuration, QString formerHub, const CancelToken &cancel)
        : m_configuration(configuration)
        , m_formerHub(std::move(formerHub))
        , m_cancel(cancel)
    {
        m_report.name = configuration.hubName();
        m_report.makesItself = configuration.hub != QLatin1String("supabase");
    }

    /// One service's part of the report; an error concerns the whole hub.
    [[nodiscard]] Result<void> lookAt(const ServiceDefinition &definition);
    /// What keeps the first sync from making what is missing.
    [[nodiscard]] Result<void> lookAtRights();
    /// Why the hub itself is of no use, where that is what every one of so many services was told.
    [[nodiscard]] Result<void> judgeRefusals(size_t services) const;
    [[nodiscard]] HubReport &report() { return m_report; }

private:
    [[nodiscard]] Result<SideMemory> memoryOf(const ServiceDefinition &definition) const;
    [[nodiscard]] bool isWhereItWas(const SideMemory &memory, const SideStatus &status,
                                    const ServiceDefinition &definition);
    [[nodiscard]] QString movedSentence(const QString &label) const;
    void lookAtFile();
    [[nodiscard]] Result<void> lookAtRole();

    const Configuration &m_configuration;
    const QString m_formerHub;
    const CancelToken &m_cancel;
    HubReport m_report;
    std::vector<Error> m_refusals; ///< one for each service that the hub refused
    int m_toMake = 0; ///< services that count as ready because the first sync makes their table
    bool m_isMoved = false; ///< that was said already
};

/// What the last sync of this home knew of the hub; nothing where there was none.
Result<SideMemory> HubLook::memoryOf(const ServiceDefinition &definition) const
{
    const int side = definition.sideIndex(u"hub");
    if (side < 0 || !QFileInfo::exists(m_configuration.stateFile()))
        return SideMemory();
    const auto database = StateDatabase::open(m_configuration.stateFile());
    if (!database)
        return failure(database.error());
    const auto memories = SqliteSyncStore(*database, definition).memories();
    if (!memories)
        return failure(memories.error());
    return memories->at(size_t(side));
}

QString HubLook::movedSentence(const QString &label) const
{
    const QString hub = m_configuration.hubNotation();
    if (m_formerHub.isEmpty() || m_formerHub == hub)
        return Probe::tr("This home's records are in %1, and that is not what is here: bring that "
                         "hub back, or choose it.")
            .arg(label);
    return Probe::tr("This home's records are in %1. Before it can go on with this hub, move them: "
                     "usync hub-copy '%2' '%3'")
        .arg(label, m_formerHub, hub);
}

/// A service that was synced before goes on only with the hub that it was synced with.
bool HubLook::isWhereItWas(const SideMemory &memory, const SideStatus &status,
                           const ServiceDefinition &definition)
{
    if (memory.identity.isEmpty() || (memory.identity == status.identity && status.exists))
        return true;
    if (memory.identity == status.identity) {
        m_report.findings.push_back(
            {definition.title,
             Probe::tr("Its table is gone: bring it back before the next sync."),
             {}});
        return false;
    }
    if (!m_isMoved)
        m_report.findings.push_back({{}, movedSentence(memory.label), {}});
    m_isMoved = true;
    return false;
}

Result<void> HubLook::lookAt(const ServiceDefinition &definition)
{
    const auto memory = memoryOf(definition);
    if (!memory)
        return failure(memory.error());
    const auto hub = makeHub(definition, m_configuration, HubUse::Check);
    if (!hub)
        return failure(hub.error());
    const auto status = hub->connector->open({}, Connector::Access::ReadOnly, m_cancel);
    if (!status) {
        const ErrorKind kind = status.error().kind;
        if (kind != ErrorKind::Usage && kind != ErrorKind::Blocked)
            return failure(status.error());
        m_refusals.push_back(status.error());
        m_report.findings.push_back({definition.title, describe(status.error()), {}});
        return {};
    }
    m_report.identity = status->identity;
    if (!isWhereItWas(*memory, *status, definition))
        return {};
    if (!status->exists && !m_report.makesItself) {
        m_report.findings.push_back({definition.title, Probe::tr("Its table is not there yet."),
                                     statementFor({definition}, m_configuration)});
        return {};
    }
    ++m_report.ready;
    m_toMake += status->exists ? 0 : 1;
    m_report.findings.reserve(m_report.findings.size() + size_t(status->warnings.size()));
    for (const QString &warning : status->warnings)
        m_report.findings.push_back({definition.title, warning, {}});
    return {};
}

Result<void> HubLook::judgeRefusals(size_t services) const
{
    const bool concernsAll = !m_refusals.empty() && m_refusals.size() == services
        && std::all_of(m_refusals.begin(), m_refusals.end(),
                       [&](const Error &each) { return each.detail == m_refusals.front().detail; });
    return concernsAll ? failure(m_refusals.front()) : Result<void>();
}

Result<void> HubLook::lookAtRights()
{
    if (!m_configuration.hubFile().isEmpty())
        lookAtFile();
    else if (m_report.makesItself && m_toMake > 0)
        return lookAtRole();
    return {};
}

void HubLook::lookAtFile()
{
    const QFileInfo file(m_configuration.hubFile());
    // Folders that are missing are made.
    QFileInfo folder(file.path());
    while (!folder.exists() && !folder.isRoot())
        folder.setFile(folder.path());
    const bool isFolderGood = folder.isDir() && folder.isWritable();
    if (isFolderGood && (!file.exists() || file.isWritable()))
        return;
    m_report.ready = 0;
    m_report.findings.push_back(
        {{},
         Probe::tr("%1 cannot be written: choose another file, or give yourself the right to write "
                   "it.")
             .arg(isFolderGood ? file.filePath() : folder.filePath()),
         {}});
}

Result<void> HubLook::lookAtRole()
{
    const auto address = PostgresAddress::parse(m_configuration.hub);
    if (!address)
        return failure(address.error());
    const auto facts = PostgresServer(*address).describe(serverSharedTables(), m_cancel);
    if (!facts)
        return failure(facts.error());
    if (facts->value(QLatin1String("may_create")).toBool())
        return {};
    const QString role = facts->value(QLatin1String("role")).toString();
    const QString schema = facts->value(QLatin1String("schema")).toString(QStringLiteral("public"));
    m_report.ready -= m_toMake;
    m_report.findings.push_back(
        {{},
         Probe::tr("The role %1 may not make the tables that are missing. The owner of the schema "
                   "mends it with: GRANT CREATE ON SCHEMA %2 TO %3;")
             .arg(role, quotedName(schema), quotedName(role)),
         {}});
    return {};
}

/// Where every table is missing one sentence says it for all; another cause keeps its own.
void mergeFindings(const std::vector<ServiceDefinition> &services,
                   const Configuration &configuration, HubReport &report)
{
    if (report.ready > 0 || !report.identity.isEmpty() || report.findings.size() < 2)
        return;
    const HubFinding first = report.findings.front();
    const bool areMissing
        = std::all_of(report.findings.begin(), report.findings.end(), [&](const HubFinding &each) {
              return each.sentence == first.sentence && !each.statement.isEmpty();
          });
    if (!areMissing)
        return;
    report.findings = {{{},
                        Probe::tr("Nothing that syncing needs is there yet: run the whole SQL."),
                        statementFor(services, configuration)}};
}

} // namespace

Result<NotionIdentity> testNotionToken(const Configuration &configuration,
                                       const std::shared_ptr<RateLimiter> &limiter,
                                       const CancelToken &cancel)
{
    if (configuration.notionToken.isEmpty())
        return tokenIsMissing();
    NotionApi api = notionApi(configuration, limiter);
    return NotionDirectory(api).identity(cancel);
}

Result<std::vector<NotionSource>> listNotionSources(const Configuration &configuration,
                                                    const std::shared_ptr<RateLimiter> &limiter,
                                                    const CancelToken &cancel)
{
    if (configuration.notionToken.isEmpty())
        return tokenIsMissing();
    NotionApi api = notionApi(configuration, limiter);
    return NotionDirectory(api).sources(cancel);
}

Result<NotionSource> findNotionSource(const ServiceDefinition &definition,
                                      const Configuration &configuration,
                                      const std::shared_ptr<RateLimiter> &limiter,
                                      const CancelToken &cancel)
{
    if (configuration.notionToken.isEmpty())
        return tokenIsMissing();
    NotionApi api = notionApi(configuration, limiter);
    NotionResolver resolver(api, definition.title, definition.databaseVariable());
    const auto schema
        = resolver.resolve(configuration.notionDatabases.value(definition.name), cancel);
    if (!schema)
        return failure(schema.error());
    return NotionSource{schema->dataSourceId, schema->title, schema->databaseId, schema->title, {}};
}

Result<HubReport> checkHub(const std::vector<ServiceDefinition> &services,
                           const Configuration &configuration, const QString &formerHub,
                           const CancelToken &cancel)
{
    const QString missing = missingHub(configuration);
    if (!missing.isEmpty())
        return failure(ErrorKind::Usage, missing);
    HubLook look(configuration, formerHub, cancel);
    for (const ServiceDefinition &definition : services) {
        if (const auto looked = look.lookAt(definition); !looked)
            return failure(looked.error());
    }
    if (const auto judged = look.judgeRefusals(services.size()); !judged)
        return failure(judged.error());
    mergeFindings(services, configuration, look.report());
    if (const auto looked = look.lookAtRights(); !looked)
        return failure(looked.error());
    return std::move(look.report());
}
