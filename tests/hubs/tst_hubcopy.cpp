#include "support/copyhome.h"

#include <QElapsedTimer>
#include <QTest>

/// `usync hub-copy` between a file and a hub on a real server.
class TestHubCopy : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryCellThereAndBack();
    void carriesWhatSyncsWrote();
    void goesOnWithTheCopyQuietly();
    void editsTravelAfterTheCopy();
    void stopsARunWithTheFormerHub();
    void refusesAHubThatHasRows();
    void namesAColumnThatWouldBeLost();
    void carriesColumnsOfAPersonsOwn();
    void namesARowThatDoesNotFit();
    void goesOnAfterAnInterruption();
    void stopsCleanlyOnASignal();
    void noticesADifferenceAndLeavesTheState();
    void waitsForNobody();
    void waitsForNoRunWithTheHubByAnotherName();
    void letsAnotherHomeFollow();
    void leavesServicesBehindWhoseTableIsGone();
    void remembersTheHubWithoutItsPassword();
    void leavesAStateAloneThatKnowsAnotherHub();
    void saysWhatSupabaseLacks();
};

static const QString Greeting
    = QString::fromUtf8("Ünï “q” 's \\ \"back\", {a} [b] %_\n\t日本語 🎉 NULL");

/// Numbers with more digits than a double has. The vendor's local server reads JSON into doubles,
/// which a hosted project does not.
static QString longNumber()
{
    return testHubKind() == QLatin1String("supabase")
        ? QStringLiteral("123456789.12345")
        : QStringLiteral("123456789012345678901234567890.12345678901234567890");
}
static QString longInteger()
{
    return testHubKind() == QLatin1String("supabase") ? QStringLiteral("9007199254740991")
                                                      : QStringLiteral("9007199254740993");
}

/// One row with something hard in every column, one that is deleted, and one with little.
static void fillWithHardCells(CopyHome &copy)
{
    copy.makeCells();
    const QString tags = QString::fromUtf8(R"(["a,b","\"x\"","{y}","","NULL","ü\\ z"," 日本"])");
    const QString document
        = QString::fromUtf8(R"({"a":%1,"b":[1,2.5,null,"x"],"c":{"d":"é \" \\"}})")
              .arg(longInteger());
    copy.sql(
        copy.file,
        QStringLiteral(
            "INSERT INTO cells (id, notion_page_id, title, whole, fraction, exact, flag, day, "
            "moment, other, others, tags, document, created_at, updated_at, deleted_at) VALUES "
            "('0a1b2c3d-0000-4000-a000-00000000000f', 'page', ?, -2147483648, 1e-17, "
            "?, 1, '2024-02-29', "
            "'2026-01-02T03:04:05.123456Z', '0a1b2c3d-0000-4000-a000-0000000000ff', "
            "'[\"0a1b2c3d-0000-4000-a000-0000000000ff\"]', ?, ?, "
            "'2020-01-01T00:00:00.000001Z', '2021-12-31T23:59:59.999999Z', NULL)"),
        {Greeting, longNumber(), tags, document});
    copy.sql(copy.file,
             QStringLiteral(
                 "INSERT INTO cells (title, whole, fraction, exact, flag, others, tags, document, "
                 "updated_at, deleted_at) VALUES ('', 0, 0.1, '0.25', 0, '[]', '[]', '\"text\"', "
                 "'2021-12-31T23:59:59.100000Z', '2021-12-31T23:59:59.100000Z')"));
    copy.sql(copy.file,
             QStringLiteral("INSERT INTO cells (title, moment) VALUES ('Little', "
                            "'1969-07-20T20:17:40Z')"));
    copy.sql(copy.file, QStringLiteral("INSERT INTO cells (title) VALUES ('Gone')"));
    copy.sql(copy.file, QStringLiteral("DELETE FROM cells WHERE title = 'Gone'"));
}

void TestHubCopy::keepsEveryCellThereAndBack()
{
    CopyHome copy;
    fillWithHardCells(copy);
    const UsyncOutcome there = copy.copy(copy.file, copy.remote);
    QVERIFY2(there.status == 0, qPrintable(there.text()));
    QVERIFY2(there.errors.contains("Stop every other program"), there.errors.constData());
    QVERIFY2(there.output.contains("cells: 3 rows"), there.output.constData());
    QVERIFY2(there.output.contains("sync_tombstones of cells: 1 rows"), there.output.constData());
    const QStringList told = copy.server->sql(QStringLiteral(
        "SELECT concat_ws(' | ', title, whole, fraction, exact, flag, day, moment AT TIME ZONE "
        "'UTC', tags[7], others[1], document -> 'b' ->> 3, document ->> 'a', updated_at AT TIME "
        "ZONE 'UTC') FROM cells WHERE notion_page_id = 'page'"));
    QCOMPARE(told.value(0),
             Greeting
                 + QString::fromUtf8(" | -2147483648 | 1e-17 | %1 | t | 2024-02-29 | "
                                     "2026-01-02 03:04:05.123456 |  日本 | "
                                     "0a1b2c3d-0000-4000-a000-0000000000ff | x | %2 | "
                                     "2021-12-31 23:59:59.999999")
                       .arg(longNumber(), longInteger()));
    const UsyncOutcome again = copy.copy(copy.remote, copy.back);
    QVERIFY2(again.status == 0, qPrintable(again.text()));
    for (const char *table : {"cells", "sync_tombstones", "sync_logs"})
        QCOMPARE(copy.cells(copy.back, QLatin1String(table)),
                 copy.cells(copy.file, QLatin1String(table)));
    QCOMPARE(copy.cells(copy.back, QStringLiteral("cells")).size(), 3);
}

void TestHubCopy::carriesWhatSyncsWrote()
{
    CopyHome copy;
    for (const char *service : {"books", "highlights", "meetings"})
        VERIFY_STATUS(copy.sync(QLatin1String(service)), 0);
    copy.sql(copy.file, QStringLiteral("UPDATE highlights SET is_favorite = 1 WHERE rowid = 1"));
    copy.sql(copy.file, QStringLiteral("UPDATE highlights SET is_favorite = 0 WHERE rowid = 2"));
    copy.sql(copy.file, QStringLiteral("UPDATE books SET deleted_at = updated_at WHERE rowid = 1"));
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    QCOMPARE(copy.server->sql(QStringLiteral(
                 "SELECT is_favorite || ' ' || count(*) FROM highlights WHERE is_favorite IS NOT "
                 "NULL GROUP BY is_favorite ORDER BY 1")),
             QStringList({QStringLiteral("false 1"), QStringLiteral("true 1")}));
    QVERIFY(copy.serverRows(QStringLiteral("sync_logs")) > 0);
    VERIFY_STATUS(copy.copy(copy.remote, copy.back), 0);
    for (const char *table : {"books", "highlights", "meetings", "sync_tombstones", "sync_logs"}) {
        const QStringList cells = copy.cells(copy.back, QLatin1String(table));
        QCOMPARE(cells, copy.cells(copy.file, QLatin1String(table)));
        const int notes = QLatin1String(table) == QLatin1String("sync_logs") ? 1 : 0;
        QCOMPARE(copy.serverRows(QLatin1String(table)), int(cells.size()) + notes);
    }
    QCOMPARE(copy.server->sql(QStringLiteral("SELECT count(*) FROM sync_logs WHERE event_type = "
                                             "'hub_copy' AND status = 'success' AND details ->> "
                                             "'copied_at' IS NOT NULL")),
             QStringList{QStringLiteral("1")});
}

void TestHubCopy::goesOnWithTheCopyQuietly()
{
    CopyHome copy;
    for (const char *service : {"tasks", "meetings", "books"})
        VERIFY_STATUS(copy.sync(QLatin1String(service)), 0);
    for (const auto &[from, to] :
         {std::pair(copy.file, copy.remote), std::pair(copy.remote, copy.back)}) {
        VERIFY_STATUS(copy.copy(from, to), 0);
        copy.use(to);
        for (const char *service : {"tasks", "meetings", "books", "tasks", "meetings"}) {
            const UsyncOutcome run = copy.sync(QLatin1String(service));
            QVERIFY2(run.status == 0 && written(run) == 0, qPrintable(run.text()));
        }
    }
}

void TestHubCopy::editsTravelAfterTheCopy()
{
    CopyHome copy;
    const QString tasks = QStringLiteral("tasks");
    VERIFY_STATUS(copy.sync(tasks), 0);
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    copy.use(copy.remote);
    copy.sandbox.control.setClock(
        QDateTime::currentDateTimeUtc().addSecs(60).toString(Qt::ISODate));
    copy.sandbox.control.changePage(
        copy.sandbox.control.pageId(tasks, 1),
        {{QStringLiteral("properties"),
          QJsonObject{{QStringLiteral("Name"), title(QStringLiteral("From Notion"))}}}});
    copy.server->sql(QStringLiteral("UPDATE tasks SET title = 'From the hub' WHERE "
                                    "notion_page_id = ?"),
                     {copy.sandbox.control.pageId(tasks, 2)});
    const UsyncOutcome run = copy.sync(tasks);
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QCOMPARE(written(run), 2);
    QCOMPARE(copy.server->sql(QStringLiteral("SELECT title FROM tasks WHERE notion_page_id = ?"),
                              {copy.sandbox.control.pageId(tasks, 1)}),
             QStringList{QStringLiteral("From Notion")});
    QCOMPARE(TwoWayHome::shown(copy.sandbox.control.pages(tasks).at(2), QStringLiteral("Name")),
             QStringLiteral("From the hub"));
}

void TestHubCopy::stopsARunWithTheFormerHub()
{
    CopyHome copy;
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 0);
    const QStringList rows = copy.cells(copy.file, QStringLiteral("tasks"));
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    QCOMPARE(copy.cells(copy.file, QStringLiteral("tasks")), rows);
    const QJsonArray pages = copy.sandbox.control.pages(QStringLiteral("tasks"));
    const QByteArray hash = CopyHome::hashOf(copy.file);
    const UsyncOutcome run = copy.sync(QStringLiteral("tasks"));
    QVERIFY2(run.status == 3, qPrintable(run.text()));
    QVERIFY2(run.errors.contains("another one than before"), run.errors.constData());
    QCOMPARE(CopyHome::hashOf(copy.file), hash);
    QCOMPARE(copy.sandbox.control.pages(QStringLiteral("tasks")), pages);
}

void TestHubCopy::refusesAHubThatHasRows()
{
    CopyHome copy;
    copy.fillCells(3);
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    const UsyncOutcome second = copy.copy(copy.file, copy.remote);
    QVERIFY2(second.status == 2, qPrintable(second.text()));
    QVERIFY2(second.errors.contains("has rows in cells already"), second.errors.constData());
    copy.server->sql(QStringLiteral("TRUNCATE cells"));
    copy.server->sql(
        QStringLiteral("INSERT INTO sync_logs (event_type, status) VALUES ('x', 'y')"));
    const UsyncOutcome third = copy.copy(copy.file, copy.remote);
    QVERIFY2(third.status == 2, qPrintable(third.text()));
    QVERIFY2(third.errors.contains("has rows in sync_logs already"), third.errors.constData());
    QCOMPARE(copy.serverRows(QStringLiteral("cells")), 0);
    const UsyncOutcome itself = copy.copy(copy.file, copy.file);
    QVERIFY2(itself.status == 2, qPrintable(itself.text()));
    const UsyncOutcome nothing = copy.copy(copy.back, copy.remote);
    QVERIFY2(nothing.status == 2, qPrintable(nothing.text()));
    QVERIFY(!QFile::exists(copy.home.path(QStringLiteral("back.db"))));
}

void TestHubCopy::namesAColumnThatWouldBeLost()
{
    CopyHome copy;
    copy.fillCells(3);
    copy.sql(copy.file, QStringLiteral("ALTER TABLE cells ADD COLUMN \"my own\" TEXT"));
    copy.sql(copy.file, QStringLiteral("UPDATE cells SET \"my own\" = 'x' WHERE whole = 2"));
    const UsyncOutcome refused = copy.copy(copy.file, copy.remote);
    QVERIFY2(refused.status == 2, qPrintable(refused.text()));
    QVERIFY2(refused.errors.contains("ALTER TABLE \"cells\" ADD COLUMN \"my own\" TEXT;"),
             refused.errors.constData());
    QCOMPARE(copy.serverRows(QStringLiteral("cells")), 0);
    copy.sql(copy.file, QStringLiteral("UPDATE cells SET \"my own\" = NULL"));
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    QCOMPARE(copy.serverRows(QStringLiteral("cells")), 3);
}

void TestHubCopy::carriesColumnsOfAPersonsOwn()
{
    if (testHubKind() == QLatin1String("supabase"))
        QSKIP("A running project of the vendor's does not look at its schema again.");
    CopyHome copy;
    copy.fillCells(2);
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    copy.server->sql(QStringLiteral(
        "ALTER TABLE cells ADD COLUMN big BIGINT, ADD COLUMN bytes BYTEA, ADD COLUMN span "
        "INTERVAL, "
        "ADD COLUMN yes BOOLEAN, ADD COLUMN words VARCHAR(20)[], ADD COLUMN plain TIMESTAMP"));
    copy.server->sql(QStringLiteral(
        "UPDATE cells SET big = 9223372036854775807, bytes = '\\x00ff', span = '1 day 02:03:04', "
        "yes = true, words = ARRAY['a b', 'c,d'], plain = '2026-01-02 03:04:05.5'"));
    const UsyncOutcome refused = copy.copy(copy.remote, copy.back);
    QVERIFY2(refused.status == 2 && refused.errors.contains("ADD COLUMN \"big\" INTEGER;"),
             qPrintable(refused.text()));
    for (const char *column :
         {"big INTEGER", "bytes BLOB", "span TEXT", "yes INTEGER", "words TEXT", "plain TEXT"})
        copy.sql(copy.back,
                 QStringLiteral("ALTER TABLE cells ADD COLUMN ") + QLatin1String(column));
    VERIFY_STATUS(copy.copy(copy.remote, copy.back), 0);
    QCOMPARE(
        copy.sql(copy.back,
                 QStringLiteral("SELECT big || hex(bytes) || span || yes || words || plain FROM "
                                "cells WHERE whole = 1")),
        QStringList{QStringLiteral("922337203685477580700FF1 day 02:03:041[\"a b\",\"c,d\"]"
                                   "2026-01-02T03:04:05.5Z")});
    copy.server->sql(QStringLiteral("TRUNCATE cells, sync_tombstones, sync_logs"));
    VERIFY_STATUS(copy.copy(copy.back, copy.remote), 0);
    QCOMPARE(copy.server->sql(QStringLiteral(
                 "SELECT count(*) FROM cells WHERE big = 9223372036854775807 AND bytes = '\\x00ff' "
                 "AND span = '1 day 02:03:04' AND yes AND words = ARRAY['a b', 'c,d']::varchar[] "
                 "AND plain = '2026-01-02 03:04:05.5'")),
             QStringList{QStringLiteral("2")});
}

void TestHubCopy::namesARowThatDoesNotFit()
{
    CopyHome copy;
    copy.fillCells(1500);
    copy.sql(copy.file, QStringLiteral("UPDATE cells SET id = 'my row' WHERE whole = 700"));
    const UsyncOutcome refused = copy.copy(copy.file, copy.remote);
    QVERIFY2(refused.status == 1, qPrintable(refused.text()));
    QVERIFY2(refused.errors.contains("The row my row of the table cells"),
             refused.errors.constData());
    copy.sql(copy.file, QStringLiteral("DELETE FROM cells WHERE id = 'my row'"));
    copy.sql(copy.file, QStringLiteral("UPDATE cells SET document = '{' WHERE whole = 701"));
    const UsyncOutcome json = copy.copy(copy.file, copy.remote);
    QVERIFY2(json.status == 1 && json.errors.contains("document is not JSON"),
             qPrintable(json.text()));
    copy.sql(copy.file, QStringLiteral("UPDATE cells SET document = '{}' WHERE whole = 701"));
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    QCOMPARE(copy.serverRows(QStringLiteral("cells")), 1499);
}

/// Each batch of the table takes long enough to be seen.
static void slowDown(TestHub &server)
{
    server.sql(QStringLiteral("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
                              "$$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$"));
    server.sql(QStringLiteral("CREATE TRIGGER slow BEFORE INSERT ON cells FOR EACH STATEMENT "
                              "EXECUTE FUNCTION slow()"));
}

/// A copy that has carried some of the rows.
static std::unique_ptr<QProcess> copyInTheMiddle(CopyHome &copy)
{
    auto process = copy.home.start({QStringLiteral("hub-copy"), copy.file, copy.remote});
    QElapsedTimer timer;
    timer.start();
    while (copy.serverRows(QStringLiteral("cells")) == 0) {
        if (timer.elapsed() > 30'000 || process->state() == QProcess::NotRunning)
            qFatal("No row arrives: %s", process->readAllStandardError().constData());
        process->waitForFinished(20);
    }
    return process;
}

void TestHubCopy::goesOnAfterAnInterruption()
{
    CopyHome copy;
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 0);
    copy.fillCells(6000);
    if (testHubKind() == QLatin1String("postgres"))
        VERIFY_STATUS(copy.home.run({QStringLiteral("hub-schema"), QStringLiteral("cells")}), 0);
    copy.use(copy.remote);
    if (testHubKind() == QLatin1String("postgres"))
        VERIFY_STATUS(copy.home.run("hub-schema cells --apply"), 0);
    copy.use(copy.file);
    slowDown(*copy.server);
    const auto process = copyInTheMiddle(copy);
    process->kill();
    process->waitForFinished();
    const int rows = copy.serverRows(QStringLiteral("cells"));
    QVERIFY(rows > 0 && rows < 6000);
    // What is half there is nobody's hub yet.
    copy.use(copy.remote);
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 3);
    copy.use(copy.file);
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 0);
    copy.server->sql(QStringLiteral("DROP TRIGGER slow ON cells"));
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    QCOMPARE(copy.serverRows(QStringLiteral("cells")), 6000);
    copy.use(copy.remote);
    const UsyncOutcome run = copy.sync(QStringLiteral("tasks"));
    QVERIFY2(run.status == 0 && written(run) == 0, qPrintable(run.text()));
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 2);
}

void TestHubCopy::stopsCleanlyOnASignal()
{
    CopyHome copy;
    copy.fillCells(6000);
    copy.use(copy.remote);
    if (testHubKind() == QLatin1String("postgres"))
        VERIFY_STATUS(copy.home.run("hub-schema cells --apply"), 0);
    slowDown(*copy.server);
    const auto process = copyInTheMiddle(copy);
    process->terminate();
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 130);
    const int rows = copy.serverRows(QStringLiteral("cells"));
    QVERIFY(rows > 0 && rows < 6000);
    QCOMPARE(copy.server->sql(QStringLiteral("SELECT count(*) FROM sync_lease WHERE expires_at > "
                                             "clock_timestamp()")),
             QStringList{QStringLiteral("0")});
}

void TestHubCopy::noticesADifferenceAndLeavesTheState()
{
    CopyHome copy;
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 0);
    copy.fillCells(5);
    copy.use(copy.remote);
    if (testHubKind() == QLatin1String("postgres"))
        VERIFY_STATUS(copy.home.run("hub-schema cells --apply"), 0);
    copy.use(copy.file);
    copy.server->sql(QStringLiteral("CREATE FUNCTION alter_row() RETURNS trigger LANGUAGE plpgsql "
                                    "AS $$ BEGIN IF NEW.whole = 3 THEN NEW.fraction = 1; END IF; "
                                    "RETURN NEW; END $$"));
    copy.server->sql(QStringLiteral("CREATE TRIGGER alter_row BEFORE INSERT ON cells FOR EACH ROW "
                                    "EXECUTE FUNCTION alter_row()"));
    const UsyncOutcome different = copy.copy(copy.file, copy.remote);
    QVERIFY2(different.status == 1, qPrintable(different.text()));
    QVERIFY2(different.errors.contains("The copy of cells"), different.errors.constData());
    const UsyncOutcome run = copy.sync(QStringLiteral("tasks"));
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    copy.server->sql(QStringLiteral("DROP TRIGGER alter_row ON cells"));
    copy.server->sql(QStringLiteral("TRUNCATE cells"));
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
}

void TestHubCopy::waitsForNobody()
{
    CopyHome copy;
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 0);
    copy.sql(copy.file,
             QStringLiteral("INSERT INTO sync_lease VALUES ('books', 'somebody', "
                            "'2999-01-01T00:00:00.000000Z')"));
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 5);
    copy.sql(copy.file, QStringLiteral("DELETE FROM sync_lease"));
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    QCOMPARE(copy.sql(copy.file, QStringLiteral("SELECT count(*) FROM sync_lease")),
             QStringList{QStringLiteral("0")});
    copy.server->sql(
        QStringLiteral("INSERT INTO sync_lease VALUES ('tasks', 'somebody', "
                       "clock_timestamp() + interval '1 hour') ON CONFLICT (service) DO "
                       "UPDATE SET holder = excluded.holder, expires_at = "
                       "excluded.expires_at"));
    const UsyncOutcome locked = copy.copy(copy.remote, copy.back);
    QVERIFY2(locked.status == 5 && locked.errors.contains("somebody"), qPrintable(locked.text()));
}

void TestHubCopy::waitsForNoRunWithTheHubByAnotherName()
{
    CopyHome copy;
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 0);
    const QString link = copy.home.path(QStringLiteral("link.db"));
    QVERIFY(QFile::link(copy.home.hubPath(), link));
    copy.sandbox.control.setBehaviour({{QStringLiteral("latency_ms"), 5000}});
    const auto run = copy.home.start({QStringLiteral("tasks"), QStringLiteral("--full")});
    QElapsedTimer timer;
    timer.start();
    const auto isAtWork
        = [&copy] { return copy.home.files().contains(QStringLiteral("state/locks/tasks.lock")); };
    while (!isAtWork() && timer.elapsed() < 30'000)
        run->waitForFinished(20);
    const UsyncOutcome locked = copy.copy(QStringLiteral("sqlite:") + link, copy.remote);
    QVERIFY2(locked.status == 5, qPrintable(locked.text()));
    QVERIFY2(locked.errors.contains("Another run of \"tasks\""), locked.errors.constData());
    QCOMPARE(run->state(), QProcess::Running);
    run->terminate();
    QVERIFY(run->waitForFinished());
}

void TestHubCopy::letsAnotherHomeFollow()
{
    CopyHome copy;
    const QString tasks = QStringLiteral("tasks");
    UsyncHome other(QStringLiteral(USYNC_PROGRAM), copy.sandbox.server.environment(), copy.server);
    const auto useInOther = [&other](const QString &hub) { other.set("UNIFIED_SYNC_HUB", hub); };
    const auto syncOther = [&] { return other.run({tasks, QStringLiteral("--json")}); };
    useInOther(copy.file);
    VERIFY_STATUS(copy.sync(tasks), 0);
    VERIFY_STATUS(syncOther(), 0);
    VERIFY_STATUS(copy.copy(copy.file, copy.remote), 0);
    const QString pageId = copy.sandbox.control.pageId(tasks, 1);
    copy.sql(copy.file, QStringLiteral("UPDATE tasks SET title = 'Left' WHERE notion_page_id = ?"),
             {pageId});
    copy.server->sql(QStringLiteral("UPDATE tasks SET title = 'There' WHERE notion_page_id = ?"),
                     {copy.sandbox.control.pageId(tasks, 2)});
    useInOther(copy.remote);
    VERIFY_STATUS(syncOther(), 3);
    const UsyncOutcome joined = other.run({QStringLiteral("hub-copy"), copy.file, copy.remote});
    QVERIFY2(joined.status == 0, qPrintable(joined.text()));
    QVERIFY2(joined.output.contains("is a copy of"), joined.output.constData());
    QCOMPARE(copy.server->sql(QStringLiteral("SELECT title FROM tasks WHERE title IN ('Left', "
                                             "'There') ORDER BY title")),
             QStringList({QStringLiteral("Left"), QStringLiteral("There")}));
    const UsyncOutcome run = syncOther();
    QVERIFY2(run.status == 0 && written(run) == 2, qPrintable(run.text()));
    copy.use(copy.remote);
    VERIFY_STATUS(copy.sync(tasks), 0);
    const QJsonArray pages = copy.sandbox.control.pages(tasks);
    QCOMPARE(TwoWayHome::shown(pages.at(1), QStringLiteral("Name")), QStringLiteral("Left"));
    QCOMPARE(TwoWayHome::shown(pages.at(2), QStringLiteral("Name")), QStringLiteral("There"));
    VERIFY_STATUS(other.run({QStringLiteral("hub-copy"), copy.file, copy.remote}), 2);
}

void TestHubCopy::leavesServicesBehindWhoseTableIsGone()
{
    CopyHome copy;
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 0);
    VERIFY_STATUS(copy.sync(QStringLiteral("meetings")), 0);
    copy.sql(copy.file, QStringLiteral("DROP TABLE meetings"));
    const UsyncOutcome copied = copy.copy(copy.file, copy.remote);
    QVERIFY2(copied.status == 0, qPrintable(copied.text()));
    QVERIFY2(copied.errors.contains("not copied") && copied.errors.contains("meetings"),
             copied.errors.constData());
    QVERIFY2(copied.output.contains("The state of 1 services"), copied.output.constData());
    copy.use(copy.remote);
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 0);
    VERIFY_STATUS(copy.sync(QStringLiteral("meetings")), 3);
}

void TestHubCopy::remembersTheHubWithoutItsPassword()
{
    CopyHome copy;
    copy.fillCells(2);
    copy.home.unset("UNIFIED_SYNC_HUB");
    const QString settings = copy.home.path(QStringLiteral("settings.json"));
    QFile written(settings);
    QVERIFY(written.open(QIODevice::WriteOnly));
    written.write("{\"variables\":{\"UNIFIED_SYNC_HUB\":\"" + copy.file.toUtf8()
                  + "\",\"NOTION_RATE_LIMIT\":\"7\"}}");
    written.close();
    const UsyncOutcome copied = copy.copy(copy.file, copy.remote);
    QVERIFY2(copied.status == 0, qPrintable(copied.text()));
    const QJsonObject variables
        = QJsonDocument::fromJson(copy.home.files().value(QStringLiteral("settings.json")))
              .object()
              .value(QLatin1String("variables"))
              .toObject();
    QUrl expected(copy.remote);
    expected.setPassword(QString());
    QCOMPARE(variables.value(QLatin1String("UNIFIED_SYNC_HUB")).toString(), expected.toString());
    QCOMPARE(variables.value(QLatin1String("NOTION_RATE_LIMIT")).toString(), QStringLiteral("7"));
    for (const QString &secret : copy.server->secrets()) {
        QVERIFY(!copied.output.contains(secret.toUtf8())
                && !copied.errors.contains(secret.toUtf8()));
        const QMap<QString, QByteArray> files = copy.home.files();
        for (auto it = files.begin(); it != files.end(); ++it)
            QVERIFY2(!it.value().contains(secret.toUtf8()), qPrintable(it.key()));
    }
}

void TestHubCopy::leavesAStateAloneThatKnowsAnotherHub()
{
    CopyHome copy;
    copy.fillCells(2);
    copy.use(copy.back);
    VERIFY_STATUS(copy.sync(QStringLiteral("tasks")), 0);
    const UsyncOutcome copied = copy.copy(copy.file, copy.remote);
    QVERIFY2(copied.status == 0, qPrintable(copied.text()));
    QVERIFY2(copied.output.contains("was not touched"), copied.output.constData());
    const UsyncOutcome run = copy.sync(QStringLiteral("tasks"));
    QVERIFY2(run.status == 0 && written(run) == 0, qPrintable(run.text()));
}

void TestHubCopy::saysWhatSupabaseLacks()
{
    if (testHubKind() != QLatin1String("supabase"))
        QSKIP("PostgreSQL lets us make what is missing.");
    CopyHome copy;
    copy.fillCells(2);
    copy.server->sql(QStringLiteral("DROP TABLE cells"));
    const UsyncOutcome refused = copy.copy(copy.file, copy.remote);
    QVERIFY2(refused.status == 2 && refused.errors.contains("usync hub-schema"),
             qPrintable(refused.text()));
}

QTEST_GUILESS_MAIN(TestHubCopy)
#include "tst_hubcopy.moc"
