#include "support/faultproxy.h"
#include "support/notionworld.h"

#include <QDateTime>
#include <QSet>
#include <QTest>

using namespace std::chrono_literals;

static QJsonObject change(const char *key, const QJsonValue &value)
{
    return {{QLatin1String(key), value}};
}

static ScanRequest since(const QString &cursor)
{
    ScanRequest request;
    request.mode = ScanRequest::Mode::Since;
    request.cursor = cursor;
    return request;
}

/// Edits, trashes and adds pages of the books while a scan runs.
class BusyPeople
{
public:
    explicit BusyPeople(NotionWorld &world)
        : m_control(world.sandbox.control)
        , m_pages(m_control.pages(world.service))
    { }

    void act()
    {
        m_control.advanceClock(1min);
        for (const int place : {m_round, int(m_pages.size()) - 1 - m_round}) {
            m_control.changePage(id(place), change("markdown", QStringLiteral("moved")));
            m_touched.insert(id(place));
        }
        m_control.changePage(id(m_round + 100), change("in_trash", true));
        m_touched.insert(id(m_round + 100));
        m_control.addPage(QStringLiteral("books"), {});
        ++m_round;
    }
    [[nodiscard]] int rounds() const { return m_round; }
    /// Pages that nobody touched and that the scan did not hand out.
    [[nodiscard]] QStringList missing(const QSet<QString> &seen) const
    {
        QStringList missing;
        for (int place = 0; place < m_pages.size(); ++place) {
            if (!seen.contains(id(place)) && !m_touched.contains(id(place)))
                missing.append(id(place));
        }
        return missing;
    }

private:
    [[nodiscard]] QString id(int place) const
    {
        return m_pages.at(place)[QLatin1String("id")].toString();
    }

    SandboxControl &m_control;
    QJsonArray m_pages;
    QSet<QString> m_touched;
    int m_round = 0;
};

/// Traps and incidents, by number, that the Notion connector must not fall into.
class TestNotionTraps : public QObject
{
    Q_OBJECT

private slots:
    void trap16_referencesToADatabaseThatIsNotShared();
    void trap19_clockOfThisMachine_data();
    void trap19_clockOfThisMachine();
    void clockOfNotionIsMeasured();
    void trap22_pagesMoveWhileTheyAreListed_data();
    void trap22_pagesMoveWhileTheyAreListed();
    void trap46_P16_bodyIsReplacedByOneWrite();
    void trap46_P16_refusedBodyLeavesTheOldOne();
    void trap47_asksForNoAnswerLater();
    void trap48_tokenIsRevokedWhileListing();
    void P19_twoOptionsWithOneMeaning();
    void P32_emptyResultMovesNoCursor();
};

void TestNotionTraps::trap16_referencesToADatabaseThatIsNotShared()
{
    NotionWorld world(QStringLiteral("highlights"), 20);
    const ScanOutcome before = NotionWorld::scan(*world.opened());
    world.sandbox.control.changeDatabase(QStringLiteral("books"), change("is_shared", false));
    const ScanOutcome after = NotionWorld::scan(*world.opened());
    QVERIFY(after.report);
    for (const Record &record : before.records) {
        if (world.field(record, "book_id").isNull())
            continue;
        const auto same
            = std::find_if(after.records.begin(), after.records.end(),
                           [&record](const Record &other) { return other.id == record.id; });
        QVERIFY(same != after.records.end());
        QVERIFY(world.field(*same, "book_id").isUnknown());
    }
    QCOMPARE(after.report->warnings.size(), 1);
    QVERIFY(after.report->warnings.first().contains(QStringLiteral("Content")));
}

void TestNotionTraps::trap19_clockOfThisMachine_data()
{
    QTest::addColumn<QString>("notionTime");
    QTest::newRow("ahead of Notion's") << QStringLiteral("2020-06-01T12:00:00Z");
    QTest::newRow("behind Notion's") << QStringLiteral("2050-06-01T12:00:00Z");
}

void TestNotionTraps::trap19_clockOfThisMachine()
{
    QFETCH(const QString, notionTime);
    NotionWorld world;
    SandboxControl &control = world.sandbox.control;
    control.setClock(notionTime);
    for (int place = 0; place < 60; ++place)
        control.changePage(control.pageId(world.service, place),
                           change("markdown", QStringLiteral("then")));
    const SideMemory memory = world.afterFullScan();
    QVERIFY(*parseInstant(memory.cursor) <= *parseInstant(notionTime));
    control.advanceClock(10min);
    const QString id = control.pageId(world.service, 7);
    control.changePage(id, change("markdown", QStringLiteral("now")));
    const ScanOutcome outcome = NotionWorld::scan(*world.opened(memory), since(memory.cursor));
    QVERIFY(outcome.report);
    QVERIFY(std::any_of(outcome.records.begin(), outcome.records.end(),
                        [&id](const Record &record) { return record.id == id; }));
}

void TestNotionTraps::clockOfNotionIsMeasured()
{
    NotionWorld world;
    (void)world.opened();
    QCOMPARE(world.lastStatus.clock, ClockOffset());
    const auto ahead = std::chrono::hours(3);
    world.sandbox.control.setClock(QDateTime::currentDateTimeUtc()
                                       .addSecs(std::chrono::seconds(ahead).count())
                                       .toString(Qt::ISODateWithMs));
    world.sandbox.control.setBehaviour({{QStringLiteral("tells_time"), true}});
    (void)world.opened();
    const ClockOffset measured = world.lastStatus.clock;
    // The sandbox's clock stands still, so that it falls behind while the test runs.
    QVERIFY(measured.least <= ahead && measured.least > ahead - 10s);
    QVERIFY(measured.most >= measured.least && measured.most < ahead + 10s);
}

void TestNotionTraps::trap22_pagesMoveWhileTheyAreListed_data()
{
    QTest::addColumn<bool>("full");
    QTest::newRow("full") << true;
    QTest::newRow("what changed since") << false;
}

void TestNotionTraps::trap22_pagesMoveWhileTheyAreListed()
{
    QFETCH(const bool, full);
    NotionWorld world(QStringLiteral("books"), 600);
    BusyPeople people(world);
    QSet<QString> seen;
    qsizetype handedOut = 0;
    const auto connector = world.opened();
    const auto report = connector->scan(full ? ScanRequest()
                                             : since(QStringLiteral("2000-01-01T00:00:00.000000Z")),
                                        [&](Record &&record) -> Result<void> {
                                            seen.insert(record.id);
                                            if (++handedOut % 100 == 1)
                                                people.act();
                                            return {};
                                        },
                                        {});
    QVERIFY(report);
    QVERIFY(people.rounds() >= 6);
    QCOMPARE(people.missing(seen), QStringList());
    QCOMPARE(handedOut, seen.size());
}

void TestNotionTraps::trap46_P16_bodyIsReplacedByOneWrite()
{
    NotionWorld world(QStringLiteral("journals"), 5);
    FaultProxy proxy(world.origin);
    world.origin = proxy.url();
    const QString id = world.sandbox.control.pageId(world.service, 1);
    const auto connector = world.opened();
    WriteRequest request;
    request.recordId = id;
    request.fields = {{world.definition.fieldIndex(u"content"),
                       Value::text(QStringLiteral("One.\n\nTwo.\n\nThree."))}};
    request.fresh = connector->read({id}, {})->at(0).record;
    world.sandbox.control.forgetRequests();
    QCOMPARE(connector->write({&request, 1}, {}).at(0).state, WriteResult::State::Delivered);
    QCOMPARE(world.sandbox.control.counters()[QLatin1String("mutating")].toInt(), 1);
    QCOMPARE(proxy.transmissions("PATCH", "/v1/pages"), 1);
}

void TestNotionTraps::trap46_P16_refusedBodyLeavesTheOldOne()
{
    NotionWorld world(QStringLiteral("journals"), 5);
    SandboxControl &control = world.sandbox.control;
    const QString id = control.pageId(world.service, 1);
    const auto connector = world.opened();
    WriteRequest request;
    request.recordId = id;
    request.fields
        = {{world.definition.fieldIndex(u"content"), Value::text(QStringLiteral("By a sync."))}};
    request.fresh = connector->read({id}, {})->at(0).record;
    control.changePage(id, change("markdown", QStringLiteral("By a person, meanwhile.")));
    const WriteResult written = connector->write({&request, 1}, {}).at(0);
    QCOMPARE(written.refused.size(), size_t(1));
    QCOMPARE(control.pages(world.service).at(1)[QLatin1String("markdown")].toString(),
             QStringLiteral("By a person, meanwhile."));
}

void TestNotionTraps::trap47_asksForNoAnswerLater()
{
    NotionWorld world(QStringLiteral("journals"), 5);
    FaultProxy proxy(world.origin);
    world.origin = proxy.url();
    QByteArrayList bodies;
    proxy.setPlan([&bodies](const ProxyRequest &request) -> std::optional<ProxyFault> {
        bodies.append(request.body);
        return std::nullopt;
    });
    const auto connector = world.opened();
    WriteRequest request;
    request.kind = OperationKind::Create;
    request.fields
        = {{world.definition.fieldIndex(u"title"), Value::text(QStringLiteral("A day"))},
           {world.definition.fieldIndex(u"content"), Value::text(QStringLiteral("Slept well."))}};
    const WriteResult made = connector->write({&request, 1}, {}).at(0);
    QCOMPARE(made.state, WriteResult::State::Delivered);
    QCOMPARE(world.field(connector->read({made.record.id}, {})->at(0).record, "content"),
             Value::text(QStringLiteral("Slept well.")));
    QVERIFY(bodies.join().contains("Slept well."));
    QVERIFY(!bodies.join().contains("allow_async"));
}

void TestNotionTraps::trap48_tokenIsRevokedWhileListing()
{
    NotionWorld world(QStringLiteral("books"), 450);
    FaultProxy proxy(world.origin);
    world.origin = proxy.url();
    const auto connector = world.opened();
    proxy.setPlan([listed = 0](const ProxyRequest &request) mutable -> std::optional<ProxyFault> {
        if (request.method != "POST" || ++listed < 3)
            return std::nullopt;
        return ProxyFault::answered(
            401, R"({"object":"error","status":401,"code":"unauthorized","message":"Invalid."})");
    });
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    QVERIFY(!outcome.report);
    QCOMPARE(outcome.report.error().kind, ErrorKind::Auth);
    QVERIFY(outcome.records.size() < 450);
}

/// What was written as the one comes back as the other: a person must know.
void TestNotionTraps::P19_twoOptionsWithOneMeaning()
{
    NotionWorld world(QStringLiteral("tasks"));
    const int status = world.definition.fieldIndex(u"status");
    const int notion = world.definition.sideIndex(u"notion");
    std::optional<QJsonObject> &mapping
        = world.definition.fields[size_t(status)].mapping[size_t(notion)];
    mapping->insert(QStringLiteral("map"),
                    QJsonObject{{QStringLiteral("In progress"), QStringLiteral("pending")},
                                {QStringLiteral("Not started"), QStringLiteral("pending")}});
    const auto opened = world.connector()->open({}, Connector::Access::ReadOnly, {});
    QVERIFY(opened);
    QCOMPARE(opened->warnings.size(), 1);
    QVERIFY(opened->warnings.first().contains(QStringLiteral("In progress, Not started")));
}

void TestNotionTraps::P32_emptyResultMovesNoCursor()
{
    NotionWorld world;
    world.sandbox.control.setClock(QStringLiteral("2050-06-01T18:00:00Z"));
    const QString cursor = QStringLiteral("2050-06-01T12:00:00.000000Z");
    const ScanOutcome outcome = NotionWorld::scan(*world.opened(), since(cursor));
    QVERIFY(outcome.report);
    QVERIFY(outcome.records.empty());
    QVERIFY(outcome.report->cursor.isEmpty() || outcome.report->cursor == cursor);
}

QTEST_GUILESS_MAIN(TestNotionTraps)
#include "tst_notiontraps.moc"
