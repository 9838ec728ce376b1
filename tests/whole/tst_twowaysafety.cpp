#include "support/twowayhome.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

/// What must not lose or double anything: lost answers, kills, vanished pages, backups, two
/// machines.
class TwoWaySafetyTest : public QObject
{
    Q_OBJECT

private slots:
    void trap2_trap3_rowBecomesOnePage_data();
    void trap2_trap3_rowBecomesOnePage();
    void refusedWriteIsDeliveredAfterMoreEdits_data();
    void refusedWriteIsDeliveredAfterMoreEdits();
    void refusedWriteIsDeliveredLater();
    void history26_hubRestoredFromABackupStopsTheRun();
    void history26_oldRowIsNotGivenANewStamp();
    void trap41_twoHomesOnOneHubMakeNoDuplicates();
    void savedPlanRefusesWhatMoved();
    void trap10_vanishedPagesPauseAndComeBack_data();
    void trap10_vanishedPagesPauseAndComeBack();
    void trap23_P5_killedRunsLoseAndDoubleNothing();
};

void TwoWaySafetyTest::trap2_trap3_rowBecomesOnePage_data()
{
    QTest::addColumn<QString>("fault");
    QTest::newRow("no fault") << QString();
    for (const char *fault : {"saved", "saved_with_id", "cut_after", "cut_before", "unavailable"})
        QTest::newRow(fault) << QString::fromLatin1(fault);
}

void TwoWaySafetyTest::trap2_trap3_rowBecomesOnePage()
{
    QFETCH(const QString, fault);
    TwoWayHome world(QStringLiteral("tasks"));
    const qsizetype before = world.sandbox.control.pages(world.service).size();
    world.notionTime(0s);
    world.sql(QStringLiteral("INSERT INTO tasks (title, priority) VALUES ('New here', 'high')"));
    if (!fault.isEmpty())
        world.sandbox.control.addFault({{QStringLiteral("fault"), fault},
                                        {QStringLiteral("method"), QStringLiteral("POST")},
                                        {QStringLiteral("path"), QStringLiteral("/v1/pages")},
                                        {QStringLiteral("count"), 1}});
    (void)world.sync();
    // A create whose answer was lost is repeated only after the side had time to show it.
    world.passTime(5min);
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.sandbox.control.pages(world.service).size(), before + 1);
    QCOMPARE(world.shown(int(before), QStringLiteral("Name")), QStringLiteral("New here"));
    QCOMPARE(world.sql(QStringLiteral("SELECT count(*) FROM tasks")),
             QStringList{QString::number(before + 1)});
    // Row and page find each other again, whatever becomes of the local state.
    QCOMPARE(world.sql(QStringLiteral("SELECT notion_page_id FROM tasks WHERE title = 'New here'")),
             QStringList{world.page(int(before))});
    // The status that Notion gives a new page comes back.
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(int(before), QStringLiteral("status")), QStringLiteral("pending"));
    QCOMPARE(world.disquiet(), QString());
}

void TwoWaySafetyTest::refusedWriteIsDeliveredAfterMoreEdits_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("property");
    QTest::newRow("no edit") << QString() << QString();
    QTest::newRow("another field") << QStringLiteral("title") << QStringLiteral("Name");
    QTest::newRow("the same field")
        << QStringLiteral("description") << QStringLiteral("Description");
}

/// The hub is edited once more while Notion refuses.
void TwoWaySafetyTest::refusedWriteIsDeliveredAfterMoreEdits()
{
    QFETCH(const QString, column);
    QFETCH(const QString, property);
    TwoWayHome world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editRow(2, QStringLiteral("description"), QStringLiteral("To be delivered"));
    world.sandbox.control.addFault({{QStringLiteral("fault"), QStringLiteral("unavailable")},
                                    {QStringLiteral("method"), QStringLiteral("PATCH")},
                                    {QStringLiteral("path"), QStringLiteral("/v1/pages")},
                                    {QStringLiteral("count"), 20}});
    VERIFY_STATUS(world.sync(), 1);
    world.sandbox.control.clearFaults();
    if (!column.isEmpty())
        world.editRow(2, column, QStringLiteral("Edited again"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(2, QStringLiteral("Description")),
             column == QLatin1String("description") ? QStringLiteral("Edited again")
                                                    : QStringLiteral("To be delivered"));
    if (!property.isEmpty())
        QCOMPARE(world.shown(2, property), QStringLiteral("Edited again"));
    QCOMPARE(world.disquiet(), QString());
}

void TwoWaySafetyTest::refusedWriteIsDeliveredLater()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editRow(2, QStringLiteral("description"), QStringLiteral("To be delivered"));
    world.sandbox.control.addFault({{QStringLiteral("fault"), QStringLiteral("unavailable")},
                                    {QStringLiteral("method"), QStringLiteral("PATCH")},
                                    {QStringLiteral("path"), QStringLiteral("/v1/pages")},
                                    {QStringLiteral("count"), 20}});
    VERIFY_STATUS(world.sync(), 1);
    QVERIFY(world.shown(2, QStringLiteral("Description")) != QLatin1String("To be delivered"));
    world.sandbox.control.clearFaults();
    world.editPage(2, QStringLiteral("Name"), title(QStringLiteral("Edited meanwhile")));
    // The page was edited after the answer was lost: a person may have put the old value back. The
    // rest of the record goes on.
    VERIFY_STATUS(world.sync(), 4);
    QCOMPARE(world.cell(2, QStringLiteral("title")), QStringLiteral("Edited meanwhile"));
    const QJsonArray waiting = world.waiting();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.first()[QLatin1String("field")].toString(), QStringLiteral("description"));
    VERIFY_STATUS(
        world.resolve(waiting.first()[QLatin1String("id")].toString(), QStringLiteral("hub")), 0);
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(2, QStringLiteral("Description")), QStringLiteral("To be delivered"));
    QCOMPARE(world.disquiet(), QString());
}

void TwoWaySafetyTest::history26_hubRestoredFromABackupStopsTheRun()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.hub().backUp();
    world.notionTime(0s);
    world.editPage(2, QStringLiteral("Description"), richText(QStringLiteral("after the backup")));
    world.editRow(3, QStringLiteral("description"), QStringLiteral("after the backup"));
    VERIFY_STATUS(world.sync(), 0);
    world.hub().restore();
    for (const char *mode : {"--full", "--full"}) {
        const UsyncOutcome stopped = world.sync(mode);
        VERIFY_STATUS(stopped, 3);
        QCOMPARE(written(stopped), 0);
    }
    QCOMPARE(world.shown(2, QStringLiteral("Description")), QStringLiteral("after the backup"));
    QCOMPARE(world.shown(3, QStringLiteral("Description")), QStringLiteral("after the backup"));
    // An incremental run meets an old row in its overlap, or when it writes to it.
    world.notionTime(5min);
    world.editPage(2, QStringLiteral("Name"), title(QStringLiteral("Renamed")));
    VERIFY_STATUS(world.sync(), 3);
    QCOMPARE(world.shown(2, QStringLiteral("Description")), QStringLiteral("after the backup"));
    // The plan that was saved fills the hub again.
    const UsyncOutcome last = world.sync("--full");
    VERIFY_STATUS(last, 3);
    const QString plan = last.json()[QLatin1String("guards")][0][QLatin1String("plan")].toString();
    VERIFY_STATUS(world.home.run({QStringLiteral("apply"), plan, QStringLiteral("--yes")}), 0);
    for (const int position : {2, 3})
        QCOMPARE(world.cell(position, QStringLiteral("description")),
                 QStringLiteral("after the backup"));
    VERIFY_STATUS(world.sync("--full"), 0);
    QCOMPARE(world.disquiet(), QString());
    QCOMPARE(world.shown(3, QStringLiteral("Description")), QStringLiteral("after the backup"));
    QCOMPARE(world.cell(2, QStringLiteral("title")), QStringLiteral("Renamed"));
}

void TwoWaySafetyTest::history26_oldRowIsNotGivenANewStamp()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.notionTime(0s);
    // So long ago that no overlap shows it: the stamp of a row in a backup.
    world.editRow(2, QStringLiteral("description"), QStringLiteral("before the backup"));
    VERIFY_STATUS(world.sync(), 0);
    world.editPage(2, QStringLiteral("Description"), richText(QStringLiteral("after the backup")));
    VERIFY_STATUS(world.sync(), 0);
    world.hub().sqlUnseen(QStringLiteral("tasks"),
                          QStringLiteral("UPDATE tasks SET description = 'before the backup', "
                                         "updated_at = '2026-01-01T00:00:00.000000Z' "
                                         "WHERE notion_page_id = ?"),
                          {world.page(2)});
    world.notionTime(5min);
    world.editPage(2, QStringLiteral("Name"), title(QStringLiteral("Renamed")));
    VERIFY_STATUS(world.sync(), 1);
    VERIFY_STATUS(world.sync("--full"), 3);
    QCOMPARE(world.shown(2, QStringLiteral("Description")), QStringLiteral("after the backup"));
}

void TwoWaySafetyTest::trap41_twoHomesOnOneHubMakeNoDuplicates()
{
    TwoWayHome world(QStringLiteral("tasks"));
    const UsyncHome other(QStringLiteral(USYNC_PROGRAM), world.sandbox.server.environment(),
                          world.home.hub());
    world.notionTime(0s);
    for (int row = 0; row < 5; ++row)
        world.sql(QStringLiteral("INSERT INTO tasks (title, status) VALUES (?, 'pending')"),
                  {QStringLiteral("Row %1").arg(row)});
    const qsizetype before = world.sandbox.control.pages(world.service).size();
    const QStringList words{QStringLiteral("tasks"), QStringLiteral("--full")};
    const auto first = world.home.start(words);
    const auto second = other.start(words);
    QVERIFY(first->waitForFinished());
    QVERIFY(second->waitForFinished());
    for (const auto &process : {first.get(), second.get()}) {
        const int status = process->exitCode();
        QVERIFY2(status == 0 || status == 5, process->readAllStandardError().constData());
    }
    VERIFY_STATUS(other.run(words), 0);
    VERIFY_STATUS(world.home.run(words), 0);
    QCOMPARE(world.sandbox.control.pages(world.service).size(), before + 5);
    QCOMPARE(world.sql(QStringLiteral("SELECT count(*) FROM tasks")),
             QStringList{QString::number(before + 5)});
}

void TwoWaySafetyTest::savedPlanRefusesWhatMoved()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editPage(1, QStringLiteral("Description"), richText(QStringLiteral("planned")));
    world.editRow(2, QStringLiteral("description"), QStringLiteral("planned"));
    const QString plan = world.home.path(QStringLiteral("plan.json"));
    VERIFY_STATUS(world.home.run({QStringLiteral("plan"), QStringLiteral("tasks"),
                                  QStringLiteral("--out"), plan}),
                  0);
    world.notionTime(2min);
    world.editPage(2, QStringLiteral("Description"), richText(QStringLiteral("moved")));
    VERIFY_STATUS(world.home.run({QStringLiteral("apply"), plan}), 4);
    QCOMPARE(world.cell(1, QStringLiteral("description")), QStringLiteral("planned"));
    QCOMPARE(world.shown(2, QStringLiteral("Description")), QStringLiteral("moved"));
    QCOMPARE(world.cell(2, QStringLiteral("description")), QStringLiteral("planned"));
}

void TwoWaySafetyTest::trap10_vanishedPagesPauseAndComeBack_data()
{
    QTest::addColumn<QString>("sign");
    QTest::newRow("unshared") << QStringLiteral("is_shared");
    QTest::newRow("archived") << QStringLiteral("is_archived");
    QTest::newRow("moved") << QStringLiteral("move_to");
}

void TwoWaySafetyTest::trap10_vanishedPagesPauseAndComeBack()
{
    QFETCH(const QString, sign);
    TwoWayHome world(QStringLiteral("tasks"), 40);
    world.notionTime(0s);
    const QString page = world.page(7);
    if (sign == QLatin1String("move_to"))
        world.sandbox.control.changePage(page, {{sign, QStringLiteral("books")}});
    else
        world.sandbox.control.changePage(page, {{sign, sign != QLatin1String("is_shared")}});
    const UsyncOutcome paused = world.sync("--full");
    QVERIFY2(paused.status == 0, qPrintable(paused.text()));
    QCOMPARE(paused.json()[QLatin1String("paused")].toInt(), 1);
    QCOMPARE(written(paused), 0);
    const QJsonArray waiting = world.waiting();
    QCOMPARE(waiting.size(), 1);
    QVERIFY(!waiting.first()[QLatin1String("why")].toString().isEmpty());
    const bool wasMoved = sign == QLatin1String("move_to");
    // The other database has no such property: the page comes back without its value.
    if (!wasMoved)
        world.sql(
            QStringLiteral("UPDATE tasks SET description = 'Meanwhile' WHERE notion_page_id = ?"),
            {page});
    QCOMPARE(written(world.sync()), 0);
    world.notionTime(10min);
    if (wasMoved)
        world.sandbox.control.changePage(page, {{sign, QStringLiteral("tasks")}});
    else
        world.sandbox.control.changePage(page, {{sign, sign == QLatin1String("is_shared")}});
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY(world.waiting().isEmpty());
    QCOMPARE(world.disquiet(), QString());
}

/// Titles with their descriptions, of everything that is alive in the hub.
static QStringList hubContent(TwoWayHome &world)
{
    QStringList content
        = world.sql(QStringLiteral("SELECT title || ': ' || coalesce(description, '') FROM tasks "
                                   "WHERE deleted_at IS NULL"));
    content.sort();
    return content;
}

static QStringList notionContent(TwoWayHome &world)
{
    QStringList content;
    const QJsonArray pages = world.sandbox.control.pages(world.service);
    for (const QJsonValue page : pages) {
        if (!page[QLatin1String("in_trash")].toBool())
            content.append(TwoWayHome::shown(page, QStringLiteral("Name")) + QStringLiteral(": ")
                           + TwoWayHome::shown(page, QStringLiteral("Description")));
    }
    content.sort();
    return content;
}

void TwoWaySafetyTest::trap23_P5_killedRunsLoseAndDoubleNothing()
{
    constexpr int kills = 15;
    constexpr int longestRun = 250; // milliseconds, more than such a run takes
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    TwoWayHome world(QStringLiteral("tasks"), 30);
    for (int kill = 0; kill < kills; ++kill) {
        // A server's clock does not go back.
        world.notionTime(kill * 10min);
        for (int edit = 0; edit < 3; ++edit) {
            const QString text = QStringLiteral("%1 in round %2").arg(edit).arg(kill);
            world.sql(QStringLiteral("INSERT INTO tasks (title, status) VALUES (?, 'pending')"),
                      {text});
            world.editPage(edit, QStringLiteral("Description"), richText(text));
            world.editRow(10 + edit, QStringLiteral("description"), text);
        }
        const auto run = world.home.start({world.service});
        run->waitForFinished(int(random.bounded(1, longestRun)));
        run->kill();
        run->waitForFinished();
        world.passTime(kill * 10min + 5min);
        VERIFY_STATUS(world.sync(), 0);
        VERIFY_STATUS(world.sync(), 0);
        QCOMPARE(hubContent(world), notionContent(world));
    }
    QCOMPARE(hubContent(world).filter(QStringLiteral("in round")).size(), 3 * kills + 6);
    QCOMPARE(world.disquiet(), QString());
}

QTEST_GUILESS_MAIN(TwoWaySafetyTest)
#include "tst_twowaysafety.moc"
