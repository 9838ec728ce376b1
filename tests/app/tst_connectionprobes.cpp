#include "app/connection/connectionprobes.h"
#include "app/connection/connectorfactory.h"
#include "app/connection/mappingpreview.h"
#include "app/run/syncjob.h"
#include "net/ratelimiter.h"
#include "support/builtindefinition.h"
#include "support/sandboxfixture.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

namespace {

/// A home on a sandbox.
struct Home
{
    Home()
    {
        QMap<QString, QString> environment = sandbox.server.environment();
        environment.insert(QStringLiteral("UNIFIED_SYNC_HOME"), folder.path());
        configuration = *Configuration::fromEnvironment(environment);
        limiter = std::make_shared<RateLimiter>(std::make_shared<SystemClock>(), 1000);
    }

    FieldPreview field(const QString &label)
    {
        const auto preview = previewMapping(books, configuration, limiter, {});
        if (!preview)
            qFatal("%s", qPrintable(preview.error().detail));
        for (const FieldPreview &each : preview->fields) {
            if (each.label == label)
                return each;
        }
        qFatal("There is no such field.");
    }

    QTemporaryDir folder;
    SandboxFixture sandbox{12};
    Configuration configuration;
    std::shared_ptr<RateLimiter> limiter;
    ServiceDefinition books = builtInDefinition(QStringLiteral("books"));
};

/// A Supabase project in which nobody has made anything yet.
class EmptyProject
{
public:
    EmptyProject()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("There is no free port.");
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] { answer(socket); });
        });
    }

    [[nodiscard]] QString address() const
    {
        return QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort());
    }

private:
    static void answer(QTcpSocket *socket)
    {
        // The body of a question is of no interest, but must have been read.
        const QByteArray asked = socket->property("asked").toByteArray() + socket->readAll();
        socket->setProperty("asked", asked);
        const qsizetype end = asked.indexOf("\r\n\r\n");
        const bool isCall = asked.startsWith("POST");
        if (end < 0 || (isCall && !asked.endsWith('}')))
            return;
        const QByteArray body = isCall ? R"({"code":"PGRST202","message":"no such function"})"
                                       : R"({"code":"PGRST205","message":"no such table"})";
        socket->setProperty("asked", QByteArray());
        socket->write("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: "
                      + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
        socket->disconnectFromHost();
    }

    QTcpServer m_server;
};

} // namespace

class TestConnectionProbes : public QObject
{
    Q_OBJECT

private slots:
    void tokenTellsItsWorkspace();
    void wrongTokenIsRefused();
    void listsWhatIsShared();
    void findsPastedDatabase();
    void saysWhereADatabaseIsNotShared();
    void embeddedHubMakesItself();
    void fileThatCannotBeWrittenIsTold();
    void hubWithoutThisHomesRecordsIsTold();
    void projectWithoutKeyIsAnError();
    void emptyProjectIsToldOnceWithItsSql();
    void missingTableComesWithItsStatement();
    void a06_publishableKeyKeepsItsSentence();
    void a32_nobodyThereIsToldAtOnce();
    void showsSamplesAndPlaces();
    void saysWhatIsMissing();
    void saysWhatIsOfAnotherType();
    void saysWhatFormattingIsLost();
};

void TestConnectionProbes::tokenTellsItsWorkspace()
{
    Home home;
    home.sandbox.control.setBehaviour(
        {{QStringLiteral("workspace_name"), QStringLiteral("Reading room")}});
    const auto identity = testNotionToken(home.configuration, home.limiter, {});
    QVERIFY(identity);
    QCOMPARE(identity->workspace, QStringLiteral("Reading room"));
    QVERIFY(!identity->bot.isEmpty());
}

void TestConnectionProbes::wrongTokenIsRefused()
{
    Home home;
    home.configuration.notionToken = QStringLiteral("ntn_wrong");
    const auto identity = testNotionToken(home.configuration, home.limiter, {});
    QVERIFY(!identity);
    QCOMPARE(identity.error().kind, ErrorKind::Auth);
}

void TestConnectionProbes::listsWhatIsShared()
{
    Home home;
    const auto before = listNotionSources(home.configuration, home.limiter, {});
    QVERIFY(before);
    const QString books = home.sandbox.control.dataSourceId(QStringLiteral("books"));
    const auto isBooks = [&](const NotionSource &source) {
        return QString(source.id).remove(u'-') == QString(books).remove(u'-');
    };
    const auto found = std::find_if(before->begin(), before->end(), isBooks);
    QVERIFY(found != before->end());
    QVERIFY(!found->title.isEmpty() && !found->databaseId.isEmpty() && !found->url.isEmpty());
    home.sandbox.control.changeDatabase(QStringLiteral("books"),
                                        {{QStringLiteral("is_shared"), false}});
    const auto after = listNotionSources(home.configuration, home.limiter, {});
    QVERIFY(after);
    QCOMPARE(after->size(), before->size() - 1);
    QVERIFY(std::none_of(after->begin(), after->end(), isBooks));
}

void TestConnectionProbes::findsPastedDatabase()
{
    Home home;
    const QString id = home.sandbox.control.databaseId(QStringLiteral("books"));
    home.configuration.notionDatabases.insert(
        home.books.name, QStringLiteral("https://www.notion.so/Books-%1?v=0").arg(id));
    const auto found = findNotionSource(home.books, home.configuration, home.limiter, {});
    QVERIFY(found);
    QCOMPARE(QString(found->databaseId).remove(u'-'), QString(id).remove(u'-'));
}

void TestConnectionProbes::saysWhereADatabaseIsNotShared()
{
    Home home;
    home.sandbox.control.changeDatabase(QStringLiteral("books"),
                                        {{QStringLiteral("is_shared"), false}});
    const auto found = findNotionSource(home.books, home.configuration, home.limiter, {});
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::NotFound);
    QVERIFY(found.error().detail.contains(QStringLiteral("add the integration")));
}

void TestConnectionProbes::embeddedHubMakesItself()
{
    Home home;
    const auto report = checkHub({home.books}, home.configuration, {}, {});
    QVERIFY(report);
    QVERIFY(report->makesItself);
    QCOMPARE(report->ready, 1);
    QVERIFY(report->findings.empty());
    QVERIFY(!QFile::exists(home.configuration.hubFile()));
}

void TestConnectionProbes::fileThatCannotBeWrittenIsTold()
{
    Home home;
    const QString file = home.folder.filePath(QStringLiteral("no folder"));
    QVERIFY(QFile(file).open(QIODevice::WriteOnly));
    QVERIFY(home.configuration.chooseHub(QStringLiteral("sqlite:%1/hub.db").arg(file)));
    const auto report = checkHub({home.books}, home.configuration, {}, {});
    QVERIFY(report);
    QCOMPARE(report->ready, 0);
    QCOMPARE(report->findings.size(), size_t(1));
    QVERIFY(report->findings.front().sentence.startsWith(file));
}

void TestConnectionProbes::hubWithoutThisHomesRecordsIsTold()
{
    Home home;
    SyncJob job;
    job.definition = home.books;
    const RunResult run = runSyncJob(job, home.configuration, home.limiter, {}, {});
    QCOMPARE(run.status, RunStatus::Success);
    const QString former = home.configuration.hubNotation();
    QVERIFY(checkHub({home.books}, home.configuration, former, {})->findings.empty());

    const QString other
        = QStringLiteral("sqlite:") + home.folder.filePath(QStringLiteral("other.db"));
    QVERIFY(home.configuration.chooseHub(other));
    const auto report = checkHub({home.books, builtInDefinition(QStringLiteral("tasks"))},
                                 home.configuration, former, {});
    QVERIFY(report);
    QCOMPARE(report->ready, 1); // tasks were never synced
    QCOMPARE(report->findings.size(), size_t(1));
    const QString sentence = report->findings.front().sentence;
    const QString command = QStringLiteral("usync hub-copy '%1' '%2'").arg(former, other);
    QVERIFY2(sentence.contains(command), qPrintable(sentence));
}

void TestConnectionProbes::projectWithoutKeyIsAnError()
{
    Home home;
    QVERIFY(home.configuration.chooseHub(QStringLiteral("supabase")));
    QVERIFY(home.configuration.chooseProject(QStringLiteral("https://project.supabase.co")));
    const auto report = checkHub({home.books}, home.configuration, {}, {});
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Usage);
    QVERIFY(report.error().detail.contains(QStringLiteral("SUPABASE_KEY")));
}

void TestConnectionProbes::emptyProjectIsToldOnceWithItsSql()
{
    const EmptyProject project;
    Home home;
    home.configuration.supabaseKey = QStringLiteral("sb_secret_0123456789");
    QVERIFY(home.configuration.chooseHub(QStringLiteral("supabase")));
    QVERIFY(home.configuration.chooseProject(project.address()));
    const auto report = checkHub({home.books, builtInDefinition(QStringLiteral("tasks"))},
                                 home.configuration, {}, {});
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QVERIFY(!report->makesItself);
    QCOMPARE(report->ready, 0);
    QCOMPARE(report->findings.size(), size_t(1));
    const QString statement = report->findings.front().statement;
    for (const char *table : {"sync_hub", "books", "tasks"})
        QVERIFY2(statement.contains(QLatin1String(table)), table);
}

void TestConnectionProbes::a06_publishableKeyKeepsItsSentence()
{
    const EmptyProject project;
    Home home;
    home.configuration.supabaseKey = QStringLiteral("sb_publishable_0123456789");
    QVERIFY(home.configuration.chooseHub(QStringLiteral("supabase")));
    QVERIFY(home.configuration.chooseProject(project.address()));
    const auto report = checkHub({home.books, builtInDefinition(QStringLiteral("tasks"))},
                                 home.configuration, {}, {});
    QVERIFY(!report);
    QVERIFY2(report.error().detail.contains(QLatin1String("publishable")),
             qPrintable(report.error().detail));
}

/// Each is asked once: with retries both would take seven seconds and more.
void TestConnectionProbes::a32_nobodyThereIsToldAtOnce()
{
    Home home;
    home.configuration.notionUrl = QUrl(QStringLiteral("http://127.0.0.1:1"));
    home.configuration.supabaseKey = QStringLiteral("sb_secret_0123456789");
    QVERIFY(home.configuration.chooseHub(QStringLiteral("supabase")));
    QVERIFY(home.configuration.chooseProject(QStringLiteral("http://127.0.0.1:1")));
    QElapsedTimer time;
    time.start();
    const auto report = checkHub({home.books}, home.configuration, {}, {});
    const auto identity
        = testNotionToken(home.configuration, makeNotionLimiter(home.configuration), {});
    QVERIFY(time.elapsed() < 2000);
    QVERIFY(!report && report.error().detail.contains(QLatin1String("refused the connection")));
    QVERIFY(!identity && identity.error().detail.contains(QLatin1String("refused the connection")));
}

void TestConnectionProbes::missingTableComesWithItsStatement()
{
    const EmptyProject project;
    Home home;
    home.configuration.supabaseKey = QStringLiteral("sb_secret_0123456789");
    QVERIFY(home.configuration.chooseHub(QStringLiteral("supabase")));
    QVERIFY(home.configuration.chooseProject(project.address()));
    const auto report = checkHub({home.books}, home.configuration, {}, {});
    QVERIFY(report);
    QCOMPARE(report->findings.size(), size_t(1));
    QCOMPARE(report->findings.front().service, QStringLiteral("Books"));
    QVERIFY(report->findings.front().statement.contains(QLatin1String("CREATE TABLE")));
    QVERIFY(!report->findings.front().statement.contains(QLatin1String("tasks")));
}

void TestConnectionProbes::showsSamplesAndPlaces()
{
    Home home;
    const FieldPreview title = home.field(QStringLiteral("Title")); // the hub comes first
    QCOMPARE(title.samples.size(), 3);
    QCOMPARE(title.places.at(1).type, QStringLiteral("title"));
    QCOMPARE(title.places.at(0).name, QStringLiteral("title"));
    QCOMPARE(title.verdict, FieldVerdict::NewColumn);
    QVERIFY(!QFile::exists(home.configuration.hubFile()));
}

void TestConnectionProbes::saysWhatIsMissing()
{
    Home home;
    home.sandbox.control.changeProperty(QStringLiteral("books"), QStringLiteral("Author"),
                                        {{QStringLiteral("name"), QStringLiteral("Writer")}});
    const FieldPreview author = home.field(QStringLiteral("Author"));
    QCOMPARE(author.verdict, FieldVerdict::Missing);
    QVERIFY2(author.words.contains(QStringLiteral("“Author”")), qPrintable(author.words));
    QVERIFY(author.samples.isEmpty());
}

void TestConnectionProbes::saysWhatIsOfAnotherType()
{
    Home home;
    home.sandbox.control.changeProperty(QStringLiteral("books"), QStringLiteral("Rating"),
                                        {{QStringLiteral("type"), QStringLiteral("rich_text")}});
    const FieldPreview rating = home.field(QStringLiteral("Rating"));
    QCOMPARE(rating.verdict, FieldVerdict::OtherType);
    QVERIFY2(rating.words.contains(QStringLiteral("rich_text")), qPrintable(rating.words));
}

void TestConnectionProbes::saysWhatFormattingIsLost()
{
    Home home;
    const QJsonObject bold{
        {QStringLiteral("text"), QJsonObject{{QStringLiteral("content"), QStringLiteral("Dune")}}},
        {QStringLiteral("annotations"), QJsonObject{{QStringLiteral("bold"), true}}}};
    const QJsonObject notes{
        {QStringLiteral("Notes"), QJsonObject{{QStringLiteral("rich_text"), QJsonArray{bold}}}}};
    for (int page = 0; page < 12; ++page)
        home.sandbox.control.changePage(home.sandbox.control.pageId(QStringLiteral("books"), page),
                                        {{QStringLiteral("properties"), notes}});
    QCOMPARE(home.field(QStringLiteral("Notes")).verdict, FieldVerdict::Lossy);
}

QTEST_GUILESS_MAIN(TestConnectionProbes)
#include "tst_connectionprobes.moc"
