#include "app/text/runresultjson.h"
#include "app/truth/servicetruth.h"
#include "storage/choicetable.h"
#include "storage/sqlitehistory.h"
#include "storage/waitinglist.h"
#include "support/historystep.h"
#include "support/syncworld.h"
#include "sync/observe/observer.h"

#include <QTest>

#include <deque>
#include <set>

namespace {

QByteArray definitionOf(const char *pattern, const char *sides, const char *places)
{
    return QByteArray(R"({ "service": "items", "title": "Items", "pattern": "%1",
        "title_field": "key", "match": [["key"]], "sides": { %2 }, "fields": [
        { "name": "key", "type": "text", %3 }, { "name": "note", "type": "text", %3 },
        { "name": "other", "type": "text", %3 } ] })")
        .replace("%1", pattern)
        .replace("%2", sides)
        .replace("%3", places);
}

enum class Pattern { OneWay, TwoWay, ThreeSides };

QByteArray definition(Pattern pattern)
{
    const char *two = R"("notion": {}, "hub": {})";
    switch (pattern) {
    case Pattern::OneWay:
        return definitionOf("one_way",
                            R"("notion": { "role": "source" },
                               "hub": { "role": "destination", "table": "items" })",
                            two);
    case Pattern::TwoWay:
        return definitionOf("two_way",
                            R"("notion": { "role": "peer" },
                               "hub": { "role": "peer", "table": "items" })",
                            two);
    case Pattern::ThreeSides:
        break;
    }
    return definitionOf("multi_source",
                        R"("notion": { "role": "peer" }, "google": { "role": "peer" },
                           "hub": { "role": "peer", "table": "items" })",
                        R"("notion": {}, "hub": {}, "google": {})");
}

constexpr int Key = 0;
constexpr int Note = 1;
constexpr int Other = 2;
constexpr int Records = 4;
const QString Refused = QStringLiteral("refused");

Value text(const QString &value)
{
    return Value::text(value);
}

/// A service on fakes, what people and sides do to it, and whether its truth is true.
class TruthWorld : public SyncWorld
{
public:
    explicit TruthWorld(Pattern pattern)
        : SyncWorld(::definition(pattern))
        , m_pattern(pattern)
    {
        stores = {&notion, &hub};
        if (pattern == Pattern::ThreeSides)
            stores.push_back(&google);
    }

    void play(const Step &step);
    [[nodiscard]] ServiceTruth truth(const RunResult *last) const;
    [[nodiscard]] int unequalRecords() const;

private:
    [[nodiscard]] static QString keyOf(int record)
    {
        return QStringLiteral("key %1").arg(record % Records);
    }
    [[nodiscard]] QString idOf(const FakeStore &store, const QString &key) const;
    void edit(FakeStore &store, const Step &step, int field, const QString &value);
    void setAlive(FakeStore &store, const Step &step, bool alive);
    void decide(const Step &step);
    void applyInPart(const Step &step);
    void undo(const Step &step);
    void take(const RunResult &result, RunMode mode, bool isUndo = false);
    void judge(const RunResult &result);
    [[nodiscard]] bool isLinked(const QString &pageId)
    {
        return store().findMember(definition().sideIndex(u"notion"), pageId)->has_value();
    }
    [[nodiscard]] const FakeStore *storeOf(const QString &side) const
    {
        return side == QLatin1String("notion") ? &notion
            : side == QLatin1String("hub")     ? &hub
                                               : &google;
    }
    FakeStore &storeOf(const Step &step) { return *stores[size_t(step.value) % stores.size()]; }

    const Pattern m_pattern;
    std::vector<FakeStore *> stores;
    std::deque<QString> m_runs; ///< that wrote something, the newest first
    std::deque<RunRecord> m_history; ///< all, the newest first
    /// What happened to records, by key, and no run has looked at.
    std::set<std::pair<QString, const FakeStore *>> m_unseen;
    bool m_isUnlisted = false; ///< something that only a full run sees
};

QString TruthWorld::idOf(const FakeStore &store, const QString &key) const
{
    for (const auto &[id, record] : store.records) {
        if (record.fields[Key] == text(key))
            return id;
    }
    return {};
}

void TruthWorld::edit(FakeStore &store, const Step &step, int field, const QString &value)
{
    // Nobody edits what lies in the bin, and an edit of what is not shown to us is not seen.
    const QString id = idOf(store, keyOf(step.record));
    if (!id.isEmpty() && store.records.at(id).alive && store.records.at(id).readable) {
        store.edit(id, field, text(value));
        m_unseen.insert({keyOf(step.record), &store});
    }
}

void TruthWorld::setAlive(FakeStore &store, const Step &step, bool alive)
{
    const QString id = idOf(store, keyOf(step.record));
    if (!id.isEmpty() && store.records.at(id).alive != alive && store.records.at(id).readable) {
        store.setAlive(id, alive);
        m_unseen.insert({keyOf(step.record), &store});
    }
}

/// A person decides about one of the things that wait.
void TruthWorld::decide(const Step &step)
{
    const auto items
        = readWaitingItems(*database(), {{definition().name, QStringLiteral("key")}}, {}, false);
    if (!items || items->empty())
        return;
    const WaitingItem &item = (*items)[size_t(step.record) % items->size()];
    Decision decision{item.id, Decision::Kind::Release, {}, {}, {}};
    if (item.kind == QLatin1String("conflict"))
        decision = {item.id,
                    Decision::Kind::TakeSide,
                    definition().sideId(step.value % int(definition().sideCount())),
                    {},
                    {}};
    else if (item.kind == QLatin1String("question") && !item.candidates.isEmpty())
        decision = {item.id, Decision::Kind::LinkWith, {}, {}, item.candidates.front()};
    // What does not fit is refused, and nothing is kept.
    (void)ChoiceTable(*database(), definition()).keep(decision);
}

/// A preview of which some changes are not ticked.
void TruthWorld::applyInPart(const Step &step)
{
    const RunResult preview = run(RunMode::Full, true);
    if (preview.status == RunStatus::Failed)
        return;
    std::vector<size_t> skipped;
    for (size_t index = 0; index < preview.plan.operations.size(); ++index) {
        if ((step.value >> (index % 4)) % 2 == 1)
            skipped.push_back(index);
    }
    take(apply(preview.plan, skipped, true), RunMode::Full);
}

void TruthWorld::undo(const Step &step)
{
    if (m_runs.empty())
        return;
    const QString undone = m_runs[size_t(step.record) % m_runs.size()];
    RunResult result = SyncWorld::undo(undone);
    result.undoneRun = undone;
    // It reads what that run wrote, where it wrote it.
    const auto entries = SqliteHistory(database()).operations(undone, 1000, 0);
    for (const JournalEntry &entry : *entries) {
        if (entry.state == JournalEntry::State::Done)
            m_unseen.erase({entry.key, storeOf(entry.side)});
    }
    take(result, RunMode::Incremental, true);
}

void TruthWorld::take(const RunResult &result, RunMode mode, bool isUndo)
{
    if (result.totalChanges() > 0)
        m_runs.push_front(result.runId);
    const bool hasLooked = result.status == RunStatus::Success
        || result.status == RunStatus::Partial || result.status == RunStatus::Conflicts;
    RunRecord record;
    record.id = result.runId;
    record.status = runStatusName(result.status);
    record.result = runSummaryJson(result);
    m_history.push_front(record);
    if (hasLooked && !isUndo) {
        m_unseen.clear();
        // What an applied plan left alone is told as left; the next look may be a short one.
        m_isUnlisted = m_isUnlisted && (mode != RunMode::Full || result.left > 0);
    }
    if (hasLooked && m_unseen.empty() && !m_isUnlisted)
        judge(result);
}

/// Records, by their keys, that are not the same wherever the service keeps them.
int TruthWorld::unequalRecords() const
{
    int unequal = 0;
    for (int record = 0; record < Records; ++record) {
        std::vector<std::vector<Value>> shown;
        for (const FakeStore *store : stores) {
            for (const auto &[id, fake] : store->records) {
                if (fake.fields[Key] != text(keyOf(record)) || !fake.alive)
                    continue;
                shown.push_back(fake.fields);
            }
        }
        const bool isEqual = shown.empty()
            || (shown.size() == stores.size()
                && std::all_of(shown.begin(), shown.end(),
                               [&](const auto &fields) { return fields == shown.front(); }));
        unequal += isEqual ? 0 : 1;
    }
    return unequal;
}

/// As `usync list` reads it, or, with its last result, as a window does that ran it itself.
ServiceTruth TruthWorld::truth(const RunResult *last) const
{
    Result<Standing> standing = readStanding(*database(), definition().name,
                                             {{OpenConflict}, {UnresolvedReference, ToBeLinked}});
    RC_ASSERT(standing.has_value());
    SessionFacts session;
    session.lastResult = last;
    return truthOf(factsOf({m_history.begin(), m_history.end()}, std::move(*standing), {}),
                   session);
}

void TruthWorld::judge(const RunResult &result)
{
    const ServiceTruth shown = truth(&result);
    RC_ASSERT(shown.isInSync() == truth(nullptr).isInSync());
    const int unequal = unequalRecords();
    if (shown.isInSync())
        RC_ASSERT(unequal == 0);
    RC_ASSERT(unequal <= shown.records + shown.decided + shown.partial + shown.undelivered);
}

void TruthWorld::play(const Step &step)
{
    const QString value = QStringLiteral("value %1").arg(step.value);
    FakeStore &store = storeOf(step);
    switch (step.kind) {
    case 0: // rows of its own in the destination of a one-way sync are nobody's business
        if (m_pattern == Pattern::OneWay && &store == &hub)
            break;
        if (idOf(store, keyOf(step.record)).isEmpty()) {
            store.add(QStringLiteral("%1-%2").arg(step.record % Records).arg(store.records.size()),
                      {text(keyOf(step.record)), text(value), text(QStringLiteral("old"))});
            m_unseen.insert({keyOf(step.record), &store});
        }
        break;
    case 1:
    case 2:
        edit(store, step, step.kind == 1 ? Note : Other, value);
        break;
    case 3:
        for (size_t side = 0; side < stores.size(); ++side)
            edit(*stores[side], step, Note, value + QString::number(side));
        break;
    case 4:
        setAlive(store, step, false);
        break;
    case 5:
        setAlive(store, step, true);
        break;
    case 6:
        edit(store, step, Note, Refused);
        break;
    case 7:
        for (FakeStore *taking : stores)
            taking->refuses = step.value % 2 == 0
                ? std::function<bool(const Value &)>()
                : [](const Value &given) { return given == text(Refused); };
        break;
    case 8:
        // Of a page that was never shown to us nobody knows.
        if (const QString id = idOf(notion, keyOf(step.record)); isLinked(id)) {
            notion.records.at(id).readable = step.value % 2 == 0;
            m_isUnlisted = true;
        }
        break;
    case 9:
        store.failNext(FakeRequest::Write, FakeFault::Unavailable);
        break;
    case 10:
        decide(step);
        break;
    case 11:
        applyInPart(step);
        break;
    case 12:
        undo(step);
        break;
    case 13:
        take(runAllowed(RunMode::Incremental), RunMode::Incremental);
        break;
    default:
        take(runAllowed(RunMode::Full), RunMode::Full);
        break;
    }
}

} // namespace

/// The model of the truth over the real engine: where it says "in sync" every mapped field is equal
/// on all sides, and whatever is not equal is counted. More histories:
/// RC_PARAMS="max_success=10000".
class TestTruthHistories : public QObject
{
    Q_OBJECT

private slots:
    void truthIsTrue_data();
    void truthIsTrue();
    void undoThatKeepsAnEditIsNotGreen();
};

void TestTruthHistories::truthIsTrue_data()
{
    QTest::addColumn<int>("pattern");
    QTest::newRow("one way") << int(Pattern::OneWay);
    QTest::newRow("two way") << int(Pattern::TwoWay);
    QTest::newRow("three sides") << int(Pattern::ThreeSides);
}

void TestTruthHistories::truthIsTrue()
{
    QFETCH(const int, pattern);
    if (!qEnvironmentVariableIsSet("RC_PARAMS"))
        qputenv("RC_PARAMS", "max_success=600 seed=20261201");
    const bool holds = rc::check("the truth is true", [pattern] {
        TruthWorld world{Pattern(pattern)};
        for (const Step &step : *histories(15, 12, 12))
            world.play(step);
    });
    QVERIFY(holds);
}

/// An undo reads the records that its run wrote: an edit that it finds there, and keeps, is known
/// from then on, and no run has brought it to the other side.
void TestTruthHistories::undoThatKeepsAnEditIsNotGreen()
{
    TruthWorld world(Pattern::TwoWay);
    world.play({0, 0, 0}); // a page
    world.play({13, 0, 0}); // is synced
    world.play({1, 0, 2}); // edited in Notion
    world.play({13, 0, 0}); // and synced
    world.play({1, 0, 1}); // edited in the hub
    world.play({12, 0, 0}); // the last run is taken back
    QCOMPARE(world.unequalRecords(), 1);
    QCOMPARE(world.truth(nullptr).undelivered, 1);
    QVERIFY(!world.truth(nullptr).isInSync());
    world.play({13, 0, 0});
    QCOMPARE(world.unequalRecords(), 0);
    QVERIFY(world.truth(nullptr).isInSync());
}

QTEST_GUILESS_MAIN(TestTruthHistories)
#include "tst_truthhistories.moc"
