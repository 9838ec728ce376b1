#include "connectors/sql/sqliteschema.h"
#include "support/hubfixture.h"

#include <QTest>

class TestSqliteHub : public QObject
{
    Q_OBJECT

private slots:
    void readOnlyCreatesNothing();
    void readOnlyLeavesTheFileAsItIs();
    void makesTheTablesOnce();
    void keepsItsIdentity();
    void makesNothingAnewWhereItWasSyncedBefore();
    void P37_usesAForeignTableAndNamesWhatItLacks();
    void P2_trap38_refusesATableWithoutUniquePageIds();
    void refusesATableWithoutStamps();
    void refusesAFileThatIsNoDatabase();
    void keepsTheFileForItsOwner();
    void writesTheWholeSchemaOfAllServices();
    void showsItsSchemaBesideTheMapping();
    void namesAMistakeInTheHubMapping();
    void trap22_scansEveryRowInPages();
    void renewsTheLeaseBetweenRows();
    void scansOnlyWhatChanged();
    void findsForeignStampsToo();
    void startsAnEmptyTableAtTheDatabasesTime();
    void stopsScanningWhenCancelled();
    void P28_tellsDeletedFromNeverThere();
    void P14_P28_hintsAtTombstones();
    void findsByStoredIdAndByFoldedValues();
    void trap41_givesTheLeaseToOneHolder();
    void appendsLogRowsOnce();
};

static const CancelToken NoCancel;

static Result<SideStatus> open(SqliteHub &hub, Connector::Access access,
                               const SideMemory &memory = {})
{
    return hub.open(memory, access, NoCancel);
}

void TestSqliteHub::readOnlyCreatesNothing()
{
    HubFixture fixture;
    const auto hub = fixture.hub();
    const Result<SideStatus> status = open(*hub, Connector::Access::ReadOnly);
    QVERIFY(status);
    QVERIFY(!status->exists);
    ScanReport report;
    QVERIFY(scanAll(*hub, {}, report).empty());
    QVERIFY(report.complete);
    QVERIFY(!QFile::exists(fixture.path()));
}

void TestSqliteHub::readOnlyLeavesTheFileAsItIs()
{
    HubFixture fixture;
    deliver(*fixture.openHub(), fixture.create(QStringLiteral("Emma")));
    const auto bytes = [&] {
        QFile file(fixture.path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = bytes();
    const auto hub = fixture.hub();
    QVERIFY(open(*hub, Connector::Access::ReadOnly, fixture.memory)->exists);
    ScanReport report;
    QCOMPARE(scanAll(*hub, {}, report).size(), size_t(1));
    const WriteRequest request = fixture.create(QStringLiteral("Persuasion"));
    QCOMPARE(hub->write({&request, 1}, NoCancel).front().error.kind, ErrorKind::Storage);
    QCOMPARE(bytes(), before);
}

void TestSqliteHub::makesTheTablesOnce()
{
    HubFixture fixture;
    deliver(*fixture.openHub(), fixture.create(QStringLiteral("Emma")));
    const QString schema = QStringLiteral("SELECT sql FROM sqlite_schema ORDER BY name");
    const QStringList before = fixture.sql(schema);
    (void)fixture.openHub();
    QCOMPARE(fixture.sql(schema), before);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT title FROM books")),
             QStringList{QStringLiteral("Emma")});
}

void TestSqliteHub::keepsItsIdentity()
{
    HubFixture fixture;
    const auto first = open(*fixture.hub(), Connector::Access::ReadWrite);
    const auto second = open(*fixture.hub(), Connector::Access::ReadOnly);
    QVERIFY(!first->identity.isEmpty());
    QCOMPARE(second->identity, first->identity);
    HubFixture other;
    QVERIFY(open(*other.hub(), Connector::Access::ReadWrite)->identity != first->identity);
}

void TestSqliteHub::makesNothingAnewWhereItWasSyncedBefore()
{
    HubFixture fixture;
    SideMemory memory;
    memory.identity = QStringLiteral("known/1");
    const auto gone = open(*fixture.hub(), Connector::Access::ReadWrite, memory);
    QVERIFY(gone && !gone->exists);
    QVERIFY(!QFile::exists(fixture.path()));
    (void)fixture.openHub();
    fixture.sql(QStringLiteral("DROP TABLE books"));
    const auto dropped = open(*fixture.hub(), Connector::Access::ReadWrite, fixture.memory);
    QVERIFY(dropped && !dropped->exists);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'books'")),
             QStringList{QStringLiteral("0")});
}

void TestSqliteHub::P37_usesAForeignTableAndNamesWhatItLacks()
{
    HubFixture fixture;
    fixture.sql(
        QStringLiteral("CREATE TABLE books (id TEXT PRIMARY KEY, notion_page_id TEXT UNIQUE,"
                       " title TEXT, author TEXT, updated_at TEXT, deleted_at TEXT)"));
    fixture.sql(QStringLiteral("INSERT INTO books (id, title) VALUES ('1', 'Emma')"));
    const auto hub = fixture.hub();
    const auto status = open(*hub, Connector::Access::ReadWrite);
    QVERIFY2(status, status ? "" : qPrintable(status.error().detail));
    QVERIFY(status->fieldAvailable[size_t(fixture.field(u"author"))]);
    QVERIFY(!status->fieldAvailable[size_t(fixture.field(u"rating"))]);
    QVERIFY(status->warnings.filter(QStringLiteral("ADD COLUMN \"rating\" INTEGER")).size() == 1);
    ScanReport report;
    const std::vector<Record> records = scanAll(*hub, {}, report);
    QCOMPARE(records.size(), size_t(1));
    QCOMPARE(records[0].fields[size_t(fixture.field(u"title"))],
             Value::text(QStringLiteral("Emma")));
    QVERIFY(records[0].fields[size_t(fixture.field(u"rating"))].isAbsent());
    const Record made = deliver(*hub, fixture.create(QStringLiteral("Persuasion")));
    QVERIFY(made.alive);
}

void TestSqliteHub::P2_trap38_refusesATableWithoutUniquePageIds()
{
    HubFixture fixture;
    fixture.sql(QStringLiteral("CREATE TABLE books (id TEXT PRIMARY KEY, notion_page_id TEXT, "
                               "title TEXT, updated_at TEXT, deleted_at TEXT)"));
    const auto status = open(*fixture.hub(), Connector::Access::ReadWrite);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Usage);
    const QString remedy
        = status.error().detail.mid(status.error().detail.indexOf(QLatin1String("CREATE")));
    fixture.sql(remedy);
    QVERIFY(open(*fixture.hub(), Connector::Access::ReadWrite));
}

void TestSqliteHub::refusesATableWithoutStamps()
{
    HubFixture fixture;
    fixture.sql(
        QStringLiteral("CREATE TABLE books (id TEXT PRIMARY KEY, notion_page_id TEXT UNIQUE,"
                       " title TEXT, deleted_at TEXT)"));
    const auto status = open(*fixture.hub(), Connector::Access::ReadOnly);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Usage);
    QVERIFY(status.error().detail.contains(
        QLatin1String("ALTER TABLE \"books\" ADD COLUMN \"updated_at\" TEXT;")));
}

void TestSqliteHub::refusesAFileThatIsNoDatabase()
{
    HubFixture fixture;
    QFile file(fixture.path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    for (const auto access : {Connector::Access::ReadOnly, Connector::Access::ReadWrite}) {
        const auto status = open(*fixture.hub(), access);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Storage);
        QVERIFY(status.error().detail.contains(QLatin1String("not a SQLite database")));
    }
}

void TestSqliteHub::keepsTheFileForItsOwner()
{
    HubFixture fixture;
    (void)fixture.openHub();
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFile::permissions(fixture.path()), owner);
}

void TestSqliteHub::writesTheWholeSchemaOfAllServices()
{
    std::vector<ServiceDefinition> definitions;
    for (const char *name : {"books", "highlights", "linkedin_posts", "meetings", "tasks",
                             "reflections", "journals", "contacts", "calendar", "gmail"})
        definitions.push_back(builtInDefinition(QString::fromLatin1(name)));
    const Result<QString> schema = hubSchemaSql(definitions);
    QVERIFY(schema);
    HubFixture fixture;
    // A trigger's body holds semicolons of its own; only the blank line after one ends a statement.
    for (int round = 0; round < 2; ++round) {
        for (const QString &statement : schema->split(QStringLiteral(";\n\n")))
            fixture.sql(statement);
    }
    const QStringList tables
        = fixture.sql(QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table'"));
    for (const char *name : {"sync_hub", "sync_lease", "sync_tombstones", "sync_logs", "books",
                             "calendar_events", "emails"})
        QVERIFY2(tables.contains(QLatin1String(name)), name);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM sync_hub")),
             QStringList{QStringLiteral("1")});
}

void TestSqliteHub::showsItsSchemaBesideTheMapping()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    const Result<SideSchema> schema = hub->schema(NoCancel);
    QVERIFY(schema && schema->exists);
    QCOMPARE(schema->bindings.size(), fixture.definition.fieldCount());
    const FieldBinding &tags = schema->bindings[size_t(fixture.field(u"tags"))];
    QVERIFY(tags.ok);
    QCOMPARE(tags.expectedType, QStringLiteral("TEXT[]"));
    QCOMPARE(tags.actualType, QStringLiteral("TEXT"));
    QVERIFY(schema->columns.size() > fixture.definition.fieldCount());
}

void TestSqliteHub::namesAMistakeInTheHubMapping()
{
    HubFixture fixture;
    auto &mapping = fixture.definition.fields[0].mapping;
    const auto hubSide = size_t(fixture.definition.sideIndex(u"hub"));
    mapping[hubSide]->insert(QStringLiteral("type"), QStringLiteral("VARCHAR"));
    const auto status = open(*fixture.hub(), Connector::Access::ReadWrite);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Usage);
    QVERIFY(status.error().detail.contains(QLatin1String("books.json: \"fields[0].hub.type\"")));
    QVERIFY(!QFile::exists(fixture.path()));
}

static void fill(HubFixture &fixture, SqliteHub &hub, int count)
{
    std::vector<WriteRequest> requests;
    requests.reserve(size_t(count));
    for (int index = 0; index < count; ++index)
        requests.push_back(fixture.create(QStringLiteral("Book %1").arg(index)));
    for (size_t from = 0; from < requests.size(); from += 500) {
        const auto batch
            = std::span(requests).subspan(from, std::min<size_t>(500, requests.size() - from));
        for (const WriteResult &result : hub.write(batch, NoCancel))
            QCOMPARE(result.state, WriteResult::State::Delivered);
    }
}

void TestSqliteHub::trap22_scansEveryRowInPages()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    fill(fixture, *hub, 10'001);
    ScanReport report;
    QSet<QString> ids;
    for (const Record &record : scanAll(*hub, {}, report))
        ids.insert(record.id);
    QCOMPARE(ids.size(), 10'001);
    QVERIFY(report.complete);
    QCOMPARE(report.seen, 10'001);
}

/// A long scan keeps its lease.
void TestSqliteHub::renewsTheLeaseBetweenRows()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    fill(fixture, *hub, 1200);
    int renewed = 0;
    const Result<ScanReport> report = hub->scan(
        {},
        [&](Record &&) -> Result<void> {
            ++renewed;
            return hub->takeLease(QStringLiteral("books"), QStringLiteral("me"), Instant());
        },
        CancelToken());
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QVERIFY(report->complete);
    QCOMPARE(renewed, 1200);
}

void TestSqliteHub::scansOnlyWhatChanged()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    fill(fixture, *hub, 5);
    fixture.sql(QStringLiteral("UPDATE books SET updated_at = '2020-01-01T00:00:00.000000Z' "
                               "WHERE title <> 'Book 3'"));
    ScanReport report;
    ScanRequest request;
    request.mode = ScanRequest::Mode::Since;
    request.cursor = QStringLiteral("2021-01-01T00:00:00.000000Z");
    const std::vector<Record> changed = scanAll(*hub, request, report);
    QCOMPARE(changed.size(), size_t(1));
    QVERIFY(!report.complete);
    QCOMPARE(report.cursor, changed[0].version.stamp);
    request.cursor = report.cursor;
    QCOMPARE(scanAll(*hub, request, report).size(), size_t(1));
    QCOMPARE(report.cursor, request.cursor);
}

void TestSqliteHub::findsForeignStampsToo()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    fill(fixture, *hub, 2);
    fixture.sql(QStringLiteral("UPDATE books SET updated_at = '2026-05-04 10:00:00' "
                               "WHERE title = 'Book 0'"));
    fixture.sql(QStringLiteral("UPDATE books SET updated_at = '2026-05-04 06:00:00' "
                               "WHERE title = 'Book 1'"));
    ScanReport report;
    ScanRequest request;
    request.mode = ScanRequest::Mode::Since;
    request.cursor = QStringLiteral("2026-05-04T08:00:00.000000Z");
    const std::vector<Record> changed = scanAll(*hub, request, report);
    QCOMPARE(changed.size(), size_t(1));
    QCOMPARE(changed[0].fields[0], Value::text(QStringLiteral("Book 0")));
    QCOMPARE(report.cursor, QStringLiteral("2026-05-04T10:00:00.000000Z"));
}

void TestSqliteHub::startsAnEmptyTableAtTheDatabasesTime()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    ScanReport report;
    scanAll(*hub, {}, report);
    QVERIFY(parseInstant(report.cursor));
    ScanRequest hours;
    hours.mode = ScanRequest::Mode::Hours;
    hours.hours = 1;
    hours.now = *parseInstant(report.cursor);
    scanAll(*hub, hours, report);
    QVERIFY(report.cursor.isEmpty());
}

void TestSqliteHub::stopsScanningWhenCancelled()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    fill(fixture, *hub, 1);
    const CancelToken cancel;
    cancel.cancel();
    const auto report = hub->scan(
        {}, [](Record &&) -> Result<void> { return {}; }, cancel);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);
}

void TestSqliteHub::P28_tellsDeletedFromNeverThere()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    const Record soft = deliver(*hub, fixture.create(QStringLiteral("Soft")));
    const Record hard = deliver(*hub, fixture.create(QStringLiteral("Hard")));
    fixture.sql(QStringLiteral("UPDATE books SET deleted_at = '2026-01-01' WHERE title = 'Soft'"));
    fixture.sql(QStringLiteral("DELETE FROM books WHERE title = 'Hard'"));
    const auto readings = hub->read({soft.id, hard.id, QStringLiteral("never")}, NoCancel);
    QVERIFY(readings);
    QCOMPARE((*readings)[0].state, Reading::State::Found);
    QVERIFY(!(*readings)[0].record.alive);
    QVERIFY((*readings)[0].record.fields[0].isKnown());
    QCOMPARE((*readings)[1].state, Reading::State::Found);
    QVERIFY(!(*readings)[1].record.alive);
    QVERIFY((*readings)[1].record.fields[0].isAbsent());
    QCOMPARE((*readings)[2].state, Reading::State::Missing);
}

void TestSqliteHub::P14_P28_hintsAtTombstones()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    const Record hard = deliver(*hub, fixture.create(QStringLiteral("Hard")));
    fixture.sql(QStringLiteral("DELETE FROM books"));
    ScanReport report;
    scanAll(*hub, {}, report);
    QCOMPARE(report.trashHints, QStringList{hard.id});
    ScanRequest later;
    later.mode = ScanRequest::Mode::Since;
    later.cursor = QStringLiteral("2999-01-01T00:00:00.000000Z");
    scanAll(*hub, later, report);
    QVERIFY(report.trashHints.isEmpty());
    QCOMPARE(report.cursor, later.cursor);
}

void TestSqliteHub::findsByStoredIdAndByFoldedValues()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    deliver(*hub, fixture.create(QStringLiteral("ÄRGER  im Büro"), QStringLiteral("p1")));
    deliver(*hub, fixture.create(QStringLiteral("Other"), QStringLiteral("p2")));
    Lookup byId;
    byId.side = QStringLiteral("notion");
    byId.storedIds = {QStringLiteral("p2"), QStringLiteral("p9")};
    const auto stored = hub->find(byId, NoCancel);
    QVERIFY(stored);
    QCOMPARE(stored->size(), size_t(1));
    QCOMPARE(stored->front().storedIds.value(QStringLiteral("notion")), QStringLiteral("p2"));
    Lookup byValue;
    byValue.side = QStringLiteral("notion");
    byValue.matchFields = {QStringLiteral("title")};
    byValue.matchValues = {{Value::text(QStringLiteral("Ärger im büro"))}};
    const auto matching = hub->find(byValue, NoCancel);
    QVERIFY(matching);
    QCOMPARE(matching->size(), size_t(1));
    QCOMPARE(matching->front().storedIds.value(QStringLiteral("notion")), QStringLiteral("p1"));
}

void TestSqliteHub::trap41_givesTheLeaseToOneHolder()
{
    HubFixture fixture;
    const auto first = fixture.openHub();
    const auto second = fixture.openHub();
    const QString books = QStringLiteral("books");
    const QString mine = QStringLiteral("here");
    const QString theirs = QStringLiteral("there");
    const Instant now = *parseInstant(u"2026-11-22T07:00:00Z");
    QVERIFY(first->takeLease(books, mine, now));
    const Result<void> refused = second->takeLease(books, theirs, now + std::chrono::seconds(119));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Locked);
    QVERIFY(refused.error().detail.contains(mine));
    QVERIFY(second->takeLease(QStringLiteral("tasks"), theirs, now));
    QVERIFY2(second->takeLease(books, mine, now + std::chrono::seconds(1)), "after a crash");
    QVERIFY2(second->takeLease(books, theirs, now + std::chrono::minutes(3)), "expired");
    first->releaseLease(books, mine);
    QVERIFY(!first->takeLease(books, mine, now + std::chrono::minutes(4)));
    second->releaseLease(books, theirs);
    QVERIFY(first->takeLease(books, mine, now + std::chrono::minutes(4)));
}

void TestSqliteHub::appendsLogRowsOnce()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    LogEntry entry;
    entry.id = QStringLiteral("1");
    entry.eventType = QStringLiteral("sync_started");
    entry.status = QStringLiteral("info");
    entry.details.insert(QStringLiteral("service"), QStringLiteral("books"));
    QVERIFY(hub->appendLog({&entry, 1}));
    QVERIFY(hub->appendLog({&entry, 1}));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT details FROM sync_logs")),
             QStringList{QStringLiteral("{\"service\":\"books\"}")});
}

QTEST_GUILESS_MAIN(TestSqliteHub)
#include "tst_sqlitehub.moc"
