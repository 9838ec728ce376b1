#include "app/connectionprobes.h"

#include "app/errortext.h"
#include "app/hubfactory.h"
#include "app/notionaccess.h"
#include "connectors/notion/notionresolver.h"

#include <QCoreApplication>

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

/// One service's part of the report; an error concerns the whole hub.
Result<void> lookAt(const ServiceDefinition &definition, const Configuration &configuration,
                    HubReport &report, const CancelToken &cancel)
{
    const auto hub = makeHub(definition, configuration);
    if (!hub)
        return failure(hub.error());
    const auto status = hub->connector->open({}, Connector::Access::ReadOnly, cancel);
    if (!status) {
        const ErrorKind kind = status.error().kind;
        if (kind != ErrorKind::Usage && kind != ErrorKind::Blocked)
            return failure(status.error());
        report.findings.push_back({definition.title, describe(status.error()), {}});
        return {};
    }
    report.identity = status->identity;
    if (!status->exists && !report.makesItself) {
        report.findings.push_back({definition.title, Probe::tr("Its table is not there yet."),
                                   statementFor({definition}, configuration)});
        return {};
    }
    ++report.ready;
    report.findings.reserve(report.findings.size() + size_t(status->warnings.size()));
    for (const QString &warning : status->warnings)
        report.findings.push_back({definition.title, warning, {}});
    return {};
}

/// Where everything is missing one sentence says it for all.
void mergeFindings(const std::vector<ServiceDefinition> &services,
                   const Configuration &configuration, HubReport &report)
{
    if (report.ready > 0 || !report.identity.isEmpty() || report.findings.size() < 2)
        return;
    const HubFinding first = report.findings.front();
    const bool areEqual
        = std::all_of(report.findings.begin(), report.findings.end(),
                      [&](const HubFinding &each) { return each.sentence == first.sentence; });
    if (!areEqual)
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
                           const Configuration &configuration, const CancelToken &cancel)
{
    const QString missing = missingHub(configuration);
    if (!missing.isEmpty())
        return failure(ErrorKind::Usage, missing);
    HubReport report;
    report.name = configuration.hubName();
    report.makesItself = configuration.hub != QLatin1String("supabase");
    for (const ServiceDefinition &definition : services) {
        if (const auto looked = lookAt(definition, configuration, report, cancel); !looked)
            return failure(looked.error());
    }
    mergeFindings(services, configuration, report);
    return report;
}
