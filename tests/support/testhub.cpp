#include "support/testhub.h"

#include "connectors/hub/serverschema.h"
#include "support/builtindefinition.h"
#include "support/testsql.h"

#include <QFile>

static QString schemaOfAllServices()
{
    std::vector<ServiceDefinition> definitions;
    for (const char *name : {"books", "highlights", "linkedin_posts", "meetings", "tasks",
                             "reflections", "journals", "contacts", "calendar", "gmail"})
        definitions.push_back(builtInDefinition(QString::fromLatin1(name)));
    return serverSchemaSql(definitions, ServerFlavour::Supabase).value();
}

TestHub::TestHub(QString path, const QString &schema)
    : m_path(std::move(path))
{
    if (testHubKind() == QLatin1String("postgres"))
        m_postgres = std::make_unique<TestPostgres>();
    else if (testHubKind() == QLatin1String("supabase"))
        m_supabase = std::make_unique<TestSupabase>(schemaOfAllServices() + schema);
}

TestHub::~TestHub()
{
    if (isEmbedded())
        QSqlDatabase::removeDatabase(m_path);
}

QMap<QString, QString> TestHub::environment() const
{
    if (m_supabase)
        return m_supabase->environment();
    return {{QStringLiteral("UNIFIED_SYNC_HUB"),
             m_postgres ? m_postgres->url() : QStringLiteral("sqlite:") + m_path}};
}

QStringList TestHub::secrets() const
{
    if (m_supabase)
        return {TestSupabase::secretKey()};
    return m_postgres ? QStringList{QUrl(m_postgres->url()).password()} : QStringList();
}

QSqlDatabase TestHub::database()
{
    if (m_supabase)
        return m_supabase->database.connection();
    if (m_postgres)
        return m_postgres->connection();
    if (!QSqlDatabase::contains(m_path)) {
        QSqlDatabase made = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_path);
        made.setDatabaseName(m_path);
    }
    return QSqlDatabase::database(m_path);
}

QStringList TestHub::sql(const QString &statement, const QVariantList &values)
{
    return firstColumn(database(), statement, values);
}

QStringList TestHub::sql(const char *embedded, const char *server)
{
    return sql(QString::fromUtf8(isEmbedded() ? embedded : server));
}

void TestHub::sqlUnseen(const QString &table, const QString &statement, const QVariantList &values)
{
    if (!isEmbedded()) {
        sql(QStringLiteral("SET session_replication_role = replica"));
        sql(statement, values);
        sql(QStringLiteral("SET session_replication_role = DEFAULT"));
        return;
    }
    const QStringList triggers = sql(
        QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?"),
        {table});
    const QStringList texts = sql(
        QStringLiteral("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?"),
        {table});
    for (const QString &trigger : triggers)
        sql(QStringLiteral("DROP TRIGGER \"%1\"").arg(trigger));
    sql(statement, values);
    for (const QString &text : texts)
        sql(text);
}

QStringList TestHub::tables()
{
    return sql(QStringLiteral("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"));
}

void TestHub::backUp()
{
    if (isEmbedded()) {
        sql(QStringLiteral("VACUUM INTO '%1.backup'").arg(m_path));
        return;
    }
    sql(QStringLiteral("CREATE SCHEMA backup"));
    for (const QString &table : tables())
        sql(QStringLiteral("CREATE TABLE backup.%1 AS TABLE public.%1").arg(table));
}

void TestHub::restore()
{
    if (isEmbedded()) {
        database().close();
        for (const char *suffix : {"", "-wal", "-shm", "-journal"})
            QFile::remove(m_path + QLatin1String(suffix));
        if (!QFile::copy(m_path + QStringLiteral(".backup"), m_path) || !database().open())
            qFatal("The backup cannot be put back.");
        return;
    }
    sql(QStringLiteral("SET session_replication_role = replica"));
    for (const QString &table : tables()) {
        sql(QStringLiteral("DELETE FROM public.%1").arg(table));
        sql(QStringLiteral("INSERT INTO public.%1 SELECT * FROM backup.%1").arg(table));
    }
    sql(QStringLiteral("SET session_replication_role = DEFAULT"));
}
