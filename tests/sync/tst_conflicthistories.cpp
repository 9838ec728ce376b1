#include "support/historyworld.h"

#include <QTest>

using namespace std::chrono_literals;

using Field = HistoryWorld::Field;

static Value text(const char *value)
{
    return Value::text(QString::fromLatin1(value));
}

/// Histories that once broke the algorithm, by number: conflicts, which edit is newer, and undo.
class TestConflictHistories : public QObject
{
    Q_OBJECT

private slots:
    void history18_sideOfAConflictIsNotObserved();
    void history19_undoAfterAnotherEditBesideADeletion();
    void history20_releasedHoldIsDeliveredAgain();
    void history21_laterEditOfAnotherField();
    void history21_laterTouchWithoutChange();
    void history22_deletedWhileItsElementTravels();
    void history22_restoreInTheSameRun();
    void history23_undeliveredEditBesideALaterOne();
    void history24_frozenFieldBesideASyncedOne();
    void history25_undoneRunStaysUndone();
    void history26_backupOfTheHub_data();
    void history26_backupOfTheHub();
    void history26_rowThatTheBackupDoesNotHave();
    void history26_planOfABackupThatIsGoneAgain();
};

void TestConflictHistories::history18_sideOfAConflictIsNotObserved()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.notion, Field::Note, "n");
    world.edit(world.hub, Field::Note, "h");
    world.run(RunMode::Incremental);
    QCOMPARE(world.state(), QStringLiteral("notion: n; hub: h; conflict note"));
    world.edit(world.hub, Field::Note, "h2");
    world.notion.failNext(FakeRequest::Read, FakeFault::Unavailable);
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: n; hub: h2; conflict note"));
    world.take("notion");
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: n; hub: n; decided note"));
}

void TestConflictHistories::history19_undoAfterAnotherEditBesideADeletion()
{
    HistoryWorld world(HistoryWorld::Sides::Three);
    world.begin();
    world.edit(world.notion, Field::Other, "x");
    world.google.failNext(FakeRequest::Write, FakeFault::Unavailable);
    const RunResult done = world.run(RunMode::Incremental);
    world.edit(world.hub, Field::Other, "y");
    world.google.failNext(FakeRequest::Write, FakeFault::Unavailable);
    world.run(RunMode::Incremental);
    world.undo(done.runId);
    world.setAlive(world.google, false);
    world.run(RunMode::Incremental);
    for (const FakeStore *store : {&world.notion, &world.hub, &world.google})
        QCOMPARE(world.value(*store, Field::Other), text("y"));
    QVERIFY(world.outcome().startsWith(QStringLiteral("notion: old; hub: old; google: old; dec")));
}

void TestConflictHistories::history20_releasedHoldIsDeliveredAgain()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.notion, Field::Note, "x");
    world.undo(world.run(RunMode::Incremental).runId);
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: old; hold note"));
    world.answer(Decision::Kind::Release);
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x"));
}

void TestConflictHistories::history21_laterEditOfAnotherField()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.notion, Field::Note, "older");
    world.hub.pass(10min);
    world.edit(world.hub, Field::Note, "newer");
    world.notion.pass(20min);
    world.edit(world.notion, Field::Other, "latest");
    world.run(RunMode::Full);
    QCOMPARE(world.value(world.hub, Field::Other), text("latest"));
    QCOMPARE(world.outcome(), QStringLiteral("notion: older; hub: newer; conflict note"));
}

void TestConflictHistories::history21_laterTouchWithoutChange()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.notion, Field::Note, "older");
    world.hub.failNext(FakeRequest::Write, FakeFault::Unavailable);
    world.run(RunMode::Full);
    world.hub.pass(10min);
    world.edit(world.hub, Field::Note, "newer");
    world.notion.pass(20min);
    world.edit(world.notion, Field::Other, "old");
    world.run(RunMode::Full);
    QCOMPARE(world.outcome(), QStringLiteral("notion: newer; hub: newer; decided note"));
}

void TestConflictHistories::history22_deletedWhileItsElementTravels()
{
    HistoryWorld world;
    world.begin();
    world.setTags(world.hub, {QStringLiteral("e1")});
    world.notion.duringNext(FakeRequest::Read, [&world] {
        world.setTags(world.notion, {QStringLiteral("e1")});
        world.setAlive(world.notion, false);
    });
    world.run(RunMode::Incremental);
    QCOMPARE(world.state(), QStringLiteral("notion: deleted; hub: deleted"));
    QCOMPARE(world.outcome(), QStringLiteral("notion: deleted; hub: deleted"));
}

void TestConflictHistories::history22_restoreInTheSameRun()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.hub, Field::Note, "x");
    world.notion.duringNext(FakeRequest::Read, [&world] { world.setAlive(world.notion, false); });
    world.run(RunMode::Incremental);
    QCOMPARE(world.state(), QStringLiteral("notion: x; hub: x; decided"));
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x; decided"));
}

void TestConflictHistories::history23_undeliveredEditBesideALaterOne()
{
    HistoryWorld world(HistoryWorld::Sides::Three);
    world.begin();
    world.edit(world.google, Field::Note, "v1");
    world.notion.failNext(FakeRequest::Write, FakeFault::Unavailable);
    world.run(RunMode::Incremental);
    QCOMPARE(world.state(), QStringLiteral("notion: old; hub: v1; google: v1"));
    world.edit(world.hub, Field::Note, "v2");
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: v2; hub: v2; google: v2"));
}

void TestConflictHistories::history24_frozenFieldBesideASyncedOne()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.notion, Field::Note, "n");
    world.edit(world.hub, Field::Note, "h");
    world.run(RunMode::Incremental);
    for (const char *value : {"1", "2"}) {
        world.edit(world.notion, Field::Other, value);
        world.run(RunMode::Incremental);
        QCOMPARE(world.value(world.hub, Field::Other), text(value));
    }
    world.edit(world.hub, Field::Other, "3");
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.notion, Field::Other), text("3"));
    QCOMPARE(world.outcome(), QStringLiteral("notion: n; hub: h; conflict note"));
}

void TestConflictHistories::history25_undoneRunStaysUndone()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.hub, Field::Note, "x");
    world.undo(world.run(RunMode::Incremental).runId);
    QCOMPARE(world.outcome(), QStringLiteral("notion: old; hub: x; hold note"));
    world.edit(world.notion, Field::Note, "y");
    world.run(RunMode::Incremental);
    QVERIFY2(world.outcome().startsWith(QStringLiteral("notion: y; hub: y")),
             qPrintable(world.outcome()));
}

void TestConflictHistories::history26_backupOfTheHub_data()
{
    QTest::addColumn<bool>("full");
    QTest::addColumn<bool>("readsBeforeWrite");
    QTest::newRow("full") << true << false;
    QTest::newRow("what changed since") << false << false;
    QTest::newRow("what changed since, read before the write") << false << true;
}

/// The day after the backup had an edit on either side; then one more comes.
void TestConflictHistories::history26_backupOfTheHub()
{
    QFETCH(const bool, full);
    QFETCH(const bool, readsBeforeWrite);
    HistoryWorld world;
    world.hub.readsBeforeWrite = readsBeforeWrite;
    world.begin();
    const FakeStore backup = world.hub;
    world.edit(world.notion, Field::Note, "n");
    world.run(RunMode::Incremental);
    world.edit(world.hub, Field::Other, "h");
    world.run(RunMode::Incremental);
    world.hub.records = backup.records;
    world.setTags(world.notion, {QStringLiteral("new")});
    const RunResult next = world.run(full ? RunMode::Full : RunMode::Incremental);
    QVERIFY(next.status != RunStatus::Success);
    const RunResult stopped = world.run(RunMode::Full);
    QCOMPARE(stopped.status, RunStatus::Blocked);
    QCOMPARE(world.value(world.notion, Field::Note), text("n"));
    QCOMPARE(world.value(world.notion, Field::Other), text("h"));
    QCOMPARE(world.value(world.hub, Field::Note), text("old"));
    QVERIFY(world.value(world.hub, Field::Tags).isNull());
    // Who lets the plan pass gets the hub filled again.
    world.apply(stopped.plan, {}, true);
    QCOMPARE(world.value(world.hub, Field::Note), text("n"));
    QCOMPARE(world.value(world.hub, Field::Other), text("h"));
    QCOMPARE(world.value(world.hub, Field::Tags), Value::set({QStringLiteral("new")}));
    QCOMPARE(world.outcome(), QStringLiteral("notion: n; hub: n"));
}

/// The right hub is back, and was synced, before somebody lets the old plan pass.
void TestConflictHistories::history26_planOfABackupThatIsGoneAgain()
{
    HistoryWorld world;
    world.begin();
    const auto backup = world.hub.records;
    world.edit(world.hub, Field::Other, "h");
    world.run(RunMode::Incremental);
    const auto latest = world.hub.records;
    world.hub.records = backup;
    const RunResult stopped = world.run(RunMode::Full);
    QCOMPARE(stopped.status, RunStatus::Blocked);
    world.hub.records = latest;
    world.edit(world.notion, Field::Note, "n");
    QCOMPARE(world.run(RunMode::Full).status, RunStatus::Success);
    const int writes = world.hub.writes + world.notion.writes;
    const auto known = [&world] {
        const int side = world.definition().sideIndex(u"hub");
        const QString row = world.hub.records.begin()->first;
        const std::optional<MemberSummary> summary = *world.store().findMember(side, row);
        return summary ? summary->stamp : QString();
    };
    const QString before = known();
    world.apply(stopped.plan, {}, true);
    QCOMPARE(world.hub.writes + world.notion.writes, writes);
    QCOMPARE(known(), before);
    QCOMPARE(world.outcome(), QStringLiteral("notion: n; hub: n"));
}

void TestConflictHistories::history26_rowThatTheBackupDoesNotHave()
{
    HistoryWorld world;
    world.begin();
    world.notion.add(QStringLiteral("second"),
                     {text("second key"), text("s"), text("old"), Value::null()});
    const FakeStore backup = world.hub;
    world.edit(world.hub, Field::Other, "h");
    world.run(RunMode::Full);
    QCOMPARE(world.hub.records.size(), size_t(2));
    world.hub.records = backup.records;
    const RunResult stopped = world.run(RunMode::Full);
    QCOMPARE(stopped.status, RunStatus::Blocked);
    QCOMPARE(world.hub.records.size(), size_t(1));
    world.apply(stopped.plan, {}, true);
    QCOMPARE(world.outcome(), QStringLiteral("notion: old, s; hub: old, s"));
}

QTEST_GUILESS_MAIN(TestConflictHistories)
#include "tst_conflicthistories.moc"
