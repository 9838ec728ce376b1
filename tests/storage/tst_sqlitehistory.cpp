#include "storage/sqlitehistory.h"
#include "storage/sqlitesyncstore.h"
#include "support/builtindefinition.h"
#include "support/linkbuilder.h"

#include <QTest>

class TestSqliteHistory : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void listsRunsNewestFirst();
    void finishesARun();
    void listsOperationsInPages();
    void filtersLogs();
    void showsOnlyNewLogRows();
    void countsWhatWaitsForAPerson();
    void P34_prunesOldRunsButNoOpenIntent();
    void P34_prunesImagesAndLogs();

private:
    [[nodiscard]] static RunRecord run(const QString &id, int seconds);
    [[nodiscard]] static LogEntry log(const QString &id, const QString &status,
                                      const QString &message);

    std::shared_ptr<StateDatabase> m_database;
    std::unique_ptr<SqliteSyncStore> m_store;
    std::unique_ptr<SqliteHistory> m_history;
    ServiceDefinition m_books = builtInDefinition(QStringLiteral("books"));
    LinkBuilder m_links = LinkBuilder(m_books);
};

void TestSqliteHistory::init()
{
    m_database = *StateDatabase::open(QStringLiteral(":memory:"));
    m_store = std::make_unique<SqliteSyncStore>(m_database, m_books);
    m_history = std::make_unique<SqliteHistory>(m_database);
}

RunRecord TestSqliteHistory::run(const QString &id, int seconds)
{
    RunRecord run;
    run.id = id;
    run.service = QStringLiteral("books");
    run.mode = QStringLiteral("full");
    run.status = QStringLiteral("running");
    run.startedAt = Instant(std::chrono::seconds(seconds));
    return run;
}

LogEntry TestSqliteHistory::log(const QString &id, const QString &status, const QString &message)
{
    LogEntry entry;
    entry.id = id;
    entry.eventType = QStringLiteral("update");
    entry.status = status;
    entry.message = message;
    entry.details.insert(QStringLiteral("service"), QStringLiteral("books"));
    entry.createdAt = Instant(std::chrono::seconds(id.toInt()));
    return entry;
}

void TestSqliteHistory::listsRunsNewestFirst()
{
    QVERIFY(m_store->startRun(run(QStringLiteral("old"), 1)));
    QVERIFY(m_store->startRun(run(QStringLiteral("new"), 2)));
    const auto runs = m_history->runs(QStringLiteral("books"), 10);
    QVERIFY(runs);
    QCOMPARE(runs->size(), size_t(2));
    QCOMPARE(runs->front().id, QStringLiteral("new"));
    QVERIFY(m_history->runs(QStringLiteral("tasks"), 10)->empty());
    QCOMPARE(m_history->runs({}, 1)->size(), size_t(1));
}

void TestSqliteHistory::finishesARun()
{
    RunRecord record = run(QStringLiteral("r"), 1);
    QVERIFY(m_store->startRun(record));
    QVERIFY(!m_history->runs({}, 1)->front().finishedAt);
    record.status = QStringLiteral("success");
    record.finishedAt = Instant(std::chrono::seconds(9));
    record.result.insert(QStringLiteral("skipped"), 3);
    QVERIFY(m_store->finishRun(record));
    const RunRecord found = m_history->runs({}, 1)->front();
    QCOMPARE(found.status, QStringLiteral("success"));
    QCOMPARE(found.finishedAt, record.finishedAt);
    QCOMPARE(found.result, record.result);
    QCOMPARE(found.startedAt, record.startedAt);
}

void TestSqliteHistory::listsOperationsInPages()
{
    std::vector<LinkState> links;
    links.reserve(5);
    for (int index = 0; index < 5; ++index)
        links.push_back(m_links.fresh(QString::number(index), Value::null()));
    const Plan plan = m_links.plan(links, 5);
    QVERIFY(m_store->commitPlan(plan));
    const auto page = m_history->operations(plan.runId, 2, 3);
    QVERIFY(page);
    QCOMPARE(page->size(), size_t(2));
    QCOMPARE(page->front().key, QStringLiteral("Record 3"));
    QVERIFY(m_history->operations(QStringLiteral("other"), 9, 0)->empty());
}

void TestSqliteHistory::filtersLogs()
{
    const QString error = QStringLiteral("error");
    const QString info = QStringLiteral("info");
    QVERIFY(
        m_store->appendLog(std::vector{log(QStringLiteral("1"), info, QStringLiteral("100% ok")),
                                       log(QStringLiteral("2"), error, QStringLiteral("1000")),
                                       log(QStringLiteral("3"), info, QStringLiteral("a_b"))}));
    LogQuery query;
    QCOMPARE(m_history->logs(query)->front().id, QStringLiteral("3"));
    query.status = error;
    QCOMPARE(m_history->logs(query)->size(), size_t(1));
    query = {};
    query.text = QStringLiteral("100%");
    QCOMPARE(m_history->logs(query)->front().id, QStringLiteral("1"));
    query.service = QStringLiteral("tasks");
    QVERIFY(m_history->logs(query)->empty());
}

void TestSqliteHistory::showsOnlyNewLogRows()
{
    const QString info = QStringLiteral("info");
    QCOMPARE(*m_history->lastLogRow(), 0);
    QVERIFY(m_store->appendLog(std::vector{log(QStringLiteral("1"), info, {})}));
    LogQuery query;
    query.afterRow = *m_history->lastLogRow();
    QVERIFY(m_history->logs(query)->empty());
    QVERIFY(m_store->appendLog(std::vector{log(QStringLiteral("2"), info, {})}));
    QCOMPARE(m_history->logs(query)->size(), size_t(1));
}

void TestSqliteHistory::countsWhatWaitsForAPerson()
{
    Plan plan = m_links.plan({m_links.settled(QStringLiteral("p1"), Value::null())}, 0);
    plan.links[0].frozen = {1};
    Conflict conflict;
    conflict.id = QStringLiteral("c");
    conflict.link = plan.links[0].id;
    conflict.field = 1;
    plan.conflicts = {conflict};
    conflict.id = QStringLiteral("decided");
    conflict.state = Conflict::State::DecidedByRule;
    plan.conflicts.push_back(conflict);
    plan.questions = {{QStringLiteral("q"), m_links.hub(), {QStringLiteral("r")}, -1, {}, {}, {}}};
    QVERIFY(m_store->commitPlan(plan));
    QCOMPARE(*m_history->openConflicts(QStringLiteral("books")), 2);
    QCOMPARE(*m_history->openConflicts({}), 2);
    QCOMPARE(*m_history->openConflicts(QStringLiteral("tasks")), 0);
}

void TestSqliteHistory::P34_prunesOldRunsButNoOpenIntent()
{
    const Plan sent = m_links.plan({m_links.fresh(QStringLiteral("p1"), Value::null())}, 1);
    const auto ids = m_store->commitPlan(sent);
    QVERIFY(m_store->startOperations(*ids, Instant()));
    QVERIFY(m_store->startRun(run(QStringLiteral("old"), 1)));
    QVERIFY(m_store->startRun(run(QStringLiteral("new"), 5000)));
    QCOMPARE(*m_history->pruneRuns(Instant(std::chrono::seconds(2000))), 1);
    QCOMPARE(m_history->runs({}, 10)->size(), size_t(2));
    QCOMPARE(m_store->openIntents()->size(), size_t(1));
}

void TestSqliteHistory::P34_prunesImagesAndLogs()
{
    const Plan plan = m_links.plan({m_links.fresh(QStringLiteral("p1"), Value::null()),
                                    m_links.fresh(QStringLiteral("p2"), Value::null())},
                                   2);
    const auto ids = m_store->commitPlan(plan);
    const SettledOperation done{ids->front(), JournalEntry::State::Done, {}, {}, nullptr};
    QVERIFY(m_store->settleOperations({&done, 1}));
    QCOMPARE(*m_history->pruneImages(Instant(std::chrono::seconds(2000))), 1);
    QCOMPARE(*m_history->pruneImages(Instant(std::chrono::seconds(2000))), 0);
    const auto operations = m_history->operations(plan.runId, 10, 0);
    QVERIFY(operations->at(0).fields.isEmpty());
    QVERIFY(!operations->at(1).fields.isEmpty());
    QVERIFY(m_store->appendLog(
        std::vector{log(QStringLiteral("1"), {}, {}), log(QStringLiteral("9"), {}, {})}));
    QCOMPARE(*m_history->pruneLogs(Instant(std::chrono::seconds(5))), 1);
    QCOMPARE(m_history->logs({})->size(), size_t(1));
}

QTEST_GUILESS_MAIN(TestSqliteHistory)
#include "tst_sqlitehistory.moc"
