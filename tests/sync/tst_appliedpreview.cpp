#include "app/history/planchoices.h"
#include "core/plancodec.h"
#include "support/historyworld.h"
#include "support/onewayworld.h"

#include <QTest>

namespace {

constexpr int TitleField = 0;
constexpr int Records = 40;
constexpr int HubSide = 0;

QString page(int number)
{
    return QStringLiteral("page-%1").arg(number, 3, 10, QLatin1Char('0'));
}

void addPages(OneWayWorld &world, int count = Records)
{
    for (int number = 0; number < count; ++number)
        world.notion.add(page(number), world.values(number));
}

/// A preview, long after the last edit.
Plan previewOf(SyncWorld &world, RunMode mode = RunMode::Incremental)
{
    return world.run(mode, true).plan;
}

/// A conflict about the note of a record that both sides edited in the same minute.
void editBoth(HistoryWorld &world)
{
    world.edit(world.notion, HistoryWorld::Note, "from Notion");
    world.edit(world.hub, HistoryWorld::Note, "from the hub");
}

PreviewChoices takeOn(const Plan &plan, const ServiceDefinition &definition, const char *side)
{
    const std::vector<WaitingItem> items = waitingIn(plan, definition);
    if (items.size() != 1)
        qFatal("Not one thing waits but %d.", int(items.size()));
    Decision decision;
    decision.id = items.front().id;
    decision.side = QString::fromLatin1(side);
    return choicesOn(plan, definition, {decision}).value();
}

} // namespace

/// A preview that is applied: what it reads again, what it refuses, and decisions made on it.
class TestAppliedPreview : public QObject
{
    Q_OBJECT

private slots:
    void a20_firstPreviewIsAppliedWithoutReadingEverythingAgain();
    void a20_laterPreviewIsAppliedWithoutReadingEverythingAgain();
    void a20_planFromAFileReadsNoMore();
    void pageEditedAfterThePreviewIsLeftAlone();
    void pageBinnedAfterThePreviewIsLeftAlone();
    void rowOfTheSameKeyMadeAfterThePreviewIsNotDoubled();
    void otherDatabaseIsLookedAtAnew();
    void a8_decisionOnAPreviewIsPreviewedAndApplied();
    void a8_decisionOnAPreviewIsNotKeptWhereItIsNotApplied();
    void a8_decisionOnValuesThatMovedIsAskedAgain();
    void a8_firstLinkIsDecidedBeforeAnythingIsKept();
    void decisionMustFitThePlan();
};

void TestAppliedPreview::a20_firstPreviewIsAppliedWithoutReadingEverythingAgain()
{
    OneWayWorld world;
    addPages(world);
    const Plan plan = previewOf(world);
    const int before = world.notion.requests;
    const RunResult result = world.apply(plan);
    QCOMPARE(result.status, RunStatus::Success);
    QCOMPARE(result.changes[HubSide].created, Records);
    QVERIFY2(world.notion.requests - before < 5, "everything was listed again");
    QCOMPARE(world.difference(), QString());
    QCOMPARE(world.run(RunMode::Full).totalChanges(), 0);
}

void TestAppliedPreview::a20_laterPreviewIsAppliedWithoutReadingEverythingAgain()
{
    OneWayWorld world;
    addPages(world);
    world.run(RunMode::Full);
    for (int number = 0; number < Records; ++number)
        world.notion.edit(page(number), TitleField, Value::text(QStringLiteral("T%1").arg(number)));
    const Plan plan = previewOf(world);
    const int before = world.notion.requests;
    const RunResult result = world.apply(plan, {}, true);
    QCOMPARE(result.changes[HubSide].updated, Records);
    QVERIFY2(world.notion.requests - before < 5, "what had changed was listed again");
    QCOMPARE(world.difference(), QString());
}

void TestAppliedPreview::a20_planFromAFileReadsNoMore()
{
    OneWayWorld world;
    addPages(world);
    const QByteArray file = encodePlan(previewOf(world), world.definition());
    const int before = world.notion.requests;
    const RunResult result = world.apply(decodePlan(file, world.definition()).value());
    QCOMPARE(result.changes[HubSide].created, Records);
    QVERIFY(world.notion.requests - before < 5);
    QCOMPARE(world.run(RunMode::Full).totalChanges(), 0);
}

void TestAppliedPreview::pageEditedAfterThePreviewIsLeftAlone()
{
    OneWayWorld world;
    addPages(world);
    const Plan plan = previewOf(world);
    world.notion.edit(page(3), TitleField, Value::text(QStringLiteral("later")));
    const RunResult result = world.apply(plan);
    QCOMPARE(result.changes[HubSide].created, Records - 1);
    QCOMPARE(result.refused, 1);
    world.run(RunMode::Incremental);
    QCOMPARE(world.difference(), QString());
}

void TestAppliedPreview::pageBinnedAfterThePreviewIsLeftAlone()
{
    OneWayWorld world;
    addPages(world);
    const Plan plan = previewOf(world);
    world.notion.setAlive(page(3), false);
    const RunResult result = world.apply(plan);
    QCOMPARE(result.changes[HubSide].created, Records - 1);
    QCOMPARE(result.refused, 1);
    QCOMPARE(world.difference(), QString());
}

void TestAppliedPreview::rowOfTheSameKeyMadeAfterThePreviewIsNotDoubled()
{
    HistoryWorld world;
    world.add(world.notion, "page");
    const Plan plan = previewOf(world);
    world.add(world.hub, "row");
    world.apply(plan);
    QCOMPARE(world.hub.records.size(), size_t(1));
    world.run(RunMode::Incremental);
    QCOMPARE(world.hub.records.size(), size_t(1));
    QCOMPARE(world.notion.records.size(), size_t(1));
}

void TestAppliedPreview::otherDatabaseIsLookedAtAnew()
{
    OneWayWorld world;
    addPages(world, 5);
    Plan plan = previewOf(world);
    for (SideMemory &memory : plan.memories)
        memory.dependsOn = "another mapping";
    const int before = world.notion.requests;
    QCOMPARE(world.apply(plan).changes[HubSide].created, 5);
    QVERIFY(world.notion.requests - before >= 5);
}

void TestAppliedPreview::a8_decisionOnAPreviewIsPreviewedAndApplied()
{
    HistoryWorld world;
    world.begin();
    editBoth(world);
    const Plan asked = previewOf(world);
    QVERIFY(asked.operations.empty());
    world.choices = takeOn(asked, world.definition(), "hub");
    const RunResult decided = world.run(RunMode::Incremental, true);
    QCOMPARE(decided.plan.operations.size(), size_t(1));
    QCOMPARE(decided.conflicts, 0);
    QCOMPARE(world.apply(decided.plan).status, RunStatus::Success);
    world.choices = {};
    QCOMPARE(world.value(world.notion, HistoryWorld::Note),
             Value::text(QStringLiteral("from the hub")));
    HistoryWorld usual;
    usual.begin();
    editBoth(usual);
    usual.run(RunMode::Incremental);
    usual.take("hub");
    usual.run(RunMode::Incremental);
    QCOMPARE(world.outcome(), usual.outcome()); // as if it was decided after a run
}

void TestAppliedPreview::a8_decisionOnAPreviewIsNotKeptWhereItIsNotApplied()
{
    HistoryWorld world;
    world.begin();
    editBoth(world);
    world.choices = takeOn(previewOf(world), world.definition(), "hub");
    previewOf(world);
    world.choices = {};
    const RunResult result = world.run(RunMode::Incremental);
    QCOMPARE(result.conflicts, 1);
    QCOMPARE(result.totalChanges(), 0);
}

void TestAppliedPreview::a8_decisionOnValuesThatMovedIsAskedAgain()
{
    HistoryWorld world;
    world.begin();
    editBoth(world);
    world.choices = takeOn(previewOf(world), world.definition(), "hub");
    world.edit(world.notion, HistoryWorld::Note, "once more");
    world.edit(world.hub, HistoryWorld::Note, "and here");
    const RunResult result = world.run(RunMode::Incremental, true);
    QCOMPARE(result.conflicts, 1);
    QVERIFY(result.plan.operations.empty());
}

void TestAppliedPreview::a8_firstLinkIsDecidedBeforeAnythingIsKept()
{
    HistoryWorld world;
    world.add(world.notion, "page", "from Notion");
    world.add(world.hub, "row", "from the hub");
    const Plan asked = previewOf(world);
    world.choices = takeOn(asked, world.definition(), "notion");
    const RunResult decided = world.run(RunMode::Incremental, true);
    QCOMPARE(decided.conflicts, 0);
    QCOMPARE(world.apply(decided.plan).status, RunStatus::Success);
    world.choices = {};
    QCOMPARE(world.value(world.hub, HistoryWorld::Note),
             Value::text(QStringLiteral("from Notion")));
    QCOMPARE(world.run(RunMode::Full).totalChanges(), 0);
}

void TestAppliedPreview::decisionMustFitThePlan()
{
    HistoryWorld world;
    world.begin();
    editBoth(world);
    const Plan plan = previewOf(world);
    const auto refused = [&](const Decision &decision) {
        return !choicesOn(plan, world.definition(), {decision}).has_value();
    };
    Decision decision;
    decision.id = QStringLiteral("nothing");
    decision.side = QStringLiteral("hub");
    QVERIFY(refused(decision));
    decision.id = waitingIn(plan, world.definition()).front().id;
    QVERIFY(!refused(decision));
    decision.side = QStringLiteral("google");
    QVERIFY(refused(decision));
    decision.kind = Decision::Kind::Separate;
    QVERIFY(refused(decision));
}

QTEST_APPLESS_MAIN(TestAppliedPreview)
#include "tst_appliedpreview.moc"
