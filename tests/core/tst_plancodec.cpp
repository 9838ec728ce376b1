#include "core/plancodec.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

static ServiceDefinition bookDefinition()
{
    const QByteArray json = R"({"service": "books", "title": "Books", "pattern": "one_way",
        "title_field": "title",
        "sides": {"notion": {"role": "source"}, "hub": {"role": "destination", "table": "books"}},
        "fields": [
            {"name": "title", "type": "text", "notion": {"property": "Name"}, "hub": {"column": "title"}},
            {"name": "tags", "type": "tags", "notion": {"property": "Tags"}, "hub": {"column": "tags"}},
            {"name": "rating", "type": "number", "notion": {"property": "R"}, "hub": {"column": "r"}}]})";
    return parseServiceDefinition(json, QStringLiteral("books.json")).value();
}

// Equality of everything that a plan holds; the product compares plans nowhere.

static bool operator==(const Agreed &left, const Agreed &right)
{
    return left.value == right.value && left.revision == right.revision && left.side == right.side
        && left.edited == right.edited;
}

static bool operator==(const Shown &left, const Shown &right)
{
    return left.value == right.value && left.revision == right.revision;
}

static bool operator==(const Member &left, const Member &right)
{
    return left.recordId == right.recordId && left.version == right.version
        && left.seenAt == right.seenAt && left.stampIsOurs == right.stampIsOurs
        && left.fingerprint == right.fingerprint;
}

static bool operator==(const Hold &left, const Hold &right)
{
    return left.field == right.field && left.reason == right.reason;
}

static bool operator==(const Quarantine &left, const Quarantine &right)
{
    return left.side == right.side && left.field == right.field && left.revision == right.revision
        && left.reason == right.reason;
}

static bool operator==(const LinkSide &left, const LinkSide &right)
{
    return left.member == right.member && left.fields == right.fields && left.alive == right.alive;
}

static bool operator==(const LinkState &left, const LinkState &right)
{
    return left.id == right.id && left.condition == right.condition && left.reason == right.reason
        && left.fields == right.fields && left.alive == right.alive && left.sides == right.sides
        && left.holds == right.holds && left.quarantined == right.quarantined
        && left.frozen == right.frozen;
}

static bool operator==(const Operation &left, const Operation &right)
{
    return left.kind == right.kind && left.side == right.side && left.link == right.link
        && left.recordId == right.recordId && left.key == right.key && left.why == right.why
        && left.fields == right.fields && left.values == right.values
        && left.sourceSide == right.sourceSide;
}

static bool operator==(const Conflict &left, const Conflict &right)
{
    return left.id == right.id && left.link == right.link && left.field == right.field
        && left.state == right.state && left.base == right.base && left.values == right.values
        && left.edited == right.edited && left.winner == right.winner
        && left.revision == right.revision && left.key == right.key && left.why == right.why;
}

static bool operator==(const Question &left, const Question &right)
{
    return left.id == right.id && left.side == right.side && left.recordIds == right.recordIds
        && left.subjectSide == right.subjectSide && left.subject == right.subject
        && left.key == right.key && left.why == right.why;
}

static bool operator==(const SettledDecision &left, const SettledDecision &right)
{
    return left.id == right.id && left.link == right.link;
}

static bool operator==(const Guard &left, const Guard &right)
{
    return left.name == right.name && left.message == right.message && left.records == right.records
        && left.warnOnly == right.warnOnly;
}

static bool operator==(const PendingRead &left, const PendingRead &right)
{
    return left.side == right.side && left.recordId == right.recordId
        && left.reason == right.reason;
}

static bool operator==(const Plan &left, const Plan &right)
{
    return left.service == right.service && left.runId == right.runId && left.mode == right.mode
        && left.createdAt == right.createdAt && left.links == right.links
        && left.operations == right.operations && left.conflicts == right.conflicts
        && left.questions == right.questions && left.guards == right.guards
        && left.pending == right.pending && left.settledPending == right.settledPending
        && left.settledDecisions == right.settledDecisions && left.memories == right.memories
        && left.warnings == right.warnings && left.unchanged == right.unchanged
        && left.paused == right.paused;
}

// Builders of arbitrary parts.

static QString arbitraryText()
{
    static const QStringList texts{QString(),
                                   QStringLiteral("Dune"),
                                   QStringLiteral("שלום \"quoted\" \\ back"),
                                   QStringLiteral("line\nbreak\ttab"),
                                   QStringLiteral("📚 emoji"),
                                   QStringLiteral("-")};
    return texts.at(*rc::gen::inRange<qsizetype>(0, texts.size()));
}

static Instant arbitraryInstant()
{
    return Instant(std::chrono::microseconds(*rc::gen::inRange<qint64>(0, 2'000'000'000'000'000)));
}

static std::optional<TimeInterval> arbitraryInterval()
{
    if (*rc::gen::arbitrary<bool>())
        return std::nullopt;
    return TimeInterval{arbitraryInstant(), arbitraryInstant()};
}

static Value arbitraryValue()
{
    switch (*rc::gen::inRange(0, 10)) {
    case 0:
        return {};
    case 1:
        return Value::unknown();
    case 2:
        return Value::null();
    case 3:
        return Value::boolean(*rc::gen::arbitrary<bool>());
    case 4:
        return Value::number(QString::number(*rc::gen::arbitrary<qint64>()) + QStringLiteral(".5"));
    case 5:
        return Value::date(QDate(2024, 2, 29).addDays(*rc::gen::inRange(-50'000, 50'000)));
    case 6:
        return Value::instant(arbitraryInstant());
    case 7:
        return Value::set({arbitraryText(), arbitraryText()});
    case 8:
        return Value::json(QJsonObject{{QStringLiteral("a"), arbitraryText()}});
    default:
        return Value::text(arbitraryText());
    }
}

static int arbitraryField(int minimum = AliveField)
{
    return *rc::gen::inRange(minimum, 3);
}

static int arbitrarySide(int minimum = 0)
{
    return *rc::gen::inRange(minimum, 2);
}

static quint32 arbitraryRevision()
{
    return *rc::gen::arbitrary<quint32>();
}

template <typename Build>
static auto several(Build build)
{
    std::vector<decltype(build())> items(*rc::gen::inRange<size_t>(0, 4));
    for (auto &item : items)
        item = build();
    return items;
}

static LinkSide arbitraryLinkSide()
{
    LinkSide side;
    if (*rc::gen::arbitrary<bool>()) {
        side.member = Member{arbitraryText(),
                             {arbitraryText(), arbitraryInterval()},
                             arbitraryInstant(),
                             *rc::gen::arbitrary<bool>(),
                             QByteArray::fromHex("00ff10")};
        for (int field = 0; field < 3; ++field)
            side.fields.push_back({arbitraryValue(), arbitraryRevision()});
    }
    side.alive = {Value::boolean(true), arbitraryRevision()};
    return side;
}

static LinkState arbitraryLink()
{
    LinkState link;
    link.id = QUuid::createUuid();
    link.condition = LinkState::Condition(*rc::gen::inRange(0, 4));
    link.reason = arbitraryText();
    const auto agreed = [] {
        return Agreed{arbitraryValue(), arbitraryRevision(), qint8(arbitrarySide(-1)),
                      arbitraryInterval()};
    };
    for (int field = 0; field < 3; ++field)
        link.fields.push_back(agreed());
    link.alive = agreed();
    for (int side = 0; side < 2; ++side)
        link.sides.push_back(arbitraryLinkSide());
    link.holds = several([] { return Hold{arbitraryField(), arbitraryText()}; });
    link.quarantined = several([] {
        return Quarantine{arbitrarySide(), arbitraryField(), arbitraryRevision(), arbitraryText()};
    });
    link.frozen = several([] { return arbitraryField(); });
    return link;
}

static Operation arbitraryOperation(size_t links)
{
    Operation operation{OperationKind(*rc::gen::inRange(0, 4)),
                        arbitrarySide(),
                        *rc::gen::inRange<size_t>(0, links),
                        arbitraryText(),
                        arbitraryText(),
                        arbitraryText(),
                        several([] { return arbitraryField(0); }),
                        {},
                        arbitrarySide(-1)};
    if (*rc::gen::arbitrary<bool>()) {
        for (size_t field = 0; field < operation.fields.size(); ++field)
            operation.values.push_back(arbitraryValue());
    }
    return operation;
}

static Conflict arbitraryConflict()
{
    return {arbitraryText(),
            QUuid::createUuid(),
            arbitraryField(),
            Conflict::State(*rc::gen::inRange(0, 3)),
            arbitraryValue(),
            {arbitraryValue(), arbitraryValue()},
            {arbitraryInterval(), arbitraryInterval()},
            arbitrarySide(-1),
            arbitraryRevision(),
            arbitraryText(),
            arbitraryText()};
}

static SideMemory arbitraryMemory()
{
    SideMemory memory{arbitraryText(),
                      arbitraryText(),
                      arbitraryText(),
                      QByteArray("\0\xff{}", 4),
                      QByteArray("hash"),
                      std::nullopt,
                      *rc::gen::inRange<qint64>(-1, 1LL << 40)};
    if (*rc::gen::arbitrary<bool>())
        memory.lastComplete = arbitraryInstant();
    return memory;
}

static Plan arbitraryPlan()
{
    Plan plan;
    plan.service = QStringLiteral("books");
    plan.runId = arbitraryText();
    plan.mode = RunMode(*rc::gen::inRange(0, 3));
    plan.createdAt = arbitraryInstant();
    plan.links = several(arbitraryLink);
    if (!plan.links.empty())
        plan.operations = several([&] { return arbitraryOperation(plan.links.size()); });
    plan.conflicts = several(arbitraryConflict);
    plan.questions = several([] {
        return Question{arbitraryText(), arbitrarySide(), {arbitraryText()}, arbitrarySide(-1),
                        arbitraryText(), arbitraryText(), arbitraryText()};
    });
    plan.guards = several([] {
        return Guard{
            arbitraryText(), arbitraryText(), {arbitraryText()}, *rc::gen::arbitrary<bool>()};
    });
    const auto pending = [] {
        return PendingRead{arbitrarySide(), arbitraryText(), arbitraryText()};
    };
    plan.pending = several(pending);
    plan.settledPending = several(pending);
    plan.settledDecisions = several([] {
        return SettledDecision{arbitraryText(), QUuid::createUuid()};
    });
    plan.memories = {arbitraryMemory(), arbitraryMemory()};
    plan.warnings = {arbitraryText()};
    plan.unchanged = *rc::gen::inRange(0, 100'000);
    plan.paused = *rc::gen::inRange(0, 100'000);
    return plan;
}

class PlanCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void givesBackEveryPlanUnchanged();
    void namesItsService();
    void refusesWhatIsNoPlan_data();
    void refusesWhatIsNoPlan();
    void refusesAPlanOfAnotherDefinition();
    void refusesIndicesThatPointNowhere_data();
    void refusesIndicesThatPointNowhere();
    void survivesAnyDamage();
};

void PlanCodecTest::givesBackEveryPlanUnchanged()
{
    const ServiceDefinition definition = bookDefinition();
    QVERIFY(rc::check([&] {
        const Plan plan = arbitraryPlan();
        const auto decoded = decodePlan(encodePlan(plan, definition), definition);
        RC_ASSERT(decoded.has_value());
        RC_ASSERT(*decoded == plan);
    }));
}

void PlanCodecTest::namesItsService()
{
    Plan plan;
    plan.service = QStringLiteral("books");
    QCOMPARE(servicePlanned(encodePlan(plan, bookDefinition())).value(), QStringLiteral("books"));
}

void PlanCodecTest::refusesWhatIsNoPlan_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("not valid JSON");
    QTest::newRow("html") << QByteArray("<html>") << QStringLiteral("not valid JSON");
    QTest::newRow("other JSON") << QByteArray("{}") << QStringLiteral("usync plan");
    QTest::newRow("a list") << QByteArray("[1]") << QStringLiteral("usync plan");
    QTest::newRow("newer") << QByteArray(R"({"format":"unified-sync-plan","version":99})")
                           << QStringLiteral("another version");
}

void PlanCodecTest::refusesWhatIsNoPlan()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, reason);
    const auto decoded = decodePlan(content, bookDefinition());
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().kind, ErrorKind::Usage);
    QVERIFY2(decoded.error().detail.contains(reason), qPrintable(decoded.error().detail));
    QVERIFY(!servicePlanned(content));
}

void PlanCodecTest::refusesAPlanOfAnotherDefinition()
{
    ServiceDefinition changed = bookDefinition();
    Plan plan;
    plan.service = QStringLiteral("books");
    const QByteArray content = encodePlan(plan, changed);
    changed.hash = "another";
    const auto decoded = decodePlan(content, changed);
    QVERIFY(!decoded);
    QVERIFY(decoded.error().detail.contains(QStringLiteral("has changed since")));
}

static QByteArray planWith(const QString &list, const QJsonObject &entry)
{
    const ServiceDefinition definition = bookDefinition();
    Plan plan;
    plan.service = QStringLiteral("books");
    QJsonObject root = QJsonDocument::fromJson(encodePlan(plan, definition)).object();
    root.insert(list, QJsonArray{entry});
    return QJsonDocument(root).toJson();
}

void PlanCodecTest::refusesIndicesThatPointNowhere_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("place");
    const QJsonObject pending{{QStringLiteral("side"), 2},
                              {QStringLiteral("record"), QStringLiteral("r")},
                              {QStringLiteral("reason"), QString()}};
    QTest::newRow("side") << planWith(QStringLiteral("pending"), pending)
                          << QStringLiteral("pending[0].side");
    QJsonObject operation{{QStringLiteral("op"), QStringLiteral("update")},
                          {QStringLiteral("side"), 0},
                          {QStringLiteral("link"), 0},
                          {QStringLiteral("record"), QString()},
                          {QStringLiteral("key"), QString()},
                          {QStringLiteral("why"), QString()},
                          {QStringLiteral("source"), -1},
                          {QStringLiteral("fields"), QJsonArray{0}}};
    QTest::newRow("link") << planWith(QStringLiteral("operations"), operation)
                          << QStringLiteral("operations[0].link");
    operation.insert(QStringLiteral("op"), QStringLiteral("destroy"));
    QTest::newRow("kind") << planWith(QStringLiteral("operations"), operation)
                          << QStringLiteral("operations[0].op");
    QTest::newRow("memories") << planWith(QStringLiteral("memories"), {})
                              << QStringLiteral("memories");
}

void PlanCodecTest::refusesIndicesThatPointNowhere()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, place);
    const auto decoded = decodePlan(content, bookDefinition());
    QVERIFY(!decoded);
    QVERIFY2(decoded.error().detail.contains(place), qPrintable(decoded.error().detail));
}

void PlanCodecTest::survivesAnyDamage()
{
    const ServiceDefinition definition = bookDefinition();
    QVERIFY(rc::check([&] {
        QByteArray content = encodePlan(arbitraryPlan(), definition);
        const qsizetype place = *rc::gen::inRange<qsizetype>(0, content.size());
        content[place] = *rc::gen::elementOf(std::string("0123456789-[]{}\",:x"));
        const auto decoded = decodePlan(content, definition);
        if (decoded) {
            for (const Operation &operation : decoded->operations)
                RC_ASSERT(operation.link < decoded->links.size());
        } else {
            RC_ASSERT(!decoded.error().detail.isEmpty());
        }
    }));
}

QTEST_GUILESS_MAIN(PlanCodecTest)
#include "tst_plancodec.moc"
