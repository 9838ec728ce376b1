#include "storage/standing.h"
#include "storage/waitinglist.h"
#include "support/syncworld.h"
#include "sync/observe/observer.h"

#include <QTest>

namespace {

const char Definition[] = R"({
  "service": "items", "title": "Items", "pattern": "two_way", "title_field": "key",
  "conflicts": "ask", "match": [["key"]],
  "sides": { "notion": { "role": "peer" }, "hub": { "role": "peer", "table": "items" } },
  "fields": [
    { "name": "key", "type": "text", "notion": {}, "hub": {} },
    { "name": "note", "type": "text", "notion": {}, "hub": {} }
  ]
})";

enum Field { Key, Note };

Value text(const QString &value)
{
    return Value::text(value);
}

/// Records "a", "b", "c" … that are linked and equal; what is edited on both sides is asked.
class PlanWorld : public SyncWorld
{
public:
    explicit PlanWorld(const QStringList &keys)
        : SyncWorld(Definition)
    {
        for (const QString &key : keys)
            add(notion, QStringLiteral("page ") + key, key, QStringLiteral("old"));
        if (run(RunMode::Full).status != RunStatus::Success)
            qFatal("The first run fails.");
    }

    static void add(FakeStore &store, const QString &id, const QString &key, const QString &note)
    {
        store.add(id, {text(key), text(note)});
    }
    void edit(FakeStore &store, const QString &key, const QString &note)
    {
        for (const auto &[id, record] : store.records) {
            if (record.fields[Key] == text(key))
                return store.edit(id, Note, text(note));
        }
        qFatal("There is no such record.");
    }
    void editBoth(const QString &key, const QString &page, const QString &row)
    {
        edit(notion, key, page);
        edit(hub, key, row);
    }
    /// "conflict a: x, y", in the order of titles.
    [[nodiscard]] QStringList waiting() const
    {
        const auto items = readWaitingItems(
            *database(), {{definition().name, QStringLiteral("key")}}, {}, false);
        QStringList texts;
        for (const WaitingItem &item : *items)
            texts << QStringLiteral("%1 %2: %3, %4")
                         .arg(item.kind, item.key,
                              item.values.value(QLatin1String("notion")).toString(),
                              item.values.value(QLatin1String("hub")).toString());
        texts.sort();
        return texts;
    }
    [[nodiscard]] Standing standing() const
    {
        return *readStanding(*database(), definition().name,
                             {{OpenConflict}, {UnresolvedReference, ToBeLinked}});
    }
};

} // namespace

/// What applying a plan keeps of what the plan found besides its steps.
class ApprovedPlanTest : public QObject
{
    Q_OBJECT

private slots:
    void a11_conflictsWithoutAStepAreKept();
    void a11_conflictsShowWhatTheSidesHoldNow();
    void a11_conflictsOfAFirstLinkAreKept();
    void a11_recordsThatCannotBeReadAreKept();
    void a11_conflictThatIsOverIsForgotten();
    void a11_questionsAreKept();
    void recordThatMayBeThereByNowIsNotMade();
    void leftOutRecordsAreCounted();
    void knownConflictsAreNotLeftOut();
    void appliedPlanWritesNoMoreThanItsSteps();
};

void ApprovedPlanTest::a11_conflictsWithoutAStepAreKept()
{
    PlanWorld world({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    world.editBoth(QStringLiteral("a"), QStringLiteral("x"), QStringLiteral("y"));
    world.editBoth(QStringLiteral("b"), QStringLiteral("v"), QStringLiteral("w"));
    world.edit(world.notion, QStringLiteral("c"), QStringLiteral("new"));
    for (const RunMode mode : {RunMode::Incremental, RunMode::Full}) {
        const RunResult preview = world.run(mode, true);
        QCOMPARE(preview.conflicts, 2);
        QCOMPARE(world.apply(preview.plan).refused, 0);
        QCOMPARE(
            world.waiting(),
            (QStringList{QStringLiteral("conflict a: x, y"), QStringLiteral("conflict b: v, w")}));
    }
    // The runs after it find the same, and nothing is written over either side.
    world.run(RunMode::Incremental);
    world.run(RunMode::Full);
    QCOMPARE(world.waiting().size(), 2);
    QCOMPARE(world.standing().undelivered, 0);
}

void ApprovedPlanTest::a11_conflictsShowWhatTheSidesHoldNow()
{
    PlanWorld world({QStringLiteral("a")});
    world.editBoth(QStringLiteral("a"), QStringLiteral("x"), QStringLiteral("y"));
    const RunResult preview = world.run(RunMode::Incremental, true);
    world.edit(world.hub, QStringLiteral("a"), QStringLiteral("z"));
    world.apply(preview.plan);
    QCOMPARE(world.waiting(), QStringList{QStringLiteral("conflict a: x, z")});
}

void ApprovedPlanTest::a11_conflictsOfAFirstLinkAreKept()
{
    PlanWorld world({QStringLiteral("a")});
    PlanWorld::add(world.notion, QStringLiteral("page b"), QStringLiteral("b"),
                   QStringLiteral("x"));
    PlanWorld::add(world.hub, QStringLiteral("row b"), QStringLiteral("b"), QStringLiteral("y"));
    world.apply(world.run(RunMode::Full, true).plan);
    QCOMPARE(world.waiting(), QStringList{QStringLiteral("conflict b: x, y")});
    world.run(RunMode::Full);
    QCOMPARE(world.waiting(), QStringList{QStringLiteral("conflict b: x, y")});
}

void ApprovedPlanTest::a11_recordsThatCannotBeReadAreKept()
{
    PlanWorld world({QStringLiteral("a"), QStringLiteral("b")});
    world.edit(world.notion, QStringLiteral("b"), QStringLiteral("new"));
    world.notion.records.at(QStringLiteral("page a")).readable = false;
    const RunResult preview = world.run(RunMode::Full, true);
    QCOMPARE(preview.paused, 1);
    world.apply(preview.plan);
    // Applying looks at what changed lately alone: what it does not see counts as the plan saw it.
    QCOMPARE(world.standing().paused, 1);
    world.notion.records.at(QStringLiteral("page a")).readable = true;
    world.run(RunMode::Incremental);
    QCOMPARE(world.standing().paused, 0);
}

void ApprovedPlanTest::a11_conflictThatIsOverIsForgotten()
{
    PlanWorld world({QStringLiteral("a")});
    world.editBoth(QStringLiteral("a"), QStringLiteral("x"), QStringLiteral("y"));
    const RunResult preview = world.run(RunMode::Incremental, true);
    world.edit(world.hub, QStringLiteral("a"), QStringLiteral("x"));
    world.apply(preview.plan);
    QCOMPARE(world.waiting(), QStringList());
    world.run(RunMode::Full);
    QCOMPARE(world.waiting(), QStringList());
}

void ApprovedPlanTest::a11_questionsAreKept()
{
    PlanWorld world({QStringLiteral("a")});
    for (const QString &id : {QStringLiteral("page 1"), QStringLiteral("page 2")})
        PlanWorld::add(world.notion, id, QStringLiteral("b"), QStringLiteral("x"));
    PlanWorld::add(world.hub, QStringLiteral("row b"), QStringLiteral("b"), QStringLiteral("x"));
    const RunResult preview = world.run(RunMode::Full, true);
    QVERIFY(preview.conflicts > 0);
    world.apply(preview.plan);
    QCOMPARE(world.standing().questions, preview.conflicts);
}

/// Two pages of one name whose rows could not be made; somebody makes one row of that name while
/// the plan lies open. Whose it is a person is asked, and nothing is made meanwhile.
void ApprovedPlanTest::recordThatMayBeThereByNowIsNotMade()
{
    PlanWorld world({QStringLiteral("a")});
    PlanWorld::add(world.notion, QStringLiteral("page 1"), QStringLiteral("b"),
                   QStringLiteral("1"));
    PlanWorld::add(world.notion, QStringLiteral("page 2"), QStringLiteral("b"),
                   QStringLiteral("2"));
    world.hub.failNext(FakeRequest::Write, FakeFault::Unavailable);
    world.run(RunMode::Incremental);
    const RunResult preview = world.run(RunMode::Incremental, true);
    QCOMPARE(preview.plan.operations.size(), size_t(2));
    PlanWorld::add(world.hub, QStringLiteral("row"), QStringLiteral("b"), QStringLiteral("1"));
    const RunResult applied = world.apply(preview.plan);
    QCOMPARE(applied.refused, 2);
    QCOMPARE(world.hub.records.size(), size_t(2)); // "a" and the person's
    QCOMPARE(world.standing().questions, 1);
    world.run(RunMode::Full);
    QCOMPARE(world.hub.records.size(), size_t(2));
}

void ApprovedPlanTest::leftOutRecordsAreCounted()
{
    PlanWorld world({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    world.edit(world.notion, QStringLiteral("a"), QStringLiteral("new"));
    const RunResult preview = world.run(RunMode::Incremental, true);
    // One that is in the plan, and one that is not.
    world.edit(world.notion, QStringLiteral("a"), QStringLiteral("newer"));
    world.edit(world.hub, QStringLiteral("b"), QStringLiteral("new"));
    const RunResult applied = world.apply(preview.plan);
    QCOMPARE(applied.refused, 1);
    QCOMPARE(applied.left, 2);
    QCOMPARE(world.run(RunMode::Incremental).left, 0);
}

void ApprovedPlanTest::knownConflictsAreNotLeftOut()
{
    PlanWorld world({QStringLiteral("a"), QStringLiteral("b")});
    world.editBoth(QStringLiteral("a"), QStringLiteral("x"), QStringLiteral("y"));
    world.run(RunMode::Incremental);
    world.edit(world.notion, QStringLiteral("b"), QStringLiteral("new"));
    const RunResult preview = world.run(RunMode::Incremental, true);
    QCOMPARE(world.apply(preview.plan).left, 0);
    QCOMPARE(world.waiting(), QStringList{QStringLiteral("conflict a: x, y")});
}

void ApprovedPlanTest::appliedPlanWritesNoMoreThanItsSteps()
{
    PlanWorld world({QStringLiteral("a"), QStringLiteral("b")});
    world.editBoth(QStringLiteral("a"), QStringLiteral("x"), QStringLiteral("y"));
    world.edit(world.notion, QStringLiteral("b"), QStringLiteral("new"));
    const RunResult preview = world.run(RunMode::Incremental, true);
    const int before = world.notion.writes + world.hub.writes;
    world.apply(preview.plan);
    QCOMPARE(world.notion.writes + world.hub.writes, before + 1);
    QCOMPARE(world.run(RunMode::Full).totalChanges(), 0);
}

QTEST_GUILESS_MAIN(ApprovedPlanTest)
#include "tst_approvedplan.moc"
