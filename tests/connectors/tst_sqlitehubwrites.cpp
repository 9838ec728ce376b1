#include "support/hubfixture.h"

#include <QRegularExpression>
#include <QTest>

class TestSqliteHubWrites : public QObject
{
    Q_OBJECT

private slots:
    void createsWithTheLinksIdAndBookkeeping();
    void keepsEveryColumnType_data();
    void keepsEveryColumnType();
    void answersWhatTheRowShows();
    void writesOnlyWhatIsAsked();
    void refusesARowThatMoved();
    void tellsARowThatIsGone();
    void P10_everyUpdateHasItsOwnStamp();
    void stampsCarryOverASecond();
    void keepsAStampThatAPersonSets();
    void deletesSoftlyAndRestores();
    void leavesOutAValueThatDoesNotFit();
    void trap39_oneBadRowFailsAlone();
    void namesWhatIsThereAlready();
    void fillsRequiredColumns();
    void neverWritesTheHubsOwnColumns();
    void namesTheSideThatTheValuesCameFrom();
    void trap39_findsTheRowThatTakesAWholeBatchBack();
    void upsertsTenThousandRows();
};

static const CancelToken NoCancel;

void TestSqliteHubWrites::createsWithTheLinksIdAndBookkeeping()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    WriteRequest request = fixture.create(QStringLiteral("Emma"), QStringLiteral("page"));
    request.members[QStringLiteral("notion")].version.stamp
        = QStringLiteral("2026-01-02T03:04:00.000Z");
    const Record made = deliver(*hub, request);
    QCOMPARE(made.id, request.link.toString(QUuid::WithoutBraces));
    QCOMPARE(made.storedIds.value(QStringLiteral("notion")), QStringLiteral("page"));
    QVERIFY(made.alive && made.created && made.version.edited);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT notion_updated_at || last_sync_source FROM books")),
             QStringList{QStringLiteral("2026-01-02T03:04:00Znotion")});
}

Q_DECLARE_METATYPE(Value)

void TestSqliteHubWrites::keepsEveryColumnType_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("field");
    QTest::addColumn<Value>("value");
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QTest::newRow("TEXT") << "books"
                          << "notes" << Value::text(QStringLiteral("'; DROP TABLE –\n💥"));
    QTest::newRow("TEXT[]") << "books"
                            << "tags" << Value::set({QStringLiteral("a,b"), QStringLiteral("\"")});
    QTest::newRow("INTEGER") << "books"
                             << "rating" << Value::number(5.0);
    QTest::newRow("DATE") << "books"
                          << "started_at" << Value::date(QDate(2024, 2, 29));
    QTest::newRow("TIMESTAMPTZ") << "meetings"
                                 << "date"
                                 << Value::instant(*parseInstant(u"2026-11-22T07:39:00.5Z"));
    QTest::newRow("UUID") << "highlights"
                          << "book_id" << Value::set({id});
    QTest::newRow("UUID[]") << "meetings"
                            << "contact_ids" << Value::set({id, QStringLiteral("other")});
    QTest::newRow("JSONB") << "contacts"
                           << "emails" << Value::json(QJsonObject{{QStringLiteral("value"), 1.5}});
    QTest::newRow("BOOLEAN") << "contacts"
                             << "subscribed" << Value::boolean(false);
    QTest::newRow("cleared") << "books"
                             << "rating" << Value::null();
}

void TestSqliteHubWrites::keepsEveryColumnType()
{
    QFETCH(QString, service);
    QFETCH(QString, field);
    QFETCH(Value, value);
    HubFixture fixture(service);
    const auto hub = fixture.openHub();
    WriteRequest request = fixture.create(QStringLiteral("Title"));
    request.fields.emplace_back(fixture.field(field), value);
    const Record made = deliver(*hub, request);
    QCOMPARE(made.fields[size_t(fixture.field(field))], value);
    const auto read = fixture.openHub()->read({made.id}, NoCancel);
    QCOMPARE(read->front().record.fields, made.fields);
}

void TestSqliteHubWrites::answersWhatTheRowShows()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    fixture.sql(QStringLiteral("CREATE TRIGGER shout AFTER INSERT ON books BEGIN "
                               "UPDATE books SET title = upper(title) WHERE id = NEW.id; END"));
    const Record made = deliver(*hub, fixture.create(QStringLiteral("Emma")));
    QCOMPARE(made.fields[0], Value::text(QStringLiteral("EMMA")));
    const auto read = hub->read({made.id}, NoCancel);
    QCOMPARE(read->front().record.version, made.version);
}

void TestSqliteHubWrites::writesOnlyWhatIsAsked()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, fixture.create(QStringLiteral("Emma")));
    fixture.sql(QStringLiteral("UPDATE books SET notes = 'mine'"));
    const auto fresh = hub->read({made.id}, NoCancel)->front().record;
    const int rating = fixture.field(u"rating");
    const Record changed = deliver(*hub, updateRequest(fresh, rating, Value::number(4.0)));
    QCOMPARE(changed.fields[size_t(rating)], Value::number(4.0));
    QCOMPARE(changed.fields[size_t(fixture.field(u"notes"))], Value::text(QStringLiteral("mine")));
}

void TestSqliteHubWrites::refusesARowThatMoved()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, fixture.create(QStringLiteral("Emma")));
    fixture.sql(QStringLiteral("UPDATE books SET title = 'A person''s'"));
    const WriteRequest late = updateRequest(made, 0, Value::text(QStringLiteral("Ours")));
    const WriteResult result = hub->write({&late, 1}, NoCancel).front();
    QCOMPARE(result.state, WriteResult::State::NotDelivered);
    QCOMPARE(result.error.kind, ErrorKind::Moved);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT title FROM books")),
             QStringList{QStringLiteral("A person's")});
}

void TestSqliteHubWrites::tellsARowThatIsGone()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    Record nobody;
    nobody.id = QStringLiteral("nobody");
    const WriteRequest late = updateRequest(nobody, 0, Value::text(QStringLiteral("Ours")));
    QCOMPARE(hub->write({&late, 1}, NoCancel).front().error.kind, ErrorKind::NotFound);
}

void TestSqliteHubWrites::P10_everyUpdateHasItsOwnStamp()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    Record record = deliver(*hub, fixture.create(QStringLiteral("Emma")));
    QStringList stamps{record.version.stamp};
    for (int round = 0; round < 50; ++round) {
        record = deliver(*hub, updateRequest(record, 0, Value::text(QString::number(round))));
        QVERIFY(record.version.stamp > stamps.back());
        stamps.append(record.version.stamp);
    }
    const QRegularExpression form(QStringLiteral(R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$)"));
    QVERIFY(form.match(record.version.stamp).hasMatch());
}

void TestSqliteHubWrites::stampsCarryOverASecond()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, fixture.create(QStringLiteral("Emma")));
    fixture.sql(QStringLiteral("UPDATE books SET updated_at = '2999-12-31T23:59:59.999999Z'"));
    fixture.sql(QStringLiteral("UPDATE books SET notes = 'x'"));
    QCOMPARE(hub->read({made.id}, NoCancel)->front().record.version.stamp,
             QStringLiteral("3000-01-01T00:00:00.000000Z"));
}

void TestSqliteHubWrites::keepsAStampThatAPersonSets()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    deliver(*hub, fixture.create(QStringLiteral("Emma")));
    fixture.sql(QStringLiteral("PRAGMA recursive_triggers = ON"));
    fixture.sql(QStringLiteral("UPDATE books SET updated_at = '2001-01-01T00:00:00Z'"));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT updated_at FROM books")),
             QStringList{QStringLiteral("2001-01-01T00:00:00Z")});
    fixture.sql(QStringLiteral("UPDATE books SET notes = 'x'"));
    QVERIFY(fixture.sql(QStringLiteral("SELECT updated_at FROM books")).front()
            > QStringLiteral("2026"));
}

void TestSqliteHubWrites::deletesSoftlyAndRestores()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    Record record = deliver(*hub, fixture.create(QStringLiteral("Emma")));
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

void TestSqliteHubWrites::leavesOutAValueThatDoesNotFit()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    const int rating = fixture.field(u"rating");
    WriteRequest request = fixture.create(QStringLiteral("Emma"));
    request.fields.emplace_back(rating, Value::number(4.5));
    const WriteResult result = hub->write({&request, 1}, NoCancel).front();
    QCOMPARE(result.state, WriteResult::State::Delivered);
    QCOMPARE(result.refused.size(), size_t(1));
    QCOMPARE(result.refused.front().field, rating);
    QVERIFY(result.refused.front().reason.contains(QLatin1String("whole numbers")));
    QVERIFY(result.record.fields[size_t(rating)].isNull());
    QCOMPARE(result.record.fields[0], Value::text(QStringLiteral("Emma")));
}

void TestSqliteHubWrites::trap39_oneBadRowFailsAlone()
{
    HubFixture fixture(QStringLiteral("journals"));
    const auto hub = fixture.openHub();
    const int date = fixture.field(u"date");
    std::vector<WriteRequest> requests;
    for (int day = 0; day < 500; ++day) {
        requests.push_back(fixture.create(QStringLiteral("Day %1").arg(day)));
        // Two pages of one day: the table takes the first one only.
        const int offset = day == 321 ? 320 : day;
        requests.back().fields.emplace_back(date, Value::date(QDate(2025, 1, 1).addDays(offset)));
    }
    const std::vector<WriteResult> results = hub->write(requests, NoCancel);
    for (int day = 0; day < 500; ++day)
        QCOMPARE(results[size_t(day)].state == WriteResult::State::Delivered, day != 321);
    QCOMPARE(results[321].error.kind, ErrorKind::Refused);
    QCOMPARE(results[321].error.detail,
             QStringLiteral("Another row of the hub's table journals has the same date already, "
                            "and it must be unique."));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM journals")),
             QStringList{QStringLiteral("499")});
}

void TestSqliteHubWrites::namesWhatIsThereAlready()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    const WriteRequest first = fixture.create(QStringLiteral("Emma"));
    deliver(*hub, first);
    const WriteResult again = hub->write({&first, 1}, NoCancel).front();
    QCOMPARE(again.error.kind, ErrorKind::Refused);
    QVERIFY(again.error.detail.contains(QLatin1String("a row with this id already")));
    deliver(*hub, fixture.create(QStringLiteral("Emma"), QStringLiteral("page")));
    const WriteRequest other = fixture.create(QStringLiteral("Emma"), QStringLiteral("page"));
    const WriteResult same = hub->write({&other, 1}, NoCancel).front();
    QVERIFY(same.error.detail.contains(QLatin1String("a row for this Notion page already")));
}

void TestSqliteHubWrites::fillsRequiredColumns()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    WriteRequest request = fixture.create(QString());
    QVERIFY(deliver(*hub, request).fields[0].isNull());
    request = fixture.create(QString());
    request.fields.clear();
    deliver(*hub, request);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT title FROM books")), QStringList({QString(), {}}));
}

void TestSqliteHubWrites::neverWritesTheHubsOwnColumns()
{
    HubFixture fixture(QStringLiteral("highlights"));
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, fixture.create(QStringLiteral("Passage")));
    fixture.sql(QStringLiteral("UPDATE highlights SET is_favorite = 1"));
    const Record fresh = hub->read({made.id}, NoCancel)->front().record;
    deliver(*hub, updateRequest(fresh, 0, Value::text(QStringLiteral("New"))));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT is_favorite FROM highlights")),
             QStringList{QStringLiteral("1")});
}

void TestSqliteHubWrites::namesTheSideThatTheValuesCameFrom()
{
    HubFixture fixture(QStringLiteral("contacts"));
    const auto hub = fixture.openHub();
    WriteRequest request = fixture.create(QStringLiteral("Ada"), QStringLiteral("page"));
    request.writtenFrom = QStringLiteral("google");
    request.members.insert(
        QStringLiteral("google"),
        Member{QStringLiteral("people/c1"), {QStringLiteral("etag1"), {}}, {}, false, {}});
    const Record made = deliver(*hub, request);
    QCOMPARE(made.storedIds.value(QStringLiteral("google")), QStringLiteral("people/c1"));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT last_sync_source || google_etag FROM contacts")),
             QStringList{QStringLiteral("googleetag1")});
}

void TestSqliteHubWrites::trap39_findsTheRowThatTakesAWholeBatchBack()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    fixture.sql(QStringLiteral("CREATE TRIGGER broken BEFORE INSERT ON books "
                               "WHEN NEW.title = 'third' BEGIN SELECT RAISE(ROLLBACK, 'no'); END"));
    std::vector<WriteRequest> requests;
    for (const char *title : {"first", "second", "third", "fourth"})
        requests.push_back(fixture.create(QString::fromLatin1(title)));
    const std::vector<WriteResult> results = hub->write(requests, NoCancel);
    for (size_t index = 0; index < results.size(); ++index)
        QCOMPARE(results[index].state == WriteResult::State::Delivered, index != 2);
    QVERIFY(results[2].error.detail.contains(QLatin1String("refused the row: no")));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT title FROM books ORDER BY title")).join(u' '),
             QStringLiteral("first fourth second"));
}

void TestSqliteHubWrites::upsertsTenThousandRows()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    std::vector<WriteRequest> requests;
    requests.reserve(500);
    for (int index = 0; index < 500; ++index)
        requests.push_back(fixture.create(QString::number(index)));
    for (int batch = 0; batch < 20; ++batch) {
        for (WriteRequest &request : requests)
            request.link = QUuid::createUuid();
        std::vector<WriteRequest> updates;
        for (const WriteResult &made : hub->write(requests, NoCancel))
            updates.push_back(updateRequest(made.record, fixture.field(u"author"),
                                            Value::text(QStringLiteral("Austen"))));
        for (const WriteResult &changed : hub->write(updates, NoCancel))
            QCOMPARE(changed.state, WriteResult::State::Delivered);
    }
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM books WHERE author = 'Austen'")),
             QStringList{QStringLiteral("10000")});
}

QTEST_GUILESS_MAIN(TestSqliteHubWrites)
#include "tst_sqlitehubwrites.moc"
