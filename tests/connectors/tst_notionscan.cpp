#include "connectors/notion/notionchain.h"
#include "support/faultproxy.h"
#include "support/notionworld.h"
#include "support/scriptedtransport.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>
#include <QTimer>

#include <rapidcheck.h>
#include <thread>

static QSet<QString> idsOf(const std::vector<Record> &records)
{
    QSet<QString> ids;
    for (const Record &record : records)
        ids.insert(record.id);
    return ids;
}

static QSet<QString> idsOf(const QJsonArray &pages)
{
    QSet<QString> ids;
    for (const auto &page : pages)
        ids.insert(page[QLatin1String("id")].toString());
    return ids;
}

static QJsonObject behaviour(const char *key, const QJsonValue &value)
{
    return {{QLatin1String(key), value}};
}

class TestNotionScan : public QObject
{
    Q_OBJECT

private slots:
    void smallDatabaseCostsOneQuery();
    void everyPageArrivesOnce_data();
    void everyPageArrivesOnce();
    void staysWithinTheBudgetOfRequests();
    void trap14_readsOnAtTheCap();
    void trap14_givesUpWhereTheCapCannotBePassed();
    void trap15_neverTakesACutListingForAnEnd_data();
    void trap15_neverTakesACutListingForAnEnd();
    void trap6_neverTakesAnythingElseForAnEmptyListing_data();
    void trap6_neverTakesAnythingElseForAnEmptyListing();
    void stopsAtARepeatedCursor();
    void stopsWhereTheSinkSaysNo();
    void returnsSoonWhenCancelled();
    void skipsPartialPages();
    void readsBodiesWithAllReaders();
    void leavesKnownBodiesUnread();
    void trap19_cursorIsNotLaterThanTheBeginningOfALongScan();
    void trap19_cursorIsNotLaterThanTheFirstPage();
    void saysWhatARequestFailedFor_data();
    void saysWhatARequestFailedFor();
};

void TestNotionScan::smallDatabaseCostsOneQuery()
{
    NotionWorld world(QStringLiteral("books"), 100);
    const auto connector = world.opened();
    const int before = world.counter->requests();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(outcome.report);
    QCOMPARE(world.counter->requests() - before, 1);
    QCOMPARE(outcome.records.size(), size_t(100));
    QVERIFY(outcome.report->complete);
    QVERIFY(!outcome.report->cursor.isEmpty());
}

void TestNotionScan::everyPageArrivesOnce_data()
{
    QTest::addColumn<int>("pages");
    for (const int pages : {0, 1, 101, 200, 201, 2500})
        QTest::addRow("%d", pages) << pages;
}

void TestNotionScan::everyPageArrivesOnce()
{
    QFETCH(int, pages);
    NotionWorld world(QStringLiteral("books"), pages);
    const auto connector = world.opened();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(outcome.report);
    QVERIFY(outcome.report->complete);
    QCOMPARE(outcome.records.size(), size_t(pages));
    QCOMPARE(outcome.report->seen, qint64(pages));
    QCOMPARE(idsOf(outcome.records), idsOf(world.sandbox.control.pages(world.service)));
}

void TestNotionScan::staysWithinTheBudgetOfRequests()
{
    NotionWorld world(QStringLiteral("books"), 6000);
    const auto connector = world.opened();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(outcome.report);
    constexpr double Minimum = 60 + 3; // pages of the listing, then who, database and schema
    constexpr int MostWindows = 12 + 60 / 8;
    QVERIFY(world.counter->requests() <= 1.02 * Minimum + MostWindows);
}

void TestNotionScan::trap14_readsOnAtTheCap()
{
    NotionWorld world(QStringLiteral("books"), 1250);
    world.sandbox.control.setBehaviour(behaviour("result_cap", 300));
    const auto connector = world.opened();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(outcome.report);
    QVERIFY2(outcome.report->complete, qPrintable(outcome.report->incompleteReason));
    QCOMPARE(outcome.records.size(), size_t(1250));
    QCOMPARE(idsOf(outcome.records).size(), 1250);
}

/// A Notion whose pages all share one minute and whose listings end after two.
static Result<HttpResponse> cappedListing(const HttpRequest &)
{
    const QByteArray page
        = R"({"object":"page","id":"00000000-0000-4000-8000-00000000000%1","properties":{},)"
          R"("created_time":"2026-01-01T00:00:00.000Z","last_edited_time":"2026-01-01T00:00:00.000Z"})";
    return HttpResponse{200,
                        {},
                        R"({"object":"list","has_more":false,"next_cursor":null,"results":[)"
                            + QByteArray(page).replace("%1", "1") + ','
                            + QByteArray(page).replace("%1", "2")
                            + R"(],"request_status":{"type":"incomplete",)"
                              R"("incomplete_reason":"query_result_limit_reached"}})"};
}

void TestNotionScan::trap14_givesUpWhereTheCapCannotBePassed()
{
    const auto script = std::make_shared<TransportScript>();
    script->setHandler(cappedListing);
    NotionApi api(QUrl(QStringLiteral("https://api.example.org")),
                  std::make_unique<ScriptedTransport>(script));
    NotionChain chain(QStringLiteral("source"), NotionOrder::Created, std::nullopt, std::nullopt);
    while (!chain.isFinished() && script->requestCount() < 10)
        QVERIFY(chain.next(api, {QStringLiteral("the books"), {}}, {}));
    QCOMPARE(script->requestCount(), 2);
    QVERIFY(chain.isFinished());
    QVERIFY(chain.incompleteReason().contains(QStringLiteral("10,000")));
}

void TestNotionScan::trap15_neverTakesACutListingForAnEnd_data()
{
    QTest::addColumn<int>("page");
    for (int page = 0; page < 5; ++page)
        QTest::addRow("query %d", page) << page;
}

void TestNotionScan::trap15_neverTakesACutListingForAnEnd()
{
    QFETCH(int, page);
    NotionWorld world(QStringLiteral("books"), 450);
    for (const char *kind : {"cut_before", "cut_after", "truncated", "html", "empty",
                             "internal_error", "bad_gateway", "gateway_timeout"}) {
        const auto connector = world.opened();
        world.sandbox.control.addFault(
            {{QStringLiteral("fault"), QLatin1String(kind)},
             {QStringLiteral("path"), QStringLiteral("/v1/data_sources")},
             {QStringLiteral("method"), QStringLiteral("POST")},
             {QStringLiteral("skip"), page},
             {QStringLiteral("count"), 1000}});
        const ScanOutcome outcome = NotionWorld::scan(*connector);
        world.sandbox.control.clearFaults();
        QVERIFY2(!outcome.report, kind);
        QVERIFY2(outcome.records.size() < 450, kind);
    }
}

void TestNotionScan::trap6_neverTakesAnythingElseForAnEmptyListing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("another object")
        << QByteArray(R"({"object":"page","results":[],"has_more":false})");
    QTest::newRow("no results") << QByteArray(R"({"object":"list","has_more":false})");
    QTest::newRow("results null") << QByteArray(
        R"({"object":"list","results":null,"has_more":false})");
    QTest::newRow("no has_more") << QByteArray(R"({"object":"list","results":[]})");
    QTest::newRow("more without cursor")
        << QByteArray(R"({"object":"list","results":[],"has_more":true,"next_cursor":null})");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("login page") << QByteArray("<html><body>Welcome to the hotel</body></html>");
    QTest::newRow("invalid UTF-8")
        << QByteArray("{\"object\":\"list\",\"results\":[\"\xff\"],\"has_more\":false}");
}

void TestNotionScan::trap6_neverTakesAnythingElseForAnEmptyListing()
{
    QFETCH(QByteArray, body);
    const auto script = std::make_shared<TransportScript>();
    script->reply(200, body);
    NotionApi api(QUrl(QStringLiteral("https://api.example.org")),
                  std::make_unique<ScriptedTransport>(script));
    const auto list
        = api.query(QStringLiteral("source"), {}, {QStringLiteral("the books"), {}}, {});
    QVERIFY(!list);
    QCOMPARE(list.error().kind, ErrorKind::Malformed);
}

void TestNotionScan::stopsAtARepeatedCursor()
{
    NotionWorld world(QStringLiteral("books"), 450);
    const auto connector = world.opened();
    world.sandbox.control.addFault({{QStringLiteral("fault"), QStringLiteral("duplicate_cursor")},
                                    {QStringLiteral("path"), QStringLiteral("/v1/data_sources")},
                                    {QStringLiteral("method"), QStringLiteral("POST")},
                                    {QStringLiteral("count"), 1000}});
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(!outcome.report);
    QCOMPARE(outcome.report.error().kind, ErrorKind::Malformed);
    QVERIFY(world.counter->requests() < 20);
}

void TestNotionScan::stopsWhereTheSinkSaysNo()
{
    NotionWorld world(QStringLiteral("books"), 2000);
    const auto connector = world.opened();
    int taken = 0;
    const auto report = connector->scan({},
                                        [&](Record &&) -> Result<void> {
                                            if (++taken < 150)
                                                return {};
                                            return failure(ErrorKind::Storage,
                                                           QStringLiteral("The disk is full."));
                                        },
                                        {});
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Storage);
    QCOMPARE(taken, 150);
}

void TestNotionScan::returnsSoonWhenCancelled()
{
    NotionWorld world(QStringLiteral("books"), 2000);
    const auto connector = world.opened();
    world.sandbox.control.setBehaviour(behaviour("latency_ms", 500));
    const CancelToken cancel;
    QElapsedTimer sinceCancel;
    std::thread person([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1700));
        sinceCancel.start();
        cancel.cancel();
    });
    const ScanOutcome outcome = NotionWorld::scan(*connector, {}, cancel);
    const qint64 elapsed = sinceCancel.elapsed();
    person.join();
    QVERIFY(!outcome.report);
    QCOMPARE(outcome.report.error().kind, ErrorKind::Cancelled);
    QVERIFY(elapsed < 450); // less than the answers that were on their way would have taken
}

void TestNotionScan::skipsPartialPages()
{
    NotionWorld world(QStringLiteral("books"), 20);
    world.sandbox.control.changePage(world.sandbox.control.pageId(world.service, 3),
                                     behaviour("is_partial", true));
    const auto connector = world.opened();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(outcome.report);
    QCOMPARE(outcome.records.size(), size_t(19));
}

void TestNotionScan::readsBodiesWithAllReaders()
{
    NotionWorld world(QStringLiteral("linkedin_posts"), 150);
    const auto connector = world.opened();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(outcome.report);
    QCOMPARE(outcome.records.size(), size_t(150));
    QMap<QString, QString> bodies;
    const QJsonArray pages = world.sandbox.control.pages(world.service);
    for (const auto &page : pages)
        bodies.insert(page[QLatin1String("id")].toString(),
                      page[QLatin1String("markdown")].toString());
    for (const Record &record : outcome.records)
        QCOMPARE(world.field(record, "content"), Value::text(bodies.value(record.id)));
}

void TestNotionScan::leavesKnownBodiesUnread()
{
    NotionWorld world(QStringLiteral("linkedin_posts"), 50);
    const auto connector = world.opened();
    ScanRequest request;
    request.bodyIsKnown = [](const QString &, const Version &) { return true; };
    const int before = world.counter->requests();
    const ScanOutcome outcome = NotionWorld::scan(*connector, request);
    QCOMPARE(world.counter->requests() - before, 1);
    for (const Record &record : outcome.records)
        QVERIFY(world.field(record, "content").isAbsent());
}

void TestNotionScan::trap19_cursorIsNotLaterThanTheBeginningOfALongScan()
{
    NotionWorld world(QStringLiteral("books"), 450);
    SandboxControl &control = world.sandbox.control;
    control.setClock(QStringLiteral("2026-06-01T12:00:00Z"));
    const QString early = control.pageId(world.service, 0);
    const QString late = control.pageId(world.service, 449);
    const auto connector = world.opened();
    bool edited = false;
    const auto report = connector->scan(
        {},
        [&](Record &&) -> Result<void> {
            if (std::exchange(edited, true))
                return {};
            control.advanceClock(std::chrono::minutes(10));
            control.changePage(early, behaviour("is_shared", true));
            control.changePage(early, {{QStringLiteral("markdown"), QStringLiteral("new")}});
            control.advanceClock(std::chrono::minutes(10));
            control.changePage(late, {{QStringLiteral("markdown"), QStringLiteral("new")}});
            return {};
        },
        {});
    QVERIFY(report);
    QVERIFY(report->complete);
    QVERIFY(*parseInstant(report->cursor) <= *parseInstant(QStringLiteral("2026-06-01T12:00:00Z")));
}

/// What is edited between the first page and the question for the latest stamp is seen again.
void TestNotionScan::trap19_cursorIsNotLaterThanTheFirstPage()
{
    NotionWorld world(QStringLiteral("books"), 150);
    FaultProxy proxy(world.origin);
    const std::chrono::milliseconds wait(1500);
    proxy.setPlan([wait](const ProxyRequest &request) -> std::optional<ProxyFault> {
        if (request.body.contains("\"page_size\":1,"))
            return ProxyFault::delayed(wait);
        return std::nullopt;
    });
    world.origin = proxy.url();
    const QString latest = QStringLiteral("2026-06-01T12:00:00Z");
    world.sandbox.control.setClock(latest);
    world.sandbox.control.changePage(world.sandbox.control.pageId(world.service, 149),
                                     {{QStringLiteral("markdown"), QStringLiteral("new")}});
    const auto connector = world.opened();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(outcome.report);
    const Instant cursor = *parseInstant(outcome.report->cursor);
    QVERIFY(cursor <= *parseInstant(latest) - wait);
    QVERIFY(cursor > *parseInstant(latest) - wait - std::chrono::minutes(1));
}

void TestNotionScan::saysWhatARequestFailedFor_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("field");
    QTest::newRow("a text") << QStringLiteral("linkedin_posts")
                            << QStringLiteral("/v1/pages/%1/markdown") << QStringLiteral("content");
    QTest::newRow("the database that a relation points to")
        << QStringLiteral("highlights") << QStringLiteral("/v1/data_sources/%1")
        << QStringLiteral("book_id");
}

/// Unlike what Notion does not show, it may be there the next time.
void TestNotionScan::saysWhatARequestFailedFor()
{
    QFETCH(const QString, service);
    QFETCH(const QString, path);
    QFETCH(const QString, field);
    NotionWorld world(service, 5);
    SandboxControl &control = world.sandbox.control;
    const auto connector = world.opened();
    const QString id = control.pageId(service, 0);
    // The field's own request, and all of its repetitions.
    control.addFault({{QStringLiteral("fault"), QStringLiteral("bad_gateway")},
                      {QStringLiteral("method"), QStringLiteral("GET")},
                      {QStringLiteral("path"),
                       path.arg(service == QLatin1String("highlights")
                                    ? control.dataSourceId(QStringLiteral("books"))
                                    : id)},
                      {QStringLiteral("count"), 4}});
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(outcome.report);
    QCOMPARE(outcome.report->partial.size(), 1);
    const QString partial = outcome.report->partial.first();
    int unknown = 0;
    for (const Record &record : outcome.records) {
        const bool isUnknown = world.field(record, qPrintable(field)).isUnknown();
        unknown += isUnknown ? 1 : 0;
        QCOMPARE(isUnknown, record.id == partial);
    }
    QCOMPARE(unknown, 1);
    const auto again = connector->read({partial}, {});
    QVERIFY(again && !again->front().isPartial);
    QVERIFY(!world.field(again->front().record, qPrintable(field)).isUnknown());
    control.addFault(
        {{QStringLiteral("fault"), QStringLiteral("bad_gateway")},
         {QStringLiteral("method"), QStringLiteral("GET")},
         {QStringLiteral("path"), QStringLiteral("/v1/pages/%1/markdown").arg(partial)},
         {QStringLiteral("count"), 4}});
    const auto failed = connector->read({partial}, {});
    QVERIFY(failed);
    QCOMPARE(failed->front().isPartial, service == QLatin1String("linkedin_posts"));
}

QTEST_GUILESS_MAIN(TestNotionScan)
#include "tst_notionscan.moc"
