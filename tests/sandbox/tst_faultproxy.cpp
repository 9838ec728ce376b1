#include "support/faultproxy.h"
#include "support/sandboxfixture.h"

#include <QJsonDocument>
#include <QTest>

// The proxy itself, and the sandbox's own fault plan: what a client sees, what the server has done.

class TestFaultProxy : public QObject
{
    Q_OBJECT

private slots:
    void forwardsUnchangedAndCounts();
    void servesSeveralConnectionsAtOnce();
    void cutsBeforeTheServerSeesAnything();
    void cutsAfterTheServerCommitted_data();
    void cutsAfterTheServerCommitted();
    void replacesOneAnswerByNumber();
    void truncatesJson();
    void repeatsACursor();
    void plansFaultsInTheSandbox_data();
    void plansFaultsInTheSandbox();
    void commitsWhatItReportsAsSaved();
    void limitsRequestsToTheBudget();
};

namespace {

// A client of the sandbox that goes through the proxy.
struct World
{
    World()
        : proxy(sandbox.server.environment().value(QStringLiteral("NOTION_API_URL")))
        , client(through(sandbox.server.environment(), proxy))
    { }

    [[nodiscard]] static QMap<QString, QString> through(QMap<QString, QString> environment,
                                                        const FaultProxy &proxy)
    {
        environment.insert(QStringLiteral("NOTION_API_URL"), proxy.url());
        return environment;
    }

    [[nodiscard]] SandboxReply createTask(SandboxControl &control) const
    {
        const QJsonObject parent{
            {QStringLiteral("database_id"), client.databaseId(QStringLiteral("tasks"))}};
        return control.notion("POST", QStringLiteral("/v1/pages"),
                              {{QStringLiteral("parent"), parent}});
    }

    [[nodiscard]] qsizetype tasks()
    {
        return sandbox.control.pages(QStringLiteral("tasks")).size();
    }

    SandboxFixture sandbox{10};
    FaultProxy proxy;
    SandboxControl client;
};

const QString me = QStringLiteral("/v1/users/me");

} // namespace

void TestFaultProxy::forwardsUnchangedAndCounts()
{
    World world;
    const auto through = world.client.notion("GET", me);
    QCOMPARE(through.body, world.sandbox.control.notion("GET", me).body);
    (void)world.client.notion("GET", QStringLiteral("/v1/users"));
    QCOMPARE(world.proxy.transmissions(), 2);
    QCOMPARE(world.proxy.transmissions("GET", "/v1/users/me"), 1);
}

void TestFaultProxy::servesSeveralConnectionsAtOnce()
{
    World world;
    world.proxy.failRequest(0, ProxyFault::delayed(std::chrono::seconds(2)));
    std::atomic<bool> slowDone = false;
    std::thread slow([&] {
        SandboxControl other(World::through(world.sandbox.server.environment(), world.proxy));
        slowDone = other.notion("GET", me).status == 200;
    });
    QTRY_COMPARE(world.proxy.transmissions(), 1);
    QCOMPARE(world.client.notion("GET", me).status, 200);
    QVERIFY(!slowDone);
    slow.join();
    QVERIFY(slowDone);
}

void TestFaultProxy::cutsBeforeTheServerSeesAnything()
{
    World world;
    world.proxy.failRequest(0, ProxyFault::cutBefore());
    QCOMPARE(world.createTask(world.client).status, 0);
    QCOMPARE(world.tasks(), 10);
    QCOMPARE(world.proxy.transmissions(), 1);
}

void TestFaultProxy::cutsAfterTheServerCommitted_data()
{
    QTest::addColumn<bool>("resets");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

void TestFaultProxy::cutsAfterTheServerCommitted()
{
    QFETCH(bool, resets);
    World world;
    world.proxy.failRequest(0, ProxyFault::cutAfter(resets));
    QCOMPARE(world.createTask(world.client).status, 0);
    QCOMPARE(world.tasks(), 11);
    QCOMPARE(world.proxy.transmissions("POST", "/v1/pages"), 1);
    QCOMPARE(world.client.notion("GET", me).status, 200);
}

void TestFaultProxy::replacesOneAnswerByNumber()
{
    World world;
    world.proxy.failRequest(1, ProxyFault::rateLimited(7));
    QCOMPARE(world.client.notion("GET", me).status, 200);
    const auto limited = world.client.notion("GET", me);
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.headers.value("retry-after"), QByteArray("7"));
    QCOMPARE(limited.json().value(u"additional_data")[u"retry_after"].toString(),
             QStringLiteral("7"));
    QCOMPARE(world.client.notion("GET", me).status, 200);
}

void TestFaultProxy::truncatesJson()
{
    World world;
    world.proxy.failRequest(0, ProxyFault::truncated());
    const auto reply = world.client.notion("GET", me);
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.body.isEmpty() && QJsonDocument::fromJson(reply.body).isNull());
}

void TestFaultProxy::repeatsACursor()
{
    World world;
    const QString path = QStringLiteral("/v1/data_sources/%1/query")
                             .arg(world.sandbox.control.dataSourceId(QStringLiteral("tasks")));
    const QJsonObject first
        = world.client.notion("POST", path, {{QStringLiteral("page_size"), 4}}).json();
    world.proxy.failRequest(1, ProxyFault::duplicateCursor());
    const QJsonObject body{{QStringLiteral("page_size"), 4},
                           {QStringLiteral("start_cursor"), first.value(u"next_cursor")}};
    const QJsonObject second = world.client.notion("POST", path, body).json();
    QCOMPARE(second.value(u"next_cursor"), first.value(u"next_cursor"));
    QVERIFY(second.value(u"results") != first.value(u"results"));
}

void TestFaultProxy::plansFaultsInTheSandbox_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<qsizetype>("tasksAfter");

    const auto row = [](const char *fault, int status, int tasks) {
        QTest::newRow(fault) << QString::fromLatin1(fault) << status << qsizetype(tasks);
    };
    row("rate_limited", 429, 10);
    row("overload", 529, 10);
    row("conflict", 409, 10);
    row("internal_error", 500, 10);
    row("bad_gateway", 502, 10);
    row("unavailable", 503, 10);
    row("gateway_timeout", 504, 10);
    row("cut_before", 0, 10);
    row("cut_after", 0, 11);
    row("saved", 503, 11);
    row("html", 200, 11);
    row("empty", 200, 11);
    row("truncated", 200, 11);
}

void TestFaultProxy::plansFaultsInTheSandbox()
{
    QFETCH(QString, fault);
    World world;
    world.sandbox.control.addFault({{QStringLiteral("fault"), fault},
                                    {QStringLiteral("method"), QStringLiteral("POST")},
                                    {QStringLiteral("path"), QStringLiteral("/v1/pages")}});
    const auto reply = world.createTask(world.sandbox.control);
    QTEST(reply.status, "status");
    QTEST(world.tasks(), "tasksAfter");
    QVERIFY(!reply.json().contains(u"id"));
    QCOMPARE(world.createTask(world.sandbox.control).status, 200);
}

void TestFaultProxy::commitsWhatItReportsAsSaved()
{
    World world;
    world.sandbox.control.addFault({{QStringLiteral("fault"), QStringLiteral("saved_with_id")},
                                    {QStringLiteral("path"), QStringLiteral("/v1/pages")}});
    const auto reply = world.createTask(world.sandbox.control);
    QCOMPARE(reply.status, 503);
    const QString id = reply.json().value(u"additional_data")[u"committed_resource_id"].toString();
    QCOMPARE(world.sandbox.control.notion("GET", QStringLiteral("/v1/pages/") + id)
                 .json()
                 .value(u"id")
                 .toString(),
             id);
}

void TestFaultProxy::limitsRequestsToTheBudget()
{
    World world;
    const QJsonObject budget{{QStringLiteral("limit"), 3}, {QStringLiteral("window_s"), 60}};
    world.sandbox.control.setBehaviour({{QStringLiteral("budget"), budget}});
    for (int request = 0; request < 3; ++request)
        QCOMPARE(world.sandbox.control.notion("GET", me).status, 200);
    const auto refused = world.sandbox.control.notion("GET", me);
    QCOMPARE(refused.status, 429);
    QVERIFY(refused.headers.value("retry-after").toInt() >= 1);
    QCOMPARE(world.sandbox.control.counters().value(u"rate_limited").toInt(), 1);
}

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "tst_faultproxy.moc"
