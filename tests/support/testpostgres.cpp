#include "support/testpostgres.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QUuid>

static constexpr int LongestStart = 60'000; ///< milliseconds

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
    QSqlQuery query(serverConnection());
    if (!query.exec(statement))
        qFatal("%s: %s", qPrintable(statement), qPrintable(query.lastError().text()));
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
    QSqlQuery query(connection());
    bool isDone = false;
    if (values.isEmpty()) {
        isDone = query.exec(statement);
    } else {
        query.prepare(statement);
        for (const QVariant &value : values)
            query.addBindValue(value);
        isDone = query.exec();
    }
    if (!isDone)
        qFatal("%s: %s", qPrintable(statement), qPrintable(query.lastError().text()));
    QStringList column;
    while (query.next())
        column.append(query.value(0).isNull() ? QStringLiteral("NULL") : query.value(0).toString());
    return column;
}

TestSupabase::TestSupabase(const QString &schema)
{
    QTcpServer free;
    free.listen(QHostAddress::LocalHost);
    m_port = free.serverPort();
    free.close();
    // As a hosted project has them; the server looks at the schema once, when it starts.
    database.sql(QStringLiteral(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'service_role') THEN "
        "CREATE ROLE anon; CREATE ROLE authenticated; CREATE ROLE service_role BYPASSRLS; "
        "END IF; END $$"));
    database.sql(schema);
    writeSettings();
    start();
}

TestSupabase::~TestSupabase()
{
    m_server.kill();
    m_server.waitForFinished();
}

QString TestSupabase::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

QString TestSupabase::secretKey()
{
    return QStringLiteral("sb_secret_T7k2mQ9xLw4cVb8nZs3dFg6hJp1rYt5e");
}

QString TestSupabase::publishableKey()
{
    return QStringLiteral("sb_publishable_a1S2d3F4g5H6j7K8l9Q0w1E2r3T4y5U6");
}

QMap<QString, QString> TestSupabase::environment() const
{
    return {{QStringLiteral("UNIFIED_SYNC_HUB"), QStringLiteral("supabase")},
            {QStringLiteral("SUPABASE_URL"), url()},
            {QStringLiteral("SUPABASE_KEY"), secretKey()}};
}

/// Answers are cut at fewer rows than anybody asks for.
void TestSupabase::writeSettings() const
{
    QDir(m_folder.path()).mkdir(QStringLiteral("supabase"));
    QFile settings(m_folder.filePath(QStringLiteral("supabase/config.toml")));
    if (!settings.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(settings.errorString()));
    settings.write(QStringLiteral("[api]\nport = %1\nmax_rows = 700\n\n"
                                  "[db]\ndriver = \"postgres\"\nurl = \"%2\"\n\n"
                                  "[auth]\nenabled = true\n"
                                  "jwt_secret = \"a secret of the tests, long enough to be one\"\n"
                                  "publishable_key = \"%3\"\nsecret_key = \"%4\"\n")
                       .arg(QString::number(m_port), database.url(), publishableKey(), secretKey())
                       .toUtf8());
}

void TestSupabase::start()
{
    m_server.setWorkingDirectory(m_folder.path());
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(qEnvironmentVariable("USYNC_TEST_NODE"),
                   {qEnvironmentVariable("USYNC_TEST_LITE"), QStringLiteral("--no-telemetry"),
                    QStringLiteral("start"), QStringLiteral("--no-admin")});
    QElapsedTimer timer;
    timer.start();
    QByteArray answer;
    while (!answer.contains("HTTP/1.1 ")) {
        if (timer.elapsed() > LongestStart || m_server.state() == QProcess::NotRunning)
            qFatal("The Supabase project does not start: %s", m_server.readAll().constData());
        m_server.waitForReadyRead(50);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        if (!socket.waitForConnected(1000))
            continue;
        socket.write("GET /rest/v1/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\napikey: "
                     + secretKey().toUtf8() + "\r\nConnection: close\r\n\r\n");
        while (socket.waitForReadyRead(5000))
            answer += socket.readAll();
    }
}
