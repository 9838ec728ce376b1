#include "gui/preview/changemodel.h"
#include "gui/preview/changesource.h"
#include "support/fakesession.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace {

constexpr int Many = 100'000;

std::shared_ptr<const ChangeSource> sourceOf(int creates, int updates, int deletes)
{
    const ServiceDefinition definition = fakeService(QStringLiteral("books"));
    return std::make_shared<PlanChanges>(
        fakePreview(definition, fakePlan(definition, creates, updates, deletes)), definition);
}

/// One record that is written on both sides, with a status that Notion calls "In progress".
std::shared_ptr<const ChangeSource> bothDirections()
{
    ServiceDefinition definition = fakeService(QStringLiteral("tasks"));
    definition.fields[1].type = FieldType::Choice;
    definition.fields[1].mapping[0]
        = QJsonObject{{QStringLiteral("map"),
                       QJsonObject{{QStringLiteral("In progress"), QStringLiteral("in_progress")},
                                   {QStringLiteral("Not started"), QStringLiteral("pending")}}}};
    Plan plan = fakePlan(definition, 0, 2, 0);
    plan.links[0].fields[1].value = Value::text(QStringLiteral("in_progress"));
    plan.links[0].sides[1].fields[1].value = Value::text(QStringLiteral("pending"));
    plan.links[0].sides[0].member = Member{QStringLiteral("page"), {}, {}, false, {}};
    plan.links[0].sides[1].member = Member{QStringLiteral("row"), {}, {}, false, {}};
    plan.links[0].sides[0].fields.resize(definition.fieldCount());
    Operation back = plan.operations[0];
    back.side = 0;
    back.fields = {2};
    plan.operations[0].fields = {1};
    plan.operations.push_back(back);
    return std::make_shared<PlanChanges>(fakePreview(definition, std::move(plan)), definition);
}

void check(ChangeModel &model, int row, Qt::CheckState state)
{
    model.setData(model.index(row, ChangeModel::Title), state, Qt::CheckStateRole);
}

} // namespace

class TestChangeModel : public QObject
{
    Q_OBJECT

private slots:
    void isConsistentTree();
    void acceptsEverythingAtFirst();
    void skipsUncheckedRecords();
    void filteringKeepsWhatWasSkipped();
    void acceptsOrSkipsAllThatIsShown();
    void showsFieldsBelowTheirRecord();
    void countsKinds();
    void findsTextInValues();
    void sortsByTitleNaturally();
    void cancelledQueryAnswersEarly();
    void a31_bothDirectionsAreOneRecord();
    void a31_bothDirectionsAreAcceptedTogether();
    void a31_showsOptionsAsNotionNamesThem();
    void a31_filtersBySide();
    void a10_untickingSaysThatItMeansOnHold();
    void a26_everyRowIsTold();
    void tellsRecordForActions();
};

void TestChangeModel::isConsistentTree()
{
    ChangeModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCheckable(true);
    model.setSource(sourceOf(2, 3, 1));
    model.setOrder({4, 1});
    model.acceptShown(false);
    QCOMPARE(model.rowCount(), 2);
}

void TestChangeModel::acceptsEverythingAtFirst()
{
    ChangeModel model;
    model.setCheckable(true);
    model.setSource(sourceOf(Many, 0, 0));
    QCOMPARE(model.rowCount(), Many);
    QCOMPARE(model.acceptedCount(), Many);
    QVERIFY(model.skipped().empty());
}

void TestChangeModel::skipsUncheckedRecords()
{
    ChangeModel model;
    model.setCheckable(true);
    model.setSource(sourceOf(Many, 0, 0));
    check(model, 7, Qt::Unchecked);
    check(model, Many - 1, Qt::Unchecked);
    check(model, 7, Qt::Unchecked);
    QCOMPARE(model.acceptedCount(), Many - 2);
    QCOMPARE(model.skipped(), (std::vector<size_t>{7, Many - 1}));
}

void TestChangeModel::filteringKeepsWhatWasSkipped()
{
    ChangeModel model;
    model.setCheckable(true);
    model.setSource(sourceOf(2, 2, 0));
    check(model, 3, Qt::Unchecked);
    model.setOrder({0, 1});
    QCOMPARE(model.skipped(), std::vector<size_t>{3});
    QCOMPARE(model.acceptedCount(), 3);
}

void TestChangeModel::acceptsOrSkipsAllThatIsShown()
{
    ChangeModel model;
    model.setCheckable(true);
    model.setSource(sourceOf(2, 2, 0));
    model.setOrder({2, 3});
    model.acceptShown(false);
    QCOMPARE(model.skipped(), (std::vector<size_t>{2, 3}));
    model.acceptShown(true);
    QVERIFY(model.skipped().empty());
}

void TestChangeModel::showsFieldsBelowTheirRecord()
{
    ChangeModel model;
    model.setSource(sourceOf(0, 1, 0));
    const QModelIndex record = model.index(0, ChangeModel::Title);
    QCOMPARE(record.data().toString(), QStringLiteral("Record 0"));
    QCOMPARE(model.rowCount(record), 2);
    const QModelIndex before = model.index(1, ChangeModel::Before, record);
    QCOMPARE(before.data().toString(), QStringLiteral("Record 0 before"));
    QCOMPARE(before.siblingAtColumn(ChangeModel::After).data().toString(),
             QStringLiteral("Record 0"));
    QCOMPARE(before.siblingAtColumn(ChangeModel::Title).data().toString(), QStringLiteral("notes"));
}

void TestChangeModel::countsKinds()
{
    const KindCounts counts = countKinds(*sourceOf(Many, 20, 3));
    QCOMPARE(counts, (KindCounts{Many, 20, 3, 0}));
    ChangeQuery query;
    query.kind = OperationKind::Update;
    QCOMPARE(arrangeChanges(*sourceOf(Many, 20, 3), query, {}).size(), size_t(20));
}

void TestChangeModel::findsTextInValues()
{
    ChangeQuery query;
    query.text = QStringLiteral("RECORD 3 before");
    QCOMPARE(arrangeChanges(*sourceOf(0, 5, 0), query, {}), ChangeOrder{3});
}

void TestChangeModel::sortsByTitleNaturally()
{
    ChangeQuery query;
    query.order = ChangeQuery::Order::Title;
    query.descending = true;
    QCOMPARE(arrangeChanges(*sourceOf(3, 0, 0), query, {}), (ChangeOrder{2, 1, 0}));
}

void TestChangeModel::cancelledQueryAnswersEarly()
{
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(arrangeChanges(*sourceOf(3, 0, 0), {}, cancel).empty());
}

void TestChangeModel::a31_bothDirectionsAreOneRecord()
{
    ChangeModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSource(bothDirections());
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex record = model.index(0, ChangeModel::Title);
    QCOMPARE(record.siblingAtColumn(ChangeModel::Side).data().toString(),
             QStringLiteral("Hub, Notion"));
    QCOMPARE(record.siblingAtColumn(ChangeModel::Before).data().toString(),
             QStringLiteral("Hub: 1 field · Notion: 1 field"));
    QCOMPARE(model.rowCount(record), 2);
    QCOMPARE(model.index(0, ChangeModel::Side, record).data().toString(), QStringLiteral("Hub"));
    QCOMPARE(model.index(1, ChangeModel::Side, record).data().toString(), QStringLiteral("Notion"));
    QCOMPARE(model.index(1, ChangeModel::Title, record).data().toString(),
             QStringLiteral("rating"));
}

void TestChangeModel::a31_bothDirectionsAreAcceptedTogether()
{
    ChangeModel model;
    model.setCheckable(true);
    model.setSource(bothDirections());
    QCOMPARE(model.acceptedCount(), 3);
    check(model, 0, Qt::Unchecked);
    QCOMPARE(model.skipped(), (std::vector<size_t>{0, 2}));
    check(model, 0, Qt::Checked);
    QCOMPARE(model.acceptedCount(), 3);
}

void TestChangeModel::a31_showsOptionsAsNotionNamesThem()
{
    ChangeModel model;
    model.setSource(bothDirections());
    const QModelIndex record = model.index(0, ChangeModel::Title);
    QCOMPARE(model.index(0, ChangeModel::Before, record).data().toString(),
             QStringLiteral("Not started"));
    QCOMPARE(model.index(0, ChangeModel::After, record).data().toString(),
             QStringLiteral("In progress"));
    ChangeQuery query;
    query.text = QStringLiteral("in progress");
    QCOMPARE(arrangeChanges(*model.source(), query, {}), ChangeOrder{0});
}

void TestChangeModel::a31_filtersBySide()
{
    const auto source = bothDirections();
    QCOMPARE(source->sides(), (QStringList{QStringLiteral("hub"), QStringLiteral("notion")}));
    ChangeQuery query;
    query.side = QStringLiteral("notion");
    QCOMPARE(arrangeChanges(*source, query, {}), ChangeOrder{0});
    query.side = QStringLiteral("hub");
    QCOMPARE(arrangeChanges(*source, query, {}), (ChangeOrder{0, 1}));
}

void TestChangeModel::a10_untickingSaysThatItMeansOnHold()
{
    ChangeModel model;
    model.setCheckable(true);
    model.setSource(sourceOf(0, 2, 0));
    const auto tip = [&](int row) {
        return model.index(row, ChangeModel::Title).data(Qt::ToolTipRole).toString();
    };
    QVERIFY(model.headerData(ChangeModel::Title, Qt::Horizontal, Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("on hold")));
    QVERIFY(!tip(0).contains(QStringLiteral("on hold")));
    check(model, 0, Qt::Unchecked);
    QVERIFY(tip(0).contains(QStringLiteral("on hold")));
}

void TestChangeModel::a26_everyRowIsTold()
{
    ChangeModel model;
    model.setSource(bothDirections());
    const auto told
        = [](const QModelIndex &index) { return index.data(Qt::AccessibleTextRole).toString(); };
    const QModelIndex record = model.index(0, ChangeModel::Title);
    QCOMPARE(told(record),
             QStringLiteral("Record 0, update, Hub, Notion, "
                            "Hub: 1 field · Notion: 1 field"));
    QCOMPARE(told(model.index(0, ChangeModel::Title, record)),
             QStringLiteral("notes, before Not started, after In progress, to Hub"));
}

void TestChangeModel::tellsRecordForActions()
{
    ChangeModel model;
    model.setSource(bothDirections());
    const QModelIndex record = model.index(0, ChangeModel::Title);
    const auto listed = model.listedRecord(model.index(1, ChangeModel::After, record));
    QVERIFY(listed);
    QCOMPARE(listed->service, QStringLiteral("tasks"));
    QCOMPARE(listed->ids.value(QStringLiteral("notion")), QStringLiteral("page"));
    QCOMPARE(listed->ids.value(QStringLiteral("hub")), QStringLiteral("row"));
    QVERIFY(listed->text.startsWith(QStringLiteral("Record 0\n")));
    QVERIFY(listed->text.contains(QStringLiteral("notes: Not started → In progress")));
    QVERIFY(!model.listedRecord({}));
}

QTEST_GUILESS_MAIN(TestChangeModel)
#include "tst_changemodel.moc"
