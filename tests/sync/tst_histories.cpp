#include "support/historyworld.h"

#include <QTest>

using namespace std::chrono_literals;

using Field = HistoryWorld::Field;

/// Histories that once broke the algorithm, by number: stale listings, lost answers, failed
/// deliveries, deletions beside edits.
class TestHistories : public QObject
{
    Q_OBJECT

private slots:
    void history1_ownWriteBehindAStaleListing_data();
    void history1_ownWriteBehindAStaleListing();
    void history1_ownDeletionBehindAStaleListing();
    void history1_ownWriteBehindAStaleListingOfGoogle();
    void history2_onlyAReadClearsWhatWaitsForOne();
    void history3_editBetweenSettlingAndScan();
    void history4_deletionByWhoNeverSawTheEdit();
    void history4b_deletionByWhoWroteTheSameValue();
    void history5_deletionWhileARestoreIsPlanned();
    void history6_restoreBesideADeletion();
    void history6_elementRemovedHereAndAddedThere();
    void history7_noMoreStepsAfterALostAnswer();
    void history8_unsharedWhileAnAnswerIsLost();
    void history9_revertAfterALostAnswer();
    void history9b_lostUndoOfAnElementBesideAnAddition();
};

void TestHistories::history1_ownWriteBehindAStaleListing_data()
{
    QTest::addColumn<int>("betweenRuns");
    QTest::newRow("older stamp") << 1200;
    QTest::newRow("stamp of the same minute") << 0;
}

void TestHistories::history1_ownWriteBehindAStaleListing()
{
    QFETCH(const int, betweenRuns);
    HistoryWorld world;
    world.begin();
    world.betweenRuns = std::chrono::seconds(betweenRuns);
    world.notion.listingsAsOf = world.notion.now();
    world.edit(world.hub, Field::Note, "x");
    world.run(RunMode::Full);
    QCOMPARE(world.value(world.notion, Field::Note), Value::text(QStringLiteral("x")));
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x"));
}

void TestHistories::history1_ownDeletionBehindAStaleListing()
{
    HistoryWorld world;
    world.begin();
    world.notion.listingsAsOf = world.notion.now();
    world.setAlive(world.hub, false);
    world.run(RunMode::Full);
    QCOMPARE(world.outcome(), QStringLiteral("notion: deleted; hub: deleted"));
}

void TestHistories::history1_ownWriteBehindAStaleListingOfGoogle()
{
    HistoryWorld world(HistoryWorld::Sides::Three);
    world.begin();
    world.google.listingsAsOf = world.google.now();
    world.edit(world.hub, Field::Note, "x");
    world.run(RunMode::Full);
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x; google: x"));
}

void TestHistories::history2_onlyAReadClearsWhatWaitsForOne()
{
    HistoryWorld world;
    world.betweenRuns = 0s;
    world.begin();
    const Instant before = world.notion.now();
    world.edit(world.notion, Field::Note, "x");
    world.notion.failNext(FakeRequest::Read, FakeFault::Unavailable);
    world.run(RunMode::Incremental);
    QCOMPARE(world.pendingReads(), size_t(1));
    world.notion.listingsAsOf = before;
    world.notion.failNext(FakeRequest::Read, FakeFault::Unavailable);
    world.run(RunMode::Incremental);
    QCOMPARE(world.pendingReads(), size_t(1));
    // No listing shows the page any more: the edit is too long ago.
    world.betweenRuns = 20min;
    world.notion.listingsAsOf.reset();
    world.run(RunMode::Incremental);
    QCOMPARE(world.pendingReads(), size_t(0));
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x"));
}

void TestHistories::history3_editBetweenSettlingAndScan()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.hub, Field::Note, "x");
    world.notion.failNext(FakeRequest::Write, FakeFault::LostAnswer);
    world.run(RunMode::Full);
    world.hub.duringNext(FakeRequest::Scan, [&world] {
        world.edit(world.notion, Field::Note, "y");
        world.edit(world.notion, Field::Other, "z");
    });
    world.run(RunMode::Full);
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.hub, Field::Other), Value::text(QStringLiteral("z")));
    QCOMPARE(world.outcome(), QStringLiteral("notion: y; hub: y"));
}

void TestHistories::history4_deletionByWhoNeverSawTheEdit()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.notion, Field::Note, "x");
    world.hub.failNext(FakeRequest::Write, FakeFault::Unavailable);
    world.run(RunMode::Incremental);
    world.setAlive(world.hub, false);
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x; decided"));
}

void TestHistories::history4b_deletionByWhoWroteTheSameValue()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.notion, Field::Note, "x");
    world.edit(world.hub, Field::Note, "x");
    world.hub.failNext(FakeRequest::Write, FakeFault::Unavailable);
    world.setAlive(world.hub, false);
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: deleted; hub: deleted"));
}

void TestHistories::history5_deletionWhileARestoreIsPlanned()
{
    HistoryWorld world;
    world.begin();
    world.setAlive(world.hub, false);
    world.edit(world.notion, Field::Note, "x");
    world.progress = [&world, done = false](const RunProgress &step) mutable {
        if (done || step.phase != RunProgress::Phase::Writing)
            return;
        done = true;
        world.setAlive(world.notion, false);
    };
    world.run(RunMode::Incremental);
    world.progress = {};
    QVERIFY(!world.hub.records.begin()->second.alive);
    world.run(RunMode::Incremental);
    QVERIFY(world.outcome().startsWith(QStringLiteral("notion: deleted; hub: deleted")));
}

void TestHistories::history6_restoreBesideADeletion()
{
    HistoryWorld world;
    world.begin();
    world.setAlive(world.notion, false);
    world.hub.failNext(FakeRequest::Write, FakeFault::Unavailable);
    world.run(RunMode::Incremental);
    QVERIFY(world.hub.records.begin()->second.alive);
    world.setAlive(world.notion, true);
    world.setAlive(world.hub, false);
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: old; hub: old; decided"));
}

void TestHistories::history6_elementRemovedHereAndAddedThere()
{
    HistoryWorld world;
    world.begin();
    const QStringList tag{QStringLiteral("a")};
    world.setTags(world.notion, tag);
    world.hub.failNext(FakeRequest::Write, FakeFault::Unavailable);
    world.run(RunMode::Incremental);
    world.setTags(world.notion, {});
    world.setTags(world.hub, tag);
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.notion, Field::Tags), Value::set(tag));
    QCOMPARE(world.value(world.hub, Field::Tags), Value::set(tag));
    QCOMPARE(world.outcome(), QStringLiteral("notion: old; hub: old"));
}

void TestHistories::history7_noMoreStepsAfterALostAnswer()
{
    HistoryWorld world(HistoryWorld::Sides::Three);
    world.begin();
    world.edit(world.notion, Field::Note, "x");
    world.edit(world.hub, Field::Other, "y");
    world.google.failNext(FakeRequest::Write, FakeFault::LostAnswer);
    const int writes = world.notion.writes + world.hub.writes;
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.google, Field::Note), Value::text(QStringLiteral("x")));
    QCOMPARE(world.notion.writes + world.hub.writes, writes);
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.notion, Field::Other), Value::text(QStringLiteral("y")));
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x; google: x"));
}

void TestHistories::history8_unsharedWhileAnAnswerIsLost()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.hub, Field::Note, "x");
    world.notion.failNext(FakeRequest::Write, FakeFault::LostAnswer);
    world.run(RunMode::Incremental);
    world.shareWithUs(false);
    world.run(RunMode::Full);
    world.shareWithUs(true);
    world.edit(world.hub, Field::Note, "z");
    world.run(RunMode::Full);
    QCOMPARE(world.outcome(), QStringLiteral("notion: z; hub: z"));
}

void TestHistories::history9_revertAfterALostAnswer()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.hub, Field::Note, "x");
    world.notion.failNext(FakeRequest::Write, FakeFault::LostAnswer);
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.notion, Field::Note), Value::text(QStringLiteral("x")));
    world.edit(world.notion, Field::Note, "old");
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: old; hub: x; conflict note"));
    world.take("notion");
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.hub, Field::Note), Value::text(QStringLiteral("old")));
}

void TestHistories::history9b_lostUndoOfAnElementBesideAnAddition()
{
    HistoryWorld world;
    world.begin();
    world.setTags(world.notion, {QStringLiteral("a")});
    const RunResult done = world.run(RunMode::Incremental);
    world.hub.failNext(FakeRequest::Write, FakeFault::LostAnswer);
    world.undo(done.runId);
    QVERIFY(world.value(world.hub, Field::Tags).isNull());
    world.setTags(world.hub, {QStringLiteral("b")});
    world.run(RunMode::Incremental);
    const Value both = Value::set({QStringLiteral("a"), QStringLiteral("b")});
    QCOMPARE(world.value(world.notion, Field::Tags), both);
    QCOMPARE(world.outcome(), QStringLiteral("notion: old; hub: old"));
}

QTEST_GUILESS_MAIN(TestHistories)
#include "tst_histories.moc"
