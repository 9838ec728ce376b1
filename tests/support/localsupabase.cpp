#include "support/localsupabase.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>

static constexpr int LongestStart = 180'000; ///< milliseconds

LocalSupabase::LocalSupabase()
{
    QTcpServer free;
    free.listen(QHostAddress::LocalHost);
    m_port = free.serverPort();
}

LocalSupabase::~LocalSupabase()
{
    m_server.kill();
    m_server.waitForFinished();
}

void LocalSupabase::startOn(const QString &databaseUrl)
{
    start(QStringLiteral("start"),
          QStringLiteral("driver = \"postgres\"\nurl = \"%1\"\n").arg(databaseUrl));
}

void LocalSupabase::startAlone(const QString &schema)
{
    write(QStringLiteral("supabase/schemas/schema.sql"), schema);
    start(QStringLiteral("dev"),
          QStringLiteral("driver = \"pglite\"\nurl = \"supabase/.temp/data\"\n\n"
                         "[db.migrations]\nschema_paths = [\"./schemas/schema.sql\"]\n"));
}

QString LocalSupabase::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

QString LocalSupabase::secretKey()
{
    return QStringLiteral("sb_secret_T7k2mQ9xLw4cVb8nZs3dFg6hJp1rYt5e");
}

QString LocalSupabase::publishableKey()
{
    return QStringLiteral("sb_publishable_a1S2d3F4g5H6j7K8l9Q0w1E2r3T4y5U6");
}

QMap<QString, QString> LocalSupabase::environment() const
{
    return {{QStringLiteral("UNIFIED_SYNC_HUB"), QStringLiteral("supabase")},
            {QStringLiteral("SUPABASE_URL"), url()},
            {QStringLiteral("SUPABASE_KEY"), secretKey()}};
}

void LocalSupabase::write(const QString &name, const QString &text) const
{
    const QString path = m_folder.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file.errorString()));
    file.write(text.toUtf8());
}

void LocalSupabase::start(const QString &mode, const QString &database)
{
    // Answers are cut at fewer rows than anybody asks for.
    write(QStringLiteral("supabase/config.toml"),
          QStringLiteral("[api]\nport = %1\nmax_rows = 700\n\n"
                         "[auth]\nenabled = true\n"
                         "jwt_secret = \"a secret of the tests, long enough to be one\"\n"
                         "publishable_key = \"%2\"\nsecret_key = \"%3\"\n\n"
                         "[db]\n%4")
              .arg(QString::number(m_port), publishableKey(), secretKey(), database));
    m_server.setWorkingDirectory(m_folder.path());
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(qEnvironmentVariable("USYNC_TEST_NODE"),
                   {qEnvironmentVariable("USYNC_TEST_LITE"), QStringLiteral("--no-telemetry"), mode,
                    QStringLiteral("--no-admin")});
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
