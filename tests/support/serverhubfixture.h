#pragma once

#include "connectors/hub/serverhub.h"
#include "connectors/sql/postgresserver.h"
#include "connectors/supabase/supabaseserver.h"
#include "support/builtindefinition.h"
#include "support/testpostgres.h"

#include <memory>

/// A hub on a real server, of the kind that the test runs beside, and a second program's hand on
/// its tables. On PostgreSQL they are made by the first `openHub`; a Supabase project has them.
class ServerHubFixture
{
public:
    explicit ServerHubFixture(const QString &service = QStringLiteral("books"))
        : ServerHubFixture(service, isSupabase() ? schemaOf(builtInDefinition(service)) : QString())
    { }
    /// With tables of somebody else.
    ServerHubFixture(const QString &service, const QString &schema)
        : definition(builtInDefinition(service))
    {
        if (isSupabase()) {
            m_project = std::make_unique<TestSupabase>(schema.isEmpty() ? QStringLiteral("SELECT 1")
                                                                        : schema);
        } else {
            m_database = std::make_unique<TestPostgres>();
            if (!schema.isEmpty())
                m_database->sql(schema);
        }
    }

    [[nodiscard]] static bool isSupabase() { return testHubKind() == QLatin1String("supabase"); }
    [[nodiscard]] static QString schemaOf(const ServiceDefinition &definition)
    {
        return serverSchemaSql({&definition, 1},
                               isSupabase() ? ServerFlavour::Supabase : ServerFlavour::Postgres)
            .value();
    }

    [[nodiscard]] TestPostgres &database() { return m_project ? m_project->database : *m_database; }
    QStringList sql(const QString &statement) { return database().sql(statement); }

    [[nodiscard]] QString url() { return m_project ? m_project->url() : m_database->url(); }
    [[nodiscard]] std::unique_ptr<HubServer> server()
    {
        return serverAt(url(), TestSupabase::secretKey());
    }
    /// By another way or as somebody else.
    [[nodiscard]] static std::unique_ptr<HubServer> serverAt(const QString &url, const QString &key)
    {
        if (isSupabase())
            return std::make_unique<SupabaseServer>(
                SupabaseAccess{QUrl(url), key.toUtf8(), std::make_shared<SystemClock>()});
        return std::make_unique<PostgresServer>(*PostgresAddress::parse(url));
    }
    [[nodiscard]] std::unique_ptr<ServerHub> hubAt(const QString &url, const QString &key)
    {
        return std::make_unique<ServerHub>(serverAt(url, key), definition, 1000);
    }
    [[nodiscard]] std::unique_ptr<ServerHub> hub()
    {
        return std::make_unique<ServerHub>(server(), definition, 1000);
    }
    /// A hub that is open for writing.
    [[nodiscard]] std::unique_ptr<ServerHub> openHub()
    {
        std::unique_ptr<ServerHub> made = hub();
        const Result<SideStatus> opened
            = made->open(memory, Connector::Access::ReadWrite, CancelToken());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        memory.identity = opened->identity;
        return made;
    }

    [[nodiscard]] int field(QStringView name) const { return definition.fieldIndex(name); }

    ServiceDefinition definition;
    SideMemory memory;

private:
    std::unique_ptr<TestSupabase> m_project;
    std::unique_ptr<TestPostgres> m_database;
};
