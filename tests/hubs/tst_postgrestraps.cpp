#include "support/hubrequests.h"
#include "support/serverhubfixture.h"

#include <QTest>

#include <thread>

static const CancelToken NoCancel;

/// What only a PostgreSQL server that is reached directly can do to a hub.
class TestPostgresTraps : public QObject
{
    Q_OBJECT

private slots:
    void connectionThatEndsInTheMiddle();
    void connectionThatEndsWhileRowsAreCopied();
    void ruleOfSomebodyElseIsAsked();
    void columnsOfOtherTypesThanTheMapping();
    void columnThatTheDatabaseMakes_data();
    void columnThatTheDatabaseMakes();
    void triggerThatKeepsRowsAway();
    void largeRowsTravelInParts();
};

static std::vector<WriteRequest> manyBooks(const ServiceDefinition &definition, int count)
{
    std::vector<WriteRequest> requests;
    requests.reserve(size_t(count));
    for (int index = 0; index < count; ++index)
        requests.push_back(createRequest(definition, QStringLiteral("Book %1").arg(index)));
    return requests;
}

void TestPostgresTraps::connectionThatEndsInTheMiddle()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Emma")));
    const QString others = QStringLiteral(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = "
        "'unified-sync'");
    // While a change waits for somebody else's lock.
    fixture.sql(QStringLiteral("BEGIN"));
    fixture.sql(QStringLiteral("UPDATE books SET notes = 'held'"));
    const QString address = fixture.url();
    WriteResult result;
    std::thread writer([&] {
        const auto other = fixture.hubAt(address, {});
        if (!other->open(fixture.memory, Connector::Access::ReadWrite, NoCancel))
            return;
        const WriteRequest change
            = updateRequest(made, fixture.field(u"notes"), Value::text(QStringLiteral("ours")));
        result = other->write({&change, 1}, NoCancel).front();
    });
    // A transaction sees one state of the activity only: somebody else looks.
    TestPostgres watcher;
    const QString waiting = QStringLiteral("SELECT count(*) FROM pg_stat_activity "
                                           "WHERE wait_event_type = 'Lock'");
    while (watcher.sql(waiting).first() == QLatin1String("0"))
        QTest::qWait(10);
    watcher.sql(others);
    writer.join();
    fixture.sql(QStringLiteral("ROLLBACK"));
    QCOMPARE(result.state, WriteResult::State::Unknown);
    // The next statement connects again.
    const auto lost = hub->read({made.id}, NoCancel);
    const auto read = lost ? lost : hub->read({made.id}, NoCancel);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->front().record.fields[size_t(fixture.field(u"notes"))], Value::null());
}

void TestPostgresTraps::connectionThatEndsWhileRowsAreCopied()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    // Somebody else's lock keeps the rows waiting until the connection ends.
    fixture.sql(QStringLiteral("BEGIN"));
    fixture.sql(QStringLiteral("LOCK TABLE books IN SHARE MODE"));
    const QString address = fixture.url();
    const std::vector<WriteRequest> requests = manyBooks(fixture.definition, 200);
    std::vector<WriteResult> results;
    std::thread writer([&] {
        const auto other = fixture.hubAt(address, {});
        if (other->open(fixture.memory, Connector::Access::ReadWrite, NoCancel))
            results = other->write(requests, NoCancel);
    });
    TestPostgres watcher;
    while (watcher
               .sql(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = "
                                   "'Lock' AND query LIKE 'COPY%'"))
               .first()
           == QLatin1String("0"))
        QTest::qWait(10);
    watcher.sql(QStringLiteral("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                               "WHERE application_name = 'unified-sync'"));
    writer.join();
    fixture.sql(QStringLiteral("ROLLBACK"));
    QCOMPARE(results.size(), requests.size());
    for (const WriteResult &result : results)
        QCOMPARE(result.state, WriteResult::State::Unknown);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM books")),
             QStringList{QStringLiteral("0")});
    // The same rows once more, on a connection of their own.
    for (const WriteResult &result : fixture.openHub()->write(requests, NoCancel))
        QCOMPARE(result.state, WriteResult::State::Delivered);
}

/// COPY would pass a rule by.
void TestPostgresTraps::ruleOfSomebodyElseIsAsked()
{
    ServerHubFixture fixture;
    (void)fixture.openHub();
    fixture.sql(QStringLiteral("CREATE TABLE audit (title text); CREATE RULE audit AS ON INSERT TO "
                               "books DO ALSO INSERT INTO audit VALUES (NEW.title)"));
    const auto requests = manyBooks(fixture.definition, 100);
    const auto results = fixture.openHub()->write(requests, NoCancel);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM audit")),
             fixture.sql(QStringLiteral("SELECT count(*) FROM books")));
    for (const WriteResult &result : results)
        QVERIFY2(result.error.detail.isEmpty() || result.error.code == QLatin1String("0A000"),
                 qPrintable(result.error.detail));
}

/// A table that was there before keeps lists as JSON and numbers as text.
void TestPostgresTraps::columnsOfOtherTypesThanTheMapping()
{
    ServerHubFixture fixture;
    (void)fixture.openHub();
    fixture.sql(QStringLiteral("ALTER TABLE books ALTER tags TYPE jsonb USING NULL; "
                               "ALTER TABLE books ALTER rating TYPE text"));
    std::vector<WriteRequest> requests = manyBooks(fixture.definition, 100);
    const Value tags = Value::set({QStringLiteral("a \"b\""), QStringLiteral("c\\d")});
    for (WriteRequest &request : requests) {
        request.fields.emplace_back(fixture.field(u"tags"), tags);
        request.fields.emplace_back(fixture.field(u"rating"), Value::number(4.0));
    }
    for (const WriteResult &result : fixture.openHub()->write(requests, NoCancel)) {
        QVERIFY2(result.state == WriteResult::State::Delivered, qPrintable(result.error.detail));
        QCOMPARE(result.record.fields[size_t(fixture.field(u"tags"))], tags);
        QCOMPARE(result.record.fields[size_t(fixture.field(u"rating"))], Value::number(4.0));
    }
}

void TestPostgresTraps::columnThatTheDatabaseMakes_data()
{
    QTest::addColumn<QString>("column");
    QTest::newRow("identity") << "ADD rating INTEGER GENERATED ALWAYS AS IDENTITY";
    QTest::newRow("generated") << "ADD rating INTEGER GENERATED ALWAYS AS (length(title)) STORED";
}

/// COPY writes over an identity, and calls a generated column a fault of the table.
void TestPostgresTraps::columnThatTheDatabaseMakes()
{
    QFETCH(QString, column);
    ServerHubFixture fixture;
    (void)fixture.openHub();
    fixture.sql(QStringLiteral("ALTER TABLE books DROP rating"));
    fixture.sql(QStringLiteral("ALTER TABLE books ") + column);
    std::vector<WriteRequest> requests = manyBooks(fixture.definition, 100);
    for (WriteRequest &request : requests)
        request.fields.emplace_back(fixture.field(u"rating"), Value::number(77.0));
    for (const WriteResult &result : fixture.openHub()->write(requests, NoCancel)) {
        QCOMPARE(result.state, WriteResult::State::NotDelivered);
        QCOMPARE(result.error.kind, ErrorKind::Refused);
    }
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM books")),
             QStringList{QStringLiteral("0")});
}

/// The row that is there is a person's, not what we wrote.
void TestPostgresTraps::triggerThatKeepsRowsAway()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    fixture.sql(QStringLiteral(
        "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RETURN CASE WHEN EXISTS (SELECT FROM books WHERE id = NEW.id) THEN NULL ELSE NEW END; "
        "END $$; CREATE TRIGGER keep BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION keep()"));
    const std::vector<WriteRequest> requests = manyBooks(fixture.definition, 100);
    (void)deliver(*hub, requests[40]);
    fixture.sql(QStringLiteral("UPDATE books SET notes = 'by a person'"));
    const std::vector<WriteResult> results = hub->write(requests, NoCancel);
    for (size_t index = 0; index < results.size(); ++index)
        QCOMPARE(results[index].state,
                 index == 40 ? WriteResult::State::Unknown : WriteResult::State::Delivered);
}

void TestPostgresTraps::largeRowsTravelInParts()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    std::vector<WriteRequest> requests = manyBooks(fixture.definition, 300);
    const Value notes = Value::text(QString(20'000, u'n'));
    for (WriteRequest &request : requests)
        request.fields.emplace_back(fixture.field(u"notes"), notes);
    const RequestCounts before = hub->requestCounts();
    for (const WriteResult &result : hub->write(requests, NoCancel)) {
        QCOMPARE(result.state, WriteResult::State::Delivered);
        QCOMPARE(result.record.fields[size_t(fixture.field(u"notes"))], notes);
    }
    // Six million characters, a million at a time at most.
    const int sent = hub->requestCounts().requests - before.requests;
    QVERIFY2(sent > 6 && sent < 12, qPrintable(QString::number(sent)));
}

QTEST_GUILESS_MAIN(TestPostgresTraps)
#include "tst_postgrestraps.moc"
