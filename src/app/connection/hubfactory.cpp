#include "app/connection/hubfactory.h"

#include "connectors/hub/serverhub.h"
#include "connectors/hub/servertables.h"
#include "connectors/sql/postgresserver.h"
#include "connectors/sql/sqlitehub.h"
#include "connectors/sql/sqliteschema.h"
#include "connectors/sql/sqlitetables.h"
#include "connectors/supabase/supabaseserver.h"
#include "core/phrase.h"

/// Rows in one request to a server.
static constexpr size_t ServerBatch = 1000;

static bool isSupabase(const Configuration &configuration)
{
    return configuration.hub == QLatin1String("supabase");
}

QString missingHub(const Configuration &configuration)
{
    if (!isSupabase(configuration))
        return {};
    if (configuration.supabaseUrl.isEmpty())
        return Phrase::tr("The hub is Supabase: set SUPABASE_URL to the address of the project "
                          "(https://PROJECT.supabase.co).");
    if (!configuration.supabaseKey.isEmpty())
        return {};
    const QString text = Phrase::tr("There is no Supabase key: set SUPABASE_KEY to the "
                                    "project's secret key, or store it with \"usync login "
                                    "supabase\".");
    return configuration.secretProblem.isEmpty() ? text : text + u' ' + configuration.secretProblem;
}

static Result<std::unique_ptr<HubServer>> makeServer(const Configuration &configuration,
                                                     HubUse use = HubUse::Run)
{
    const QString missing = missingHub(configuration);
    if (!missing.isEmpty())
        return failure(ErrorKind::Usage, missing);
    if (isSupabase(configuration))
        return std::make_unique<SupabaseServer>(
            SupabaseAccess{configuration.supabaseUrl, configuration.supabaseKey.toUtf8(),
                           std::make_shared<SystemClock>(), use == HubUse::Run});
    const auto address = PostgresAddress::parse(configuration.hub);
    if (!address)
        return failure(address.error());
    return std::make_unique<PostgresServer>(*address);
}

Result<HubConnection> makeHub(const ServiceDefinition &definition,
                              const Configuration &configuration, HubUse use)
{
    if (!configuration.hubFile().isEmpty()) {
        auto file = std::make_unique<SqliteHub>(configuration.hubFile(), definition);
        Hub *hub = file.get();
        return HubConnection{std::move(file), hub};
    }
    auto server = makeServer(configuration, use);
    if (!server)
        return failure(server.error());
    auto made = std::make_unique<ServerHub>(std::move(*server), definition, ServerBatch);
    Hub *hub = made.get();
    return HubConnection{std::move(made), hub};
}

Result<std::unique_ptr<HubTables>> makeHubTables(const Configuration &configuration)
{
    if (!configuration.hubFile().isEmpty())
        return std::make_unique<SqliteTables>(configuration.hubFile());
    auto server = makeServer(configuration);
    if (!server)
        return failure(server.error());
    return std::make_unique<ServerTables>(std::move(*server));
}

Result<QString> hubSchema(const std::vector<ServiceDefinition> &definitions,
                          const Configuration &configuration)
{
    if (!configuration.hubFile().isEmpty())
        return hubSchemaSql(definitions);
    return serverSchemaSql(
        definitions, isSupabase(configuration) ? ServerFlavour::Supabase : ServerFlavour::Postgres);
}

Result<QStringList> applyHubSchema(const std::vector<ServiceDefinition> &definitions,
                                   const Configuration &configuration, const CancelToken &cancel)
{
    QStringList missing;
    for (const ServiceDefinition &definition : definitions) {
        if (!configuration.hubFile().isEmpty()) {
            SqliteHub hub(configuration.hubFile(), definition);
            const auto made = hub.open({}, Connector::Access::ReadWrite, cancel);
            if (!made)
                return failure(made.error());
            missing += made->warnings;
            continue;
        }
        auto server = makeServer(configuration);
        if (!server)
            return failure(server.error());
        const auto made = ServerHub(std::move(*server), definition, ServerBatch).makeSchema(cancel);
        if (!made)
            return failure(made.error());
        missing += *made;
    }
    return missing;
}
