#include "app/text/errortext.h"
#include "app/text/humantext.h"
#include "app/text/runresultjson.h"

#include <QJsonArray>
#include <QTest>

static ServiceDefinition bookDefinition()
{
    const QByteArray json = R"({"service": "books", "title": "Books", "pattern": "one_way",
        "title_field": "title",
        "sides": {"notion": {"role": "source"}, "hub": {"role": "destination", "table": "books"}},
        "fields": [
            {"name": "title", "type": "text", "notion": {"property": "Name"}, "hub": {"column": "title"}},
            {"name": "tags", "type": "tags", "notion": {"property": "Tags"}, "hub": {"column": "tags"}},
            {"name": "pages", "type": "integer", "notion": {"property": "P"}, "hub": {"column": "p"}}]})";
    return parseServiceDefinition(json, QStringLiteral("books.json")).value();
}

/// A dry run's result with one create; sides are in the definition's order (hub, notion).
static RunResult dryRunWithOneCreate()
{
    const ServiceDefinition definition = bookDefinition();
    RunResult result;
    result.service = QStringLiteral("books");
    result.pattern = QStringLiteral("one_way");
    result.dryRun = true;
    result.runId = QStringLiteral("run");
    for (const SideDefinition &side : definition.sides)
        result.sides.push_back(side.id);
    result.changes = {{1, 0, 0, 0}, {}};
    result.requests = {{}, {3, 1, 2}};
    LinkState link = emptyLink(definition, QUuid::createUuid());
    link.fields[0] = {Value::text(QStringLiteral("Dune")), 1, 1, {}};
    link.fields[1] = {Value::set({QStringLiteral("scifi"), QStringLiteral("classic")}), 1, 1, {}};
    link.fields[2] = {Value::number(QStringLiteral("412")), 1, 1, {}};
    result.plan.links = {link};
    result.plan.operations = {{OperationKind::Create,
                               definition.sideIndex(u"hub"),
                               0,
                               QStringLiteral("page"),
                               QStringLiteral("Dune"),
                               QStringLiteral("new in Notion"),
                               {0, 1, 2},
                               {},
                               1}};
    return result;
}

class RunResultJsonTest : public QObject
{
    Q_OBJECT

private slots:
    void P36_hasExactlyTheKeysOfTheContract();
    void P26_P27_countsEverySide();
    void showsPlainValuesInTheDiff();
    void leavesTheDiffOutOfARealRun();
    void showsConflictsInTheDiff();
    void tellsErrorsAndGuards();
    void P30_neverHasAnEmptyErrorText();
    void printsADiffThatPeopleCanRead();
};

void RunResultJsonTest::P36_hasExactlyTheKeysOfTheContract()
{
    QStringList expected{
        QStringLiteral("service"),    QStringLiteral("pattern"),      QStringLiteral("mode"),
        QStringLiteral("dry_run"),    QStringLiteral("run_id"),       QStringLiteral("status"),
        QStringLiteral("changes"),    QStringLiteral("skipped"),      QStringLiteral("conflicts"),
        QStringLiteral("paused"),     QStringLiteral("quarantined"),  QStringLiteral("errors"),
        QStringLiteral("warnings"),   QStringLiteral("guards"),       QStringLiteral("requests"),
        QStringLiteral("retries"),    QStringLiteral("rate_limited"), QStringLiteral("started_at"),
        QStringLiteral("elapsed_ms"), QStringLiteral("diff")};
    expected.sort();
    QCOMPARE(runResultJson(dryRunWithOneCreate(), bookDefinition()).keys(), expected);
}

void RunResultJsonTest::P26_P27_countsEverySide()
{
    const QJsonObject json = runResultJson(dryRunWithOneCreate(), bookDefinition());
    const QJsonObject changes = json.value(QLatin1String("changes")).toObject();
    QCOMPARE(
        changes.keys(),
        (QStringList{QStringLiteral("google"), QStringLiteral("hub"), QStringLiteral("notion")}));
    QCOMPARE(changes[QLatin1String("hub")].toObject()[QLatin1String("created")].toInt(), 1);
    QCOMPARE(changes[QLatin1String("google")].toObject()[QLatin1String("created")], QJsonValue(0));
    QCOMPARE(json[QLatin1String("requests")].toObject()[QLatin1String("notion")].toInt(), 3);
    QCOMPARE(json[QLatin1String("retries")].toInt(), 1);
    QCOMPARE(json[QLatin1String("rate_limited")].toInt(), 2);
}

void RunResultJsonTest::showsPlainValuesInTheDiff()
{
    const QJsonArray diff = planDiffJson(dryRunWithOneCreate().plan, bookDefinition());
    QCOMPARE(diff.size(), 1);
    const QJsonObject entry = diff.first().toObject();
    QCOMPARE(entry[QLatin1String("op")].toString(), QStringLiteral("create"));
    QCOMPARE(entry[QLatin1String("side")].toString(), QStringLiteral("hub"));
    QCOMPARE(entry[QLatin1String("key")].toString(), QStringLiteral("Dune"));
    const QJsonArray fields = entry[QLatin1String("fields")].toArray();
    QCOMPARE(fields.at(0)[QLatin1String("name")].toString(), QStringLiteral("title"));
    QVERIFY(fields.at(0)[QLatin1String("before")].isNull());
    QCOMPARE(fields.at(0)[QLatin1String("after")].toString(), QStringLiteral("Dune"));
    QCOMPARE(fields.at(1)[QLatin1String("after")].toArray().size(), 2);
    QCOMPARE(fields.at(2)[QLatin1String("after")].toInt(), 412);
}

void RunResultJsonTest::leavesTheDiffOutOfARealRun()
{
    RunResult result = dryRunWithOneCreate();
    result.dryRun = false;
    QVERIFY(!runResultJson(result, bookDefinition()).contains(QLatin1String("diff")));
    QVERIFY(!runSummaryJson(dryRunWithOneCreate()).contains(QLatin1String("diff")));
}

void RunResultJsonTest::showsConflictsInTheDiff()
{
    Plan plan;
    Conflict conflict;
    conflict.key = QStringLiteral("Dune");
    conflict.base = Value::text(QStringLiteral("before"));
    conflict.values = {Value::text(QStringLiteral("hub's")), Value::text(QStringLiteral("ours"))};
    conflict.winner = 1;
    plan.conflicts = {conflict};
    const QJsonValue entry = planDiffJson(plan, bookDefinition()).first();
    QCOMPARE(entry[QLatin1String("op")].toString(), QStringLiteral("conflict"));
    const QJsonValue field = entry[QLatin1String("fields")][0];
    QCOMPARE(field[QLatin1String("before")].toString(), QStringLiteral("before"));
    QCOMPARE(field[QLatin1String("after")].toString(), QStringLiteral("ours"));
}

void RunResultJsonTest::tellsErrorsAndGuards()
{
    RunResult result = dryRunWithOneCreate();
    result.errors = {{QStringLiteral("Dune"),
                      {ErrorKind::Refused, QStringLiteral("It does not fit"), {}, {}, {}}}};
    result.guards = {{QStringLiteral("zero_records"),
                      QStringLiteral("Nothing came."),
                      {QStringLiteral("Dune")},
                      false}};
    result.planFile = QStringLiteral("/plans/run.json");
    const QJsonObject json = runSummaryJson(result);
    const QJsonValue error = json[QLatin1String("errors")][0];
    QCOMPARE(error[QLatin1String("record")].toString(), QStringLiteral("Dune"));
    QCOMPARE(error[QLatin1String("message")].toString(), QStringLiteral("It does not fit."));
    const QJsonValue guard = json[QLatin1String("guards")][0];
    QCOMPARE(guard[QLatin1String("guard")].toString(), QStringLiteral("zero_records"));
    QCOMPARE(guard[QLatin1String("plan")].toString(), result.planFile);
    QVERIFY(problemTexts(result).last().contains(QStringLiteral("/plans/run.json --yes")));
}

void RunResultJsonTest::P30_neverHasAnEmptyErrorText()
{
    for (int kind = 0; kind <= int(ErrorKind::Malformed); ++kind) {
        const QString text = describe(Error{ErrorKind(kind), {}, {}, {}, {}});
        QVERIFY2(text.size() > 10, qPrintable(QString::number(kind)));
    }
}

void RunResultJsonTest::printsADiffThatPeopleCanRead()
{
    const QString text = diffText(dryRunWithOneCreate().plan, bookDefinition());
    QVERIFY(text.startsWith(QStringLiteral("+ hub: Dune\n")));
    QVERIFY(text.contains(QStringLiteral("    tags: classic, scifi\n")));
}

QTEST_GUILESS_MAIN(RunResultJsonTest)
#include "tst_runresultjson.moc"
