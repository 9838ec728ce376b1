#include "support/twowayhome.h"

#include <QTest>

#include <algorithm>

/// Runs that are taken back, over real HTTP.
class UndoneRunsTest : public QObject
{
    Q_OBJECT

private slots:
    void history20_history25_undoRestoresBothSidesAndStaysUndone();
    void undoKeepsWhatMovedSince();
    void undoTakesBackWhatWasCreated();
};

void UndoneRunsTest::history20_history25_undoRestoresBothSidesAndStaysUndone()
{
    TwoWayHome world(QStringLiteral("tasks"));
    const QString page = world.shown(1, QStringLiteral("Description"));
    const QString row = world.cell(2, QStringLiteral("description"));
    world.notionTime(0s);
    world.editRow(1, QStringLiteral("description"), QStringLiteral("by the hub"));
    world.editPage(2, QStringLiteral("Description"), richText(QStringLiteral("by Notion")));
    const UsyncOutcome run = world.sync();
    VERIFY_STATUS(run, 0);
    const QString id = run.json()[QLatin1String("run_id")].toString();
    const QString before = world.sandbox.control.checksum();
    const UsyncOutcome preview = world.home.run(
        {QStringLiteral("undo"), id, QStringLiteral("--dry-run"), QStringLiteral("--json")});
    VERIFY_STATUS(preview, 0);
    QCOMPARE(preview.json()[QLatin1String("diff")].toArray().size(), 2);
    QCOMPARE(world.sandbox.control.checksum(), before);
    VERIFY_STATUS(world.home.run({QStringLiteral("undo"), id}), 0);
    QCOMPARE(world.shown(1, QStringLiteral("Description")), page);
    QCOMPARE(world.cell(2, QStringLiteral("description")), row);
    QCOMPARE(world.disquiet(), QString());
    QCOMPARE(world.shown(1, QStringLiteral("Description")), page);
    QCOMPARE(world.cell(2, QStringLiteral("description")), row);
    const QJsonArray holds = world.waiting();
    QCOMPARE(holds.size(), 2);
    for (const QJsonValue hold : holds) {
        QCOMPARE(hold[QLatin1String("kind")].toString(), QStringLiteral("hold"));
        VERIFY_STATUS(
            world.home.run({QStringLiteral("resolve"), hold[QLatin1String("id")].toString(),
                            QStringLiteral("--release")}),
            0);
    }
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(1, QStringLiteral("Description")), QStringLiteral("by the hub"));
    QCOMPARE(world.cell(2, QStringLiteral("description")), QStringLiteral("by Notion"));
    QCOMPARE(world.disquiet(), QString());
}

void UndoneRunsTest::undoKeepsWhatMovedSince()
{
    TwoWayHome world(QStringLiteral("tasks"));
    const QString title = world.cell(2, QStringLiteral("title"));
    const QString former = world.cell(2, QStringLiteral("description"));
    world.notionTime(0s);
    world.editPage(2, QStringLiteral("Description"), richText(QStringLiteral("by Notion")));
    world.editPage(2, QStringLiteral("Name"), ::title(QStringLiteral("Renamed")));
    const UsyncOutcome run = world.sync();
    VERIFY_STATUS(run, 0);
    world.editRow(2, QStringLiteral("description"), QStringLiteral("later, by the hub"));
    const QString id = run.json()[QLatin1String("run_id")].toString();
    VERIFY_STATUS(world.home.run({QStringLiteral("undo"), id}), 4);
    QCOMPARE(world.cell(2, QStringLiteral("title")), title);
    QCOMPARE(world.cell(2, QStringLiteral("description")), QStringLiteral("later, by the hub"));
    const QJsonArray decided = world.waiting(true);
    const auto isConflict = [](const QJsonValue &item) {
        return item[QLatin1String("kind")].toString() == QLatin1String("decided");
    };
    const auto conflict = std::find_if(decided.begin(), decided.end(), isConflict);
    QVERIFY(conflict != decided.end());
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(2, QStringLiteral("title")), title);
    QCOMPARE(world.shown(2, QStringLiteral("Description")), QStringLiteral("later, by the hub"));
    QCOMPARE(world.disquiet(), QString());
}

void UndoneRunsTest::undoTakesBackWhatWasCreated()
{
    TwoWayHome world(QStringLiteral("tasks"));
    const int before = int(world.sandbox.control.pages(world.service).size());
    world.notionTime(0s);
    world.sql(QStringLiteral("INSERT INTO tasks (title, status) VALUES ('New here', 'pending')"));
    const UsyncOutcome run = world.sync();
    VERIFY_STATUS(run, 0);
    QVERIFY(!world.isInTrash(before));
    VERIFY_STATUS(
        world.home.run({QStringLiteral("undo"), run.json()[QLatin1String("run_id")].toString()}),
        0);
    QVERIFY(world.isInTrash(before));
    QCOMPARE(world.disquiet(), QString());
    QVERIFY(world.isInTrash(before));
    QCOMPARE(world.sandbox.control.pages(world.service).size(), before + 1);
    QCOMPARE(world.sql(QStringLiteral("SELECT title FROM tasks WHERE title = 'New here' AND "
                                      "deleted_at IS NULL")),
             QStringList{QStringLiteral("New here")});
}

QTEST_GUILESS_MAIN(UndoneRunsTest)
#include "tst_undoneruns.moc"
