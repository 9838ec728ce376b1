#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QDateTime>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace std::chrono_literals;

namespace {

QJsonObject title(const QString &text)
{
    return {{QStringLiteral("title"),
             QJsonArray{QJsonObject{
                 {QStringLiteral("text"), QJsonObject{{QStringLiteral("content"), text}}}}}}};
}

QJsonObject richText(const QString &text)
{
    return {{QStringLiteral("rich_text"), title(text).value(QLatin1String("title"))}};
}

QJsonObject option(const char *type, const QString &name)
{
    return {{QLatin1String(type), QJsonObject{{QStringLiteral("name"), name}}}};
}

/// A service that is synced both ways over real HTTP: a sandbox, a home, and a second program's
/// hand on the hub's file.
struct TwoWay
{
    explicit TwoWay(const QString &name, int pages = 12)
        : service(name)
        , sandbox(pages)
        , home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment())
    {
        // Hub rows bear the machine's time; Notion's is set beside it.
        notionTime(-2h);
        const UsyncOutcome first = sync();
        if (first.status != 0)
            qFatal("%s", first.errors.constData());
        hub = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), home.hubPath());
        hub.setDatabaseName(home.hubPath());
        hub.open();
    }
    ~TwoWay()
    {
        hub = QSqlDatabase();
        QSqlDatabase::removeDatabase(home.hubPath());
    }
    TwoWay(const TwoWay &) = delete;
    TwoWay &operator=(const TwoWay &) = delete;

    void notionTime(std::chrono::seconds fromNow)
    {
        sandbox.control.setClock(
            QDateTime::currentDateTimeUtc().addSecs(fromNow.count()).toString(Qt::ISODate));
    }
    /// For Notion, and for what the home's journal says of when it wrote.
    void passTime(std::chrono::seconds time)
    {
        notionTime(time);
        const QString path = home.path(QStringLiteral("state/state.db"));
        {
            QSqlDatabase state = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), path);
            state.setDatabaseName(path);
            state.open();
            QSqlQuery query(state);
            query.prepare(QStringLiteral("UPDATE operation SET at = at - ?"));
            query.addBindValue(qint64(std::chrono::microseconds(time).count()));
            if (!query.exec())
                qFatal("%s", qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(path);
    }
    QString page(int position) { return sandbox.control.pageId(service, position); }
    void editPage(int position, const QString &property, const QJsonObject &value)
    {
        sandbox.control.changePage(
            page(position), {{QStringLiteral("properties"), QJsonObject{{property, value}}}});
    }
    QStringList sql(const QString &statement, const QVariantList &values = {})
    {
        QSqlQuery query(hub);
        query.prepare(statement);
        for (const QVariant &value : values)
            query.addBindValue(value);
        if (!query.exec())
            qFatal("%s", qPrintable(query.lastError().text()));
        QStringList column;
        while (query.next())
            column.append(query.value(0).toString());
        return column;
    }
    void editRow(int position, const QString &column, const QVariant &value)
    {
        sql(QStringLiteral("UPDATE %1 SET %2 = ? WHERE notion_page_id = ?").arg(service, column),
            {value, page(position)});
    }
    QString cell(int position, const QString &column)
    {
        return sql(QStringLiteral("SELECT %1 FROM %2 WHERE notion_page_id = ?")
                       .arg(column, service),
                   {page(position)})
            .value(0);
    }
    /// What Notion shows: plain text, or the name of an option.
    QString shown(int position, const QString &property)
    {
        const QJsonObject object = sandbox.control.pages(service)
                                       .at(position)[QLatin1String("properties")][property]
                                       .toObject();
        const QString type = object.value(QLatin1String("type")).toString();
        if (object.value(type).isArray()) {
            QString text;
            const QJsonArray parts = object.value(type).toArray();
            for (const QJsonValue part : parts)
                text += part[QLatin1String("plain_text")].toString();
            return text;
        }
        return object.value(type)[QLatin1String("name")].toString();
    }
    QString body(int position)
    {
        return sandbox.control.pages(service).at(position)[QLatin1String("markdown")].toString();
    }
    bool isInTrash(int position)
    {
        return sandbox.control.pages(service).at(position)[QLatin1String("in_trash")].toBool();
    }

    UsyncOutcome sync(const char *mode = "")
    {
        QStringList words{service, QStringLiteral("--json")};
        if (*mode)
            words.append(QLatin1String(mode));
        return home.run(words);
    }
    QJsonArray waiting(bool all = false)
    {
        QStringList words{QStringLiteral("conflicts"), QStringLiteral("--json")};
        if (all)
            words.append(QStringLiteral("--all"));
        return home.run(words).json().array();
    }
    UsyncOutcome resolve(const QString &id, const QString &take)
    {
        return home.run({QStringLiteral("resolve"), id, QStringLiteral("--take"), take});
    }

    QString service;
    SandboxFixture sandbox;
    UsyncHome home;
    QSqlDatabase hub;
};

int written(const UsyncOutcome &outcome)
{
    int sum = 0;
    const QJsonObject changes = outcome.json()[QLatin1String("changes")].toObject();
    for (const QJsonValue side : changes) {
        const QJsonObject counts = side.toObject();
        for (const QJsonValue count : counts)
            sum += count.toInt();
    }
    return sum;
}

} // namespace

#define VERIFY_STATUS(call, expected)                                                              \
    do {                                                                                           \
        const UsyncOutcome outcome = call;                                                         \
        QVERIFY2(outcome.status == (expected), qPrintable(outcome.text()));                        \
    } while (false)

/// Two-way runs of the program over real HTTP.
class TwoWayRunsTest : public QObject
{
    Q_OBJECT

private slots:
    void firstRunEndsEqualAndTheNextWritesNothing_data();
    void firstRunEndsEqualAndTheNextWritesNothing();
    void editsOfDifferentFieldsMerge();
    void mappedOptionsTravelBothWays();
    void editsOfDifferentParagraphsMerge();
    void newerEditWinsAndTheLoserCanBeTakenBack();
    void doubtfulConflictIsAskedAndSettledByThePerson();
    void decisionOnValuesThatMovedIsAskedAgain();
    void secondEditOfTheSameMinuteArrives();
    void rowBecomesOnePage_data();
    void rowBecomesOnePage();
    void refusedWriteIsDeliveredLater();
    void deletionTravelsAndComesBack();
    void editBeatsDeletion();
    void vanishedPagesPauseAndComeBack_data();
    void vanishedPagesPauseAndComeBack();

private:
    static void expectQuiet(TwoWay &world);
};

/// Three further runs write nothing.
void TwoWayRunsTest::expectQuiet(TwoWay &world)
{
    for (const char *mode : {"", "--full", ""}) {
        const UsyncOutcome run = world.sync(mode);
        QVERIFY2(run.status == 0, qPrintable(run.text()));
        QVERIFY2(written(run) == 0, qPrintable(run.text()));
    }
}

void TwoWayRunsTest::firstRunEndsEqualAndTheNextWritesNothing_data()
{
    QTest::addColumn<QString>("service");
    for (const char *service : {"tasks", "meetings", "reflections", "journals"})
        QTest::newRow(service) << QString::fromLatin1(service);
}

void TwoWayRunsTest::firstRunEndsEqualAndTheNextWritesNothing()
{
    QFETCH(const QString, service);
    TwoWay world(service, 120);
    expectQuiet(world);
}

void TwoWayRunsTest::editsOfDifferentFieldsMerge()
{
    TwoWay world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editPage(3, QStringLiteral("Description"), richText(QStringLiteral("From Notion")));
    world.editRow(3, QStringLiteral("priority"), QStringLiteral("low"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(3, QStringLiteral("description")), QStringLiteral("From Notion"));
    QCOMPARE(world.shown(3, QStringLiteral("Priority")), QStringLiteral("Low"));
    expectQuiet(world);
}

void TwoWayRunsTest::mappedOptionsTravelBothWays()
{
    TwoWay world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editPage(3, QStringLiteral("Status"), option("status", QStringLiteral("In progress")));
    world.editPage(4, QStringLiteral("Status"), option("status", QStringLiteral("In progress")));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(3, QStringLiteral("status")), QStringLiteral("in_progress"));
    world.editRow(4, QStringLiteral("status"), QStringLiteral("completed"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(4, QStringLiteral("Status")), QStringLiteral("Done"));
    world.editPage(3, QStringLiteral("Status"), option("status", QStringLiteral("Done")));
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY(!world.cell(3, QStringLiteral("completed_at")).isEmpty());
    expectQuiet(world);
    // Notion's options cannot be invented: the field waits, the rest of the record goes through.
    world.editRow(4, QStringLiteral("status"), QStringLiteral("someday"));
    world.editRow(4, QStringLiteral("title"), QStringLiteral("Still delivered"));
    const UsyncOutcome refused = world.sync();
    VERIFY_STATUS(refused, 1);
    QCOMPARE(refused.json()[QLatin1String("quarantined")].toInt(), 1);
    QCOMPARE(world.shown(4, QStringLiteral("Name")), QStringLiteral("Still delivered"));
    QCOMPARE(world.shown(4, QStringLiteral("Status")), QStringLiteral("Done"));
    world.editRow(4, QStringLiteral("status"), QStringLiteral("pending"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(4, QStringLiteral("Status")), QStringLiteral("Not started"));
    expectQuiet(world);
}

void TwoWayRunsTest::editsOfDifferentParagraphsMerge()
{
    TwoWay world(QStringLiteral("reflections"));
    const QString first = QStringLiteral("Morning.\n\nNoon.\n\nEvening.");
    world.notionTime(-1h);
    world.sandbox.control.changePage(world.page(2), {{QStringLiteral("markdown"), first}});
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(2, QStringLiteral("content")), world.body(2));
    world.notionTime(0s);
    world.sandbox.control.changePage(
        world.page(2),
        {{QStringLiteral("markdown"), QStringLiteral("Early morning.\n\nNoon.\n\nEvening.")}});
    QString row = world.cell(2, QStringLiteral("content"));
    QVERIFY2(row.contains(QLatin1String("Evening.")), qPrintable(row));
    row.replace(QLatin1String("Evening."), QLatin1String("Late evening."));
    world.editRow(2, QStringLiteral("content"), row);
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY2(world.body(2).contains(QLatin1String("Early morning.")), qPrintable(world.body(2)));
    QVERIFY2(world.body(2).contains(QLatin1String("Late evening.")), qPrintable(world.body(2)));
    QCOMPARE(world.cell(2, QStringLiteral("content")), world.body(2));
    expectQuiet(world);
}

void TwoWayRunsTest::newerEditWinsAndTheLoserCanBeTakenBack()
{
    TwoWay world(QStringLiteral("tasks"));
    world.notionTime(-30min);
    world.editPage(1, QStringLiteral("Description"), richText(QStringLiteral("by Notion")));
    world.editRow(1, QStringLiteral("description"), QStringLiteral("by the hub"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(1, QStringLiteral("Description")), QStringLiteral("by the hub"));
    QVERIFY(world.waiting().isEmpty());
    const QJsonArray decided = world.waiting(true);
    QCOMPARE(decided.size(), 1);
    QCOMPARE(decided.first()[QLatin1String("kind")].toString(), QStringLiteral("decided"));
    VERIFY_STATUS(
        world.resolve(decided.first()[QLatin1String("id")].toString(), QStringLiteral("notion")),
        0);
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(1, QStringLiteral("Description")), QStringLiteral("by Notion"));
    QCOMPARE(world.cell(1, QStringLiteral("description")), QStringLiteral("by Notion"));
    expectQuiet(world);
}

void TwoWayRunsTest::doubtfulConflictIsAskedAndSettledByThePerson()
{
    TwoWay world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editPage(1, QStringLiteral("Description"), richText(QStringLiteral("by Notion")));
    world.editRow(1, QStringLiteral("description"), QStringLiteral("by the hub"));
    world.editRow(1, QStringLiteral("title"), QStringLiteral("Another field"));
    const UsyncOutcome asked = world.sync();
    VERIFY_STATUS(asked, 4);
    QCOMPARE(asked.json()[QLatin1String("conflicts")].toInt(), 1);
    QCOMPARE(world.shown(1, QStringLiteral("Name")), QStringLiteral("Another field"));
    QCOMPARE(world.shown(1, QStringLiteral("Description")), QStringLiteral("by Notion"));
    QCOMPARE(world.cell(1, QStringLiteral("description")), QStringLiteral("by the hub"));
    for (const char *mode : {"", "--full", ""}) {
        const UsyncOutcome again = world.sync(mode);
        VERIFY_STATUS(again, 4);
        QCOMPARE(written(again), 0);
    }
    const QJsonArray waiting = world.waiting();
    QCOMPARE(waiting.size(), 1);
    VERIFY_STATUS(
        world.resolve(waiting.first()[QLatin1String("id")].toString(), QStringLiteral("hub")), 0);
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(1, QStringLiteral("Description")), QStringLiteral("by the hub"));
    QCOMPARE(world.cell(1, QStringLiteral("description")), QStringLiteral("by the hub"));
    expectQuiet(world);
}

void TwoWayRunsTest::decisionOnValuesThatMovedIsAskedAgain()
{
    TwoWay world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editPage(1, QStringLiteral("Description"), richText(QStringLiteral("by Notion")));
    world.editRow(1, QStringLiteral("description"), QStringLiteral("by the hub"));
    VERIFY_STATUS(world.sync(), 4);
    const QString id = world.waiting().first()[QLatin1String("id")].toString();
    VERIFY_STATUS(world.resolve(id, QStringLiteral("hub")), 0);
    world.notionTime(2min);
    world.editPage(1, QStringLiteral("Description"), richText(QStringLiteral("by Notion again")));
    VERIFY_STATUS(world.sync(), 4);
    QCOMPARE(world.shown(1, QStringLiteral("Description")), QStringLiteral("by Notion again"));
    QCOMPARE(world.cell(1, QStringLiteral("description")), QStringLiteral("by the hub"));
    VERIFY_STATUS(world.resolve(id, QStringLiteral("notion")), 0);
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(1, QStringLiteral("description")), QStringLiteral("by Notion again"));
    expectQuiet(world);
}

void TwoWayRunsTest::secondEditOfTheSameMinuteArrives()
{
    TwoWay world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editPage(5, QStringLiteral("Name"), title(QStringLiteral("First")));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(5, QStringLiteral("title")), QStringLiteral("First"));
    world.editPage(5, QStringLiteral("Name"), title(QStringLiteral("Second")));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(5, QStringLiteral("title")), QStringLiteral("Second"));
    expectQuiet(world);
}

void TwoWayRunsTest::rowBecomesOnePage_data()
{
    QTest::addColumn<QString>("fault");
    QTest::newRow("no fault") << QString();
    for (const char *fault : {"saved", "saved_with_id", "cut_after", "cut_before", "unavailable"})
        QTest::newRow(fault) << QString::fromLatin1(fault);
}

void TwoWayRunsTest::rowBecomesOnePage()
{
    QFETCH(const QString, fault);
    TwoWay world(QStringLiteral("tasks"));
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
    // The status that Notion gives a new page comes back.
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(int(before), QStringLiteral("status")), QStringLiteral("pending"));
    expectQuiet(world);
}

void TwoWayRunsTest::refusedWriteIsDeliveredLater()
{
    TwoWay world(QStringLiteral("tasks"));
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
    UsyncOutcome next = world.sync();
    if (next.status == 4) // it cannot know whether a person put the old value back: it asks
        next = UsyncOutcome();
    QCOMPARE(world.cell(2, QStringLiteral("title")), QStringLiteral("Edited meanwhile"));
    const QJsonArray waiting = world.waiting();
    if (!waiting.isEmpty()) {
        VERIFY_STATUS(
            world.resolve(waiting.first()[QLatin1String("id")].toString(), QStringLiteral("hub")),
            0);
        VERIFY_STATUS(world.sync(), 0);
    }
    QCOMPARE(world.shown(2, QStringLiteral("Description")), QStringLiteral("To be delivered"));
    expectQuiet(world);
}

void TwoWayRunsTest::deletionTravelsAndComesBack()
{
    TwoWay world(QStringLiteral("tasks"));
    world.notionTime(0s);
    const QString page = world.page(4);
    world.sql(QStringLiteral("DELETE FROM tasks WHERE notion_page_id = ?"), {page});
    world.sandbox.control.changePage(world.page(5), {{QStringLiteral("in_trash"), true}});
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY(world.isInTrash(4));
    QVERIFY(!world.cell(5, QStringLiteral("deleted_at")).isEmpty());
    world.notionTime(5min);
    world.sandbox.control.changePage(world.page(5), {{QStringLiteral("in_trash"), false}});
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY(world.cell(5, QStringLiteral("deleted_at")).isEmpty());
    expectQuiet(world);
}

void TwoWayRunsTest::editBeatsDeletion()
{
    TwoWay world(QStringLiteral("tasks"));
    world.notionTime(0s);
    world.editPage(6, QStringLiteral("Description"), richText(QStringLiteral("Still needed")));
    world.sql(QStringLiteral("UPDATE tasks SET deleted_at = '2026-01-01T00:00:00Z' "
                             "WHERE notion_page_id = ?"),
              {world.page(6)});
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY(!world.isInTrash(6));
    QVERIFY(world.cell(6, QStringLiteral("deleted_at")).isEmpty());
    QCOMPARE(world.cell(6, QStringLiteral("description")), QStringLiteral("Still needed"));
    QCOMPARE(world.waiting(true).size(), 1);
    expectQuiet(world);
}

void TwoWayRunsTest::vanishedPagesPauseAndComeBack_data()
{
    QTest::addColumn<QString>("sign");
    QTest::newRow("unshared") << QStringLiteral("is_shared");
    QTest::newRow("archived") << QStringLiteral("is_archived");
    QTest::newRow("moved") << QStringLiteral("move_to");
}

void TwoWayRunsTest::vanishedPagesPauseAndComeBack()
{
    QFETCH(const QString, sign);
    TwoWay world(QStringLiteral("tasks"), 40);
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
    expectQuiet(world);
}

QTEST_GUILESS_MAIN(TwoWayRunsTest)
#include "tst_twowayruns.moc"
