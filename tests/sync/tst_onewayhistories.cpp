#include "support/historystep.h"
#include "support/onewayworld.h"

#include <QTest>

#include <rapidcheck.h>

namespace {

constexpr int Pages = 16; // above the smallest count at which guards look

QString pageId(int record)
{
    return QStringLiteral("page-%1").arg(record % Pages);
}

bool exists(const OneWayWorld &world, int record)
{
    return world.notion.records.contains(pageId(record));
}

/// Fails the request with this number, counted from now on, and none after it.
void plant(FakeStore &store, int offset, FakeFault fault)
{
    const int at = store.requests + offset;
    store.fault = [at, fault](int request) { return request == at ? fault : FakeFault::None; };
}

void editHub(OneWayWorld &world, const Step &step)
{
    if (world.hub.records.empty())
        return;
    auto row = world.hub.records.begin();
    std::advance(row, step.record % int(world.hub.records.size()));
    world.hub.edit(row->first, 3, Value::text(QStringLiteral("note %1").arg(step.value)));
}

/// Something happens to many pages at once: what guards are for.
void playBulk(OneWayWorld &world, const Step &step)
{
    for (int record = 0; record < Pages; ++record) {
        const QString id = pageId(record);
        if (!exists(world, record))
            world.notion.add(id, world.values(record + step.value));
        else if (step.record % 3 == 0)
            world.notion.setAlive(id, step.value % 2 == 0);
        else if (step.record % 3 == 1)
            world.notion.records.at(id).readable = step.value % 2 == 0;
        else
            world.notion.edit(id, step.value % 3, world.values(step.value)[size_t(step.value % 3)]);
    }
}

void play(OneWayWorld &world, const Step &step)
{
    static constexpr FakeFault faults[]
        = {FakeFault::Unavailable, FakeFault::LostAnswer, FakeFault::Crash, FakeFault::CrashAfter};
    const QString id = pageId(step.record);
    switch (step.kind % 14) {
    case 0:
    case 1:
        if (!exists(world, step.record))
            world.notion.add(id, world.values(step.value));
        break;
    case 2:
    case 3:
        if (exists(world, step.record))
            world.notion.edit(id, step.value % 3, world.values(step.value)[size_t(step.value % 3)]);
        break;
    case 4:
        if (exists(world, step.record))
            world.notion.setAlive(id, step.value % 2 == 0);
        break;
    case 5:
        if (exists(world, step.record))
            world.notion.records.at(id).readable = step.value % 2 == 0;
        break;
    case 6:
        editHub(world, step);
        break;
    case 7:
        plant(world.hub, step.value % 12, faults[step.record % 4]);
        break;
    case 8:
        plant(world.notion, step.value % 12, faults[step.record % 4]);
        break;
    case 9:
        world.run(RunMode::Full, true);
        break;
    case 10:
        world.run(RunMode::Full);
        break;
    case 11:
        world.runAllowed(step.value % 2 == 0 ? RunMode::Full : RunMode::Incremental);
        break;
    case 12:
        playBulk(world, step);
        break;
    default:
        world.run(RunMode::Incremental);
    }
}

/// Sharing a page again leaves no stamp: only a full run finds it.
bool isUnsharing(const Step &step)
{
    return step.kind == 5 || (step.kind == 12 && step.record % 3 == 1);
}

void calm(OneWayWorld &world)
{
    world.hub.fault = {};
    world.notion.fault = {};
    for (auto &[id, page] : world.notion.records)
        page.readable = true;
}

} // namespace

/// Random histories of edits, deletions, faults and crashes on a one-way service, against the real
/// engine and the real state database. More cases: RC_PARAMS="max_success=10000".
class TestOneWayHistories : public QObject
{
    Q_OBJECT

private slots:
    void reachesQuietAndEquality();
    void incrementalRunsReachEqualityToo();
    void dryRunChangesNothingAndTellsTheTruth();
    void losingTheStateDuplicatesNothing();
};

void TestOneWayHistories::reachesQuietAndEquality()
{
    QVERIFY(rc::check("once faults stop, two runs reach equality and the third writes nothing", [] {
        OneWayWorld world;
        world.portionSize = *rc::gen::element<size_t>(1, 2, 3, 5000);
        for (const Step &step : *histories(14, 24, 40))
            play(world, step);
        calm(world);
        world.runAllowed(RunMode::Full);
        world.runAllowed(RunMode::Full);
        RC_ASSERT(world.difference().toStdString() == std::string());
        const int writes = world.hub.writes;
        const RunResult quiet = world.run(RunMode::Full);
        RC_ASSERT(world.hub.writes == writes);
        RC_ASSERT(quiet.totalChanges() == 0);
        world.run(RunMode::Incremental);
        RC_ASSERT(world.hub.writes == writes);
        RC_ASSERT(world.notion.writes == 0);
    }));
}

void TestOneWayHistories::incrementalRunsReachEqualityToo()
{
    QVERIFY(rc::check("once faults stop, incremental runs alone reach equality", [] {
        OneWayWorld world;
        world.portionSize = *rc::gen::element<size_t>(1, 2, 3, 5000);
        for (const Step &step : *histories(14, 24, 40)) {
            if (!isUnsharing(step))
                play(world, step);
        }
        calm(world);
        world.runAllowed(RunMode::Incremental);
        world.runAllowed(RunMode::Incremental);
        RC_ASSERT(world.difference().toStdString() == std::string());
        const int writes = world.hub.writes;
        world.run(RunMode::Incremental);
        RC_ASSERT(world.hub.writes == writes);
    }));
}

void TestOneWayHistories::dryRunChangesNothingAndTellsTheTruth()
{
    QVERIFY(rc::check("a dry run changes nothing and equals what the run then does", [] {
        OneWayWorld world;
        world.portionSize = *rc::gen::element<size_t>(1, 2, 3, 5000);
        for (const Step &step : *histories(14, 24, 40))
            play(world, step);
        calm(world);
        const QString before = world.hubText();
        const RunResult dry = world.run(RunMode::Full, true);
        RC_ASSERT(world.hubText() == before);
        const RunResult real = world.run(RunMode::Full);
        if (real.status == RunStatus::Success || real.status == RunStatus::Conflicts)
            RC_ASSERT(dry.changes == real.changes);
    }));
}

void TestOneWayHistories::losingTheStateDuplicatesNothing()
{
    QVERIFY(rc::check("lost state links everything anew, without duplicates or deletions", [] {
        OneWayWorld world;
        world.portionSize = *rc::gen::element<size_t>(1, 2, 3, 5000);
        for (const Step &step : *histories(14, 24, 40))
            play(world, step);
        calm(world);
        world.runAllowed(RunMode::Full);
        world.runAllowed(RunMode::Full);
        const size_t rows = world.hub.records.size();
        world.loseState();
        const RunResult relink = world.runAllowed(RunMode::Full);
        RC_ASSERT(world.hub.records.size() == rows);
        for (const ChangeCounts &counts : relink.changes)
            RC_ASSERT(counts.deleted == 0);
    }));
}

QTEST_GUILESS_MAIN(TestOneWayHistories)
#include "tst_onewayhistories.moc"
