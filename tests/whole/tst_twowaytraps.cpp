#include "support/twowayhome.h"

#include <QFile>
#include <QTest>

/// Traps and incidents, by number, that only the whole program over real HTTP can show.
class TwoWayTrapsTest : public QObject
{
    Q_OBJECT

private slots:
    void trap16_referencesToADatabaseThatIsNotShared();
    void trap28_createdPageThatNoListingShowsYet();
    void trap42_P20_longTextFailsAlone();
    void trap50_logThatCannotBeWritten();
    void P6_P7_flagOfTheLastWriterIsNoState_data();
    void P6_P7_flagOfTheLastWriterIsNoState();
    void P8_editByAProgramThatSetsNothing();
    void P9_triggersThatRewriteBookkeeping();
    void history16_pageOfADeletedRow_data();
    void history16_pageOfADeletedRow();
    void storedIdsWithoutDashes();
    void history26_backupOfTheHubBetweenFullRuns();
};

/// Notion shows such references as none.
void TwoWayTrapsTest::trap16_referencesToADatabaseThatIsNotShared()
{
    TwoWayHome world(QStringLiteral("highlights"));
    QCOMPARE(world.home.run("books").status, 0);
    VERIFY_STATUS(world.sync("--full"), 0);
    const QString books = QStringLiteral("SELECT coalesce(CAST(book_id AS TEXT), '') || "
                                         "coalesce(book_title, '') "
                                         "FROM highlights ORDER BY notion_page_id");
    const QStringList before = world.sql(books);
    QVERIFY(before.count(QString()) < before.size());
    world.sandbox.control.changeDatabase(QStringLiteral("books"),
                                         {{QStringLiteral("is_shared"), false}});
    world.notionTime(0s);
    for (int position = 0; position < 12; ++position)
        world.editPage(position, QStringLiteral("Chapter Title"),
                       richText(QStringLiteral("edited")));
    for (const char *mode : {"", "--full"}) {
        const UsyncOutcome run = world.sync(mode);
        VERIFY_STATUS(run, 0);
        QVERIFY2(run.errors.contains("Connections"), run.errors.constData());
        QCOMPARE(world.sql(books), before);
        QCOMPARE(world.cell(2, QStringLiteral("chapter")), QStringLiteral("edited"));
    }
}

void TwoWayTrapsTest::trap28_createdPageThatNoListingShowsYet()
{
    TwoWayHome world(QStringLiteral("tasks"));
    const qsizetype before = world.sandbox.control.pages(world.service).size();
    world.notionTime(0s);
    world.sandbox.control.setBehaviour({{QStringLiteral("index_lag_s"), 3600}});
    world.sql(QStringLiteral("INSERT INTO tasks (title, status) VALUES ('New here', 'pending')"));
    VERIFY_STATUS(world.sync(), 0);
    world.passTime(5min);
    QCOMPARE(world.disquiet(), QString());
    QCOMPARE(world.sandbox.control.pages(world.service).size(), before + 1);
    world.sandbox.control.setBehaviour({{QStringLiteral("index_lag_s"), 0}});
    QCOMPARE(world.disquiet(), QString());
    QCOMPARE(world.sandbox.control.pages(world.service).size(), before + 1);
}

void TwoWayTrapsTest::trap42_P20_longTextFailsAlone()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.notionTime(0s);
    const QString former = world.shown(3, QStringLiteral("Description"));
    world.editRow(3, QStringLiteral("description"), QString(200'001, u'x'));
    world.editRow(3, QStringLiteral("title"), QStringLiteral("Still delivered"));
    world.editRow(4, QStringLiteral("title"), QStringLiteral("Another record"));
    const UsyncOutcome run = world.sync();
    VERIFY_STATUS(run, 1);
    QCOMPARE(run.json()[QLatin1String("quarantined")].toInt(), 1);
    QCOMPARE(world.shown(3, QStringLiteral("Name")), QStringLiteral("Still delivered"));
    QCOMPARE(world.shown(4, QStringLiteral("Name")), QStringLiteral("Another record"));
    QCOMPARE(world.shown(3, QStringLiteral("Description")), former);
    QCOMPARE(world.cell(3, QStringLiteral("description")).size(), 200'001);
    QCOMPARE(world.disquiet(), QString());
}

void TwoWayTrapsTest::trap50_logThatCannotBeWritten()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.hub().sql("CREATE TRIGGER no_logs BEFORE INSERT ON sync_logs "
                    "BEGIN SELECT RAISE(ABORT, 'no room'); END",
                    "ALTER TABLE sync_logs ADD CHECK (event_type = 'no room') NOT VALID");
    world.notionTime(0s);
    world.editPage(3, QStringLiteral("Description"), richText(QStringLiteral("From Notion")));
    const UsyncOutcome run = world.sync();
    VERIFY_STATUS(run, 0);
    QCOMPARE(world.cell(3, QStringLiteral("description")), QStringLiteral("From Notion"));
    QVERIFY2(run.errors.contains("log"), run.errors.constData());
    const QJsonArray logs = world.home.run("logs --json").json().array();
    QVERIFY(!logs.isEmpty());
}

void TwoWayTrapsTest::P6_P7_flagOfTheLastWriterIsNoState_data()
{
    QTest::addColumn<QString>("flag");
    for (const char *flag : {"notion", "hub", "supabase", "google"})
        QTest::newRow(flag) << QString::fromLatin1(flag);
}

void TwoWayTrapsTest::P6_P7_flagOfTheLastWriterIsNoState()
{
    QFETCH(const QString, flag);
    TwoWayHome world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.sql(QStringLiteral("UPDATE tasks SET last_sync_source = ?"), {flag});
    VERIFY_STATUS(world.sync(), 0);
    world.editPage(3, QStringLiteral("Description"), richText(QStringLiteral("From Notion")));
    world.editRow(4, QStringLiteral("description"), QStringLiteral("From the hub"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(3, QStringLiteral("description")), QStringLiteral("From Notion"));
    QCOMPARE(world.shown(4, QStringLiteral("Description")), QStringLiteral("From the hub"));
    QCOMPARE(world.disquiet(), QString());
}

/// Neither the stamp nor the flag moves: only the content tells.
void TwoWayTrapsTest::P8_editByAProgramThatSetsNothing()
{
    TwoWayHome world(QStringLiteral("tasks"));
    const QString stamp = world.cell(4, QStringLiteral("updated_at"));
    world.hub().sqlUnseen(
        world.service,
        QStringLiteral("UPDATE tasks SET description = 'From the hub' WHERE notion_page_id = ?"),
        {world.page(4)});
    QCOMPARE(world.cell(4, QStringLiteral("updated_at")), stamp);
    world.notionTime(0s);
    VERIFY_STATUS(world.sync("--full"), 0);
    QCOMPARE(world.shown(4, QStringLiteral("Description")), QStringLiteral("From the hub"));
    QCOMPARE(world.disquiet(), QString());
}

void TwoWayTrapsTest::P9_triggersThatRewriteBookkeeping()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.hub().sql(
        "CREATE TRIGGER flag AFTER UPDATE OF title, description, status ON tasks BEGIN UPDATE "
        "tasks SET last_sync_source = 'supabase', updated_at = "
        "strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id; END",
        "CREATE FUNCTION flag() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "NEW.last_sync_source := 'supabase'; NEW.updated_at := clock_timestamp(); RETURN NEW; "
        "END $$; CREATE TRIGGER flag BEFORE UPDATE OF title, description, status ON tasks "
        "FOR EACH ROW EXECUTE FUNCTION flag()");
    world.notionTime(0s);
    world.editPage(3, QStringLiteral("Description"), richText(QStringLiteral("From Notion")));
    world.editRow(4, QStringLiteral("description"), QStringLiteral("From the hub"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.disquiet(), QString());
    world.editPage(3, QStringLiteral("Description"), richText(QStringLiteral("Once more")));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(3, QStringLiteral("description")), QStringLiteral("Once more"));
    QCOMPARE(world.disquiet(), QString());
}

void TwoWayTrapsTest::history16_pageOfADeletedRow_data()
{
    QTest::addColumn<QString>("answer");
    QTest::newRow("another record") << QStringLiteral("--separate");
    QTest::newRow("let it be") << QStringLiteral("--unlink");
}

/// The row was deleted, the local state is gone, and the page lives.
void TwoWayTrapsTest::history16_pageOfADeletedRow()
{
    QFETCH(const QString, answer);
    TwoWayHome world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editRow(2, QStringLiteral("deleted_at"), QStringLiteral("2026-01-01T00:00:00.000000Z"));
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY(world.isInTrash(2));
    world.sandbox.control.changePage(world.page(2), {{QStringLiteral("in_trash"), false}});
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(world.home.path(QStringLiteral("state/state.db") + QLatin1String(suffix)));
    VERIFY_STATUS(world.sync("--full"), 4);
    const QJsonArray waiting = world.waiting();
    QCOMPARE(waiting.size(), 1);
    VERIFY_STATUS(world.home.run({QStringLiteral("resolve"),
                                  waiting.first()[QLatin1String("id")].toString(), answer}),
                  0);
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.disquiet(), QString());
    const QStringList alive = world.sql(QStringLiteral("SELECT id FROM tasks WHERE title = '%1' "
                                                       "AND deleted_at IS NULL")
                                            .arg(world.shown(2, QStringLiteral("Name"))));
    QCOMPARE(alive.size(), answer == QLatin1String("--separate") ? 1 : 0);
}

/// As another program may have kept them, in a hub that we see for the first time.
void TwoWayTrapsTest::storedIdsWithoutDashes()
{
    TwoWayHome world(QStringLiteral("tasks"));
    const qsizetype pages = world.sandbox.control.pages(world.service).size();
    world.sql(QStringLiteral(
        "UPDATE tasks SET notion_page_id = upper(replace(notion_page_id, '-', ''))"));
    world.notionTime(0s);
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(world.home.path(QStringLiteral("state/state.db") + QLatin1String(suffix)));
    VERIFY_STATUS(world.sync("--full"), 0);
    QCOMPARE(world.disquiet(), QString());
    QCOMPARE(world.sandbox.control.pages(world.service).size(), pages);
    QCOMPARE(world.sql(QStringLiteral("SELECT count(*) FROM tasks")),
             QStringList{QString::number(pages)});
}

void TwoWayTrapsTest::history26_backupOfTheHubBetweenFullRuns()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.hub().backUp();
    world.notionTime(0s);
    world.editPage(2, QStringLiteral("Description"), richText(QStringLiteral("after the backup")));
    // An hour passes in the hub, so that no scan of what changed lists the rows of the backup.
    const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(3600);
    world.editRow(3, QStringLiteral("updated_at"),
                  later.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.000000Z")));
    VERIFY_STATUS(world.sync(), 0);
    world.hub().restore();
    world.notionTime(5min);
    world.editPage(2, QStringLiteral("Name"), title(QStringLiteral("One more edit")));
    (void)world.sync();
    (void)world.sync("--full");
    QCOMPARE(world.shown(2, QStringLiteral("Description")), QStringLiteral("after the backup"));
}

QTEST_GUILESS_MAIN(TwoWayTrapsTest)
#include "tst_twowaytraps.moc"
