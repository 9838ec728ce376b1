#include "support/twowayworld.h"

#include <QTest>

#include <random>
#include <rapidcheck.h>

namespace {

/// One step of a random history.
struct Step
{
    int kind = 0;
    int code = 0;
    int value = 0;
};

/// Printed by rapidcheck when a history breaks a promise.
[[maybe_unused]] void showValue(const Step &step, std::ostream &stream)
{
    stream << "{" << step.kind << "," << step.code << "," << step.value << "}";
}

constexpr int Codes = 5;
constexpr int Kinds = 22;
constexpr int FirstEdit = 16; ///< kinds from here on are people's edits

/// Fails the request with this number, counted from now on, and none after it.
void plant(FakeStore &store, int offset, FakeFault fault)
{
    const int at = store.requests + offset;
    store.fault = [at, fault](int request) { return request == at ? fault : FakeFault::None; };
}

/// What people do on one side; `kind` from 0 to 5.
void playEdit(TwoWayWorld &world, FakeStore &store, int kind, const Step &step)
{
    switch (kind) {
    case 0:
        world.create(store, step.code % Codes);
        break;
    case 1:
        world.edit(store, step.code % Codes, TwoWayWorld::FirstText);
        break;
    case 2:
        world.edit(store, step.code % Codes, TwoWayWorld::SecondText);
        break;
    case 3:
        world.clear(store, step.code % Codes, TwoWayWorld::FirstText + step.value % 2);
        break;
    case 4:
        world.editTags(store, step.code % Codes, step.value % 3);
        break;
    default:
        world.setAlive(store, step.code % Codes, step.value % 3 == 0);
    }
}

/// A person edits while a run is at work: at one of its next requests to that side.
void playDuring(TwoWayWorld &world, FakeStore &side, const Step &step)
{
    const int at = side.requests + step.value / 2;
    side.during = [&world, &side, at, step](int request) {
        if (request != at)
            return;
        playEdit(world, step.code % 2 == 0 ? side : world.hub, 1 + step.code % 5, step);
    };
}

/// A person looks at a plan, and perhaps carries it out; in which order its steps come is all one.
void playPreview(TwoWayWorld &world, const Step &step)
{
    RunResult preview = world.run(RunMode::Full, true);
    if (step.code % 2 == 0 || preview.plan.operations.empty())
        return;
    std::mt19937 order(unsigned(step.value));
    std::shuffle(preview.plan.operations.begin(), preview.plan.operations.end(), order);
    world.apply(preview.plan, {}, true);
}

void play(TwoWayWorld &world, const Step &step)
{
    static constexpr FakeFault faults[]
        = {FakeFault::Unavailable, FakeFault::LostAnswer, FakeFault::Crash, FakeFault::CrashAfter};
    const std::vector<FakeStore *> stores = world.stores();
    FakeStore &side = *stores[size_t(step.value) % stores.size()];
    switch (step.kind % Kinds) {
    case 0:
        side.pass(std::chrono::seconds(step.value));
        break;
    case 1:
        plant(side, step.value / 2, faults[step.code % 4]);
        break;
    case 2:
        world.shareLinked(step.code % Codes, step.value % 2 == 0);
        break;
    case 3:
        playPreview(world, step);
        break;
    case 4:
        world.runAllowed(RunMode::Full);
        break;
    case 5:
    case 6:
        world.runAllowed(RunMode::Incremental);
        break;
    case 7:
        world.decideAll(step.value);
        break;
    case 8:
        world.flipOne(step.code + step.value);
        break;
    case 9:
        // Both sides of Notion's minute, and listings that lag behind.
        world.betweenRuns = std::chrono::seconds(step.value * step.value);
        break;
    case 10:
        world.notion.listingLag = std::chrono::seconds(step.value % 3 == 0 ? 0 : step.value);
        break;
    case 11:
        world.undoOne(step.code);
        break;
    case 12:
    case 13:
        playDuring(world, side, step);
        break;
    case 14:
        if (step.value % 4 == 0)
            world.loseStateAndHistory();
        break;
    case 15:
        if (step.value % 4 == 0)
            world.restoreHub();
        else
            world.backUpHub();
        break;
    default:
        playEdit(world, side, step.kind % Kinds - FirstEdit, step);
    }
}

void calm(TwoWayWorld &world)
{
    for (FakeStore *store : world.stores()) {
        store->fault = {};
        store->during = {};
        store->listingLag = {};
    }
    world.betweenRuns = std::chrono::minutes(20);
    for (auto &[id, page] : world.notion.records)
        page.readable = true;
}

std::vector<Step> anyHistory()
{
    return *rc::gen::container<std::vector<Step>>(
        rc::gen::build<Step>(rc::gen::set(&Step::kind, rc::gen::inRange(0, Kinds)),
                             rc::gen::set(&Step::code, rc::gen::inRange(0, 20)),
                             rc::gen::set(&Step::value, rc::gen::inRange(0, 40))));
}

} // namespace

/// Random histories of edits, deletions, restores, faults, crashes, shuffled plans, lost state and
/// restored backups on all sides of a two-way service, against the real engine and the real state
/// database: always the same, six thousand with two sides and as many with three, so that a change
/// is what makes the difference. Others, and more: RC_PARAMS="max_success=100000"; a failure prints
/// what reproduces it.
class TestTwoWayHistories : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void reachesQuietAndLosesNothing_data();
    void reachesQuietAndLosesNothing();
};
void TestTwoWayHistories::initTestCase()
{
#ifdef __SANITIZE_ADDRESS__
    constexpr auto histories = "max_success=600 seed=20261122";
#else
    constexpr auto histories = "max_success=6000 seed=20261122";
#endif
    if (!qEnvironmentVariableIsSet("RC_PARAMS"))
        qputenv("RC_PARAMS", histories);
}

void TestTwoWayHistories::reachesQuietAndLosesNothing_data()
{
    QTest::addColumn<bool>("withGoogle");
    QTest::newRow("two sides") << false;
    QTest::newRow("three sides") << true;
}

void TestTwoWayHistories::reachesQuietAndLosesNothing()
{
    QFETCH(const bool, withGoogle);
    const auto sides = withGoogle ? TwoWayWorld::Sides::Three : TwoWayWorld::Sides::Two;
    QVERIFY(rc::check("nothing is lost; once faults stop, two runs reach quiet", [sides] {
        TwoWayWorld world(sides);
        world.notion.trimsTexts = *rc::gen::arbitrary<bool>();
        for (const Step &step : anyHistory()) {
            play(world, step);
            RC_ASSERT(world.broken().toStdString() == std::string());
        }
        calm(world);
        world.runAllowed(RunMode::Full);
        world.runAllowed(RunMode::Full);
        RC_ASSERT(world.broken().toStdString() == std::string());
        RC_ASSERT(world.disagreement().toStdString() == std::string());
        const int writes = world.writes();
        world.run(RunMode::Full);
        world.run(RunMode::Incremental);
        RC_ASSERT(world.writes() == writes);
        // Whatever still waits is decided: then everything is equal, and stays so.
        world.decideAll(*rc::gen::inRange(0, 3));
        world.runAllowed(RunMode::Incremental);
        world.runAllowed(RunMode::Full);
        RC_ASSERT(world.broken().toStdString() == std::string());
        RC_ASSERT(world.disagreement().toStdString() == std::string());
        const int settled = world.writes();
        world.run(RunMode::Full);
        RC_ASSERT(world.writes() == settled);
    }));
}

QTEST_GUILESS_MAIN(TestTwoWayHistories)
#include "tst_twowayhistories.moc"
