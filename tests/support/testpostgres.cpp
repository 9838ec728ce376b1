#include "support/testpostgres.h"

#include "support/testsql.h"

#include <QUrl>
#include <QUuid>

QString testHubKind()
{
    const QString kind = qEnvironmentVariable("USYNC_TEST_HUB");
    return kind.isEmpty() ? QStringLiteral("sqlite") : kind;
}

/// Of the server itself; lives as long as the program.
static QSqlDatabase serverConnection()
{
    const QString name = QStringLiteral("server");
    if (!QSqlDatabase::contains(name)) {
        QSqlDatabase made = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
        made.setHostName(qEnvironmentVariable("PGHOST"));
        made.setPort(qEnvironmentVariableIntValue("PGPORT"));
        made.setUserName(qEnvironmentVariable("PGUSER"));
        made.setPassword(qEnvironmentVariable("PGPASSWORD"));
        made.setDatabaseName(QStringLiteral("postgres"));
        if (!made.open())
            qFatal("%s", qPrintable(made.lastError().text()));
    }
    return QSqlDatabase::database(name);
}

static void onServer(const QString &statement)
{
    (void)firstColumn(serverConnection(), statement);
}

TestPostgres::TestPostgres()
    : m_name(QStringLiteral("test_") + QUuid::createUuid().toString(QUuid::Id128))
{
    onServer(QStringLiteral("CREATE DATABASE ") + m_name);
    const QSqlDatabase server = serverConnection();
    QSqlDatabase made = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
    made.setHostName(server.hostName());
    made.setPort(server.port());
    made.setUserName(server.userName());
    made.setPassword(server.password());
    made.setDatabaseName(m_name);
    if (!made.open())
        qFatal("%s", qPrintable(made.lastError().text()));
    sql(QStringLiteral("SET TIME ZONE 'UTC'"));
    sql(QStringLiteral("SET client_min_messages = warning"));
}

TestPostgres::~TestPostgres()
{
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
    onServer(QStringLiteral("DROP DATABASE IF EXISTS %1 WITH (FORCE)").arg(m_name));
}

QSqlDatabase TestPostgres::connection() const
{
    return QSqlDatabase::database(m_name);
}

QString TestPostgres::urlFor(const QString &user, const QString &password) const
{
    const QSqlDatabase server = serverConnection();
    QUrl url;
    url.setScheme(QStringLiteral("postgres"));
    url.setHost(server.hostName());
    url.setPort(server.port());
    url.setUserName(user.isEmpty() ? server.userName() : user);
    url.setPassword(user.isEmpty() ? server.password() : password, QUrl::DecodedMode);
    url.setPath(u'/' + m_name);
    return url.toString(QUrl::FullyEncoded);
}

QStringList TestPostgres::sql(const QString &statement, const QVariantList &values)
{
    return firstColumn(connection(), statement, values, QStringLiteral("NULL"));
}

TestSupabase::TestSupabase(const QString &schema)
{
    // As a hosted project has them.
    database.sql(QStringLiteral(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'service_role') THEN "
        "CREATE ROLE anon; CREATE ROLE authenticated; CREATE ROLE service_role BYPASSRLS; "
        "END IF; END $$"));
    database.sql(schema);
    m_server.startOn(database.url());
}
