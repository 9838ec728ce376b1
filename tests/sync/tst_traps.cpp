#include "support/historyworld.h"

#include <QTest>

using namespace std::chrono_literals;

using Field = HistoryWorld::Field;

static Value text(const char *value)
{
    return Value::text(QString::fromLatin1(value));
}

/// The mapping of a service as a person changes it.
class MappedWorld : public HistoryWorld
{
public:
    void changeMapping() { m_definition.hash += "changed"; }
};

/// Traps and incidents, by number, as the engine meets them over fake sides.
class TestTraps : public QObject
{
    Q_OBJECT

private slots:
    void trap5_unavailableSideIsTriedAgainLater();
    void trap16_cutReferencesAreNeverWrittenBack();
    void trap24_changedMappingReadsEverythingAgain();
    void trap28_ownPageThatNoListingShowsYet();
    void trap31_sideThatStoresTextsOtherwise();
    void trap32_absentFieldClearsNothing();
    void trap36_emptyFieldOfTheAuthority();
    void trap37_twoRecordsOfOneName();
    void P8_rowThatWasEditedWithoutAStamp();
    void P15_threeKindsOfNothing();
    void P22_outageOfFortyDays();
    void P28_rowThatIsGoneForGood();
    void P29_deletedRowWhosePageStillExists();
};

void TestTraps::trap5_unavailableSideIsTriedAgainLater()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.hub, Field::Note, "x");
    world.notion.fault = [](int) { return FakeFault::Unavailable; };
    for (int run = 0; run < 3; ++run)
        QVERIFY(world.run(RunMode::Incremental).status != RunStatus::Success);
    world.notion.fault = {};
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x"));
}

void TestTraps::trap16_cutReferencesAreNeverWrittenBack()
{
    HistoryWorld world;
    world.begin();
    world.notion.edit(QStringLiteral("page"), Field::Tags, Value::unknown());
    world.setTags(world.hub, {QStringLiteral("one of many")});
    world.run(RunMode::Full);
    QVERIFY(world.value(world.notion, Field::Tags).isUnknown());
    QCOMPARE(world.value(world.hub, Field::Tags), Value::set({QStringLiteral("one of many")}));
}

void TestTraps::trap24_changedMappingReadsEverythingAgain()
{
    MappedWorld world;
    world.begin();
    // No stamp moves, as where a field was mapped that had a value all along.
    world.notion.records.at(QStringLiteral("page")).fields[Field::Note] = text("x");
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.hub, Field::Note), text("old"));
    world.changeMapping();
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.hub, Field::Note), text("x"));
}

void TestTraps::trap28_ownPageThatNoListingShowsYet()
{
    HistoryWorld world;
    world.notion.listingsAsOf = world.notion.now();
    world.add(world.hub, "row");
    world.run(RunMode::Full);
    QCOMPARE(world.outcome(), QStringLiteral("notion: old; hub: old"));
    world.notion.listingsAsOf.reset();
    QCOMPARE(world.outcome(), QStringLiteral("notion: old; hub: old"));
}

void TestTraps::trap31_sideThatStoresTextsOtherwise()
{
    HistoryWorld world;
    world.notion.trimsTexts = true;
    world.begin();
    world.edit(world.hub, Field::Note, "x ");
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.notion, Field::Note), text("x"));
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x"));
    QCOMPARE(world.value(world.hub, Field::Note), text("x "));
    world.edit(world.notion, Field::Note, "y");
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: y; hub: y"));
}

void TestTraps::trap32_absentFieldClearsNothing()
{
    HistoryWorld world;
    world.begin();
    world.notion.edit(QStringLiteral("page"), Field::Note, Value());
    world.edit(world.notion, Field::Other, "new");
    world.run(RunMode::Full);
    QCOMPARE(world.value(world.hub, Field::Note), text("old"));
    QCOMPARE(world.value(world.hub, Field::Other), text("new"));
}

/// Google is the authority: what it never had clears nothing, what it had and lost does.
void TestTraps::trap36_emptyFieldOfTheAuthority()
{
    HistoryWorld world(HistoryWorld::Sides::Three);
    world.add(world.google, "contact", "");
    world.add(world.notion, "page", "n");
    world.run(RunMode::Full);
    QCOMPARE(world.outcome(), QStringLiteral("notion: n; hub: n; google: n"));
    world.edit(world.google, Field::Note, "");
    world.run(RunMode::Full);
    for (const FakeStore *store : {&world.notion, &world.hub, &world.google})
        QVERIFY(world.value(*store, Field::Note).isNull());
}

void TestTraps::trap37_twoRecordsOfOneName()
{
    HistoryWorld world;
    world.add(world.notion, "page-1", "a");
    world.add(world.notion, "page-2", "b");
    world.add(world.hub, "row", "c");
    world.run(RunMode::Full);
    QVERIFY(world.state().contains(QStringLiteral("question")));
    QCOMPARE(world.hub.records.size(), size_t(1));
}

void TestTraps::P8_rowThatWasEditedWithoutAStamp()
{
    HistoryWorld world;
    world.begin();
    world.hub.records.begin()->second.fields[Field::Note] = text("x");
    world.run(RunMode::Full);
    QCOMPARE(world.outcome(), QStringLiteral("notion: x; hub: x"));
}

void TestTraps::P15_threeKindsOfNothing()
{
    HistoryWorld world;
    world.begin();
    world.notion.edit(QStringLiteral("page"), Field::Note, Value());
    world.run(RunMode::Full);
    QCOMPARE(world.value(world.hub, Field::Note), text("old"));
    world.notion.edit(QStringLiteral("page"), Field::Note, Value::unknown());
    world.run(RunMode::Full);
    QCOMPARE(world.value(world.hub, Field::Note), text("old"));
    world.notion.edit(QStringLiteral("page"), Field::Note, Value::null());
    world.run(RunMode::Full);
    QVERIFY(world.value(world.hub, Field::Note).isNull());
}

void TestTraps::P22_outageOfFortyDays()
{
    HistoryWorld world;
    world.begin();
    world.edit(world.notion, Field::Note, "n");
    world.hub.pass(std::chrono::hours(24));
    world.edit(world.hub, Field::Other, "h");
    world.betweenRuns = std::chrono::hours(24 * 40);
    world.notion.fault = [](int) { return FakeFault::Unavailable; };
    world.run(RunMode::Incremental);
    world.notion.fault = {};
    world.run(RunMode::Incremental);
    QCOMPARE(world.value(world.notion, Field::Other), text("h"));
    QCOMPARE(world.outcome(), QStringLiteral("notion: n; hub: n"));
}

void TestTraps::P28_rowThatIsGoneForGood()
{
    HistoryWorld world;
    world.begin();
    world.hub.purge(world.hub.records.begin()->first, true);
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: deleted; hub: "));
}

void TestTraps::P29_deletedRowWhosePageStillExists()
{
    HistoryWorld world;
    world.begin();
    world.hub.purge(world.hub.records.begin()->first, true);
    world.notion.failNext(FakeRequest::Write, FakeFault::Unavailable);
    const RunResult first = world.run(RunMode::Incremental);
    QCOMPARE(first.status, RunStatus::Partial);
    QCOMPARE(world.state(), QStringLiteral("notion: old; hub: "));
    world.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), QStringLiteral("notion: deleted; hub: "));
}

QTEST_GUILESS_MAIN(TestTraps)
#include "tst_traps.moc"
