#include "support/twowayhome.h"

#include <QTest>

/// What a hub's database may do to a row that a two-way sync writes: refuse it, ignore it, lose it
/// for good, or give it a stamp of the past. Nothing of it may cost an edit anywhere.
class HubTroublesTest : public QObject
{
    Q_OBJECT

private slots:
    void P18_refusedRowIsWrittenWholeOnceItIsMended();
    void editBeatsADeletionForGood();
    void rowThatIgnoresChangesIsNamed();
    void editWithAStampOfThePastTravels();
    void stampOfTheFutureHidesNobodysEdit();
    void troubleOfTheServerIsNoRefusal();
    void deletedRowHoldsNoKey();
    void keysMoveOnInOneRun();
};

namespace {

/// A rule of the database about its rows: `condition` is about NEW, `then` what happens.
void addRule(TestHub &hub, const QString &table, const char *event, const char *condition,
             const char *embedded, const char *server)
{
    const QString when = QString::fromLatin1(condition);
    if (TestHub::isEmbedded()) {
        hub.sql(QStringLiteral("CREATE TRIGGER rule BEFORE %1 ON %2 WHEN %3 BEGIN SELECT %4; END")
                    .arg(QString::fromLatin1(event), table, when, QString::fromLatin1(embedded)));
        return;
    }
    hub.sql(QStringLiteral("CREATE FUNCTION rule() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                           "IF %1 THEN %2; END IF; RETURN NEW; END $$")
                .arg(when, QString::fromLatin1(server)));
    hub.sql(QStringLiteral("CREATE TRIGGER rule BEFORE %1 ON %2 FOR EACH ROW "
                           "EXECUTE FUNCTION rule()")
                .arg(QString::fromLatin1(event), table));
}

void dropRule(TestHub &hub, const QString &table)
{
    if (TestHub::isEmbedded())
        hub.sql(QStringLiteral("DROP TRIGGER rule"));
    else
        hub.sql(QStringLiteral("DROP TRIGGER rule ON ") + table);
}

QJsonObject day(const char *date)
{
    return {{QStringLiteral("date"), QJsonObject{{QStringLiteral("start"), QLatin1String(date)}}}};
}

} // namespace

/// A row with a part of the fields would show the others as cleared.
void HubTroublesTest::P18_refusedRowIsWrittenWholeOnceItIsMended()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.hub().sql(
        "CREATE TRIGGER rule BEFORE INSERT ON tasks WHEN NEW.description = 'refused' "
        "BEGIN SELECT RAISE(ABORT, 'a rule of the table'); END",
        "CREATE UNIQUE INDEX rule ON tasks (description) WHERE description = 'refused'; "
        "INSERT INTO tasks (title, description, deleted_at) "
        "VALUES ('In the way', 'refused', now())");
    world.notionTime(0s);
    const QJsonObject page = world.sandbox.control.addPage(
        world.service,
        {{QStringLiteral("properties"),
          QJsonObject{{QStringLiteral("Name"), title(QStringLiteral("Call the bank"))},
                      {QStringLiteral("Description"), richText(QStringLiteral("refused"))},
                      {QStringLiteral("Due"), day("2026-12-24")}}}});
    const QString id = page.value(QLatin1String("id")).toString();
    VERIFY_STATUS(world.sync(), 1);
    VERIFY_STATUS(world.sync(), 0);
    const auto cell = [&](const char *column) {
        return world
            .sql(QStringLiteral("SELECT %1 FROM tasks WHERE notion_page_id = ?")
                     .arg(QLatin1String(column)),
                 {id})
            .value(0);
    };
    QVERIFY(cell("title").isEmpty());
    world.notionTime(0s);
    world.sandbox.control.changePage(
        id,
        {{QStringLiteral("properties"),
          QJsonObject{{QStringLiteral("Description"), richText(QStringLiteral("fine"))}}}});
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(cell("title"), QStringLiteral("Call the bank"));
    QCOMPARE(cell("description"), QStringLiteral("fine"));
    QVERIFY(cell("due_date").startsWith(QLatin1String("2026-12-24")));
    QCOMPARE(world.disquiet(), QString());
    const QJsonArray pages = world.sandbox.control.pages(world.service);
    QCOMPARE(TwoWayHome::shown(pages.last(), QStringLiteral("Name")),
             QStringLiteral("Call the bank"));
}

/// No row is left that could be restored.
void HubTroublesTest::editBeatsADeletionForGood()
{
    TwoWayHome world(QStringLiteral("tasks"));
    const QString before = world.cell(6, QStringLiteral("title"));
    world.notionTime(0s);
    world.editPage(6, QStringLiteral("Description"), richText(QStringLiteral("Still needed")));
    world.sql(QStringLiteral("DELETE FROM tasks WHERE notion_page_id = ?"), {world.page(6)});
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY(!world.isInTrash(6));
    QCOMPARE(world.cell(6, QStringLiteral("description")), QStringLiteral("Still needed"));
    QCOMPARE(world.cell(6, QStringLiteral("title")), before);
    QCOMPARE(world.disquiet(), QString());
    // The tombstone of the former row is no news about the one that came back.
    world.notionTime(0s);
    world.editPage(6, QStringLiteral("Description"), richText(QStringLiteral("Done now")));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(6, QStringLiteral("description")), QStringLiteral("Done now"));
    QVERIFY(!world.isInTrash(6));
    QCOMPARE(world.disquiet(), QString());
}

void HubTroublesTest::rowThatIgnoresChangesIsNamed()
{
    TwoWayHome world(QStringLiteral("tasks"));
    addRule(world.hub(), QStringLiteral("tasks"), "UPDATE", "NEW.description = 'ignored'",
            "RAISE(IGNORE)", "RETURN NULL");
    world.notionTime(0s);
    world.editPage(3, QStringLiteral("Description"), richText(QStringLiteral("ignored")));
    const UsyncOutcome run = world.sync();
    VERIFY_STATUS(run, 1);
    QVERIFY2(run.text().contains(QLatin1String("did not take the change")), qPrintable(run.text()));
    dropRule(world.hub(), QStringLiteral("tasks"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(3, QStringLiteral("description")), QStringLiteral("ignored"));
    QCOMPARE(world.disquiet(), QString());
}

/// From a program with a slow clock, or one that writes back a whole row that it read before.
void HubTroublesTest::editWithAStampOfThePastTravels()
{
    TwoWayHome world(QStringLiteral("tasks"));
    const QString before = world.cell(4, QStringLiteral("updated_at"));
    world.sql(QStringLiteral("UPDATE tasks SET description = 'Typed here', "
                             "updated_at = '2020-01-01T00:00:00.000000Z' WHERE notion_page_id = ?"),
              {world.page(4)});
    QVERIFY(world.cell(4, QStringLiteral("updated_at")) > before);
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(4, QStringLiteral("Description")), QStringLiteral("Typed here"));
    QCOMPARE(world.disquiet(), QString());
}

void HubTroublesTest::stampOfTheFutureHidesNobodysEdit()
{
    TwoWayHome world(QStringLiteral("tasks"));
    world.sql(QStringLiteral("UPDATE tasks SET description = 'From the future', "
                             "updated_at = '2999-01-01T00:00:00.000000Z' WHERE notion_page_id = ?"),
              {world.page(4)});
    VERIFY_STATUS(world.sync(), 0);
    world.editRow(5, QStringLiteral("description"), QStringLiteral("Of today"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.shown(5, QStringLiteral("Description")), QStringLiteral("Of today"));
}

/// A full disk says nothing of the row that met it.
void HubTroublesTest::troubleOfTheServerIsNoRefusal()
{
    if (TestHub::isEmbedded())
        QSKIP("An embedded hub has no server.");
    TwoWayHome world(QStringLiteral("tasks"));
    addRule(world.hub(), QStringLiteral("tasks"), "UPDATE", "NEW.description LIKE 'late%'", "",
            "RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'");
    world.notionTime(0s);
    world.editPage(2, QStringLiteral("Description"), richText(QStringLiteral("late, but here")));
    const UsyncOutcome run = world.sync();
    QVERIFY2(run.status != 0, qPrintable(run.text()));
    QCOMPARE(run.json()[QLatin1String("quarantined")].toInt(), 0);
    dropRule(world.hub(), QStringLiteral("tasks"));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(2, QStringLiteral("description")), QStringLiteral("late, but here"));
    QCOMPARE(world.disquiet(), QString());
}

/// One page a day: the new one of a day whose former page is in the bin.
void HubTroublesTest::deletedRowHoldsNoKey()
{
    TwoWayHome world(QStringLiteral("journals"));
    world.notionTime(0s);
    world.editPage(2, QStringLiteral("Date"), day("2031-05-01"));
    VERIFY_STATUS(world.sync(), 0);
    world.notionTime(0s);
    world.sandbox.control.changePage(world.page(2), {{QStringLiteral("in_trash"), true}});
    VERIFY_STATUS(world.sync("--full"), 0);
    world.notionTime(0s);
    const QString id
        = world.sandbox.control
              .addPage(world.service,
                       {{QStringLiteral("properties"),
                         QJsonObject{{QStringLiteral("Name"), title(QStringLiteral("Once more"))},
                                     {QStringLiteral("Date"), day("2031-05-01")}}}})
              .value(QLatin1String("id"))
              .toString();
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.sql(QStringLiteral("SELECT title FROM journals WHERE notion_page_id = ?"), {id}),
             QStringList{QStringLiteral("Once more")});
    QCOMPARE(world.disquiet(), QString());
}

/// Each goes where another one was: forwards and backwards, so that no order of the rows suits
/// both.
void HubTroublesTest::keysMoveOnInOneRun()
{
    TwoWayHome world(QStringLiteral("journals"));
    world.notionTime(0s);
    for (const auto &[position, date] :
         {std::pair(1, "2031-01-01"), std::pair(2, "2031-01-02"), std::pair(3, "2031-01-03")})
        world.editPage(position, QStringLiteral("Date"), day(date));
    VERIFY_STATUS(world.sync(), 0);
    world.notionTime(0s);
    for (const auto &[position, date] :
         {std::pair(1, "2031-01-02"), std::pair(2, "2031-01-03"), std::pair(3, "2031-01-04")})
        world.editPage(position, QStringLiteral("Date"), day(date));
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY(world.cell(1, QStringLiteral("date")).startsWith(QLatin1String("2031-01-02")));
    QVERIFY(world.cell(2, QStringLiteral("date")).startsWith(QLatin1String("2031-01-03")));
    QVERIFY(world.cell(3, QStringLiteral("date")).startsWith(QLatin1String("2031-01-04")));
    world.notionTime(0s);
    for (const auto &[position, date] :
         {std::pair(1, "2031-01-01"), std::pair(2, "2031-01-02"), std::pair(3, "2031-01-03")})
        world.editPage(position, QStringLiteral("Date"), day(date));
    VERIFY_STATUS(world.sync(), 0);
    QVERIFY(world.cell(1, QStringLiteral("date")).startsWith(QLatin1String("2031-01-01")));
    QVERIFY(world.cell(3, QStringLiteral("date")).startsWith(QLatin1String("2031-01-03")));
    QCOMPARE(world.disquiet(), QString());
}

QTEST_GUILESS_MAIN(HubTroublesTest)
#include "tst_hubtroubles.moc"
