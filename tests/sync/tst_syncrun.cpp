#include "storage/waitinglist.h"
#include "support/onewayworld.h"

#include <QTest>

namespace {

constexpr int TitleField = 0;
constexpr int RatingField = 1;
constexpr int HubSide = 0;

/// `count` pages, synced once.
void fill(OneWayWorld &world, int count)
{
    for (int page = 0; page < count; ++page)
        world.notion.add(QStringLiteral("page-%1").arg(page, 3, 10, QLatin1Char('0')),
                         world.values(page));
    QCOMPARE(world.run(RunMode::Full).status, RunStatus::Success);
    QCOMPARE(world.difference(), QString());
}

QString page(int number)
{
    return QStringLiteral("page-%1").arg(number, 3, 10, QLatin1Char('0'));
}

QString rowOf(const OneWayWorld &world, int number)
{
    for (const auto &[id, row] : world.hub.records) {
        if (row.storedIds.value(QStringLiteral("notion")) == page(number))
            return id;
    }
    return {};
}

const Value &hubValue(const OneWayWorld &world, int number, int field)
{
    return world.hub.records.at(rowOf(world, number)).fields[size_t(field)];
}

QStringList guardNames(const RunResult &result)
{
    QStringList names;
    for (const Guard &guard : result.guards)
        names.append(guard.name);
    return names;
}

} // namespace

/// Whole runs of a one-way service over fake sides and the real state database.
class TestSyncRun : public QObject
{
    Q_OBJECT

private slots:
    void trap29_P11_secondRunWritesNothing();
    void incrementalRunCarriesAnEditAndAClear();
    void trap10_deletionNeedsTheBinReadById();
    void trap10_unsharedPageIsPausedAndComesBack();
    void trap9_emptyListingDeletesNothing();
    void trap15_listingCutAtAnyRequestDeletesNothing_data();
    void trap15_listingCutAtAnyRequestDeletesNothing();
    void P1_anotherWorkspaceStopsTheService();
    void restoredBackupOfTheHubStopsTheService();
    void trap9_safetyValveStopsTheRun();
    void trap9_massDeletionWaitsForAPerson();
    void massChangeOfOneFieldWaitsForAPerson();
    void P5_lookalikesWaitForAPerson();
    void handEditInTheDestinationIsKeptAndListed();
    void sourceEditEndsTheHoldAndKeepsTheLoser();
    void everyLoserIsKept();
    void overwritingDefinitionSetsTheDestinationBack();
    void goneRowIsWrittenAgainByAFullRunOnly();
    void hubOwnColumnIsNeverTouched();
    void P4_existingRowIsLinkedByItsTitle();
    void trap37_ambiguousRowsAreAQuestion();
    void rowThatMovedIsMergedAgainInTheSameRun();
    void trap23_movedRowLeavesTheWaitingPortionsToTheNextRun_data();
    void trap23_movedRowLeavesTheWaitingPortionsToTheNextRun();
    void approvedPlanRefusesWhatMoved();
    void approvedPlanFindsPagesThatWereSharedLater();
    void skippedStepIsHeldUntilTheSourceChanges();
    void lostAnswerIsSettledByReading();
    void clockThatWasAheadDelaysNoFullRun();
    void leaseIsRenewedWhileTimePasses();
    void leaseThatRanOutEndsTheRun();
};

void TestSyncRun::trap29_P11_secondRunWritesNothing()
{
    OneWayWorld world;
    fill(world, 20);
    const int writes = world.hub.writes;
    QCOMPARE(writes, 20);
    QCOMPARE(world.run(RunMode::Full).totalChanges(), 0);
    QCOMPARE(world.run(RunMode::Incremental).totalChanges(), 0);
    QCOMPARE(world.hub.writes, writes);
}

void TestSyncRun::incrementalRunCarriesAnEditAndAClear()
{
    OneWayWorld world;
    fill(world, 5);
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("New title")));
    world.notion.edit(page(2), RatingField, Value::null());
    const RunResult result = world.run(RunMode::Incremental);
    QCOMPARE(result.changes[HubSide].updated, 2);
    QCOMPARE(hubValue(world, 1, TitleField), Value::text(QStringLiteral("New title")));
    QVERIFY(hubValue(world, 2, RatingField).isNull());
}

void TestSyncRun::trap10_deletionNeedsTheBinReadById()
{
    OneWayWorld world;
    fill(world, 5);
    world.notion.setAlive(page(3), false);
    QCOMPARE(world.run(RunMode::Incremental).changes[HubSide].deleted, 1);
    QVERIFY(!world.hub.records.at(rowOf(world, 3)).alive);
    world.notion.setAlive(page(3), true);
    QCOMPARE(world.run(RunMode::Incremental).changes[HubSide].restored, 1);
    QVERIFY(world.hub.records.at(rowOf(world, 3)).alive);
}

void TestSyncRun::trap10_unsharedPageIsPausedAndComesBack()
{
    OneWayWorld world;
    fill(world, 5);
    world.notion.records.at(page(2)).readable = false;
    const RunResult paused = world.run(RunMode::Full);
    QCOMPARE(paused.paused, 1);
    QCOMPARE(paused.totalChanges(), 0);
    QVERIFY(world.hub.records.at(rowOf(world, 2)).alive);
    world.notion.records.at(page(2)).readable = true;
    world.notion.edit(page(2), TitleField, Value::text(QStringLiteral("Back")));
    QCOMPARE(world.run(RunMode::Incremental).changes[HubSide].updated, 1);
    QCOMPARE(hubValue(world, 2, TitleField), Value::text(QStringLiteral("Back")));
}

void TestSyncRun::trap9_emptyListingDeletesNothing()
{
    OneWayWorld world;
    fill(world, 12);
    const QString before = world.hubText();
    world.notion.listsNothing = true;
    const RunResult result = world.run(RunMode::Full);
    QCOMPARE(result.status, RunStatus::Blocked);
    QVERIFY(guardNames(result).contains(QStringLiteral("zero_records")));
    QCOMPARE(world.hubText(), before);
}

void TestSyncRun::trap15_listingCutAtAnyRequestDeletesNothing_data()
{
    QTest::addColumn<int>("request");
    for (int request = 0; request < 13; ++request)
        QTest::addRow("request %d", request) << request;
}

void TestSyncRun::trap15_listingCutAtAnyRequestDeletesNothing()
{
    QFETCH(int, request);
    OneWayWorld world;
    fill(world, 12);
    world.notion.setAlive(page(0), false);
    const QString before = world.hubText();
    const int at = world.notion.requests + request;
    world.notion.fault
        = [at](int number) { return number == at ? FakeFault::Unavailable : FakeFault::None; };
    const RunResult result = world.run(RunMode::Full);
    if (result.totalChanges() == 0)
        QCOMPARE(world.hubText(), before);
    world.notion.fault = {};
    world.run(RunMode::Full);
    QCOMPARE(world.difference(), QString());
}

void TestSyncRun::P1_anotherWorkspaceStopsTheService()
{
    OneWayWorld world;
    fill(world, 12);
    world.notion.identity = QStringLiteral("workspace-2");
    world.notion.records.clear();
    const QString before = world.hubText();
    for (const RunMode mode : {RunMode::Full, RunMode::Incremental}) {
        const RunResult result = world.run(mode);
        QCOMPARE(result.status, RunStatus::Blocked);
        QVERIFY(result.errors.front().error.detail.contains(QStringLiteral("workspace-2")));
    }
    QCOMPARE(world.hubText(), before);
}

void TestSyncRun::restoredBackupOfTheHubStopsTheService()
{
    OneWayWorld world;
    fill(world, 12);
    const std::map<QString, FakeRecord> backup = world.hub.records;
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("Later")));
    world.run(RunMode::Incremental);
    world.hub.records = backup;
    const RunResult result = world.run(RunMode::Full);
    QCOMPARE(result.status, RunStatus::Blocked);
    QCOMPARE(guardNames(result), QStringList{QStringLiteral("older_records")});
}

void TestSyncRun::trap9_safetyValveStopsTheRun()
{
    OneWayWorld world;
    fill(world, 40);
    for (int number = 3; number < 40; ++number)
        world.notion.setAlive(page(number), false);
    const RunResult result = world.run(RunMode::Full);
    QCOMPARE(result.status, RunStatus::Blocked);
    QVERIFY(guardNames(result).contains(QStringLiteral("safety_valve")));
    QCOMPARE(result.totalChanges(), 0);
    QCOMPARE(world.apply(result.plan, {}, true).changes[HubSide].deleted, 37);
}

void TestSyncRun::trap9_massDeletionWaitsForAPerson()
{
    OneWayWorld world;
    fill(world, 30);
    for (int number = 0; number < 12; ++number)
        world.notion.setAlive(page(number), false);
    const RunResult blocked = world.run(RunMode::Incremental);
    QCOMPARE(guardNames(blocked), QStringList{QStringLiteral("mass_deletion")});
    QCOMPARE(blocked.guards.front().records.size(), 12);
    QCOMPARE(world.apply(blocked.plan).status, RunStatus::Blocked);
    QCOMPARE(world.apply(blocked.plan, {}, true).changes[HubSide].deleted, 12);
}

void TestSyncRun::massChangeOfOneFieldWaitsForAPerson()
{
    OneWayWorld world;
    fill(world, 60);
    for (int number = 0; number < 55; ++number)
        world.notion.edit(page(number), TitleField, Value::null());
    const RunResult blocked = world.run(RunMode::Incremental);
    QCOMPARE(guardNames(blocked), QStringList{QStringLiteral("mass_change")});
    QCOMPARE(world.apply(blocked.plan, {}, true).changes[HubSide].updated, 55);
}

void TestSyncRun::P5_lookalikesWaitForAPerson()
{
    OneWayWorld world;
    fill(world, 10);
    for (int number = 0; number < 6; ++number)
        world.notion.add(QStringLiteral("copy-%1").arg(number), world.values(number));
    const RunResult result = world.run(RunMode::Full);
    QCOMPARE(guardNames(result), QStringList{QStringLiteral("lookalikes")});
    QCOMPARE(world.hub.records.size(), size_t(10));
}

void TestSyncRun::handEditInTheDestinationIsKeptAndListed()
{
    OneWayWorld world;
    fill(world, 3);
    world.hub.edit(rowOf(world, 1), TitleField, Value::text(QStringLiteral("By hand")));
    QCOMPARE(world.run(RunMode::Full).totalChanges(), 0);
    QCOMPARE(world.run(RunMode::Full).totalChanges(), 0);
    QCOMPARE(hubValue(world, 1, TitleField), Value::text(QStringLiteral("By hand")));
}

void TestSyncRun::sourceEditEndsTheHoldAndKeepsTheLoser()
{
    OneWayWorld world;
    fill(world, 3);
    world.hub.edit(rowOf(world, 1), TitleField, Value::text(QStringLiteral("By hand")));
    world.run(RunMode::Full);
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("From Notion")));
    const RunResult dry = world.run(RunMode::Incremental, true);
    QCOMPARE(dry.plan.operations.size(), size_t(1));
    world.run(RunMode::Incremental);
    QCOMPARE(hubValue(world, 1, TitleField), Value::text(QStringLiteral("From Notion")));
}

/// Several records and several times: no conflict takes the place of another.
void TestSyncRun::everyLoserIsKept()
{
    OneWayWorld world;
    fill(world, 3);
    for (int round = 0; round < 2; ++round) {
        for (int number = 0; number < 3; ++number) {
            const QString text = QStringLiteral("%1 %2").arg(round).arg(number);
            world.notion.edit(page(number), TitleField,
                              Value::text(QStringLiteral("source ") + text));
            world.hub.edit(rowOf(world, number), TitleField,
                           Value::text(QStringLiteral("mine ") + text));
        }
        world.run(RunMode::Incremental);
    }
    const auto items = readWaitingItems(
        *world.database(), {{world.definition().name, QStringLiteral("title")}}, {}, true);
    QSet<QString> losers;
    for (const WaitingItem &item : *items)
        losers.insert(item.values.value(QLatin1String("hub")).toString());
    for (int round = 0; round < 2; ++round) {
        for (int number = 0; number < 3; ++number)
            QVERIFY2(losers.contains(QStringLiteral("mine %1 %2").arg(round).arg(number)),
                     qPrintable(QStringList(losers.values()).join(u',')));
    }
}

void TestSyncRun::overwritingDefinitionSetsTheDestinationBack()
{
    OneWayWorld world(true);
    fill(world, 3);
    world.hub.edit(rowOf(world, 1), TitleField, Value::text(QStringLiteral("By hand")));
    const RunResult dry = world.run(RunMode::Full, true);
    QCOMPARE(dry.plan.conflicts.size(), size_t(1));
    QCOMPARE(dry.plan.conflicts.front().values[HubSide], Value::text(QStringLiteral("By hand")));
    world.run(RunMode::Full);
    QCOMPARE(world.difference(), QString());
}

void TestSyncRun::goneRowIsWrittenAgainByAFullRunOnly()
{
    OneWayWorld world;
    fill(world, 12);
    world.hub.purge(rowOf(world, 1), true);
    QCOMPARE(world.run(RunMode::Incremental).totalChanges(), 0);
    QCOMPARE(world.run(RunMode::Full).changes[HubSide].created, 1);
    QCOMPARE(world.difference(), QString());
}

void TestSyncRun::hubOwnColumnIsNeverTouched()
{
    OneWayWorld world;
    fill(world, 3);
    const int ownField = 3;
    world.hub.edit(rowOf(world, 1), ownField, Value::text(QStringLiteral("mine")));
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("New")));
    world.run(RunMode::Full);
    world.run(RunMode::Full);
    QCOMPARE(hubValue(world, 1, ownField), Value::text(QStringLiteral("mine")));
    QCOMPARE(hubValue(world, 1, TitleField), Value::text(QStringLiteral("New")));
}

void TestSyncRun::P4_existingRowIsLinkedByItsTitle()
{
    OneWayWorld world;
    world.hub.add(
        QStringLiteral("old-row"),
        {Value::text(QStringLiteral("  THING 1 ")), Value::null(), Value::null(), Value::null()});
    world.notion.add(page(1), world.values(1));
    const RunResult result = world.run(RunMode::Full);
    QCOMPARE(result.changes[HubSide].created, 0);
    QCOMPARE(result.changes[HubSide].updated, 1);
    QCOMPARE(world.hub.records.size(), size_t(1));
    QCOMPARE(world.hub.records.at(QStringLiteral("old-row")).fields[RatingField],
             Value::number(1.0));
}

void TestSyncRun::trap37_ambiguousRowsAreAQuestion()
{
    OneWayWorld world;
    world.hub.add(QStringLiteral("row-a"), world.values(1));
    world.hub.add(QStringLiteral("row-b"), world.values(1));
    world.notion.add(page(1), world.values(1));
    const RunResult result = world.run(RunMode::Full);
    QCOMPARE(result.status, RunStatus::Conflicts);
    QCOMPARE(result.conflicts, 1);
    QCOMPARE(world.hub.records.size(), size_t(2));
}

void TestSyncRun::rowThatMovedIsMergedAgainInTheSameRun()
{
    OneWayWorld world;
    fill(world, 3);
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("New")));
    const QString row = rowOf(world, 1);
    // Somebody writes the hub's own column between reading and writing.
    world.hub.fault = [&world, row, done = false](int) mutable {
        if (!done && world.hub.requests > 4) {
            done = true;
            world.hub.edit(row, 3, Value::text(QStringLiteral("mine")));
        }
        return FakeFault::None;
    };
    const RunResult result = world.run(RunMode::Incremental);
    QCOMPARE(result.status, RunStatus::Success);
    QCOMPARE(hubValue(world, 1, TitleField), Value::text(QStringLiteral("New")));
    QCOMPARE(hubValue(world, 1, 3), Value::text(QStringLiteral("mine")));
}

void TestSyncRun::trap23_movedRowLeavesTheWaitingPortionsToTheNextRun_data()
{
    QTest::addColumn<int>("crashAfter");
    for (int request = 5; request < 24; ++request)
        QTest::addRow("crash at hub request %d", request) << request;
}

/// A row moves while portions of new links still wait, and the process dies: whichever request it
/// was, a following run in the same mode finds what did not arrive.
void TestSyncRun::trap23_movedRowLeavesTheWaitingPortionsToTheNextRun()
{
    QFETCH(int, crashAfter);
    OneWayWorld world;
    fill(world, 3);
    world.portionSize = 2;
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("New")));
    for (int number = 3; number < 12; ++number)
        world.notion.add(page(number), world.values(number));
    const QString row = rowOf(world, 1);
    const int start = world.hub.requests;
    world.hub.fault = [&world, row, start, crashAfter, done = false](int request) mutable {
        if (!done && request - start > 4) {
            done = true;
            world.hub.edit(row, 3, Value::text(QStringLiteral("mine")));
        }
        return request - start == crashAfter ? FakeFault::CrashAfter : FakeFault::None;
    };
    world.run(RunMode::Incremental);
    world.hub.fault = {};
    world.run(RunMode::Incremental);
    QCOMPARE(world.difference(), QString());
    QCOMPARE(hubValue(world, 1, 3), Value::text(QStringLiteral("mine")));
    QCOMPARE(world.run(RunMode::Incremental).totalChanges(), 0);
}

void TestSyncRun::approvedPlanRefusesWhatMoved()
{
    OneWayWorld world;
    fill(world, 3);
    world.notion.edit(page(0), TitleField, Value::text(QStringLiteral("A")));
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("B")));
    const Plan plan = world.run(RunMode::Incremental, true).plan;
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("C")));
    const RunResult result = world.apply(plan);
    QCOMPARE(result.changes[HubSide].updated, 1);
    QCOMPARE(result.refused, 1);
    QCOMPARE(result.status, RunStatus::Conflicts);
    QCOMPARE(hubValue(world, 1, TitleField), Value::text(QStringLiteral("Thing 1")));
    world.run(RunMode::Incremental);
    QCOMPARE(world.difference(), QString());
}

/// Sharing leaves no stamp, so what changed since the last run does not show these pages.
void TestSyncRun::approvedPlanFindsPagesThatWereSharedLater()
{
    OneWayWorld world;
    fill(world, 10);
    for (int number = 0; number < 6; ++number) {
        const QString id = QStringLiteral("copy-%1").arg(number);
        world.notion.add(id, world.values(number));
        world.notion.records.at(id).readable = false;
    }
    world.run(RunMode::Full);
    for (auto &[id, record] : world.notion.records)
        record.readable = true;
    const RunResult blocked = world.run(RunMode::Full);
    QCOMPARE(guardNames(blocked), QStringList{QStringLiteral("lookalikes")});
    const RunResult applied = world.apply(blocked.plan, {}, true);
    QCOMPARE(applied.status, RunStatus::Success);
    QCOMPARE(applied.changes[HubSide].created, 6);
}

void TestSyncRun::skippedStepIsHeldUntilTheSourceChanges()
{
    OneWayWorld world;
    fill(world, 3);
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("B")));
    const Plan plan = world.run(RunMode::Incremental, true).plan;
    QCOMPARE(world.apply(plan, {0}).totalChanges(), 0);
    QCOMPARE(world.run(RunMode::Full).totalChanges(), 0);
    world.notion.edit(page(1), TitleField, Value::text(QStringLiteral("C")));
    QCOMPARE(world.run(RunMode::Incremental).changes[HubSide].updated, 1);
    QCOMPARE(world.difference(), QString());
}

void TestSyncRun::clockThatWasAheadDelaysNoFullRun()
{
    OneWayWorld world;
    fill(world, 3);
    world.clock.advance(std::chrono::hours(24 * 30));
    QCOMPARE(world.run(RunMode::Full).status, RunStatus::Success);
    world.clock.advance(-std::chrono::hours(24 * 30));
    // Only a full run sees it.
    world.hub.purge(world.hub.records.begin()->first, false);
    QCOMPARE(world.run(RunMode::Incremental).status, RunStatus::Success);
    QCOMPARE(world.difference(), QString());
}

void TestSyncRun::leaseIsRenewedWhileTimePasses()
{
    OneWayWorld world;
    fill(world, 10);
    world.notion.edit(page(1), RatingField, Value::number(5));
    const int before = world.hub.leases;
    world.notion.during = [&world](int) { world.clock.advance(std::chrono::seconds(50)); };
    QCOMPARE(world.run(RunMode::Full).status, RunStatus::Success);
    world.notion.during = {};
    QVERIFY2(world.hub.leases - before > 8, qPrintable(QString::number(world.hub.leases - before)));
    QCOMPARE(hubValue(world, 1, RatingField), Value::number(5));
}

/// Somebody else may have had it meanwhile, and have written what this run did not see.
void TestSyncRun::leaseThatRanOutEndsTheRun()
{
    OneWayWorld world;
    fill(world, 3);
    world.notion.edit(page(1), RatingField, Value::number(5));
    world.notion.setAlive(page(2), false); // what is not listed is read
    const int writes = world.hub.writes;
    for (const FakeRequest request : {FakeRequest::Scan, FakeRequest::Read}) {
        world.notion.duringNext(request,
                                [&world] { world.clock.advance(std::chrono::minutes(3)); });
        const RunResult result = world.run(RunMode::Full);
        QCOMPARE(result.status, RunStatus::Locked);
        QCOMPARE(world.hub.writes, writes);
    }
    QCOMPARE(world.run(RunMode::Full).status, RunStatus::Success);
    QCOMPARE(hubValue(world, 1, RatingField), Value::number(5));
}

void TestSyncRun::lostAnswerIsSettledByReading()
{
    for (const FakeFault fault : {FakeFault::LostAnswer, FakeFault::CrashAfter, FakeFault::Crash}) {
        OneWayWorld world;
        for (int number = 0; number < 7; ++number)
            world.notion.add(page(number), world.values(number));
        world.hub.fault = [fault](int request) { return request == 2 ? fault : FakeFault::None; };
        world.run(RunMode::Full);
        world.hub.fault = {};
        QCOMPARE(world.run(RunMode::Incremental).status, RunStatus::Success);
        QCOMPARE(world.difference(), QString());
        QCOMPARE(world.hub.records.size(), size_t(7));
        QCOMPARE(world.hub.writes, 7);
    }
}

QTEST_GUILESS_MAIN(TestSyncRun)
#include "tst_syncrun.moc"
