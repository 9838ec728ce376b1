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

QTEST_GUILESS_MAIN(TestChangeModel)
#include "tst_changemodel.moc"
