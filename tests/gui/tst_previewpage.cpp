#include "gui/preview/changeview.h"
#include "gui/preview/previewpage.h"
#include "support/fakesession.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

namespace {

ServiceState previewed(const Plan &plan)
{
    ServiceState state;
    state.definition = fakeService(QStringLiteral("books"));
    state.preview = fakePreview(state.definition, plan);
    state.lastResult = state.preview;
    return state;
}

Plan smallPlan()
{
    return fakePlan(fakeService(QStringLiteral("books")), 2, 3, 1);
}

struct Page
{
    explicit Page(const ServiceState &state)
    {
        page.setUp(&background, nullptr);
        page.show(state);
        page.QWidget::show();
    }

    template <typename Widget>
    Widget &child(const char *name)
    {
        return *page.findChild<Widget *>(QLatin1String(name));
    }

    BackgroundQueue background;
    PreviewPage page;
};

} // namespace

class TestPreviewPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qRegisterMetaType<std::vector<size_t>>(); }
    void saysHowManyAreAccepted();
    void filterButtonsShowCounts();
    void filtersByKindOnWorker();
    void applySkipsExactlyWhatWasUnchecked();
    void nothingAcceptedCannotBeApplied();
    void guardHidesApplyAndShowsItsSentence();
    void passingGuardAsksFirst();
    void equalSidesSaySo();
    void neverSyncedOffersPreview();
    void unavailableServiceSaysWhatIsMissing();
    void failureIsSaidInPlace();
};

void TestPreviewPage::saysHowManyAreAccepted()
{
    Page shown(previewed(smallPlan()));
    QVERIFY(shown.child<QLabel>("acceptedLabel").text().startsWith(QStringLiteral("6 of 6")));
    shown.child<ChangeView>("changeView").changes()->acceptShown(false);
    QVERIFY(shown.child<QLabel>("acceptedLabel").text().startsWith(QStringLiteral("0 of 6")));
}

void TestPreviewPage::filterButtonsShowCounts()
{
    Page shown(previewed(smallPlan()));
    QCOMPARE(shown.child<QPushButton>("createButton").text(), QStringLiteral("2 create"));
    QCOMPARE(shown.child<QPushButton>("updateButton").text(), QStringLiteral("3 update"));
    QVERIFY(shown.child<QPushButton>("deleteButton").isVisible());
    QVERIFY(!shown.child<QPushButton>("restoreButton").isVisible());
}

void TestPreviewPage::filtersByKindOnWorker()
{
    Page shown(previewed(smallPlan()));
    auto &view = shown.child<ChangeView>("changeView");
    QSignalSpy arranged(&view, &ChangeView::arranged);
    shown.child<QPushButton>("updateButton").click();
    QVERIFY(arranged.wait());
    QCOMPARE(view.shownCount(), 3);
    QCOMPARE(view.changes()->acceptedCount(), 6);
}

void TestPreviewPage::applySkipsExactlyWhatWasUnchecked()
{
    Page shown(previewed(smallPlan()));
    QSignalSpy applied(&shown.page, &PreviewPage::applyRequested);
    QSignalSpy skipped(&shown.page, &PreviewPage::skippedChanged);
    ChangeModel &changes = *shown.child<ChangeView>("changeView").changes();
    for (const int row : {1, 4})
        changes.setData(changes.index(row, 0), Qt::Unchecked, Qt::CheckStateRole);
    auto &apply = shown.child<QPushButton>("applyButton");
    QCOMPARE(apply.text(), QStringLiteral("&Apply 4 changes"));
    apply.click();
    QCOMPARE(applied.count(), 1);
    QCOMPARE(skipped.last().at(0).value<std::vector<size_t>>(), (std::vector<size_t>{1, 4}));
    QCOMPARE(applied.first().at(0).toBool(), false);
}

void TestPreviewPage::nothingAcceptedCannotBeApplied()
{
    Page shown(previewed(smallPlan()));
    shown.child<ChangeView>("changeView").changes()->acceptShown(false);
    QVERIFY(!shown.child<QPushButton>("applyButton").isEnabled());
}

void TestPreviewPage::guardHidesApplyAndShowsItsSentence()
{
    Plan plan = smallPlan();
    plan.guards.push_back({QStringLiteral("mass_deletion"),
                           QStringLiteral("Too many."),
                           {QStringLiteral("Record 5")},
                           false});
    Page shown(previewed(plan));
    QVERIFY(shown.child<QWidget>("guardPanel").isVisible());
    QCOMPARE(shown.child<QLabel>("guardLabel").text(), QStringLiteral("Too many."));
    QCOMPARE(shown.child<QLabel>("guardRecordsLabel").text(), QStringLiteral("Record 5"));
    QVERIFY(!shown.child<QPushButton>("applyButton").isVisible());
    QVERIFY(shown.child<QPushButton>("passButton").isVisible());
}

void TestPreviewPage::passingGuardAsksFirst()
{
    Plan plan = smallPlan();
    plan.guards.push_back(
        {QStringLiteral("mass_deletion"), QStringLiteral("Too many."), {}, false});
    Page shown(previewed(plan));
    QSignalSpy applied(&shown.page, &PreviewPage::applyRequested);
    shown.child<QPushButton>("passButton").click();
    QCOMPARE(applied.count(), 0);
    auto &question = shown.child<QMessageBox>("passQuestion");
    for (QAbstractButton *button : question.buttons()) {
        if (question.buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    QCOMPARE(applied.count(), 1);
    QCOMPARE(applied.first().at(0).toBool(), true);
}

void TestPreviewPage::equalSidesSaySo()
{
    Page shown(previewed(Plan()));
    QCOMPARE(shown.child<QLabel>("headingLabel").text(), QStringLiteral("Nothing to do"));
    QVERIFY(!shown.child<QWidget>("filterBar").isVisible());
}

void TestPreviewPage::neverSyncedOffersPreview()
{
    ServiceState state;
    state.definition = fakeService(QStringLiteral("books"));
    Page shown(state);
    QSignalSpy requested(&shown.page, &PreviewPage::previewRequested);
    shown.child<QPushButton>("actionButton").click();
    QCOMPARE(requested.count(), 1);
}

void TestPreviewPage::unavailableServiceSaysWhatIsMissing()
{
    ServiceState state;
    state.definition = fakeService(QStringLiteral("books"));
    state.unavailable = QStringLiteral("Set NOTION_BOOKS_DB_ID.");
    Page shown(state);
    QSignalSpy requested(&shown.page, &PreviewPage::connectionRequested);
    QCOMPARE(shown.child<QLabel>("textLabel").text(), state.unavailable);
    shown.child<QPushButton>("actionButton").click();
    QCOMPARE(requested.count(), 1);
}

void TestPreviewPage::failureIsSaidInPlace()
{
    RunResult failed;
    failed.status = RunStatus::Failed;
    failed.errors.push_back(
        {{}, Error{ErrorKind::Storage, QStringLiteral("The disk is full."), {}, {}, {}}});
    ServiceState state;
    state.definition = fakeService(QStringLiteral("books"));
    state.lastResult = std::make_shared<const RunResult>(failed);
    Page shown(state);
    QVERIFY(shown.child<QWidget>("messagePanel").isVisible());
    QVERIFY(
        shown.child<QLabel>("messageLabel").text().contains(QStringLiteral("The disk is full")));
}

QTEST_MAIN(TestPreviewPage)
#include "tst_previewpage.moc"
