#include "connectors/hub/sqltext.h"
#include "support/hubrequests.h"
#include "support/serverhubfixture.h"

#include <QTest>

static const CancelToken NoCancel;

Q_DECLARE_METATYPE(Value)

/// The hub side of a service on a real server: what it reads, writes and keeps.
class TestServerHub : public QObject
{
    Q_OBJECT

private slots:
    void makesTheTablesWhereItMay();
    void makesNothingAnewWhereItWasSyncedBefore();
    void schemaMayBeAppliedAgain();
    void keepsEveryColumnType_data();
    void keepsEveryColumnType();
    void keepsEveryColumnTypeOfManyRows_data() { keepsEveryColumnType_data(); }
    void keepsEveryColumnTypeOfManyRows();
    void writesManyRowsWhereOneIsThereAlready();
    void showsWhatATriggerMadeOfManyRows();
    void createsWithTheLinksIdAndBookkeeping();
    void writesOnlyWhatIsAsked();
    void refusesARowThatMoved();
    void tellsARowThatIsGone();
    void P10_everyUpdateHasItsOwnStamp();
    void deletesSoftlyAndRestores();
    void revivesTheLinksOwnRow();
    void freesIdsOfDeletedRows();
    void namesWhatIsThereAlready();
    void trap13_P23_readsPastTheCapOfOneAnswer();
    void scansOnlyWhatChanged();
    void P28_tellsDeletedFromNeverThere();
    void P14_P28_hintsAtTombstones();
    void findsByStoredIdAndByFoldedValues();
    void trap41_givesTheLeaseToOneHolder();
    void appendsLogRowsOnceAndPrunesOnlyItsOwn();
    void showsItsSchemaBesideTheMapping();
};

void TestServerHub::makesTheTablesWhereItMay()
{
    ServerHubFixture fixture(QStringLiteral("books"), QString());
    const auto looked = fixture.hub()->open({}, Connector::Access::ReadOnly, NoCancel);
    QVERIFY2(looked, looked ? "" : qPrintable(looked.error().detail));
    QVERIFY(!looked->exists);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM pg_tables WHERE tablename IN "
                                        "('books', 'sync_hub')")),
             QStringList{QStringLiteral("0")});
    const auto opened = fixture.hub()->open({}, Connector::Access::ReadWrite, NoCancel);
    if (fixture.isSupabase()) {
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Usage);
        QVERIFY2(opened.error().detail.contains(QLatin1String("usync hub-schema")),
                 qPrintable(opened.error().detail));
        return;
    }
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    QVERIFY(opened->exists && !opened->identity.isEmpty() && opened->warnings.isEmpty());
    const auto again = fixture.hub()->open({}, Connector::Access::ReadOnly, NoCancel);
    QCOMPARE(again->identity, opened->identity);
}

void TestServerHub::makesNothingAnewWhereItWasSyncedBefore()
{
    ServerHubFixture fixture;
    (void)fixture.openHub();
    fixture.sql(QStringLiteral("DROP TABLE books"));
    const auto dropped
        = fixture.hub()->open(fixture.memory, Connector::Access::ReadWrite, NoCancel);
    QVERIFY(dropped && !dropped->exists);
    QCOMPARE(dropped->identity, fixture.memory.identity);
    QCOMPARE(
        fixture.sql(QStringLiteral("SELECT count(*) FROM pg_tables WHERE tablename = 'books'")),
        QStringList{QStringLiteral("0")});
}

/// Everything that a catalogue tells of what the schema makes.
static QStringList catalogue(ServerHubFixture &fixture)
{
    QStringList all;
    for (const char *query :
         {"SELECT table_name || column_name || data_type || is_nullable || "
          "coalesce(column_default, "
          "'') FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1",
          "SELECT proname || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
          "ORDER BY 1",
          "SELECT tgname || tgrelid::regclass FROM pg_trigger ORDER BY 1",
          "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
          "SELECT id::text || generation FROM sync_hub"})
        all += fixture.sql(QString::fromLatin1(query));
    return all;
}

void TestServerHub::schemaMayBeAppliedAgain()
{
    std::vector<ServiceDefinition> definitions;
    for (const char *name : {"books", "highlights", "linkedin_posts", "meetings", "tasks",
                             "reflections", "journals", "contacts", "calendar", "gmail"})
        definitions.push_back(builtInDefinition(QString::fromLatin1(name)));
    const auto schema = serverSchemaSql(definitions,
                                        ServerHubFixture::isSupabase() ? ServerFlavour::Supabase
                                                                       : ServerFlavour::Postgres);
    QVERIFY(schema);
    ServerHubFixture fixture(QStringLiteral("books"), *schema);
    const QStringList once = catalogue(fixture);
    QVERIFY(once.size() > 100);
    fixture.sql(*schema);
    QCOMPARE(catalogue(fixture), once);
    for (const ServiceDefinition &definition : definitions) {
        ServerHub hub(fixture.server(), definition, 100);
        const auto opened = hub.open({}, Connector::Access::ReadWrite, NoCancel);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
        QVERIFY2(opened->warnings.isEmpty(), qPrintable(opened->warnings.join(u' ')));
    }
}

void TestServerHub::keepsEveryColumnType_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("field");
    QTest::addColumn<Value>("value");
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString other = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString nasty = QStringLiteral("'; DROP TABLE –\n\\ \\n %1 ? :a {\"b\"} $usync$ 💥");
    QTest::newRow("TEXT") << "books"
                          << "notes" << Value::text(nasty);
    QTest::newRow("TEXT[]") << "books"
                            << "tags"
                            << Value::set({QStringLiteral("a,b"), QStringLiteral("\""), nasty});
    QTest::newRow("INTEGER") << "books"
                             << "rating" << Value::number(5.0);
    QTest::newRow("DATE") << "books"
                          << "started_at" << Value::date(QDate(2024, 2, 29));
    QTest::newRow("TIMESTAMPTZ") << "meetings"
                                 << "date"
                                 << Value::instant(*parseInstant(u"2026-11-22T07:39:00.123456Z"));
    QTest::newRow("UUID") << "highlights"
                          << "book_id" << Value::set({id});
    QTest::newRow("UUID[]") << "meetings"
                            << "contact_ids" << Value::set({id, other});
    QTest::newRow("JSONB") << "contacts"
                           << "emails"
                           << Value::json(QJsonArray{QJsonObject{{QStringLiteral("value"), nasty},
                                                                 {QStringLiteral("n"), 1.5}}});
    QTest::newRow("BOOLEAN") << "contacts"
                             << "subscribed" << Value::boolean(false);
    QTest::newRow("cleared") << "books"
                             << "rating" << Value::null();
}

void TestServerHub::keepsEveryColumnType()
{
    QFETCH(QString, service);
    QFETCH(QString, field);
    QFETCH(Value, value);
    ServerHubFixture fixture(service);
    const auto hub = fixture.openHub();
    WriteRequest request = createRequest(fixture.definition, QStringLiteral("Title"));
    const WriteRequest plain = createRequest(fixture.definition, QStringLiteral("Other"));
    request.fields.emplace_back(fixture.field(field), value);
    const Record made = deliver(*hub, request);
    QCOMPARE(made.fields[size_t(fixture.field(field))], value);
    const auto read = fixture.openHub()->read({made.id}, NoCancel);
    QVERIFY(read);
    QCOMPARE(read->front().record.fields, made.fields);
    QCOMPARE(read->front().record.version, made.version);
    const Record before = deliver(*hub, plain);
    const Record changed = deliver(*hub, updateRequest(before, fixture.field(field), value));
    QCOMPARE(changed.fields[size_t(fixture.field(field))], value);
    QCOMPARE(hub->read({changed.id}, NoCancel)->front().record.fields, changed.fields);
}

/// Many new rows take another way than a few.
void TestServerHub::keepsEveryColumnTypeOfManyRows()
{
    QFETCH(QString, service);
    QFETCH(QString, field);
    QFETCH(Value, value);
    ServerHubFixture fixture(service);
    const auto hub = fixture.openHub();
    constexpr int count = 120;
    std::vector<WriteRequest> requests;
    requests.reserve(count);
    for (int index = 0; index < count; ++index) {
        requests.push_back(createRequest(fixture.definition, QStringLiteral("Row\t%1").arg(index)));
        if (index % 3 != 0)
            requests.back().fields.emplace_back(fixture.field(field), value);
    }
    const std::vector<WriteResult> results = hub->write(requests, NoCancel);
    QStringList ids;
    for (size_t index = 0; index < results.size(); ++index) {
        QCOMPARE(results[index].state, WriteResult::State::Delivered);
        const std::vector<Value> &shown = results[index].record.fields;
        QCOMPARE(shown[size_t(fixture.field(field))], index % 3 != 0 ? value : Value::null());
        QCOMPARE(shown[size_t(fixture.field(fixture.definition.titleField))],
                 Value::text(QStringLiteral("Row\t%1").arg(index)));
        ids.append(results[index].record.id);
    }
    const auto read = hub->read(ids, NoCancel);
    QVERIFY(read);
    for (size_t index = 0; index < results.size(); ++index) {
        QCOMPARE(read->at(index).record.fields, results[index].record.fields);
        QCOMPARE(read->at(index).record.version, results[index].record.version);
    }
}

void TestServerHub::writesManyRowsWhereOneIsThereAlready()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    std::vector<WriteRequest> requests;
    requests.reserve(100);
    for (int index = 0; index < 100; ++index)
        requests.push_back(createRequest(fixture.definition, QStringLiteral("Book %1").arg(index)));
    (void)deliver(*hub, requests[40]);
    fixture.sql(QStringLiteral("UPDATE books SET notes = 'by a person'"));
    const std::vector<WriteResult> results = hub->write(requests, NoCancel);
    for (size_t index = 0; index < results.size(); ++index)
        QCOMPARE(results[index].state,
                 index == 40 ? WriteResult::State::Unknown : WriteResult::State::Delivered);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM books")),
             QStringList{QStringLiteral("100")});
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM books WHERE notes = 'by a person'")),
             QStringList{QStringLiteral("1")});
}

/// What somebody's trigger makes of a new row is what the row shows, not what was written.
void TestServerHub::showsWhatATriggerMadeOfManyRows()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    fixture.sql(QStringLiteral(
        "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.author := "
        "upper(NEW.title); RETURN CASE WHEN NEW.title = 'Book 7' THEN NULL ELSE NEW END; END $$; "
        "CREATE TRIGGER shout BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION shout()"));
    std::vector<WriteRequest> requests;
    requests.reserve(100);
    for (int index = 0; index < 100; ++index)
        requests.push_back(createRequest(fixture.definition, QStringLiteral("Book %1").arg(index)));
    const std::vector<WriteResult> results = hub->write(requests, NoCancel);
    for (size_t index = 0; index < results.size(); ++index) {
        QCOMPARE(results[index].state,
                 index == 7 ? WriteResult::State::NotDelivered : WriteResult::State::Delivered);
        if (index != 7)
            QCOMPARE(results[index].record.fields[size_t(fixture.field(u"author"))],
                     Value::text(QStringLiteral("BOOK %1").arg(index)));
    }
}

void TestServerHub::createsWithTheLinksIdAndBookkeeping()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    WriteRequest request
        = createRequest(fixture.definition, QStringLiteral("Emma"), QStringLiteral("page"));
    request.members[QStringLiteral("notion")].version.stamp
        = QStringLiteral("2026-01-02T03:04:00.000Z");
    const Record made = deliver(*hub, request);
    QCOMPARE(made.id, request.link.toString(QUuid::WithoutBraces));
    QCOMPARE(made.storedIds.value(QStringLiteral("notion")), QStringLiteral("page"));
    QVERIFY(made.alive && made.created && made.version.edited);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT (notion_updated_at AT TIME ZONE 'UTC')::text || "
                                        "last_sync_source FROM books")),
             QStringList{QStringLiteral("2026-01-02 03:04:00notion")});
}

void TestServerHub::writesOnlyWhatIsAsked()
{
    ServerHubFixture fixture(QStringLiteral("highlights"));
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Passage")));
    fixture.sql(QStringLiteral("UPDATE highlights SET is_favorite = true, note = 'mine'"));
    const Record fresh = hub->read({made.id}, NoCancel)->front().record;
    const Record changed = deliver(
        *hub, updateRequest(fresh, fixture.field(u"chapter"), Value::text(QStringLiteral("One"))));
    QCOMPARE(changed.fields[size_t(fixture.field(u"note"))], Value::text(QStringLiteral("mine")));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT is_favorite::text || chapter FROM highlights")),
             QStringList{QStringLiteral("trueOne")});
}

void TestServerHub::refusesARowThatMoved()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Emma")));
    fixture.sql(QStringLiteral("UPDATE books SET title = 'A person''s'"));
    const WriteRequest late = updateRequest(made, 0, Value::text(QStringLiteral("Ours")));
    const WriteResult result = hub->write({&late, 1}, NoCancel).front();
    QCOMPARE(result.state, WriteResult::State::NotDelivered);
    QCOMPARE(result.error.kind, ErrorKind::Moved);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT title FROM books")),
             QStringList{QStringLiteral("A person's")});
}

void TestServerHub::tellsARowThatIsGone()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    Record nobody;
    nobody.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const WriteRequest late = updateRequest(nobody, 0, Value::text(QStringLiteral("Ours")));
    QCOMPARE(hub->write({&late, 1}, NoCancel).front().error.kind, ErrorKind::NotFound);
    const auto strange = hub->read({QStringLiteral("no uuid")}, NoCancel);
    QVERIFY(strange && strange->front().state == Reading::State::Missing);
}

void TestServerHub::P10_everyUpdateHasItsOwnStamp()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    Record record = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Emma")));
    for (int round = 0; round < 20; ++round) {
        const QString before = record.version.stamp;
        record = deliver(*hub, updateRequest(record, 0, Value::text(QString::number(round))));
        QVERIFY(record.version.stamp > before);
    }
    // A clock that was set back does not bring a stamp back.
    fixture.sql(QStringLiteral("UPDATE books SET updated_at = '2999-12-31T23:59:59.999999Z'"));
    record = hub->read({record.id}, NoCancel)->front().record;
    record = deliver(*hub, updateRequest(record, 0, Value::text(QStringLiteral("late"))));
    QCOMPARE(record.version.stamp, QStringLiteral("3000-01-01T00:00:00.000000Z"));
    // Setting what is there already moves nothing: it would look like a change of the hub.
    fixture.sql(QStringLiteral("UPDATE books SET title = title"));
    QCOMPARE(hub->read({record.id}, NoCancel)->front().record.version.stamp, record.version.stamp);
}

void TestServerHub::deletesSoftlyAndRestores()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    Record record = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Emma")));
    WriteRequest request;
    request.kind = OperationKind::Delete;
    request.recordId = record.id;
    request.fresh = record;
    record = deliver(*hub, request);
    QVERIFY(!record.alive);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM books WHERE deleted_at IS NOT NULL")),
             QStringList{QStringLiteral("1")});
    request.kind = OperationKind::Restore;
    request.fresh = record;
    request.fields = {{0, Value::text(QStringLiteral("Emma again"))}};
    record = deliver(*hub, request);
    QVERIFY(record.alive);
    QCOMPARE(record.fields[0], Value::text(QStringLiteral("Emma again")));
}

void TestServerHub::revivesTheLinksOwnRow()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    WriteRequest request = createRequest(fixture.definition, QStringLiteral("Emma"));
    (void)deliver(*hub, request);
    fixture.sql(QStringLiteral("UPDATE books SET deleted_at = now()"));
    request.fields = {{0, Value::text(QStringLiteral("Emma again"))}};
    const Record revived = deliver(*hub, request);
    QVERIFY(revived.alive);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT title FROM books WHERE deleted_at IS NULL")),
             QStringList{QStringLiteral("Emma again")});
}

void TestServerHub::freesIdsOfDeletedRows()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    (void)deliver(*hub,
                  createRequest(fixture.definition, QStringLiteral("Old"), QStringLiteral("page")));
    fixture.sql(QStringLiteral("UPDATE books SET deleted_at = now()"));
    const Record made = deliver(
        *hub, createRequest(fixture.definition, QStringLiteral("New"), QStringLiteral("page")));
    QCOMPARE(made.storedIds.value(QStringLiteral("notion")), QStringLiteral("page"));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT title FROM books ORDER BY title")).join(u' '),
             QStringLiteral("New Old"));
}

void TestServerHub::namesWhatIsThereAlready()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const WriteRequest first = createRequest(fixture.definition, QStringLiteral("Emma"));
    (void)deliver(*hub, first);
    WriteRequest repeated = first;
    repeated.fields = {{0, Value::text(QStringLiteral("Not Emma"))}};
    const WriteResult again = hub->write({&repeated, 1}, NoCancel).front();
    // It bears its link's name: what became of the attempt that made it is read, never guessed.
    QCOMPARE(again.state, WriteResult::State::Unknown);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT title FROM books")),
             QStringList{QStringLiteral("Emma")});
    const QString page = QStringLiteral("page");
    (void)deliver(*hub, createRequest(fixture.definition, QStringLiteral("Emma"), page));
    const WriteRequest other = createRequest(fixture.definition, QStringLiteral("Emma"), page);
    const WriteResult same = hub->write({&other, 1}, NoCancel).front();
    QVERIFY2(same.error.detail.contains(QLatin1String("a row for this Notion page already")),
             qPrintable(same.error.detail));
}

static void fill(ServerHubFixture &fixture, ServerHub &hub, int count)
{
    std::vector<WriteRequest> requests;
    requests.reserve(size_t(count));
    for (int index = 0; index < count; ++index)
        requests.push_back(createRequest(fixture.definition, QStringLiteral("Book %1").arg(index)));
    for (const WriteResult &result : hub.write(requests, NoCancel))
        QCOMPARE(result.state, WriteResult::State::Delivered);
}

void TestServerHub::trap13_P23_readsPastTheCapOfOneAnswer()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    fill(fixture, *hub, 2345);
    ScanReport report;
    QSet<QString> ids;
    QStringList known;
    for (const Record &record : scanAll(*hub, {}, report)) {
        ids.insert(record.id);
        known.append(record.id);
    }
    QCOMPARE(ids.size(), 2345);
    QVERIFY(report.complete);
    QCOMPARE(report.seen, 2345);
    const auto read = hub->read(known, NoCancel);
    QVERIFY(read);
    for (const Reading &reading : *read)
        QCOMPARE(reading.state, Reading::State::Found);
}

void TestServerHub::scansOnlyWhatChanged()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    fill(fixture, *hub, 5);
    fixture.sql(QStringLiteral("UPDATE books SET updated_at = '2020-01-01T00:00:00Z' "
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

void TestServerHub::P28_tellsDeletedFromNeverThere()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const Record soft = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Soft")));
    const Record hard = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Hard")));
    fixture.sql(QStringLiteral("UPDATE books SET deleted_at = '2026-01-01' WHERE title = 'Soft'"));
    fixture.sql(QStringLiteral("DELETE FROM books WHERE title = 'Hard'"));
    const QString never = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto readings = hub->read({soft.id, hard.id, never}, NoCancel);
    QVERIFY(readings);
    QCOMPARE((*readings)[0].state, Reading::State::Found);
    QVERIFY(!(*readings)[0].record.alive);
    QVERIFY((*readings)[0].record.fields[0].isKnown());
    QCOMPARE((*readings)[1].state, Reading::State::Found);
    QVERIFY(!(*readings)[1].record.alive);
    QVERIFY((*readings)[1].record.fields[0].isAbsent());
    QCOMPARE((*readings)[2].state, Reading::State::Missing);
}

void TestServerHub::P14_P28_hintsAtTombstones()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const Record hard = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Hard")));
    fixture.sql(QStringLiteral("DELETE FROM books"));
    ScanReport report;
    ScanRequest since;
    since.mode = ScanRequest::Mode::Since;
    since.cursor = QStringLiteral("2020-01-01T00:00:00.000000Z");
    (void)scanAll(*hub, since, report);
    QCOMPARE(report.trashHints, QStringList{hard.id});
    ScanRequest later;
    later.mode = ScanRequest::Mode::Since;
    later.cursor = QStringLiteral("2999-01-01T00:00:00.000000Z");
    (void)scanAll(*hub, later, report);
    QVERIFY(report.trashHints.isEmpty());
    QCOMPARE(report.cursor, later.cursor);
}

void TestServerHub::findsByStoredIdAndByFoldedValues()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const QStringList titles{
        QStringLiteral("ÄRGER  im Büro"), QStringLiteral("Other"),
        QStringLiteral("Große Straße"),   QStringLiteral(" 日本語"),
        QStringLiteral("ﬁnal DOUBT"),     QStringLiteral("50%_\\ off, (really)")};
    for (const QString &title : titles)
        (void)deliver(*hub, createRequest(fixture.definition, title, title));
    Lookup byId;
    byId.side = QStringLiteral("notion");
    byId.storedIds = {titles[5], QStringLiteral("p9")};
    const auto stored = hub->find(byId, NoCancel);
    QVERIFY2(stored, stored ? "" : qPrintable(stored.error().detail));
    QCOMPARE(stored->size(), size_t(1));
    QCOMPARE(stored->front().storedIds.value(QStringLiteral("notion")), titles[5]);
    for (const char *text : {"Ärger im büro", "grosse strasse", "große  straße", "日本語 ",
                             "Final Doubt", "50%_\\ OFF, (REALLY)", "nothing of it"}) {
        const Value wanted = Value::text(QString::fromUtf8(text));
        QStringList expected;
        for (const QString &title : titles) {
            if (foldedKey({Value::text(title)}) == foldedKey({wanted}))
                expected.append(title);
        }
        Lookup byValue;
        byValue.side = QStringLiteral("notion");
        byValue.matchFields = {QStringLiteral("title")};
        byValue.matchValues = {{wanted}};
        const auto matching = hub->find(byValue, NoCancel);
        QVERIFY2(matching, matching ? "" : qPrintable(matching.error().detail));
        QStringList found;
        for (const Record &record : *matching)
            found.append(record.storedIds.value(QStringLiteral("notion")));
        QCOMPARE(found, expected);
    }
}

void TestServerHub::trap41_givesTheLeaseToOneHolder()
{
    ServerHubFixture fixture;
    const auto first = fixture.openHub();
    const auto second = fixture.openHub();
    const QString books = QStringLiteral("books");
    const QString mine = QStringLiteral("here");
    const QString theirs = QStringLiteral("there");
    QVERIFY(first->takeLease(books, mine, {}));
    const Result<void> refused = second->takeLease(books, theirs, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Locked);
    QVERIFY(refused.error().detail.contains(mine));
    QVERIFY(second->takeLease(QStringLiteral("tasks"), theirs, {}));
    QVERIFY2(second->takeLease(books, mine, {}), "after a crash");
    fixture.sql(QStringLiteral("UPDATE sync_lease SET expires_at = expires_at - interval '2 "
                               "minutes'"));
    QVERIFY2(second->takeLease(books, theirs, {}), "expired");
    first->releaseLease(books, mine);
    QVERIFY(!first->takeLease(books, mine, {}));
    second->releaseLease(books, theirs);
    QVERIFY(first->takeLease(books, mine, {}));
}

void TestServerHub::appendsLogRowsOnceAndPrunesOnlyItsOwn()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    LogEntry entry;
    entry.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    entry.eventType = QStringLiteral("sync_started");
    entry.status = QStringLiteral("info");
    entry.createdAt = *parseInstant(u"2020-01-02T03:04:05Z");
    entry.details.insert(QStringLiteral("run_id"), QStringLiteral("r"));
    QVERIFY(hub->appendLog({&entry, 1}));
    QVERIFY(hub->appendLog({&entry, 1}));
    fixture.sql(QStringLiteral("INSERT INTO sync_logs (event_type, status, created_at) VALUES "
                               "('another program', 'info', '2020-01-01')"));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT details ->> 'run_id' FROM sync_logs ORDER BY 1")),
             QStringList({QStringLiteral("r"), QStringLiteral("NULL")}));
    const auto server = fixture.server();
    QVERIFY(server->pruneLogs(*parseInstant(u"2019-01-01T00:00:00Z")));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM sync_logs")),
             QStringList{QStringLiteral("2")});
    QVERIFY(server->pruneLogs(*parseInstant(u"2021-01-01T00:00:00Z")));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT event_type FROM sync_logs")),
             QStringList{QStringLiteral("another program")});
}

void TestServerHub::showsItsSchemaBesideTheMapping()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const Result<SideSchema> schema = hub->schema(NoCancel);
    QVERIFY(schema && schema->exists);
    const FieldBinding &tags = schema->bindings[size_t(fixture.field(u"tags"))];
    QVERIFY(tags.ok);
    QCOMPARE(tags.expectedType, QStringLiteral("TEXT[]"));
    QCOMPARE(tags.actualType, QStringLiteral("text[]"));
    QVERIFY(tags.note.isEmpty());
}

QTEST_GUILESS_MAIN(TestServerHub)
#include "tst_serverhub.moc"
