#include "support/hubrequests.h"
#include "support/serverhubfixture.h"

#include <QTest>

static const CancelToken NoCancel;

/// Traps of PostgREST and PostgreSQL, each on the real thing: rows that are hidden, rights that are
/// missing, batches that fail for one row, answers that are lost.
class TestServerTraps : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();

    void trap12_policyThatHidesRows_data();
    void trap12_policyThatHidesRows();
    void trap17_rightThatIsMissing();
    void trap20_rowThatWasCommittedLate();
    void trap21_tableThatKeepsNoStamps_data();
    void trap21_tableThatKeepsNoStamps();
    void triggersOfSomebodyElseStay();
    void tableOfAnotherShapeIsLeftAlone();
    void rowThatComesBackHasNoTombstone();
    void trap38_keyThatIsUniqueOnlyInPart();
    void trap38_rowsWithoutAKeyOfTheOtherSide();
    void trap39_sameRowTwiceInOneBatch();
    void trap39_oneBadRowFailsAlone();
    void trap39_partOfARowBesideRequiredColumns();
    void trap40_valuesThatMeanSomethingInAnAddress();
    void trap44_textWithANul();
    void P28_tableWithoutTombstones();
    void P37_columnsThatTheTableLacks();
    void wrongAddressesAndSecrets_data();
    void wrongAddressesAndSecrets();
};

/// Roles belong to the whole server.
void TestServerTraps::cleanup()
{
    TestPostgres any;
    any.sql(
        QStringLiteral("DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = "
                       "'service_role') THEN ALTER ROLE service_role BYPASSRLS; END IF; END $$"));
}

void TestServerTraps::trap12_policyThatHidesRows_data()
{
    QTest::addColumn<QString>("policy");
    QTest::newRow("all") << QString();
    QTest::newRow("some") << QStringLiteral(
        "CREATE POLICY partly ON books USING (title <> 'Hidden') WITH CHECK (true)");
    QTest::newRow("none") << QStringLiteral("CREATE POLICY everything ON books USING (true)");
}

/// A user whom row-level security binds cannot know what it does not see.
void TestServerTraps::trap12_policyThatHidesRows()
{
    QFETCH(const QString, policy);
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    for (const char *title : {"Seen", "Hidden"})
        (void)deliver(*hub, createRequest(fixture.definition, QString::fromLatin1(title)));
    fixture.sql(QStringLiteral("ALTER TABLE books ENABLE ROW LEVEL SECURITY"));
    if (!policy.isEmpty())
        fixture.sql(policy);
    QString address = fixture.url();
    if (fixture.isSupabase()) {
        fixture.sql(QStringLiteral("ALTER ROLE service_role NOBYPASSRLS"));
    } else {
        fixture.sql(QStringLiteral("DROP ROLE IF EXISTS bound"));
        fixture.sql(QStringLiteral("CREATE ROLE bound LOGIN PASSWORD 'pass word'"));
        fixture.sql(QStringLiteral("GRANT ALL ON ALL TABLES IN SCHEMA public TO bound"));
        address = fixture.database().urlFor(QStringLiteral("bound"), QStringLiteral("pass word"));
    }
    const auto status = fixture.hubAt(address, TestSupabase::secretKey())
                            ->open(fixture.memory, Connector::Access::ReadWrite, NoCancel);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Blocked);
    QVERIFY2(status.error().detail.contains(QLatin1String("Row-level security can hide rows")),
             qPrintable(status.error().detail));
    fixture.sql(QStringLiteral("DROP OWNED BY %1")
                    .arg(fixture.isSupabase() ? QStringLiteral("anon") : QStringLiteral("bound")));
}

void TestServerTraps::trap17_rightThatIsMissing()
{
    ServerHubFixture fixture;
    (void)fixture.openHub();
    QString address = fixture.url();
    if (fixture.isSupabase()) {
        (void)fixture.openHub();
        fixture.sql(QStringLiteral("REVOKE UPDATE ON books FROM service_role"));
    } else {
        fixture.sql(QStringLiteral("DROP ROLE IF EXISTS reader"));
        fixture.sql(QStringLiteral("CREATE ROLE reader LOGIN PASSWORD 'x'"));
        fixture.sql(QStringLiteral("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"));
        address = fixture.database().urlFor(QStringLiteral("reader"), QStringLiteral("x"));
    }
    const auto status = fixture.hubAt(address, TestSupabase::secretKey())
                            ->open(fixture.memory, Connector::Access::ReadWrite, NoCancel);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Usage);
    const qsizetype remedy = status.error().detail.indexOf(QLatin1String("GRANT"));
    QVERIFY2(remedy > 0, qPrintable(status.error().detail));
    fixture.sql(status.error().detail.mid(remedy));
    if (!fixture.isSupabase())
        fixture.sql(QStringLiteral("GRANT ALL ON ALL TABLES IN SCHEMA public TO reader"));
    const auto mended = fixture.hubAt(address, TestSupabase::secretKey())
                            ->open(fixture.memory, Connector::Access::ReadWrite, NoCancel);
    QVERIFY2(mended, mended ? "" : qPrintable(mended.error().detail));
    if (!fixture.isSupabase())
        fixture.sql(QStringLiteral("DROP OWNED BY reader"));
}

/// Its stamp lies before the cursor: a slow transaction that a fast one overtook.
void TestServerTraps::trap20_rowThatWasCommittedLate()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const Record slow = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Slow")));
    const Record fast = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Fast")));
    fixture.sql(QStringLiteral("BEGIN"));
    fixture.sql(QStringLiteral("UPDATE books SET notes = 'slow' WHERE title = 'Slow'"));
    (void)deliver(
        *hub, updateRequest(fast, fixture.field(u"notes"), Value::text(QStringLiteral("fast"))));
    // A later run: the cursor does not pass the moment that the hub was opened.
    ScanReport report;
    (void)scanAll(*fixture.openHub(), {}, report);
    fixture.sql(QStringLiteral("COMMIT"));
    ScanRequest since;
    since.mode = ScanRequest::Mode::Since;
    since.cursor = report.cursor;
    const std::vector<Record> changed = scanAll(*hub, since, report);
    const auto late = std::find_if(changed.begin(), changed.end(),
                                   [&slow](const Record &record) { return record.id == slow.id; });
    QVERIFY(late != changed.end());
    QCOMPARE(late->fields[size_t(fixture.field(u"notes"))], Value::text(QStringLiteral("slow")));
    QVERIFY(late->version.stamp < since.cursor);
}

/// A table of somebody else: an edit there would not be seen, so it is not synced both ways.
void TestServerTraps::trap21_tableThatKeepsNoStamps_data()
{
    QTest::addColumn<QString>("trigger");
    QTest::newRow("no trigger") << QString();
    // Each is called before an update, and none moves the stamp of every change.
    QTest::newRow("one that only looks") << QStringLiteral(
        "CREATE FUNCTION looks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; "
        "CREATE TRIGGER looks BEFORE UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION looks()");
    QTest::newRow("one for a column")
        << QStringLiteral("CREATE TRIGGER looks BEFORE UPDATE OF title ON tasks FOR EACH ROW "
                          "EXECUTE FUNCTION usync_touch()");
    QTest::newRow("one under a condition") << QStringLiteral(
        "CREATE TRIGGER looks BEFORE UPDATE ON tasks FOR EACH ROW WHEN (OLD.title <> NEW.title) "
        "EXECUTE FUNCTION usync_touch()");
}

void TestServerTraps::trap21_tableThatKeepsNoStamps()
{
    QFETCH(const QString, trigger);
    const ServiceDefinition tasks = builtInDefinition(QStringLiteral("tasks"));
    ServerHubFixture fixture(QStringLiteral("tasks"), ServerHubFixture::schemaOf(tasks));
    fixture.sql(QStringLiteral("DROP TRIGGER usync_touch_tasks ON tasks"));
    if (!trigger.isEmpty())
        fixture.sql(trigger);
    const auto status = fixture.hub()->open({}, Connector::Access::ReadWrite, NoCancel);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Usage);
    fixture.sql(status.error().detail.mid(status.error().detail.indexOf(QLatin1String("CREATE"))));
    const auto mended = fixture.hub()->open({}, Connector::Access::ReadWrite, NoCancel);
    QVERIFY2(mended, mended ? "" : qPrintable(mended.error().detail));
}

/// The statements may be run on a table that was there before, with triggers of any name.
void TestServerTraps::triggersOfSomebodyElseStay()
{
    const ServiceDefinition tasks = builtInDefinition(QStringLiteral("tasks"));
    const QString schema = ServerHubFixture::schemaOf(tasks);
    ServerHubFixture fixture(QStringLiteral("tasks"), schema);
    fixture.sql(QStringLiteral(
        "CREATE TABLE audit (title text); CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN INSERT INTO audit VALUES (NEW.title); RETURN NULL; END $$; "
        "CREATE TRIGGER tasks_updated_at AFTER UPDATE ON tasks FOR EACH ROW "
        "EXECUTE FUNCTION audit(); CREATE TRIGGER tasks_tombstone AFTER UPDATE ON tasks "
        "FOR EACH ROW EXECUTE FUNCTION audit()"));
    fixture.sql(schema);
    if (!ServerHubFixture::isSupabase())
        QVERIFY(fixture.hub()->makeSchema(NoCancel));
    fixture.sql(QStringLiteral("INSERT INTO tasks (title) VALUES ('Audited')"));
    const QStringList before = fixture.sql(QStringLiteral("SELECT updated_at FROM tasks"));
    fixture.sql(QStringLiteral("UPDATE tasks SET description = 'x'"));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM audit")),
             QStringList{QStringLiteral("2")});
    QVERIFY(fixture.sql(QStringLiteral("SELECT updated_at FROM tasks")) != before);
}

/// What cannot be synced is named, and goes on as it was.
void TestServerTraps::tableOfAnotherShapeIsLeftAlone()
{
    const QString table
        = QStringLiteral("CREATE TABLE tasks (id uuid PRIMARY KEY, title text, updated_at bigint); "
                         "INSERT INTO tasks VALUES (gen_random_uuid(), 'Old', 1)");
    ServerHubFixture fixture(QStringLiteral("tasks"), table);
    fixture.sql(ServerHubFixture::schemaOf(fixture.definition));
    if (!ServerHubFixture::isSupabase()) {
        const auto made = fixture.hub()->makeSchema(NoCancel);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::Usage);
    }
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM pg_trigger WHERE tgrelid = "
                                        "'tasks'::regclass")),
             QStringList{QStringLiteral("0")});
    QCOMPARE(fixture.sql(QStringLiteral("SELECT relrowsecurity::text FROM pg_class WHERE oid = "
                                        "'tasks'::regclass")),
             QStringList{QStringLiteral("false")});
    fixture.sql(QStringLiteral("UPDATE tasks SET title = 'New'"));
}

void TestServerTraps::rowThatComesBackHasNoTombstone()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    for (const char *title : {"Deleted", "Put back"})
        (void)deliver(*hub, createRequest(fixture.definition, QString::fromLatin1(title)));
    fixture.sql(QStringLiteral("CREATE TABLE kept AS TABLE books"));
    fixture.sql(QStringLiteral("DELETE FROM books"));
    const QString stones = QStringLiteral("SELECT count(*) FROM sync_tombstones");
    QCOMPARE(fixture.sql(stones), QStringList{QStringLiteral("2")});
    fixture.sql(QStringLiteral("INSERT INTO books SELECT * FROM kept WHERE title = 'Put back'"));
    QCOMPARE(fixture.sql(stones), QStringList{QStringLiteral("1")});
}

void TestServerTraps::trap38_keyThatIsUniqueOnlyInPart()
{
    const ServiceDefinition books = builtInDefinition(QStringLiteral("books"));
    ServerHubFixture fixture(QStringLiteral("books"), ServerHubFixture::schemaOf(books));
    fixture.sql(QStringLiteral("ALTER TABLE books DROP CONSTRAINT books_notion_page_id_key"));
    fixture.sql(QStringLiteral("CREATE UNIQUE INDEX partly ON books (notion_page_id) "
                               "WHERE deleted_at IS NULL"));
    const auto status = fixture.hub()->open({}, Connector::Access::ReadWrite, NoCancel);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Usage);
    QVERIFY(status.error().detail.contains(QLatin1String("must be unique")));
    fixture.sql(status.error().detail.mid(status.error().detail.indexOf(QLatin1String("ALTER"))));
    QVERIFY(fixture.hub()->open({}, Connector::Access::ReadWrite, NoCancel));
}

/// NULL keys never collide: a repeated create is found by the row's id.
void TestServerTraps::trap38_rowsWithoutAKeyOfTheOtherSide()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const WriteRequest request = createRequest(fixture.definition, QStringLiteral("Emma"));
    (void)deliver(*hub, request);
    QCOMPARE(hub->write({&request, 1}, NoCancel).front().state, WriteResult::State::Unknown);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM books")),
             QStringList{QStringLiteral("1")});
}

void TestServerTraps::trap39_sameRowTwiceInOneBatch()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const WriteRequest once = createRequest(fixture.definition, QStringLiteral("Once"));
    const WriteRequest other = createRequest(fixture.definition, QStringLiteral("Other"));
    const std::vector<WriteResult> results
        = hub->write(std::vector<WriteRequest>{once, other, once}, NoCancel);
    QCOMPARE(results[0].state, WriteResult::State::Delivered);
    QCOMPARE(results[1].state, WriteResult::State::Delivered);
    QCOMPARE(results[2].state, WriteResult::State::Unknown);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM books")),
             QStringList{QStringLiteral("2")});
}

void TestServerTraps::trap39_oneBadRowFailsAlone()
{
    ServerHubFixture fixture(QStringLiteral("journals"));
    const auto hub = fixture.openHub();
    const int date = fixture.field(u"date");
    std::vector<WriteRequest> requests;
    constexpr int days = 300;
    constexpr int bad = 221;
    requests.reserve(days);
    for (int day = 0; day < days; ++day) {
        requests.push_back(createRequest(fixture.definition, QStringLiteral("Day %1").arg(day)));
        // Two pages of one day: the table takes one of them only.
        const int offset = day == bad ? bad - 1 : day;
        requests.back().fields.emplace_back(date, Value::date(QDate(2025, 1, 1).addDays(offset)));
    }
    const std::vector<WriteResult> results = hub->write(requests, NoCancel);
    int refused = 0;
    for (const WriteResult &result : results) {
        if (result.state == WriteResult::State::Delivered)
            continue;
        ++refused;
        QCOMPARE(
            result.error.detail,
            QStringLiteral("Another row of the hub's table journals has the same date already, "
                           "and it must be unique."));
    }
    QCOMPARE(refused, 1);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM journals")),
             QStringList{QString::number(days - 1)});
    // The same among changes.
    std::vector<WriteRequest> changes;
    for (size_t day = 0; day < 3; ++day)
        changes.push_back(
            updateRequest(results[day].record, date,
                          Value::date(QDate(2025, 1, 1).addDays(day == 1 ? 50 : 900 + int(day)))));
    const std::vector<WriteResult> changed = hub->write(changes, NoCancel);
    QCOMPARE(changed[0].state, WriteResult::State::Delivered);
    QCOMPARE(changed[1].error.kind, ErrorKind::Refused);
    QCOMPARE(changed[2].state, WriteResult::State::Delivered);
}

/// NOT NULL is checked before a conflict is looked for: parts of a row are no upsert.
void TestServerTraps::trap39_partOfARowBesideRequiredColumns()
{
    ServerHubFixture fixture(QStringLiteral("journals"));
    const auto hub = fixture.openHub();
    WriteRequest request = createRequest(fixture.definition, QStringLiteral("Day"));
    request.fields.emplace_back(fixture.field(u"date"), Value::date(QDate(2026, 1, 1)));
    const Record made = deliver(*hub, request);
    const Record changed = deliver(
        *hub, updateRequest(made, fixture.field(u"note"), Value::text(QStringLiteral("Calm"))));
    QCOMPARE(changed.fields[size_t(fixture.field(u"date"))], Value::date(QDate(2026, 1, 1)));
}

void TestServerTraps::trap40_valuesThatMeanSomethingInAnAddress()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const QStringList pages{QStringLiteral("a+b c%2B"), QStringLiteral("x,y.z:(\"q\")"),
                            QStringLiteral("back\\slash'quote"), QStringLiteral("*&=#?")};
    for (const QString &page : pages)
        (void)deliver(*hub, createRequest(fixture.definition, page, page));
    for (const QString &page : pages) {
        Lookup lookup;
        lookup.side = QStringLiteral("notion");
        lookup.storedIds = {page};
        const auto found = hub->find(lookup, NoCancel);
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
        QCOMPARE(found->size(), size_t(1));
        QCOMPARE(found->front().fields[0], Value::text(page));
    }
}

void TestServerTraps::trap44_textWithANul()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    WriteRequest request = createRequest(fixture.definition, QStringLiteral("Emma"));
    request.fields.emplace_back(fixture.field(u"notes"),
                                Value::text(QStringLiteral("a") + QChar(0) + QStringLiteral("b")));
    const WriteResult result = hub->write({&request, 1}, NoCancel).front();
    QCOMPARE(result.state, WriteResult::State::Delivered);
    QCOMPARE(result.refused.size(), size_t(1));
    QVERIFY(result.refused.front().reason.contains(QLatin1String("NUL")));
}

void TestServerTraps::P28_tableWithoutTombstones()
{
    const ServiceDefinition books = builtInDefinition(QStringLiteral("books"));
    ServerHubFixture fixture(QStringLiteral("books"), ServerHubFixture::schemaOf(books));
    fixture.sql(QStringLiteral("DROP TRIGGER usync_tombstone_books ON books"));
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Emma")));
    fixture.sql(QStringLiteral("DELETE FROM books"));
    const auto readings = hub->read({made.id}, NoCancel);
    QVERIFY(readings);
    QCOMPARE(readings->front().state, Reading::State::Missing);
    QVERIFY2(readings->front().reason.contains(QLatin1String("no tombstones")),
             qPrintable(readings->front().reason));
}

void TestServerTraps::P37_columnsThatTheTableLacks()
{
    const ServiceDefinition books = builtInDefinition(QStringLiteral("books"));
    ServerHubFixture fixture(QStringLiteral("books"), ServerHubFixture::schemaOf(books));
    fixture.sql(QStringLiteral("ALTER TABLE books DROP COLUMN rating, ADD COLUMN mine TEXT"));
    const auto hub = fixture.hub();
    const auto status = hub->open({}, Connector::Access::ReadWrite, NoCancel);
    QVERIFY2(status, status ? "" : qPrintable(status.error().detail));
    QVERIFY(!status->fieldAvailable[size_t(fixture.field(u"rating"))]);
    QCOMPARE(status->warnings.size(), 1);
    QVERIFY(status->warnings.front().contains(QLatin1String("ADD COLUMN \"rating\" INTEGER")));
    const Record made = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Emma")));
    QVERIFY(made.fields[size_t(fixture.field(u"rating"))].isAbsent());
}

void TestServerTraps::wrongAddressesAndSecrets_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("expected");
    QTest::addColumn<QString>("word");
    if (ServerHubFixture::isSupabase()) {
        QTest::newRow("key") << "key" << int(ErrorKind::Auth) << "SUPABASE_KEY";
        QTest::newRow("nobody there") << "port" << int(ErrorKind::Unavailable) << "127.0.0.1";
        return;
    }
    QTest::newRow("password") << "password" << int(ErrorKind::Auth) << "password";
    QTest::newRow("database") << "database" << int(ErrorKind::Usage) << "no such database";
    QTest::newRow("nobody there") << "port" << int(ErrorKind::Unavailable) << "cannot be reached";
    QTest::newRow("TLS") << "tls" << int(ErrorKind::Usage) << "sslmode";
    QTest::newRow("option") << "option" << int(ErrorKind::Usage) << "option";
}

void TestServerTraps::wrongAddressesAndSecrets()
{
    QFETCH(const QString, kind);
    QFETCH(const int, expected);
    QFETCH(const QString, word);
    ServerHubFixture fixture;
    QUrl url(fixture.url());
    QString key = TestSupabase::secretKey();
    if (kind == QLatin1String("key"))
        key = QStringLiteral("sb_secret_of_another_project");
    else if (kind == QLatin1String("password"))
        url.setPassword(QStringLiteral("not the password"), QUrl::DecodedMode);
    else if (kind == QLatin1String("database"))
        url.setPath(QStringLiteral("/nowhere"));
    else if (kind == QLatin1String("tls"))
        url.setQuery(QStringLiteral("sslmode=verify-full&sslrootcert=/nonexistent/root.crt"));
    else if (kind == QLatin1String("option"))
        url.setQuery(QStringLiteral("nonsense=1"));
    else
        url.setPort(9);
    const auto status = fixture.hubAt(url.toString(QUrl::FullyEncoded), key)
                            ->open({}, Connector::Access::ReadWrite, NoCancel);
    QVERIFY(!status);
    QVERIFY2(int(status.error().kind) == expected, qPrintable(status.error().detail));
    QVERIFY2(status.error().detail.contains(word), qPrintable(status.error().detail));
    QVERIFY(!status.error().detail.contains(QLatin1String("not the password")));
    QVERIFY(!status.error().detail.contains(key));
}

QTEST_GUILESS_MAIN(TestServerTraps)
#include "tst_servertraps.moc"
