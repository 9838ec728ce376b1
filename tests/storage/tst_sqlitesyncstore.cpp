#include "storage/sqlitesyncstore.h"
#include "support/builtindefinition.h"
#include "support/generators.h"
#include "support/linkbuilder.h"

#include <QTest>

class TestSqliteSyncStore : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void keepsAnyLink();
    void loadsWithAChangedDefinition();
    void findsMembersAndKeepsFormerIds();
    void movesAnIdBetweenLinks();
    void refusesOneRecordInTwoLinks();
    void knowsWhichLinksAreUnsettled();
    void leavesOutLinksThatAreNotThere();
    void countsActiveLinksOnly();
    void keepsHoldsFrozenAndQuarantinedFields();
    void journalsOperations();
    void keepsOpenIntentsUntilSettled();
    void supersedesOnlyWhatWasNotSent();
    void keepsConflictsUntilTheFieldThaws();
    void asksAQuestionOnce();
    void remembersPendingReads();
    void remembersItsSides();
    void resolvesRecordsOfOtherServices();
    void resolvesNoRecordThatAnotherSideLacks();
    void resolvesRecordsOfPausedLinks();
    void trap23_everyStatementMayFail_data();
    void trap23_everyStatementMayFail();

private:
    [[nodiscard]] SqliteSyncStore store(const QString &service = QStringLiteral("books"));
    [[nodiscard]] qint64 count(const QString &table);

    std::shared_ptr<StateDatabase> m_database;
    ServiceDefinition m_books = builtInDefinition(QStringLiteral("books"));
    LinkBuilder m_links = LinkBuilder(m_books);
    const Value m_title = Value::text(QStringLiteral("Emma"));
};

void TestSqliteSyncStore::init()
{
    const auto database = StateDatabase::open(QStringLiteral(":memory:"));
    QVERIFY(database);
    m_database = *database;
}

SqliteSyncStore TestSqliteSyncStore::store(const QString &service)
{
    return {m_database, builtInDefinition(service)};
}

qint64 TestSqliteSyncStore::count(const QString &table)
{
    const auto query = m_database->run(QStringLiteral("SELECT count(*) FROM ") + table);
    const qint64 rows = (*query)->next() ? (*query)->integer(0) : -1;
    (*query)->finish();
    return rows;
}

static Agreed anyAgreed()
{
    Agreed agreed;
    if (*rc::gen::inRange(0, 4) == 0)
        return agreed;
    agreed.value = *rc::gen::oneOf(anyValue(), rc::gen::just(Value()));
    agreed.revision = *rc::gen::inRange<quint32>(1, 4);
    agreed.side = *rc::gen::inRange<qint8>(-1, 2);
    if (*rc::gen::arbitrary<bool>()) {
        const Instant from{std::chrono::seconds(*rc::gen::inRange(0, 3))};
        agreed.edited = TimeInterval{from, from + std::chrono::minutes(1)};
    }
    return agreed;
}

static Shown anyShown(const Agreed &agreed)
{
    if (*rc::gen::inRange(0, 2) == 0)
        return {agreed.value, agreed.revision};
    return {*rc::gen::oneOf(anyValue(), rc::gen::just(Value())), *rc::gen::inRange<quint32>(0, 4)};
}

static LinkState anyLink(const ServiceDefinition &definition)
{
    LinkState link = emptyLink(definition, QUuid::createUuid());
    link.condition = LinkState::Condition(*rc::gen::inRange(0, 4));
    link.reason = *anyText();
    for (Agreed &agreed : link.fields)
        agreed = anyAgreed();
    link.alive = anyAgreed();
    for (LinkSide &side : link.sides) {
        if (*rc::gen::arbitrary<bool>())
            continue;
        for (const Agreed &agreed : link.fields)
            side.fields.push_back(anyShown(agreed));
        side.alive = anyShown(link.alive);
        if (*rc::gen::arbitrary<bool>())
            side.member = Member{QUuid::createUuid().toString(),
                                 {*anyText(), link.alive.edited},
                                 *anyInstant(),
                                 true,
                                 QByteArray("abc")};
    }
    return link;
}

static bool same(const Agreed &left, const Agreed &right)
{
    return left.value == right.value && left.revision == right.revision && left.side == right.side
        && left.edited == right.edited;
}

static bool same(const Shown &left, const Shown &right)
{
    return left.value == right.value && left.revision == right.revision;
}

template <typename T>
static bool same(const std::vector<T> &left, const std::vector<T> &right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const T &one, const T &other) { return same(one, other); });
}

static bool same(const Member &left, const Member &right)
{
    return left.recordId == right.recordId && left.version == right.version
        && left.seenAt == right.seenAt && left.stampIsOurs == right.stampIsOurs
        && left.fingerprint == right.fingerprint;
}

static bool same(const LinkSide &left, const LinkSide &right)
{
    return left.member.has_value() == right.member.has_value()
        && (!left.member || same(*left.member, *right.member)) && same(left.alive, right.alive)
        && same(left.fields, right.fields);
}

static bool same(const LinkState &left, const LinkState &right)
{
    return left.id == right.id && left.condition == right.condition && left.reason == right.reason
        && same(left.alive, right.alive) && same(left.fields, right.fields)
        && same(left.sides, right.sides);
}

void TestSqliteSyncStore::keepsAnyLink()
{
    SqliteSyncStore store = this->store();
    QVERIFY(rc::check("links come back as they were, also the second time", [&] {
        LinkState link = anyLink(m_books);
        for (int round = 0; round < 2; ++round) {
            RC_ASSERT(store.saveLinks({&link, 1}).has_value());
            const auto loaded = store.links({&link.id, 1});
            RC_ASSERT(loaded.has_value());
            RC_ASSERT(same(loaded->at(0), link));
            const QUuid id = link.id;
            link = anyLink(m_books);
            link.id = id;
        }
    }));
}

void TestSqliteSyncStore::loadsWithAChangedDefinition()
{
    const LinkState link = m_links.settled(QStringLiteral("p1"), m_title);
    QVERIFY(store().saveLinks({&link, 1}));
    ServiceDefinition changed = m_books;
    std::reverse(changed.fields.begin(), changed.fields.end());
    std::reverse(changed.sides.begin(), changed.sides.end());
    changed.fields[0].name = QStringLiteral("newcomer");
    SqliteSyncStore later(m_database, changed);
    const auto loaded = later.links({&link.id, 1});
    QVERIFY(loaded && loaded->size() == 1);
    const LinkState &now = loaded->front();
    const auto title = size_t(changed.fieldIndex(u"title"));
    QCOMPARE(now.fields[title].value, m_title);
    QCOMPARE(now.fields[0].revision, quint32(0));
    QVERIFY(now.fields[0].value.isAbsent());
    const LinkSide &notion = now.sides[size_t(changed.sideIndex(u"notion"))];
    QCOMPARE(notion.member->recordId, QStringLiteral("p1"));
    QCOMPARE(notion.fields[title].value, m_title);
    QCOMPARE(notion.fields.size(), changed.fieldCount());
}

void TestSqliteSyncStore::findsMembersAndKeepsFormerIds()
{
    SqliteSyncStore store = this->store();
    LinkState link = m_links.settled(QStringLiteral("p1"), m_title);
    QVERIFY(store.saveLinks({&link, 1}));
    const auto found = store.findMember(m_links.notion(), QStringLiteral("p1"));
    QVERIFY(found && *found);
    QCOMPARE((*found)->link, link.id);
    QCOMPARE((*found)->stamp, QStringLiteral("v1"));
    QCOMPARE((*found)->fingerprint, QByteArray("print-p1"));
    QVERIFY((*found)->alive);
    QVERIFY(!*store.isFormerId(m_links.notion(), QStringLiteral("p1")));
    LinkBuilder::show(link, m_links.notion(), QStringLiteral("p2"));
    QVERIFY(store.saveLinks({&link, 1}));
    QVERIFY(!*store.findMember(m_links.notion(), QStringLiteral("p1")));
    QVERIFY(*store.isFormerId(m_links.notion(), QStringLiteral("p1")));
    QVERIFY(*store.findMember(m_links.notion(), QStringLiteral("p2")));
    int visited = 0;
    QVERIFY(store.forEachMember(m_links.notion(), [&](MemberSummary &&) { ++visited; }));
    QCOMPARE(visited, 1);
}

void TestSqliteSyncStore::movesAnIdBetweenLinks()
{
    SqliteSyncStore store = this->store();
    std::vector<LinkState> links{m_links.fresh(QStringLiteral("p1"), m_title),
                                 m_links.fresh(QStringLiteral("p2"), m_title)};
    QVERIFY(store.saveLinks(links));
    LinkBuilder::show(links[0], m_links.notion(), QStringLiteral("p2"));
    LinkBuilder::show(links[1], m_links.notion(), QStringLiteral("p3"));
    QVERIFY(store.saveLinks(links));
    QCOMPARE((*store.findMember(m_links.notion(), QStringLiteral("p2")))->link, links[0].id);
}

void TestSqliteSyncStore::refusesOneRecordInTwoLinks()
{
    SqliteSyncStore store = this->store();
    const std::vector<LinkState> links{m_links.fresh(QStringLiteral("p1"), m_title),
                                       m_links.fresh(QStringLiteral("p1"), m_title)};
    const Result<void> saved = store.saveLinks(links);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Storage);
    QCOMPARE(*store.linkCount(), 0);
}

void TestSqliteSyncStore::knowsWhichLinksAreUnsettled()
{
    SqliteSyncStore store = this->store();
    LinkState behind = m_links.fresh(QStringLiteral("p1"), m_title);
    LinkState settled = m_links.settled(QStringLiteral("p2"), m_title);
    LinkState paused = m_links.fresh(QStringLiteral("p3"), m_title);
    paused.condition = LinkState::Condition::Paused;
    QVERIFY(store.saveLinks(std::vector{behind, settled, paused}));
    QCOMPARE(*store.unsettledLinks(), std::vector{behind.id});
    LinkBuilder::show(behind, m_links.hub(), QStringLiteral("r1"));
    settled.fields[0].revision = 2;
    QVERIFY(store.saveLinks(std::vector{behind, settled}));
    QCOMPARE(*store.unsettledLinks(), std::vector{settled.id});
}

void TestSqliteSyncStore::leavesOutLinksThatAreNotThere()
{
    SqliteSyncStore store = this->store();
    const LinkState link = m_links.fresh(QStringLiteral("p1"), m_title);
    QVERIFY(store.saveLinks({&link, 1}));
    const std::vector<QUuid> ids{QUuid::createUuid(), link.id};
    const auto loaded = store.links(ids);
    QVERIFY(loaded);
    QCOMPARE(loaded->size(), size_t(1));
    QVERIFY(this->store(QStringLiteral("tasks")).links(ids)->empty());
}

void TestSqliteSyncStore::countsActiveLinksOnly()
{
    SqliteSyncStore store = this->store();
    std::vector<LinkState> links;
    for (int condition = 0; condition < 4; ++condition) {
        links.push_back(m_links.fresh(QString::number(condition), m_title));
        links.back().condition = LinkState::Condition(condition);
    }
    QVERIFY(store.saveLinks(links));
    QCOMPARE(*store.linkCount(), 1);
}

void TestSqliteSyncStore::keepsHoldsFrozenAndQuarantinedFields()
{
    SqliteSyncStore store = this->store();
    LinkState link = m_links.settled(QStringLiteral("p1"), m_title);
    link.holds = {{2, QStringLiteral("undone")}};
    link.frozen = {AliveField, 1};
    link.quarantined = {{m_links.hub(), 3, 7, QStringLiteral("too long")}};
    QVERIFY(store.saveLinks({&link, 1}));
    LinkState loaded = store.links({&link.id, 1})->front();
    QCOMPARE(loaded.holds.size(), size_t(1));
    QCOMPARE(loaded.holds[0].field, 2);
    QCOMPARE(loaded.frozen, link.frozen);
    QCOMPARE(loaded.quarantined.size(), size_t(1));
    QCOMPARE(loaded.quarantined[0].revision, quint32(7));
    QCOMPARE(loaded.quarantined[0].side, m_links.hub());
    loaded.holds.clear();
    loaded.frozen.clear();
    loaded.quarantined.clear();
    QVERIFY(store.saveLinks({&loaded, 1}));
    loaded = store.links({&link.id, 1})->front();
    QVERIFY(loaded.holds.empty() && loaded.frozen.empty() && loaded.quarantined.empty());
}

void TestSqliteSyncStore::journalsOperations()
{
    SqliteSyncStore store = this->store();
    const Plan plan = m_links.plan({m_links.fresh(QStringLiteral("p1"), m_title),
                                    m_links.fresh(QStringLiteral("p2"), Value::null())},
                                   2);
    const auto ids = store.commitPlan(plan);
    QVERIFY(ids);
    QCOMPARE(ids->size(), size_t(2));
    QVERIFY((*ids)[0] != (*ids)[1]);
    QVERIFY(store.startOperations(*ids, Instant()));
    const auto open = store.openIntents();
    QCOMPARE(open->size(), size_t(2));
    const JournalEntry &entry = open->front();
    QCOMPARE(entry.id, (*ids)[0]);
    QCOMPARE(entry.runId, plan.runId);
    QCOMPARE(entry.link, plan.links[0].id);
    QCOMPARE(entry.side, QStringLiteral("hub"));
    QCOMPARE(entry.kind, OperationKind::Create);
    QCOMPARE(entry.key, QStringLiteral("Record 0"));
    QCOMPARE(entry.state, JournalEntry::State::Started);
    const QJsonObject field = entry.fields.at(0).toObject();
    QCOMPARE(field.value(QLatin1String("name")).toString(), QStringLiteral("title"));
    QVERIFY(field.value(QLatin1String("before")).isNull());
    QCOMPARE(Value::fromTaggedJson(field.value(QLatin1String("after"))), m_title);
}

void TestSqliteSyncStore::keepsOpenIntentsUntilSettled()
{
    SqliteSyncStore store = this->store();
    Plan plan = m_links.plan({m_links.fresh(QStringLiteral("p1"), m_title)}, 1);
    const auto ids = store.commitPlan(plan);
    QVERIFY(store.startOperations(*ids, Instant()));
    LinkBuilder::show(plan.links[0], m_links.hub(), QStringLiteral("r1"));
    const SettledOperation done{
        ids->front(), JournalEntry::State::Done, QStringLiteral("r1"), {}, &plan.links[0]};
    QVERIFY(store.settleOperations({&done, 1}));
    QVERIFY(store.openIntents()->empty());
    QVERIFY(store.unsettledLinks()->empty());
    QCOMPARE((*store.findMember(m_links.hub(), QStringLiteral("r1")))->link, plan.links[0].id);
}

void TestSqliteSyncStore::supersedesOnlyWhatWasNotSent()
{
    SqliteSyncStore store = this->store();
    const Plan plan = m_links.plan({m_links.fresh(QStringLiteral("p1"), m_title),
                                    m_links.fresh(QStringLiteral("p2"), m_title)},
                                   2);
    const auto ids = store.commitPlan(plan);
    QVERIFY(store.startOperations({ids->data(), 1}, Instant()));
    QVERIFY(store.supersedePlanned());
    QCOMPARE(store.openIntents()->size(), size_t(1));
    QCOMPARE(count(QStringLiteral("operation WHERE state = 4")), 1);
}

static Conflict openConflict(const LinkState &link, const QString &id)
{
    Conflict conflict;
    conflict.id = id;
    conflict.link = link.id;
    conflict.field = 1;
    conflict.base = Value::null();
    conflict.values = {Value::text(QStringLiteral("a")), Value::text(QStringLiteral("b"))};
    conflict.edited = {TimeInterval{}, std::nullopt};
    return conflict;
}

void TestSqliteSyncStore::keepsConflictsUntilTheFieldThaws()
{
    SqliteSyncStore store = this->store();
    Plan plan = m_links.plan({m_links.settled(QStringLiteral("p1"), m_title)}, 0);
    plan.links[0].frozen = {1};
    plan.conflicts = {openConflict(plan.links[0], QStringLiteral("c1"))};
    QVERIFY(store.commitPlan(plan));
    QCOMPARE(count(QStringLiteral("conflict WHERE state = 'open'")), 1);
    plan.conflicts[0].id = QStringLiteral("c2");
    QVERIFY(store.commitPlan(plan));
    QCOMPARE(count(QStringLiteral("conflict")), 1);
    plan.links[0].frozen.clear();
    QVERIFY(store.saveLinks(plan.links));
    QCOMPARE(count(QStringLiteral("conflict WHERE state = 'open'")), 0);
    QCOMPARE(count(QStringLiteral("conflict")), 1);
}

void TestSqliteSyncStore::asksAQuestionOnce()
{
    SqliteSyncStore store = this->store();
    Plan plan = m_links.plan({}, 0);
    plan.questions = {{QStringLiteral("q1"),
                       m_links.hub(),
                       {QStringLiteral("r2"), QStringLiteral("r1")},
                       m_links.notion(),
                       QStringLiteral("p1"),
                       QStringLiteral("Emma"),
                       QStringLiteral("Two rows look alike.")}};
    QVERIFY(store.commitPlan(plan));
    std::swap(plan.questions[0].recordIds[0], plan.questions[0].recordIds[1]);
    QVERIFY(store.commitPlan(plan));
    QCOMPARE(count(QStringLiteral("question")), 1);
    // Another record with the same candidates is another question.
    plan.questions[0].id = QStringLiteral("q2");
    plan.questions[0].subject = QStringLiteral("p2");
    QVERIFY(store.commitPlan(plan));
    QCOMPARE(count(QStringLiteral("question")), 2);
    plan.questions.clear();
    QVERIFY(store.commitPlan(plan));
    QCOMPARE(count(QStringLiteral("question")), 2);
    plan.mode = RunMode::Full;
    QVERIFY(store.commitPlan(plan));
    QCOMPARE(count(QStringLiteral("question")), 0);
}

void TestSqliteSyncStore::remembersPendingReads()
{
    SqliteSyncStore store = this->store();
    Plan plan = m_links.plan({}, 0);
    plan.pending = {{m_links.notion(), QStringLiteral("p1"), QStringLiteral("unreadable")},
                    {m_links.hub(), QStringLiteral("r1"), QStringLiteral("unreadable")}};
    QVERIFY(store.commitPlan(plan));
    plan.settledPending = {plan.pending[1]};
    plan.pending.pop_back();
    QVERIFY(store.commitPlan(plan));
    const auto pending = store.pendingReads();
    QCOMPARE(pending->size(), size_t(1));
    QCOMPARE(pending->front().recordId, QStringLiteral("p1"));
    QCOMPARE(pending->front().side, m_links.notion());
    QVERIFY(this->store(QStringLiteral("tasks")).pendingReads()->empty());
}

void TestSqliteSyncStore::remembersItsSides()
{
    SqliteSyncStore store = this->store();
    QCOMPARE(*store.memories(), std::vector<SideMemory>(2));
    Plan plan = m_links.plan({}, 0);
    plan.memories.resize(2);
    plan.memories[size_t(m_links.notion())] = {QStringLiteral("workspace"),
                                               QStringLiteral("Ada's"),
                                               QStringLiteral("cursor"),
                                               QByteArray("\0\1cache", 7),
                                               QByteArray("hash"),
                                               Instant(std::chrono::seconds(5)),
                                               42};
    QVERIFY(store.commitPlan(plan));
    QCOMPARE(*store.memories(), plan.memories);
}

void TestSqliteSyncStore::resolvesRecordsOfOtherServices()
{
    SqliteSyncStore books = store();
    const LinkState link = m_links.settled(QStringLiteral("p1"), m_title);
    QVERIFY(books.saveLinks({&link, 1}));
    SqliteSyncStore highlights = store(QStringLiteral("highlights"));
    const QString service = QStringLiteral("books");
    const auto linksWith = [&](const QStringList &others) {
        return highlights.resolveRecords(service, QStringLiteral("notion"),
                                         {QStringLiteral("p1"), {}}, others);
    };
    const auto links = linksWith({QStringLiteral("hub")});
    QCOMPARE(links->size(), 1);
    QCOMPARE(links->value(QStringLiteral("p1")), link.id);
    const auto records = highlights.recordsOf(service, QStringLiteral("hub"), {&link.id, 1});
    QCOMPARE(records->value(link.id), QStringLiteral("row-p1"));
    const auto titles = highlights.agreedValues(service, QStringLiteral("title"), {&link.id, 1});
    QCOMPARE(titles->value(link.id), m_title);
}

/// A reference to it cannot be written there.
void TestSqliteSyncStore::resolvesNoRecordThatAnotherSideLacks()
{
    SqliteSyncStore books = store();
    const LinkState link = m_links.fresh(QStringLiteral("p1"), m_title);
    QVERIFY(books.saveLinks({&link, 1}));
    const auto found = [&](const QStringList &others) {
        return *books.resolveRecords(QStringLiteral("books"), QStringLiteral("notion"),
                                     {QStringLiteral("p1")}, others);
    };
    QCOMPARE(found({}).value(QStringLiteral("p1")), link.id);
    QVERIFY(found({QStringLiteral("hub")}).isEmpty());
}

/// Only the record that is missing is not there.
void TestSqliteSyncStore::resolvesRecordsOfPausedLinks()
{
    SqliteSyncStore books = store();
    LinkState link = m_links.settled(QStringLiteral("p1"), m_title);
    link.condition = LinkState::Condition::Paused;
    Plan plan = m_links.plan({link}, 0);
    plan.pending = {{m_links.notion(), QStringLiteral("p1"), QStringLiteral("archived")}};
    plan.memories.resize(2);
    QVERIFY(books.commitPlan(plan));
    const QString service = QStringLiteral("books");
    const auto links = books.resolveRecords(service, QStringLiteral("notion"),
                                            {QStringLiteral("p1")}, {QStringLiteral("hub")});
    QCOMPARE(links->value(QStringLiteral("p1")), link.id);
    QCOMPARE(books.recordsOf(service, QStringLiteral("hub"), {&link.id, 1})->value(link.id),
             QStringLiteral("row-p1"));
    QVERIFY(books.recordsOf(service, QStringLiteral("notion"), {&link.id, 1})->isEmpty());
}

/// Everything that a plan can carry, so that committing it touches every table.
static Plan fullPlan(const LinkBuilder &links, const Value &title)
{
    Plan plan = links.plan(
        {links.fresh(QStringLiteral("p1"), title), links.settled(QStringLiteral("p2"), title)}, 1);
    plan.links[1].holds = {{2, QStringLiteral("undone")}};
    plan.links[1].frozen = {1};
    plan.links[1].quarantined = {{links.hub(), 3, 1, QStringLiteral("too long")}};
    plan.conflicts = {openConflict(plan.links[1], QStringLiteral("c1"))};
    plan.questions = {{QStringLiteral("q1"), links.hub(), {QStringLiteral("r9")}, -1, {}, {}, {}}};
    plan.pending = {{links.notion(), QStringLiteral("p9"), QStringLiteral("unreadable")}};
    plan.memories.resize(2);
    return plan;
}

/// Refuses the row that reaches `table` when it holds `rows`.
static QString faultTrigger(const QString &table, int rows)
{
    return QStringLiteral("CREATE TRIGGER fault BEFORE INSERT ON %1 "
                          "WHEN (SELECT count(*) FROM %1) = %2 "
                          "BEGIN SELECT RAISE(FAIL, 'injected'); END")
        .arg(table)
        .arg(rows);
}

void TestSqliteSyncStore::trap23_everyStatementMayFail_data()
{
    QTest::addColumn<QString>("table");
    for (const char *table : {"link", "base", "member", "hold", "frozen", "quarantine", "run",
                              "operation", "conflict", "question", "pending", "side_state"})
        QTest::newRow(table) << QString::fromLatin1(table);
}

void TestSqliteSyncStore::trap23_everyStatementMayFail()
{
    QFETCH(QString, table);
    SqliteSyncStore store = this->store();
    const Plan plan = fullPlan(m_links, m_title);
    int rows = 0;
    // The n-th row is refused, for every n; the last round reaches none.
    for (bool failed = true; failed; ++rows) {
        QVERIFY(m_database->execute(faultTrigger(table, rows)));
        failed = !store.commitPlan(plan);
        QVERIFY(m_database->execute(QStringLiteral("DROP TRIGGER fault")));
        if (failed) {
            for (const char *name :
                 {"link", "base", "member", "hold", "frozen", "quarantine", "run", "operation",
                  "conflict", "question", "pending", "side_state"})
                QCOMPARE(count(QString::fromLatin1(name)), 0);
        }
    }
    QVERIFY(rows > 1);
    QVERIFY(count(table) > 0);
}

QTEST_GUILESS_MAIN(TestSqliteSyncStore)
#include "tst_sqlitesyncstore.moc"
