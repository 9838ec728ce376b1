#include "support/hubfixture.h"

#include <QTest>

static const CancelToken NoCancel;

/// Traps and incidents, by number, that the embedded hub must not fall into.
class TestHubTraps : public QObject
{
    Q_OBJECT

private slots:
    void trap20_rowThatWasCommittedLate();
    void trap21_tableThatKeepsNoStamps();
    void P18_valueThatTheTableForbids();
    void P32_emptyResultMovesNoCursor();
};

/// Its stamp lies before the cursor: another transaction was faster.
void TestHubTraps::trap20_rowThatWasCommittedLate()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    deliver(*hub, fixture.create(QStringLiteral("Late")));
    fixture.sql(QStringLiteral("UPDATE books SET updated_at = '2026-05-04T07:55:00.000000Z'"));
    ScanRequest request;
    request.mode = ScanRequest::Mode::Since;
    request.cursor = QStringLiteral("2026-05-04T08:00:00.000000Z");
    ScanReport report;
    QCOMPARE(scanAll(*hub, request, report).size(), size_t(1));
}

/// Somebody else's table, whose writers set no stamp.
void TestHubTraps::trap21_tableThatKeepsNoStamps()
{
    HubFixture fixture;
    fixture.sql(QStringLiteral("CREATE TABLE books (id TEXT PRIMARY KEY, notion_page_id TEXT "
                               "UNIQUE, title TEXT, updated_at TEXT, deleted_at TEXT)"));
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, fixture.create(QStringLiteral("Emma")));
    fixture.sql(QStringLiteral("UPDATE books SET title = 'Emma, by hand'"));
    const Record edited = hub->read({made.id}, NoCancel)->front().record;
    QVERIFY(edited.version.stamp != made.version.stamp);
    // What was read before the edit is no ground to write on.
    const WriteRequest update = updateRequest(made, 0, Value::text(QStringLiteral("Lost")));
    QCOMPARE(hub->write({&update, 1}, NoCancel).front().error.kind, ErrorKind::Moved);
}

void TestHubTraps::P18_valueThatTheTableForbids()
{
    HubFixture fixture;
    fixture.sql(QStringLiteral("CREATE TABLE books (id TEXT PRIMARY KEY, notion_page_id TEXT "
                               "UNIQUE, title TEXT, updated_at TEXT, deleted_at TEXT, "
                               "status TEXT CHECK (status IN ('reading')))"));
    const auto hub = fixture.openHub();
    std::vector<WriteRequest> requests;
    for (const char *status : {"reading", "done", "reading"}) {
        requests.push_back(fixture.create(QString::fromLatin1(status)));
        requests.back().fields.emplace_back(fixture.field(u"status"),
                                            Value::text(QString::fromLatin1(status)));
    }
    const std::vector<WriteResult> results = hub->write(requests, NoCancel);
    for (const size_t good : {0, 2})
        QCOMPARE(results[good].state, WriteResult::State::Delivered);
    const WriteResult &bad = results[1];
    const bool isNamed = bad.state == WriteResult::State::Delivered
        ? !bad.refused.empty() && !bad.refused.front().reason.isEmpty()
        : bad.error.kind == ErrorKind::Refused
            && bad.error.detail.contains(QLatin1String("status"));
    QVERIFY2(isNamed, qPrintable(bad.error.detail));
}

void TestHubTraps::P32_emptyResultMovesNoCursor()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    deliver(*hub, fixture.create(QStringLiteral("Old")));
    ScanRequest request;
    request.mode = ScanRequest::Mode::Since;
    request.cursor = QStringLiteral("2999-01-01T00:00:00.000000Z");
    ScanReport report;
    QVERIFY(scanAll(*hub, request, report).empty());
    QCOMPARE(report.cursor, request.cursor);
}

QTEST_GUILESS_MAIN(TestHubTraps)
#include "tst_hubtraps.moc"
