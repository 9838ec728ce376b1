#include "support/faultproxy.h"
#include "support/hubrequests.h"
#include "support/serverhubfixture.h"

#include <QTest>

static const CancelToken NoCancel;

/// What only a Supabase project can do to a hub.
class TestSupabaseTraps : public QObject
{
    Q_OBJECT

private slots:
    void trap12_keyThatSeesNothing();
    void lostAnswerIsNoFailure();
    void connectionThatBrokeOffIsOpen();
    void requestsThatAreTooLargeAreHalved();
    void answersThatAreNoSupabase_data();
    void answersThatAreNoSupabase();
    void trap8_keyGoesInTheRightHeaders();
};

void TestSupabaseTraps::trap12_keyThatSeesNothing()
{
    ServerHubFixture fixture;
    (void)deliver(*fixture.openHub(), createRequest(fixture.definition, QStringLiteral("Emma")));
    const auto status = fixture.hubAt(fixture.url(), TestSupabase::publishableKey())
                            ->open(fixture.memory, Connector::Access::ReadWrite, NoCancel);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Blocked);
    QVERIFY(status.error().detail.contains(QLatin1String("publishable")));
}

/// The database did it, the answer did not come: what became of it is read, never guessed.
void TestSupabaseTraps::lostAnswerIsNoFailure()
{
    ServerHubFixture fixture;
    (void)fixture.openHub();
    FaultProxy proxy(fixture.url());
    const auto hub = fixture.hubAt(proxy.url(), TestSupabase::secretKey());
    QVERIFY(hub->open(fixture.memory, Connector::Access::ReadWrite, NoCancel));
    const WriteRequest create = createRequest(fixture.definition, QStringLiteral("Emma"));
    for (const ProxyFault &fault :
         {ProxyFault::cutAfter(),
          ProxyFault::answered(502, "<html>", "Content-Type: text/html\r\n", true)}) {
        proxy.clear();
        proxy.failRequest(0, fault);
        const WriteResult lost = hub->write({&create, 1}, NoCancel).front();
        QCOMPARE(proxy.transmissions(), 1);
        QCOMPARE(lost.state, WriteResult::State::Unknown);
        const auto read = hub->read({rowIdOf(create)}, NoCancel);
        QVERIFY(read && read->front().state == Reading::State::Found);
        fixture.sql(QStringLiteral("DELETE FROM books"));
    }
    const Record made = deliver(*hub, create);
    proxy.clear();
    proxy.failRequest(0, ProxyFault::cutAfter());
    const WriteRequest change
        = updateRequest(made, fixture.field(u"notes"), Value::text(QStringLiteral("changed")));
    QCOMPARE(hub->write({&change, 1}, NoCancel).front().state, WriteResult::State::Unknown);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT notes FROM books")),
             QStringList{QStringLiteral("changed")});
    // Reading is repeated by itself.
    proxy.clear();
    proxy.failRequest(0, ProxyFault::cutBefore());
    QVERIFY(hub->read({made.id}, NoCancel));
    QCOMPARE(proxy.transmissions(), 2);
}

/// PostgREST lost its database while the statement ran.
void TestSupabaseTraps::connectionThatBrokeOffIsOpen()
{
    ServerHubFixture fixture;
    (void)fixture.openHub();
    FaultProxy proxy(fixture.url());
    const auto hub = fixture.hubAt(proxy.url(), TestSupabase::secretKey());
    QVERIFY(hub->open(fixture.memory, Connector::Access::ReadWrite, NoCancel));
    const WriteRequest create = createRequest(fixture.definition, QStringLiteral("Emma"));
    proxy.clear();
    proxy.failRequest(
        0,
        ProxyFault::answered(503, "{\"code\":\"PGRST001\",\"message\":\"Database client error\"}",
                             "Content-Type: application/json\r\n", true));
    QCOMPARE(hub->write({&create, 1}, NoCancel).front().state, WriteResult::State::Unknown);
    QCOMPARE(proxy.transmissions(), 1);
    // The row bears its link's name: a second attempt finds it, and is no refusal.
    QCOMPARE(hub->write({&create, 1}, NoCancel).front().state, WriteResult::State::Unknown);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT title FROM books")),
             QStringList{QStringLiteral("Emma")});
}

/// Many gateways take a megabyte, some much less.
void TestSupabaseTraps::requestsThatAreTooLargeAreHalved()
{
    ServerHubFixture fixture;
    (void)fixture.openHub();
    FaultProxy proxy(fixture.url());
    const auto hub = fixture.hubAt(proxy.url(), TestSupabase::secretKey());
    QVERIFY(hub->open(fixture.memory, Connector::Access::ReadWrite, NoCancel));
    proxy.setPlan([](const ProxyRequest &request) -> std::optional<ProxyFault> {
        if (request.body.size() < 4000)
            return std::nullopt;
        return ProxyFault::answered(413, "<html>too large</html>", "Content-Type: text/html\r\n");
    });
    std::vector<WriteRequest> creates;
    creates.reserve(41);
    for (int number = 0; number < 40; ++number)
        creates.push_back(createRequest(fixture.definition, QStringLiteral("Book %1").arg(number)));
    creates.push_back(createRequest(fixture.definition, QString(6000, u'x')));
    const std::vector<WriteResult> results = hub->write(creates, NoCancel);
    for (size_t index = 0; index < 40; ++index)
        QCOMPARE(results[index].state, WriteResult::State::Delivered);
    QCOMPARE(results.back().state, WriteResult::State::NotDelivered);
    QCOMPARE(results.back().error.kind, ErrorKind::Refused);
    QVERIFY(results.back().error.detail.contains(QLatin1String("requests of this size")));
    std::vector<WriteRequest> changes;
    for (size_t index = 0; index < 40; ++index)
        changes.push_back(updateRequest(results[index].record, fixture.field(u"notes"),
                                        Value::text(QString(200, u'"'))));
    for (const WriteResult &result : hub->write(changes, NoCancel))
        QVERIFY2(result.state == WriteResult::State::Delivered, qPrintable(result.error.detail));
}

void TestSupabaseTraps::answersThatAreNoSupabase_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("expected");
    QTest::newRow("paused") << 540 << QByteArray("<html>paused</html>")
                            << int(ErrorKind::Unavailable);
    QTest::newRow("captive portal")
        << 200 << QByteArray("<html>log in</html>") << int(ErrorKind::Malformed);
    QTest::newRow("empty") << 200 << QByteArray() << int(ErrorKind::Malformed);
    QTest::newRow("another JSON") << 200 << QByteArray("[]") << int(ErrorKind::Malformed);
    QTest::newRow("another server")
        << 404 << QByteArray("<html>nothing here</html>") << int(ErrorKind::Usage);
    QTest::newRow("gateway") << 401 << QByteArray("{\"message\":\"No API key found in request\"}")
                             << int(ErrorKind::Auth);
    QTest::newRow("no connection to the database")
        << 503 << QByteArray("{\"code\":\"PGRST001\",\"message\":\"Database client error\"}")
        << int(ErrorKind::Unavailable);
}

void TestSupabaseTraps::answersThatAreNoSupabase()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const int, expected);
    ServerHubFixture fixture;
    FaultProxy proxy(fixture.url());
    proxy.setPlan([&](const ProxyRequest &) {
        return ProxyFault::answered(status, body, "Content-Type: text/html\r\nRetry-After: 0\r\n");
    });
    const auto opened = fixture.hubAt(proxy.url(), TestSupabase::secretKey())
                            ->open(fixture.memory, Connector::Access::ReadWrite, NoCancel);
    QVERIFY(!opened);
    QVERIFY2(int(opened.error().kind) == expected, qPrintable(opened.error().detail));
    QVERIFY(!opened.error().detail.contains(u'<'));
}

void TestSupabaseTraps::trap8_keyGoesInTheRightHeaders()
{
    const auto names = [](const QByteArray &key) {
        QStringList all;
        for (const auto &[name, value] : supabaseHeaders(key))
            all.append(QString::fromLatin1(name) + u'=' + QString::fromLatin1(value));
        return all;
    };
    QCOMPARE(names("sb_secret_x"), QStringList{QStringLiteral("apikey=sb_secret_x")});
    const QByteArray jwt = "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.x";
    QCOMPARE(names(jwt),
             QStringList({QStringLiteral("apikey=") + QString::fromLatin1(jwt),
                          QStringLiteral("Authorization=Bearer ") + QString::fromLatin1(jwt)}));
    QCOMPARE(supabaseKeyRole(jwt), SupabaseKeyRole::Anonymous);
    QCOMPARE(supabaseKeyRole("eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.x"),
             SupabaseKeyRole::Service);
    QCOMPARE(supabaseKeyRole("sb_publishable_x"), SupabaseKeyRole::Anonymous);
}

QTEST_GUILESS_MAIN(TestSupabaseTraps)
#include "tst_supabasetraps.moc"
