#include "app/connection/connectorfactory.h"

#include "app/connection/hubfactory.h"
#include "app/connection/notionaccess.h"
#include "connectors/notion/notionconnector.h"
#include "core/phrase.h"

namespace {

constexpr QStringView NotionSide(u"notion");
constexpr QStringView HubSide(u"hub");

QString unservedSide(const ServiceDefinition &definition)
{
    for (const SideDefinition &side : definition.sides) {
        if (!canServe(side.id))
            return Phrase::tr("\"%1\" needs the side \"%2\", which this version cannot reach.")
                .arg(definition.name, side.id);
    }
    return {};
}

QString missingDatabase(const ServiceDefinition &definition, const Configuration &configuration)
{
    const bool isMissing = definition.sideIndex(NotionSide) >= 0
        && configuration.notionDatabases.value(definition.name).isEmpty();
    return isMissing ? Phrase::tr("Set %1 to the id of the Notion database of \"%2\".")
                           .arg(definition.databaseVariable(), definition.name)
                     : QString();
}

QString missingToken(const ServiceDefinition &definition, const Configuration &configuration)
{
    if (definition.sideIndex(NotionSide) < 0 || !configuration.notionToken.isEmpty())
        return {};
    const QString text = Phrase::tr("There is no Notion token: set NOTION_API_TOKEN, or store "
                                    "it with \"usync login notion\".");
    return configuration.secretProblem.isEmpty() ? text : text + u' ' + configuration.secretProblem;
}

std::unique_ptr<Connector> notionConnector(const ServiceDefinition &definition,
                                           const Configuration &configuration,
                                           const std::shared_ptr<RateLimiter> &limiter)
{
    const NotionAccess access = notionAccess(configuration, limiter);
    NotionSettings settings;
    settings.origin = access.origin;
    settings.database = configuration.notionDatabases.value(definition.name);
    settings.makeTransport = notionTransports(access);
    settings.counter = access.counter;
    settings.serverClock = access.serverClock;
    return std::make_unique<NotionConnector>(definition, settings);
}

} // namespace

std::vector<Connector *> ServiceConnections::pointers() const
{
    std::vector<Connector *> pointers;
    pointers.reserve(connectors.size());
    for (const std::unique_ptr<Connector> &connector : connectors)
        pointers.push_back(connector.get());
    return pointers;
}

std::shared_ptr<RateLimiter> makeNotionLimiter(const Configuration &configuration)
{
    return std::make_shared<RateLimiter>(std::make_shared<SystemClock>(), configuration.notionRate);
}

bool canServe(QStringView side)
{
    return side == NotionSide || side == HubSide;
}

bool canRun(const ServiceDefinition &definition)
{
    return unservedSide(definition).isEmpty();
}

bool isEnabled(const ServiceDefinition &definition, const Configuration &configuration)
{
    return !configuration.disabledServices.contains(definition.name) && canRun(definition)
        && missingDatabase(definition, configuration).isEmpty();
}

QString missingConfiguration(const ServiceDefinition &definition,
                             const Configuration &configuration)
{
    for (const QString &missing :
         {unservedSide(definition), missingToken(definition, configuration),
          missingDatabase(definition, configuration), missingHub(configuration)}) {
        if (!missing.isEmpty())
            return missing;
    }
    return {};
}

Result<ServiceConnections> connectService(const ServiceDefinition &definition,
                                          const Configuration &configuration,
                                          const std::shared_ptr<RateLimiter> &notionLimiter)
{
    const QString missing = missingConfiguration(definition, configuration);
    if (!missing.isEmpty())
        return failure(ErrorKind::Usage, missing);
    ServiceConnections connections;
    for (const SideDefinition &side : definition.sides) {
        if (side.id == NotionSide) {
            connections.connectors.push_back(
                notionConnector(definition, configuration, notionLimiter));
            continue;
        }
        auto hub = makeHub(definition, configuration);
        if (!hub)
            return failure(hub.error());
        connections.hub = hub->hub;
        connections.connectors.push_back(std::move(hub->connector));
    }
    return connections;
}

Result<std::vector<SideSchema>> readSchemas(const ServiceDefinition &definition,
                                            const Configuration &configuration,
                                            const std::shared_ptr<RateLimiter> &notionLimiter,
                                            const CancelToken &cancel)
{
    const auto connections = connectService(definition, configuration, notionLimiter);
    if (!connections)
        return failure(connections.error());
    std::vector<SideSchema> schemas;
    for (const std::unique_ptr<Connector> &connector : connections->connectors) {
        const auto status = connector->open({}, Connector::Access::ReadOnly, cancel);
        if (!status)
            return failure(status.error());
        auto schema = connector->schema(cancel);
        if (!schema)
            return failure(schema.error());
        schemas.push_back(std::move(*schema));
    }
    return schemas;
}
