#include "sync/merge/linkmerge.h"

#include <QTest>

#include <algorithm>
#include <rapidcheck.h>

using namespace std::chrono_literals;

namespace {

const char Definition[] = R"({
  "service": "things", "title": "Things", "pattern": "multi_source", "title_field": "title",
  "sides": { "google": { "role": "peer" }, "hub": { "role": "peer" }, "notion": { "role": "peer" } },
  "fields": [
    { "name": "title", "type": "text", "authority": "google", "google": {}, "hub": {}, "notion": {} },
    { "name": "note", "type": "text", "google": {}, "hub": {}, "notion": {} },
    { "name": "tags", "type": "tags", "google": {}, "hub": {}, "notion": {} },
    { "name": "body", "type": "body", "google": {}, "hub": {}, "notion": {} }
  ]
})";

constexpr int Google = 0;
constexpr int Hub = 1;
constexpr int Notion = 2;
constexpr int Title = 0;
constexpr int Note = 1;
constexpr int Tags = 2;
constexpr int Body = 3;

Value text(const char *value)
{
    return Value::text(QString::fromUtf8(value));
}

Value tags(const QStringList &values)
{
    return Value::set(values);
}

TimeInterval at(int second, int length = 1)
{
    const Instant from{std::chrono::seconds(1'700'000'000 + second)};
    return {from, from + std::chrono::seconds(length)};
}

/// A link whose sides agreed on everything, and the views of the run that follows.
struct World
{
    ServiceDefinition definition
        = *parseServiceDefinition(Definition, QStringLiteral("things.json"));
    LinkState link;
    SideViews views;

    World()
    {
        link = emptyLink(definition, QUuid::createUuid());
        link.alive = {Value::boolean(true), 1, Notion, {}};
        const std::vector<Value> agreed{text("title"), text("note"), tags({QStringLiteral("a")}),
                                        text("one\n\ntwo\n\nthree")};
        for (size_t field = 0; field < agreed.size(); ++field)
            link.fields[field] = {agreed[field], 1, Notion, {}};
        for (int side = 0; side < 3; ++side) {
            LinkSide &place = link.sides[size_t(side)];
            place.member = Member{
                QStringLiteral("id-%1").arg(side), {QStringLiteral("v1"), at(0)}, {}, false, {}};
            place.alive = {Value::boolean(true), 1};
            for (const Value &value : agreed)
                place.fields.push_back({value, 1});
        }
        views.resize(3);
    }

    Record &observe(int side, int second = 100, int length = 1)
    {
        SideView &view = views[size_t(side)];
        if (view.state != SideView::State::Found) {
            view.state = SideView::State::Found;
            view.record.id = QStringLiteral("id-%1").arg(side);
            view.record.version = {QStringLiteral("v2"), at(second, length)};
            for (const Shown &shown : link.sides[size_t(side)].fields)
                view.record.fields.push_back(shown.value);
        }
        return view.record;
    }

    World &shows(int side, int field, const Value &value, int second = 100, int length = 1)
    {
        observe(side, second, length).fields[size_t(field)] = value;
        return *this;
    }

    LinkMerge merge()
    {
        return mergeLink(definition, link, views, {at(500).from, at(490).from, false, {}});
    }

    /// Delivers every operation, as applying would, and forgets the views.
    void deliver(const LinkMerge &merge)
    {
        for (const Operation &operation : merge.operations) {
            for (const int field : operation.fields)
                link.shown(operation.side, field)
                    = {link.agreed(field).value, link.agreed(field).revision};
            if (operation.kind != OperationKind::Update)
                link.shown(operation.side, AliveField) = {link.alive.value, link.alive.revision};
        }
        views.assign(3, {});
    }
};

std::vector<int> sidesOf(const LinkMerge &merge, OperationKind kind)
{
    std::vector<int> sides;
    for (const Operation &operation : merge.operations) {
        if (operation.kind == kind)
            sides.push_back(operation.side);
    }
    return sides;
}

} // namespace

/// The merge of one link over three sides.
class TestLinkMerge : public QObject
{
    Q_OBJECT

private slots:
    void nothingChangedAsksForNothing();
    void P13_P38_oneEditTravelsToAllOtherSides();
    void trap30_P39_editsOfDifferentFieldsBothTravel();
    void sameEditOnTwoSidesIsNoConflict();
    void history23_authorityWinsOnlyIfItChangedItself();
    void newerEditWinsBeyondTheBuffer();
    void editsWithinTheBufferAreAsked();
    void trap30_clockOfAServerIsCorrected();
    void trap30_minuteStampIsAnInterval();
    void history21_stampOfARecordWithTwoEditsDecidesNothing();
    void ownStampDecidesNothing();
    void history24_frozenFieldStaysAndOthersSync();
    void frozenFieldOpensWhenSidesAgree();
    void history6_addingWinsInSets();
    void paragraphsMerge();
    void overlappingParagraphsAreAsked();
    void trap16_trap35_unknownIsNeverAChangeAndNeverOverwritten();
    void deletionTravels();
    void history4_deletionWithoutHavingSeenTheEditIsUndone();
    void history4b_deletionOfWhoShowedTheValueStands();
    void history6_restoreBeatsDeletionAndRevisionMovesOn();
    void a16_reasonsAreTrue_data();
    void a16_reasonsAreTrue();
    void missingPausesAndFoundResumes();
    void heldFieldIsLeftAloneUntilItChanges();
    void quarantinedValueIsTriedAgainWhenItChanges();
    void valueThatIsShownIsNoRefusedOneAnyMore();
    void history23_undeliveredEditSurvivesALaterEditElsewhere();
    void convergesWhateverIsEdited();
};

void TestLinkMerge::nothingChangedAsksForNothing()
{
    World world;
    world.observe(Hub);
    const LinkMerge merge = world.merge();
    QVERIFY(merge.operations.empty());
    QVERIFY(!merge.decided);
}

void TestLinkMerge::P13_P38_oneEditTravelsToAllOtherSides()
{
    World world;
    const LinkMerge merge = world.shows(Hub, Note, text("new")).merge();
    QCOMPARE(sidesOf(merge, OperationKind::Update), (std::vector<int>{Google, Notion}));
    QCOMPARE(merge.operations.front().fields, std::vector<int>{Note});
    QVERIFY(merge.operations.front().why.contains(QStringLiteral("the hub")));
}

void TestLinkMerge::trap30_P39_editsOfDifferentFieldsBothTravel()
{
    World world;
    world.shows(Hub, Note, text("new note")).shows(Notion, Title, text("new title"));
    world.deliver(world.merge());
    QCOMPARE(world.link.agreed(Note).value, text("new note"));
    QCOMPARE(world.link.agreed(Title).value, text("new title"));
    for (int side = 0; side < 3; ++side)
        QCOMPARE(world.link.shown(side, Title).value, text("new title"));
}

void TestLinkMerge::sameEditOnTwoSidesIsNoConflict()
{
    World world;
    const LinkMerge merge
        = world.shows(Hub, Note, text("same")).shows(Notion, Note, text("same")).merge();
    QVERIFY(merge.conflicts.empty());
    QCOMPARE(sidesOf(merge, OperationKind::Update), std::vector<int>{Google});
}

void TestLinkMerge::history23_authorityWinsOnlyIfItChangedItself()
{
    World changed;
    changed.shows(Google, Title, text("google")).shows(Hub, Title, text("hub"), 900).merge();
    QCOMPARE(changed.link.agreed(Title).value, text("google"));

    World unchanged;
    unchanged.observe(Google);
    unchanged.shows(Hub, Title, text("hub"), 100).shows(Notion, Title, text("notion"), 200).merge();
    QCOMPARE(unchanged.link.agreed(Title).value, text("notion"));
}

void TestLinkMerge::newerEditWinsBeyondTheBuffer()
{
    World world;
    const LinkMerge merge
        = world.shows(Hub, Note, text("old"), 100).shows(Notion, Note, text("new"), 110).merge();
    QCOMPARE(world.link.agreed(Note).value, text("new"));
    QCOMPARE(merge.conflicts.size(), size_t(1));
    QCOMPARE(merge.conflicts.front().state, Conflict::State::DecidedByRule);
    QCOMPARE(merge.conflicts.front().values[Hub], text("old"));
}

void TestLinkMerge::editsWithinTheBufferAreAsked()
{
    World world;
    const LinkMerge merge
        = world.shows(Hub, Note, text("a"), 100).shows(Notion, Note, text("b"), 105).merge();
    QVERIFY(merge.operations.empty());
    QVERIFY(world.link.isFrozen(Note));
    QCOMPARE(merge.conflicts.front().state, Conflict::State::Open);
    QCOMPARE(world.link.agreed(Note).value, text("note"));
}

void TestLinkMerge::trap30_clockOfAServerIsCorrected()
{
    World ahead;
    ahead.shows(Hub, Note, text("hub"), 100).shows(Notion, Note, text("notion"), 150);
    ahead.views[Notion].clock = {60s, 61s};
    ahead.merge();
    QCOMPARE(ahead.link.agreed(Note).value, text("hub"));
    // Measured so badly that either may be the newer.
    World doubtful;
    doubtful.shows(Hub, Note, text("hub"), 100).shows(Notion, Note, text("notion"), 150);
    doubtful.views[Notion].clock = {40s, 60s};
    doubtful.merge();
    QVERIFY(doubtful.link.isFrozen(Note));
}

void TestLinkMerge::trap30_minuteStampIsAnInterval()
{
    World world;
    world.shows(Hub, Note, text("hub"), 125).shows(Notion, Note, text("notion"), 60, 60).merge();
    QVERIFY(world.link.isFrozen(Note));
    World later;
    later.shows(Hub, Note, text("hub"), 126).shows(Notion, Note, text("notion"), 60, 60).merge();
    QCOMPARE(later.link.agreed(Note).value, text("hub"));
}

void TestLinkMerge::history21_stampOfARecordWithTwoEditsDecidesNothing()
{
    World world;
    world.shows(Notion, Note, text("notion"), 900).shows(Notion, Title, text("other"));
    world.shows(Hub, Note, text("hub"), 100).merge();
    QVERIFY(world.link.isFrozen(Note));
}

void TestLinkMerge::ownStampDecidesNothing()
{
    World world;
    world.shows(Notion, Note, text("notion"), 900).shows(Hub, Note, text("hub"), 100);
    world.views[Notion].record.editedByUs = true;
    world.merge();
    QVERIFY(world.link.isFrozen(Note));
}

void TestLinkMerge::history24_frozenFieldStaysAndOthersSync()
{
    World world;
    world.shows(Hub, Note, text("a"), 100).shows(Notion, Note, text("b"), 102).merge();
    const LinkMerge merge = world.shows(Notion, Title, text("title 2"), 900).merge();
    QCOMPARE(world.link.agreed(Title).value, text("title 2"));
    QVERIFY(world.link.isFrozen(Note));
    for (const Operation &operation : merge.operations)
        QVERIFY(!std::binary_search(operation.fields.begin(), operation.fields.end(), Note));
}

void TestLinkMerge::frozenFieldOpensWhenSidesAgree()
{
    World world;
    world.shows(Hub, Note, text("a"), 100).shows(Notion, Note, text("b"), 102).merge();
    world.shows(Hub, Note, text("b")).shows(Google, Note, text("b"));
    world.merge();
    QVERIFY(!world.link.isFrozen(Note));
    QCOMPARE(world.link.agreed(Note).value, text("b"));
}

void TestLinkMerge::history6_addingWinsInSets()
{
    World world;
    world.shows(Hub, Tags, tags({}))
        .shows(Notion, Tags, tags({QStringLiteral("a"), QStringLiteral("b")}));
    world.deliver(world.merge());
    for (int side = 0; side < 3; ++side)
        QCOMPARE(world.link.shown(side, Tags).value, tags({QStringLiteral("b")}));
}

void TestLinkMerge::paragraphsMerge()
{
    World world;
    world.shows(Hub, Body, text("ONE\n\ntwo\n\nthree"))
        .shows(Notion, Body, text("one\n\ntwo\n\nTHREE"));
    world.deliver(world.merge());
    for (int side = 0; side < 3; ++side)
        QCOMPARE(world.link.shown(side, Body).value, text("ONE\n\ntwo\n\nTHREE"));
}

void TestLinkMerge::overlappingParagraphsAreAsked()
{
    World world;
    world.shows(Hub, Body, text("ONE\n\ntwo\n\nthree"), 100)
        .shows(Notion, Body, text("uno\n\ntwo\n\nthree"), 101);
    world.merge();
    QVERIFY(world.link.isFrozen(Body));
}

void TestLinkMerge::trap16_trap35_unknownIsNeverAChangeAndNeverOverwritten()
{
    World world;
    world.shows(Notion, Body, Value::unknown()).shows(Hub, Body, text("new"));
    const LinkMerge merge = world.merge();
    QCOMPARE(sidesOf(merge, OperationKind::Update), std::vector<int>{Google});
}

void TestLinkMerge::deletionTravels()
{
    World world;
    world.observe(Notion).alive = false;
    const LinkMerge merge = world.merge();
    QCOMPARE(sidesOf(merge, OperationKind::Delete), (std::vector<int>{Google, Hub}));
    QCOMPARE(world.link.condition, LinkState::Condition::Tombstone);
}

void TestLinkMerge::history4_deletionWithoutHavingSeenTheEditIsUndone()
{
    World world;
    world.shows(Notion, Note, text("edited")).observe(Hub).alive = false;
    const LinkMerge merge = world.merge();
    QCOMPARE(sidesOf(merge, OperationKind::Restore), std::vector<int>{Hub});
    QCOMPARE(world.link.agreed(Note).value, text("edited"));
    QCOMPARE(merge.conflicts.front().field, AliveField);
}

void TestLinkMerge::history4b_deletionOfWhoShowedTheValueStands()
{
    World world;
    world.shows(Notion, Note, text("edited")).shows(Hub, Note, text("edited"));
    world.views[Hub].record.alive = false;
    const LinkMerge merge = world.merge();
    QCOMPARE(sidesOf(merge, OperationKind::Delete), (std::vector<int>{Google, Notion}));
}

void TestLinkMerge::history6_restoreBeatsDeletionAndRevisionMovesOn()
{
    World world;
    world.link.alive = {Value::boolean(false), 2, Notion, {}};
    for (const int side : {Google, Notion})
        world.link.sides[size_t(side)].alive = {Value::boolean(false), 2};
    world.observe(Notion).alive = true;
    world.observe(Hub).alive = false;
    const LinkMerge merge = world.merge();
    QCOMPARE(sidesOf(merge, OperationKind::Restore), (std::vector<int>{Google, Hub}));
    QVERIFY(world.link.alive.value.toBool());
}

void TestLinkMerge::missingPausesAndFoundResumes()
{
    World world;
    world.views[Notion].state = SideView::State::Missing;
    world.views[Notion].reason = QStringLiteral("not shared");
    world.shows(Hub, Note, text("later"));
    QVERIFY(world.merge().operations.empty());
    QCOMPARE(world.link.condition, LinkState::Condition::Paused);
    world.views[Notion] = {};
    QVERIFY(world.merge().operations.empty());
    world.observe(Notion);
    QCOMPARE(sidesOf(world.merge(), OperationKind::Update), (std::vector<int>{Google, Notion}));
}

void TestLinkMerge::heldFieldIsLeftAloneUntilItChanges()
{
    World world;
    world.link.shown(Hub, Note).revision = 0;
    world.link.holds.push_back({Note, QStringLiteral("skipped")});
    QVERIFY(world.merge().operations.empty());
    const LinkMerge merge = world.shows(Notion, Note, text("again")).merge();
    QCOMPARE(sidesOf(merge, OperationKind::Update), (std::vector<int>{Google, Hub}));
    QVERIFY(world.link.holds.empty());
}

void TestLinkMerge::quarantinedValueIsTriedAgainWhenItChanges()
{
    World world;
    world.link.shown(Hub, Note).revision = 0;
    world.link.quarantined.push_back({Hub, Note, 1, QStringLiteral("too long")});
    QVERIFY(world.merge().operations.empty());
    const LinkMerge merge = world.shows(Notion, Note, text("short")).merge();
    QCOMPARE(sidesOf(merge, OperationKind::Update), (std::vector<int>{Google, Hub}));
}

void TestLinkMerge::valueThatIsShownIsNoRefusedOneAnyMore()
{
    World world;
    const Value before = world.link.shown(Hub, Note).value;
    LinkMerge merge = world.shows(Notion, Note, text("forbidden"), 100).merge();
    std::erase_if(merge.operations,
                  [](const Operation &operation) { return operation.side == Hub; });
    world.deliver(merge);
    world.link.quarantined.push_back(
        {Hub, Note, world.link.agreed(Note).revision, QStringLiteral("too long")});
    merge = world.shows(Notion, Note, before, 200).merge();
    QCOMPARE(sidesOf(merge, OperationKind::Update), std::vector<int>{Google});
    QVERIFY(merge.decided);
    QVERIFY(world.link.quarantined.empty());
}

void TestLinkMerge::history23_undeliveredEditSurvivesALaterEditElsewhere()
{
    World world;
    world.shows(Google, Note, text("v1"), 100);
    LinkMerge merge = world.merge();
    std::erase_if(merge.operations,
                  [](const Operation &operation) { return operation.side == Notion; });
    world.deliver(merge);
    world.shows(Hub, Note, text("v2"), 200);
    world.deliver(world.merge());
    for (int side = 0; side < 3; ++side)
        QCOMPARE(world.link.shown(side, Note).value, text("v2"));
}

void TestLinkMerge::convergesWhateverIsEdited()
{
    QVERIFY(rc::check("after delivery all sides agree on every field that is not frozen", [] {
        World world;
        const auto edits = *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
            rc::gen::tuple(rc::gen::inRange(0, 3), rc::gen::inRange(0, 4), rc::gen::inRange(0, 5)));
        for (const auto &[side, field, value] : edits) {
            const QString label = QStringLiteral("value %1").arg(value);
            world.shows(side, field, field == Tags ? Value::set({label}) : Value::text(label),
                        100 + value * 30);
        }
        world.deliver(world.merge());
        RC_ASSERT(world.merge().operations.empty());
        for (int field = 0; field < 4; ++field) {
            for (int side = 0; side < 3 && !world.link.isFrozen(field); ++side)
                RC_ASSERT(world.link.shown(side, field).value == world.link.agreed(field).value);
        }
    }));
}

void TestLinkMerge::a16_reasonsAreTrue_data()
{
    QTest::addColumn<std::function<void(World &)>>("happens");
    QTest::addColumn<int>("side");
    QTest::addColumn<QString>("why");
    const auto row
        = [](const char *name, std::function<void(World &)> happens, int side, const char *why) {
              QTest::newRow(name) << std::move(happens) << side << QString::fromUtf8(why);
          };
    row(
        "edited on one side", [](World &world) { world.shows(Hub, Note, text("new")); }, Notion,
        "Changed in the hub (last edit 2023-11-14 22:15 UTC); the value before still stands in "
        "Notion.");
    row(
        "edited on two sides",
        [](World &world) {
            world.shows(Hub, Note, text("new"));
            world.shows(Google, Title, text("New"));
        },
        Notion, "Changed on several sides; the values before still stand in Notion.");
    row(
        "a text merged of both",
        [](World &world) {
            world.shows(Hub, Body, text("ONE\n\ntwo\n\nthree"));
            world.shows(Notion, Body, text("one\n\ntwo\n\nTHREE"));
        },
        Hub, "Merged from what was edited on several sides; not in the hub yet.");
    row(
        "deleted", [](World &world) { world.observe(Notion).alive = false; }, Hub,
        "It is deleted in Notion, and nothing changed elsewhere since.");
    row(
        "edited in the hub and deleted in Notion",
        [](World &world) {
            world.shows(Hub, Note, text("new"));
            world.observe(Notion).alive = false;
        },
        Notion, "It is alive in Google and deleted in Notion.");
    row(
        "not delivered before",
        [](World &world) {
            world.link.fields[Note] = {text("new"), 2, Google, {}};
            world.link.shown(Google, Note) = {text("new"), 2};
        },
        Hub, "An earlier change in Google has not reached the hub yet.");
    row(
        "new",
        [](World &world) {
            world.link.sides[Hub] = emptyLink(world.definition, {}).sides[Hub];
            world.observe(Notion);
        },
        Hub, "It exists in Notion (last edit 2023-11-14 22:15 UTC) and not yet in the hub.");
}

/// WINDOW.md A16: "alive in Notion and deleted in Notion", "still shows the value before" of a
/// merge.
void TestLinkMerge::a16_reasonsAreTrue()
{
    QFETCH(const std::function<void(World &)>, happens);
    QFETCH(const int, side);
    QFETCH(const QString, why);
    World world;
    happens(world);
    const LinkMerge merge = world.merge();
    QStringList reasons;
    for (const Operation &operation : merge.operations) {
        if (operation.side == side)
            reasons << operation.why;
    }
    QCOMPARE(reasons, QStringList{why});
}

QTEST_GUILESS_MAIN(TestLinkMerge)
#include "tst_linkmerge.moc"
