#include "support/faultproxy.h"
#include "support/notionworld.h"

#include <QTest>

static QJsonObject change(const char *key, const QJsonValue &value)
{
    return {{QLatin1String(key), value}};
}

static QJsonObject properties(const QJsonObject &values)
{
    return {{QStringLiteral("properties"), values}};
}

static QJsonObject richText(const char *type, const QString &text)
{
    return {{QLatin1String(type),
             QJsonArray{QJsonObject{
                 {QStringLiteral("text"), QJsonObject{{QStringLiteral("content"), text}}}}}}};
}

static ScanRequest since(const QString &cursor)
{
    ScanRequest request;
    request.mode = ScanRequest::Mode::Since;
    request.cursor = cursor;
    return request;
}

static const Record *recordWith(const std::vector<Record> &records, const QString &id)
{
    const auto found = std::find_if(records.begin(), records.end(),
                                    [&](const Record &record) { return record.id == id; });
    return found == records.end() ? nullptr : &*found;
}

class TestNotionConnector : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoIsThere();
    void P22_trap48_saysWhatToDoAboutAWrongToken();
    void saysWhatToDoAboutADatabaseThatIsNotShared();
    void namesTheDataSourcesToChooseFrom();
    void takesADataSourceForADatabase();
    void saysWhichSettingIsMissingOrWrong_data();
    void saysWhichSettingIsMissingOrWrong();
    void saysThatARedirectIsNotFollowed();
    void P21_P37_showsTheSchemaBesideTheMapping();

    void P33_idleCycleCostsThreeRequests();
    void findsWhatWasEditedSince();
    void trap18_findsAnEditInTheSameMinute();
    void neverCallsAnIncrementalScanComplete();
    void hintsAtWhatLiesInTheBin();
    void hoursMoveNoCursor();
    void trap32_keepsTheMappingWhenAPropertyIsRenamed();
    void trap32_P15_leavesOutAPropertyThatIsGone();
    void P20_leavesOutAPropertyOfAnotherType();
    void triesAlternativeNames();
    void takesTheElseWhereTheFirstIsEmpty();

    void trap10_tellsFourDisappearancesApart_data();
    void trap10_tellsFourDisappearancesApart();
    void trap16_readsMoreReferencesThanAPageShows();
    void readsLongTextsWhole();
    void trap35_neverTakesATruncatedTextForTheWhole();

    void createsAndReadsBack();
    void updatesOnlyWhatIsAsked();
    void writesTheBody_data();
    void writesTheBody();
    void movesToTheBinAndBack();
    void trap2_adoptsAPageThatWasSavedWithoutAnAnswer();
    void trap3_leavesAWriteOpenWhoseAnswerWasLost_data();
    void trap3_leavesAWriteOpenWhoseAnswerWasLost();
    void sendsAWriteOnlyOnce();
    void leavesOutOnlyWhatNotionCannotHold();
    void findsByMatchKey();

private:
    static WriteRequest update(NotionWorld &world, const QString &id, const char *field,
                               const Value &value);
};

WriteRequest TestNotionConnector::update(NotionWorld &world, const QString &id, const char *field,
                                         const Value &value)
{
    WriteRequest request;
    request.kind = OperationKind::Update;
    request.recordId = id;
    request.fields.emplace_back(world.definition.fieldIndex(QString::fromLatin1(field)), value);
    return request;
}

void TestNotionConnector::saysWhoIsThere()
{
    NotionWorld world;
    const auto connector = world.opened();
    QVERIFY(world.lastStatus.identity.endsWith(
        u'/' + world.sandbox.control.dataSourceId(world.service)));
    QVERIFY(world.lastStatus.label.contains(QStringLiteral("Books")));
    QVERIFY(world.lastStatus.warnings.isEmpty());
    QCOMPARE(world.lastStatus.fieldAvailable.size(), world.definition.fieldCount());
    world.sandbox.control.setBehaviour(change("workspace_id", QStringLiteral("another")));
    const QString before = world.lastStatus.identity;
    const auto elsewhere = world.opened();
    QVERIFY(world.lastStatus.identity != before);
}

void TestNotionConnector::P22_trap48_saysWhatToDoAboutAWrongToken()
{
    NotionWorld world;
    world.token = "ntn_wrongS3cret";
    const auto status = world.connector()->open({}, Connector::Access::ReadOnly, {});
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Auth);
    QVERIFY(status.error().detail.contains(QStringLiteral("NOTION_API_TOKEN")));
    QVERIFY(!status.error().detail.contains(QStringLiteral("S3cret")));
}

void TestNotionConnector::saysWhatToDoAboutADatabaseThatIsNotShared()
{
    NotionWorld world;
    world.sandbox.control.changeDatabase(world.service, change("is_shared", false));
    const auto status = world.connector()->open({}, Connector::Access::ReadOnly, {});
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::NotFound);
    QVERIFY(status.error().detail.contains(QStringLiteral("not shared")));
    QVERIFY(status.error().detail.contains(QStringLiteral("NOTION_BOOKS_DB_ID")));
}

void TestNotionConnector::namesTheDataSourcesToChooseFrom()
{
    NotionWorld world;
    world.sandbox.control.changeDatabase(world.service,
                                         change("add_data_source", QStringLiteral("Old books")));
    const auto status = world.connector()->open({}, Connector::Access::ReadOnly, {});
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Usage);
    QVERIFY(status.error().detail.contains(QStringLiteral("Old books")));
    QVERIFY(status.error().detail.contains(world.sandbox.control.dataSourceId(world.service)));
}

void TestNotionConnector::takesADataSourceForADatabase()
{
    NotionWorld world;
    world.database = world.sandbox.control.dataSourceId(world.service);
    const auto connector = world.opened();
    QVERIFY(world.lastStatus.identity.endsWith(world.database));
}

void TestNotionConnector::saysWhichSettingIsMissingOrWrong_data()
{
    QTest::addColumn<QString>("database");
    QTest::newRow("none") << QString();
    QTest::newRow("no id") << QStringLiteral("my books");
}

void TestNotionConnector::saysWhichSettingIsMissingOrWrong()
{
    QFETCH(QString, database);
    NotionWorld world;
    world.database = database;
    const auto status = world.connector()->open({}, Connector::Access::ReadOnly, {});
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Usage);
    QVERIFY(status.error().detail.contains(QStringLiteral("NOTION_BOOKS_DB_ID")));
}

void TestNotionConnector::saysThatARedirectIsNotFollowed()
{
    NotionWorld world;
    FaultProxy proxy(world.origin);
    proxy.setPlan([](const ProxyRequest &) {
        return ProxyFault::answered(302, {}, "Location: https://example.org/\r\n");
    });
    world.origin = proxy.url();
    const auto status = world.connector()->open({}, Connector::Access::ReadOnly, {});
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Usage);
    QVERIFY(status.error().detail.contains(QStringLiteral("NOTION_API_URL")));
    QCOMPARE(proxy.transmissions(), 1);
}

void TestNotionConnector::P21_P37_showsTheSchemaBesideTheMapping()
{
    NotionWorld world;
    world.sandbox.control.changeProperty(world.service, QStringLiteral("Author"),
                                         change("remove", true));
    const auto connector = world.opened();
    const Result<SideSchema> schema = connector->schema({});
    QVERIFY(schema);
    QCOMPARE(schema->bindings.size(), world.definition.fieldCount());
    QVERIFY(schema->columns.size() >= schema->bindings.size() - 1);
    QCOMPARE(schema->bindings.at(0).actualType, QStringLiteral("title"));
    QVERIFY(!schema->bindings.at(1).ok);
    QVERIFY(schema->bindings.at(1).note.contains(QStringLiteral("Author")));
}

void TestNotionConnector::P33_idleCycleCostsThreeRequests()
{
    NotionWorld world(QStringLiteral("books"), 1000);
    const SideMemory memory = world.afterFullScan();
    const auto connector = world.opened(memory);
    const ScanOutcome outcome = NotionWorld::scan(*connector, since(memory.cursor));
    QVERIFY(outcome.report);
    QCOMPARE(world.counter->requests(), 3);
}

void TestNotionConnector::findsWhatWasEditedSince()
{
    NotionWorld world;
    const SideMemory memory = world.afterFullScan();
    const QString id = world.sandbox.control.pageId(world.service, 7);
    world.sandbox.control.changePage(
        id, properties({{QStringLiteral("Author"), richText("rich_text", QStringLiteral("Ada"))}}));
    const auto connector = world.opened(memory);
    const ScanOutcome outcome = NotionWorld::scan(*connector, since(memory.cursor));
    QVERIFY(outcome.report);
    const Record *record = recordWith(outcome.records, id);
    QVERIFY(record);
    QCOMPARE(world.field(*record, "author"), Value::text(QStringLiteral("Ada")));
    QCOMPARE(outcome.report->cursor, formatInstant(*parseInstant(record->version.stamp)));
    QVERIFY(!record->editedByUs);
}

void TestNotionConnector::trap18_findsAnEditInTheSameMinute()
{
    NotionWorld world;
    SandboxControl &control = world.sandbox.control;
    const QString id = control.pageId(world.service, 7);
    control.setClock(QStringLiteral("2026-06-01T12:00:10Z"));
    control.changePage(
        id, properties({{QStringLiteral("Author"), richText("rich_text", QStringLiteral("A"))}}));
    control.advanceClock(std::chrono::seconds(20));
    const SideMemory memory = world.afterFullScan();
    control.advanceClock(std::chrono::seconds(20));
    control.changePage(
        id, properties({{QStringLiteral("Author"), richText("rich_text", QStringLiteral("B"))}}));
    const auto connector = world.opened(memory);
    const ScanOutcome outcome = NotionWorld::scan(*connector, since(memory.cursor));
    const Record *record = recordWith(outcome.records, id);
    QVERIFY(record);
    QCOMPARE(world.field(*record, "author"), Value::text(QStringLiteral("B")));
}

void TestNotionConnector::neverCallsAnIncrementalScanComplete()
{
    NotionWorld world;
    const SideMemory memory = world.afterFullScan();
    const auto connector = world.opened(memory);
    const ScanOutcome outcome = NotionWorld::scan(*connector, since(memory.cursor));
    QVERIFY(outcome.report);
    QVERIFY(!outcome.report->complete);
}

void TestNotionConnector::hintsAtWhatLiesInTheBin()
{
    NotionWorld world;
    const SideMemory memory = world.afterFullScan();
    const QString id = world.sandbox.control.pageId(world.service, 5);
    world.sandbox.control.changePage(id, change("in_trash", true));
    const QString other = world.sandbox.control.pageId(QStringLiteral("tasks"), 5);
    world.sandbox.control.changePage(other, change("in_trash", true));
    const auto connector = world.opened(memory);
    const ScanOutcome outcome = NotionWorld::scan(*connector, since(memory.cursor));
    QVERIFY(outcome.report);
    QCOMPARE(outcome.report->trashHints, QStringList{id});
}

void TestNotionConnector::hoursMoveNoCursor()
{
    NotionWorld world;
    SandboxControl &control = world.sandbox.control;
    control.setClock(QStringLiteral("2026-06-01T12:00:00Z"));
    const QString id = control.pageId(world.service, 7);
    control.changePage(id, change("markdown", QStringLiteral("x")));
    const auto connector = world.opened();
    ScanRequest request;
    request.mode = ScanRequest::Mode::Hours;
    request.hours = 2;
    request.now = *parseInstant(QStringLiteral("2026-06-01T13:00:00Z"));
    const ScanOutcome outcome = NotionWorld::scan(*connector, request);
    QVERIFY(outcome.report);
    QCOMPARE(outcome.records.size(), size_t(1));
    QVERIFY(outcome.report->cursor.isEmpty());
}

void TestNotionConnector::trap32_keepsTheMappingWhenAPropertyIsRenamed()
{
    NotionWorld world;
    SideMemory memory = world.afterFullScan();
    world.sandbox.control.changeProperty(world.service, QStringLiteral("Author"),
                                         change("name", QStringLiteral("Written by")));
    const auto cached = world.opened(memory);
    const ScanOutcome outcome = NotionWorld::scan(*cached);
    QVERIFY(outcome.report);
    QVERIFY(outcome.report->cache.isEmpty());
    const auto isKnown
        = [&](const Record &record) { return world.field(record, "author").isKnown(); };
    QVERIFY(std::all_of(outcome.records.begin(), outcome.records.end(), isKnown));

    memory.cursor.clear(); // the schema is read anew, the ids are remembered
    const auto anew = world.opened(memory);
    QVERIFY(world.lastStatus.warnings.isEmpty());
}

void TestNotionConnector::trap32_P15_leavesOutAPropertyThatIsGone()
{
    NotionWorld world;
    const SideMemory memory = world.afterFullScan();
    world.sandbox.control.changeProperty(world.service, QStringLiteral("Author"),
                                         change("remove", true));
    const auto cached = world.opened(memory);
    const ScanOutcome outcome = NotionWorld::scan(*cached);
    QVERIFY(outcome.report);
    QVERIFY(!outcome.report->cache.isEmpty());
    for (const Record &record : outcome.records)
        QVERIFY(world.field(record, "author").isAbsent());
    QVERIFY(outcome.report->warnings.join(u' ').contains(QStringLiteral("Author")));

    const auto anew = world.opened();
    const int author = world.definition.fieldIndex(u"author");
    QVERIFY(!world.lastStatus.fieldAvailable.at(static_cast<size_t>(author)));
}

void TestNotionConnector::P20_leavesOutAPropertyOfAnotherType()
{
    NotionWorld world;
    const SideMemory memory = world.afterFullScan();
    world.sandbox.control.changeProperty(world.service, QStringLiteral("Rating"),
                                         change("type", QStringLiteral("rich_text")));
    const auto cached = world.opened(memory);
    const ScanOutcome outcome = NotionWorld::scan(*cached);
    QVERIFY(outcome.report);
    for (const Record &record : outcome.records)
        QVERIFY(world.field(record, "rating").isAbsent());
    const QString warnings = outcome.report->warnings.join(u' ');
    QVERIFY(warnings.contains(QStringLiteral("Rating")));
    QVERIFY(warnings.contains(QStringLiteral("rich_text")));
}

void TestNotionConnector::triesAlternativeNames()
{
    NotionWorld world;
    world.sandbox.control.changeProperty(world.service, QStringLiteral("Genres"),
                                         change("name", QStringLiteral("Tags")));
    const auto connector = world.opened();
    QVERIFY(world.lastStatus.warnings.isEmpty());
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    const auto isTagged
        = [&](const Record &record) { return !world.field(record, "tags").toSet().isEmpty(); };
    QVERIFY(std::any_of(outcome.records.begin(), outcome.records.end(), isTagged));
}

void TestNotionConnector::takesTheElseWhereTheFirstIsEmpty()
{
    NotionWorld world(QStringLiteral("highlights"));
    const QString id = world.sandbox.control.pageId(world.service, 2);
    world.sandbox.control.changePage(
        id,
        properties({{QStringLiteral("Added At"),
                     QJsonObject{{QStringLiteral("date"), QJsonValue::Null}}}}));
    const auto connector = world.opened();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    const Record *record = recordWith(outcome.records, id);
    QVERIFY(record);
    QCOMPARE(world.field(*record, "highlighted_at"), Value::instant(*record->created));
}

void TestNotionConnector::trap10_tellsFourDisappearancesApart_data()
{
    using State = Reading::State;
    QTest::addColumn<QJsonObject>("changes");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("alive");
    const auto row = [](const char *name, const QJsonObject &changes, State state, bool alive) {
        QTest::newRow(name) << changes << static_cast<int>(state) << alive;
    };
    row("bin", change("in_trash", true), State::Found, false);
    row("archive", change("is_archived", true), State::Archived, true);
    row("another database", change("move_to", QStringLiteral("tasks")), State::Moved, true);
    row("not shared", change("is_shared", false), State::Missing, true);
    row("still there", {}, State::Found, true);
}

void TestNotionConnector::trap10_tellsFourDisappearancesApart()
{
    QFETCH(QJsonObject, changes);
    QFETCH(int, state);
    QFETCH(bool, alive);
    NotionWorld world;
    const QString id = world.sandbox.control.pageId(world.service, 3);
    if (!changes.isEmpty())
        world.sandbox.control.changePage(id, changes);
    const auto readings = world.opened()->read({id}, {});
    QVERIFY(readings);
    QCOMPARE(static_cast<int>(readings->at(0).state), state);
    QCOMPARE(readings->at(0).record.alive, alive);
    QCOMPARE(readings->at(0).reason.isEmpty(), readings->at(0).state == Reading::State::Found);
}

void TestNotionConnector::trap16_readsMoreReferencesThanAPageShows()
{
    NotionWorld world(QStringLiteral("highlights"), 70);
    QJsonArray relation;
    QStringList books;
    for (int i = 0; i < 60; ++i) {
        books.append(world.sandbox.control.pageId(QStringLiteral("books"), i));
        relation.append(QJsonObject{{QStringLiteral("id"), books.last()}});
    }
    const QString id = world.sandbox.control.pageId(world.service, 0);
    world.sandbox.control.changePage(
        id,
        properties(
            {{QStringLiteral("Content"), QJsonObject{{QStringLiteral("relation"), relation}}}}));
    const auto connector = world.opened();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    const Record *record = recordWith(outcome.records, id);
    QVERIFY(record);
    QCOMPARE(world.field(*record, "book_id"), Value::set(books));
}

void TestNotionConnector::readsLongTextsWhole()
{
    NotionWorld world;
    const QString text = QStringLiteral("שלום 😀 ").repeated(2000);
    WriteRequest request
        = update(world, world.sandbox.control.pageId(world.service, 1), "notes", Value::text(text));
    const auto connector = world.opened();
    const std::vector<WriteResult> written = connector->write({&request, 1}, {});
    QCOMPARE(written.at(0).state, WriteResult::State::Delivered);
    const auto readings = connector->read({request.recordId}, {});
    QVERIFY(readings);
    QCOMPARE(world.field(readings->at(0).record, "notes"), Value::text(text));
}

void TestNotionConnector::trap35_neverTakesATruncatedTextForTheWhole()
{
    NotionWorld world(QStringLiteral("linkedin_posts"), 3);
    const QString id = world.sandbox.control.pageId(world.service, 0);
    world.sandbox.control.changePage(id, change("is_truncated", true));
    const auto connector = world.opened();
    const ScanOutcome outcome = NotionWorld::scan(*connector);
    const Record *record = recordWith(outcome.records, id);
    QVERIFY(record);
    QVERIFY(world.field(*record, "content").isUnknown());
    QVERIFY(!outcome.report->warnings.isEmpty());
}

void TestNotionConnector::createsAndReadsBack()
{
    NotionWorld world(QStringLiteral("journals"), 5);
    WriteRequest request;
    request.kind = OperationKind::Create;
    const auto set = [&](const char *field, const Value &value) {
        request.fields.emplace_back(world.definition.fieldIndex(QString::fromLatin1(field)), value);
    };
    set("title", Value::text(QStringLiteral("A day")));
    set("date", Value::date(QDate(2026, 11, 22)));
    set("sports", Value::set({QStringLiteral("Running"), QStringLiteral("Chess")}));
    set("content", Value::text(QStringLiteral("Slept well.")));
    const auto connector = world.opened();
    const WriteResult written = connector->write({&request, 1}, {}).at(0);
    QCOMPARE(written.state, WriteResult::State::Delivered);
    QVERIFY(written.refused.empty() && written.record.createdByUs);
    for (const auto &[field, value] : request.fields)
        QCOMPARE(written.record.fields.at(static_cast<size_t>(field)), value);
    const auto readings = connector->read({written.record.id}, {});
    QVERIFY(readings);
    QCOMPARE(readings->at(0).record.fields, written.record.fields);
}

void TestNotionConnector::updatesOnlyWhatIsAsked()
{
    NotionWorld world;
    const QString id = world.sandbox.control.pageId(world.service, 1);
    const auto connector = world.opened();
    const auto before = connector->read({id}, {});
    WriteRequest request = update(world, id, "author", Value::null());
    request.fresh = before->at(0).record;
    const WriteResult written = connector->write({&request, 1}, {}).at(0);
    QCOMPARE(written.state, WriteResult::State::Delivered);
    QVERIFY(written.record.editedByUs);
    Record expected = before->at(0).record;
    expected.fields.at(static_cast<size_t>(world.definition.fieldIndex(u"author"))) = Value::null();
    QCOMPARE(written.record.fields, expected.fields);
}

void TestNotionConnector::writesTheBody_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one line") << QStringLiteral("First.");
    QTest::newRow("paragraphs") << QStringLiteral("Second.\n\nThird.");
    QTest::newRow("nothing") << QString();
}

void TestNotionConnector::writesTheBody()
{
    QFETCH(QString, text);
    NotionWorld world(QStringLiteral("journals"), 5);
    const QString id = world.sandbox.control.pageId(world.service, 1);
    const auto connector = world.opened();
    WriteRequest request = update(world, id, "content", Value::text(text));
    request.fresh = connector->read({id}, {})->at(0).record;
    const WriteResult written = connector->write({&request, 1}, {}).at(0);
    QVERIFY(written.state == WriteResult::State::Delivered && written.refused.empty());
    const Record read = connector->read({id}, {})->at(0).record;
    QCOMPARE(world.field(read, "content"), Value::text(text));
}

void TestNotionConnector::movesToTheBinAndBack()
{
    NotionWorld world;
    const auto connector = world.opened();
    WriteRequest request;
    request.recordId = world.sandbox.control.pageId(world.service, 1);
    request.kind = OperationKind::Delete;
    const WriteResult deleted = connector->write({&request, 1}, {}).at(0);
    QVERIFY(deleted.state == WriteResult::State::Delivered && !deleted.record.alive);
    request.kind = OperationKind::Restore;
    request.fields.emplace_back(world.definition.fieldIndex(u"author"),
                                Value::text(QStringLiteral("Ada")));
    const WriteResult restored = connector->write({&request, 1}, {}).at(0);
    QVERIFY(restored.state == WriteResult::State::Delivered && restored.record.alive);
    QCOMPARE(world.field(restored.record, "author"), Value::text(QStringLiteral("Ada")));
}

void TestNotionConnector::trap2_adoptsAPageThatWasSavedWithoutAnAnswer()
{
    NotionWorld world(QStringLiteral("books"), 5);
    const auto connector = world.opened();
    world.sandbox.control.addFault({{QStringLiteral("fault"), QStringLiteral("saved_with_id")},
                                    {QStringLiteral("method"), QStringLiteral("POST")},
                                    {QStringLiteral("path"), QStringLiteral("/v1/pages")}});
    WriteRequest request = update(world, {}, "title", Value::text(QStringLiteral("New")));
    request.kind = OperationKind::Create;
    const WriteResult written = connector->write({&request, 1}, {}).at(0);
    QCOMPARE(written.state, WriteResult::State::Delivered);
    QCOMPARE(world.field(written.record, "title"), Value::text(QStringLiteral("New")));
    QCOMPARE(world.sandbox.control.pages(world.service).size(), 6);
}

void TestNotionConnector::trap3_leavesAWriteOpenWhoseAnswerWasLost_data()
{
    QTest::addColumn<QString>("fault");
    for (const char *fault : {"saved", "cut_after", "cut_before", "unavailable", "internal_error",
                              "bad_gateway", "gateway_timeout", "truncated", "html", "empty"})
        QTest::newRow(fault) << QString::fromLatin1(fault);
}

void TestNotionConnector::trap3_leavesAWriteOpenWhoseAnswerWasLost()
{
    QFETCH(QString, fault);
    NotionWorld world(QStringLiteral("books"), 5);
    const auto connector = world.opened();
    world.sandbox.control.addFault({{QStringLiteral("fault"), fault},
                                    {QStringLiteral("method"), QStringLiteral("POST")},
                                    {QStringLiteral("path"), QStringLiteral("/v1/pages")}});
    WriteRequest request = update(world, {}, "title", Value::text(QStringLiteral("New")));
    request.kind = OperationKind::Create;
    const WriteResult written = connector->write({&request, 1}, {}).at(0);
    QCOMPARE(written.state, WriteResult::State::Unknown);
    QCOMPARE(written.error.kind, ErrorKind::LostAnswer);
    QVERIFY(world.sandbox.control.pages(world.service).size() <= 6);
}

void TestNotionConnector::sendsAWriteOnlyOnce()
{
    NotionWorld world(QStringLiteral("books"), 5);
    FaultProxy proxy(world.origin);
    world.origin = proxy.url();
    const auto connector = world.opened();
    proxy.clear();
    proxy.setPlan([](const ProxyRequest &request) -> std::optional<ProxyFault> {
        return request.method == "POST" ? std::optional(ProxyFault::cutAfter(true)) : std::nullopt;
    });
    WriteRequest request = update(world, {}, "title", Value::text(QStringLiteral("New")));
    request.kind = OperationKind::Create;
    QCOMPARE(connector->write({&request, 1}, {}).at(0).state, WriteResult::State::Unknown);
    QCOMPARE(proxy.transmissions("POST", "/v1/pages"), 1);
    QCOMPARE(world.sandbox.control.pages(world.service).size(), 6);
}

void TestNotionConnector::leavesOutOnlyWhatNotionCannotHold()
{
    NotionWorld world(QStringLiteral("books"), 5);
    const auto connector = world.opened();
    WriteRequest request = update(world, world.sandbox.control.pageId(world.service, 0), "status",
                                  Value::text(QStringLiteral("a, b")));
    request.fields.emplace_back(world.definition.fieldIndex(u"author"),
                                Value::text(QStringLiteral("Ada")));
    const WriteResult written = connector->write({&request, 1}, {}).at(0);
    QCOMPARE(written.state, WriteResult::State::Delivered);
    QCOMPARE(written.refused.size(), size_t(1));
    QCOMPARE(written.refused.at(0).field, world.definition.fieldIndex(u"status"));
    QCOMPARE(world.field(written.record, "author"), Value::text(QStringLiteral("Ada")));
}

void TestNotionConnector::findsByMatchKey()
{
    NotionWorld world;
    const auto connector = world.opened();
    const auto reading = connector->read({world.sandbox.control.pageId(world.service, 4)}, {});
    Lookup lookup;
    lookup.matchFields = {QStringLiteral("title"), QStringLiteral("author")};
    lookup.matchValues = {{world.field(reading->at(0).record, "title"),
                           world.field(reading->at(0).record, "author")}};
    const auto found = connector->find(lookup, {});
    QVERIFY(found);
    QVERIFY(recordWith(*found, reading->at(0).record.id));
}

QTEST_GUILESS_MAIN(TestNotionConnector)
#include "tst_notionconnector.moc"
