#include "gui/conflicts/conflictview.h"
#include "gui/preview/allpreviewspage.h"
#include "gui/preview/changeview.h"
#include "gui/preview/plansview.h"
#include "gui/window/mainwindow.h"
#include "gui/window/runstrip.h"
#include "gui/window/servicerow.h"
#include "support/fakesession.h"

#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QToolButton>
#include <QtTest>

namespace {

RunRecord successOf(const QString &service)
{
    RunRecord run;
    run.id = QStringLiteral("earlier-") + service;
    run.service = service;
    run.status = QStringLiteral("success");
    return run;
}

/// Both sides edited the notes of the plan's first record.
void addConflict(Plan &plan)
{
    Conflict conflict;
    conflict.id = QStringLiteral("c-1");
    conflict.link = plan.links.front().id;
    conflict.field = 1;
    conflict.key = QStringLiteral("Record 0");
    conflict.why = QStringLiteral("Both changed.");
    conflict.base = Value::text(QStringLiteral("old"));
    conflict.values = {Value::text(QStringLiteral("theirs")), Value::text(QStringLiteral("ours"))};
    plan.conflicts.push_back(conflict);
}

/// The window on two services of fakes; what a preview finds is `home->answer`.
struct Opened
{
    explicit Opened(bool isReviewed, int changes = 3)
    {
        if (isReviewed)
            home->runs = {successOf(QStringLiteral("books")), successOf(QStringLiteral("tasks"))};
        home->answer.plan = fakePlan(fakeService(QStringLiteral("books")), 0, changes, 0);
        home->answer.runId = QStringLiteral("run-7");
        home->answer.sides = {QStringLiteral("notion"), QStringLiteral("hub")};
        home->answer.changes = {ChangeCounts{}, ChangeCounts{0, changes, 0, 0}};
        window.open(fakeSession(home));
        window.show();
        window.activateWindow();
        if (isReviewed)
            (void)QTest::qWaitFor([this] {
                return window.board()->service(0).isReviewed
                    && window.board()->service(1).isReviewed;
            });
    }

    template <typename Widget>
    Widget &child(const char *name)
    {
        return *window.findChild<Widget *>(QLatin1String(name));
    }
    void press(const char *name) { child<QPushButton>(name).click(); }
    void pressRow(int index)
    {
        auto &list = child<QListWidget>("serviceList");
        list.itemWidget(list.item(index))->findChild<QPushButton *>()->click();
    }
    bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] { return window.board()->controller().isIdle(); });
    }
    bool preview()
    {
        press("previewButton");
        return waitUntilIdle();
    }
    void untick(int change)
    {
        ChangeModel &changes = *child<ChangeView>("changeView").changes();
        changes.setData(changes.index(change, 0), Qt::Unchecked, Qt::CheckStateRole);
    }
    QMessageBox *question()
    {
        return window.findChild<QMessageBox *>(QStringLiteral("syncQuestion"));
    }
    QPushButton *answer(const QString &beginning)
    {
        const QList<QAbstractButton *> buttons = question()->buttons();
        for (QAbstractButton *button : buttons) {
            if (button->text().remove(u'&').startsWith(beginning))
                return qobject_cast<QPushButton *>(button);
        }
        return nullptr;
    }
    /// Jobs that write.
    int writes() const
    {
        return int(std::count_if(home->jobs.begin(), home->jobs.end(),
                                 [](const SyncJob &job) { return !job.dryRun; }));
    }
    QStringList blueButtons()
    {
        QStringList names;
        const auto buttons = window.findChildren<QPushButton *>();
        for (const QPushButton *button : buttons) {
            if (button->isVisible() && button->property("primary").toBool())
                names << button->objectName();
        }
        return names;
    }

    std::shared_ptr<FakeHome> home = std::make_shared<FakeHome>();
    MainWindow window{nullptr, nullptr};
};

} // namespace

class TestSyncRequests : public QObject
{
    Q_OBJECT

private slots:
    void a2_firstContactPreviewsFromEveryButton_data();
    void a2_firstContactPreviewsFromEveryButton();
    void a2_keysWriteNothingOnAHomeThatNeverSynced();
    void a3_syncNowAppliesWhatIsTicked();
    void a3_syncNowAsksWhereSomethingIsUnticked();
    void a3_syncAllAsksOnceForAllPreviews();
    void a3_ticksStayWhileAnotherServiceIsLookedAt();
    void a3_syncDuringAnUndoPreviewAsks();
    void a13_oneBlueButtonAtATime();
    void a8_allPreviewsShowEveryPlanAndApplyAll();
    void a8_conflictsAreDecidedBeforeAnythingIsWritten();
    void a8_conflictsOfThePreviewStandOnTheServicesPage();
    void a8_ticksOfBothPagesAreTheSame();
    void a21_stripTellsWhatWasWritten();
    void a21_stripOffersUndoAndHistory();
    void a28_previewCanBeDiscarded();
};

void TestSyncRequests::a2_firstContactPreviewsFromEveryButton_data()
{
    QTest::addColumn<QString>("way");
    for (const char *way : {"header", "row", "all", "key", "allKey"})
        QTest::newRow(way) << QString(QLatin1String(way));
}

void TestSyncRequests::a2_firstContactPreviewsFromEveryButton()
{
    QFETCH(const QString, way);
    Opened opened(false);
    QVERIFY(QTest::qWaitForWindowActive(&opened.window));
    if (way == QLatin1String("header"))
        opened.press("syncButton");
    else if (way == QLatin1String("row"))
        opened.pressRow(1);
    else if (way == QLatin1String("all"))
        opened.press("syncAllButton");
    else if (way == QLatin1String("key"))
        QTest::keyClick(&opened.window, Qt::Key_R, Qt::ControlModifier);
    else
        QTest::keyClick(&opened.window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!opened.home->jobs.empty());
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.writes(), 0);
}

void TestSyncRequests::a2_keysWriteNothingOnAHomeThatNeverSynced()
{
    Opened opened(false);
    QVERIFY(QTest::qWaitForWindowActive(&opened.window));
    const std::pair<Qt::Key, Qt::KeyboardModifiers> keys[] = {{Qt::Key_Space, Qt::NoModifier},
                                                              {Qt::Key_Return, Qt::NoModifier},
                                                              {Qt::Key_A, Qt::AltModifier},
                                                              {Qt::Key_Space, Qt::NoModifier},
                                                              {Qt::Key_R, Qt::ControlModifier}};
    for (const auto &[key, modifiers] : keys) {
        QWidget *target = QApplication::focusWidget();
        QTest::keyClick(target ? target : &opened.window, key, modifiers);
        QVERIFY(opened.waitUntilIdle());
    }
    QCOMPARE(opened.writes(), 0);
}

void TestSyncRequests::a3_syncNowAppliesWhatIsTicked()
{
    Opened opened(true);
    QVERIFY(opened.preview());
    opened.pressRow(0);
    QVERIFY(opened.waitUntilIdle());
    const SyncJob &job = opened.home->jobs.back();
    QVERIFY(job.plan && !job.dryRun && !job.passGuards);
    QCOMPARE(job.plan->operations.size(), size_t(3));
}

void TestSyncRequests::a3_syncNowAsksWhereSomethingIsUnticked()
{
    Opened opened(true);
    QVERIFY(opened.preview());
    opened.untick(1);
    opened.press("syncButton");
    QVERIFY(opened.question());
    QVERIFY(opened.question()->defaultButton() == opened.question()->button(QMessageBox::Cancel));
    opened.question()->button(QMessageBox::Cancel)->click();
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.writes(), 0);

    QTRY_VERIFY(!opened.question());
    opened.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&opened.window));
    QTest::keyClick(&opened.window, Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(opened.question());
    opened.answer(QStringLiteral("Apply 2"))->click();
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.writes(), 1);
    QCOMPARE(opened.home->jobs.back().skipped, std::vector<size_t>{1});
}

void TestSyncRequests::a3_syncAllAsksOnceForAllPreviews()
{
    Opened opened(true);
    opened.press("previewAllButton");
    QVERIFY(opened.waitUntilIdle());
    opened.window.board()->setSkipped(0, {0});
    opened.window.board()->setSkipped(1, {2});
    opened.press("syncAllButton");
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.writes(), 0);
    QVERIFY(opened.question()->text().contains(QLatin1String("Books, Tasks")));
    opened.answer(QStringLiteral("Apply"))->click();
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.writes(), 2);
    for (const SyncJob &job : opened.home->jobs)
        QVERIFY(job.dryRun || job.skipped.size() == 1);
}

void TestSyncRequests::a3_ticksStayWhileAnotherServiceIsLookedAt()
{
    Opened opened(true);
    QVERIFY(opened.preview());
    opened.untick(1);
    opened.window.selectService(1);
    opened.window.selectService(0);
    const ChangeModel &changes = *opened.child<ChangeView>("changeView").changes();
    QCOMPARE(changes.skipped(), std::vector<size_t>{1});
    QVERIFY(opened.preview());
    QCOMPARE(changes.skipped(), std::vector<size_t>{1});
}

void TestSyncRequests::a3_syncDuringAnUndoPreviewAsks()
{
    Opened opened(true);
    opened.home->answer.undoneRun = QStringLiteral("run-1");
    opened.window.board()->previewUndo(0, QStringLiteral("run-1"));
    QVERIFY(opened.waitUntilIdle());
    opened.press("syncButton");
    QVERIFY(opened.waitUntilIdle());
    QVERIFY(opened.question());
    QCOMPARE(opened.writes(), 0);
}

void TestSyncRequests::a13_oneBlueButtonAtATime()
{
    Opened fresh(false);
    QCOMPARE(fresh.blueButtons(), QStringList{QStringLiteral("previewButton")});
    QVERIFY(fresh.preview());
    QCOMPARE(fresh.blueButtons(), QStringList{QStringLiteral("applyButton")});
    Opened known(true);
    QCOMPARE(known.blueButtons(), QStringList{QStringLiteral("syncButton")});
    known.press("previewAllButton");
    QVERIFY(known.waitUntilIdle());
    QCOMPARE(known.blueButtons(), QStringList{QStringLiteral("applyAllButton")});
}

void TestSyncRequests::a8_allPreviewsShowEveryPlanAndApplyAll()
{
    Opened opened(false);
    opened.press("previewAllButton");
    QVERIFY(opened.waitUntilIdle());
    auto &page = opened.child<AllPreviewsPage>("allPreviewsPage");
    QVERIFY(page.isVisible());
    const PlansModel &plans = *opened.child<PlansView>("plansView").plans();
    QCOMPARE(plans.rowCount(), 2);
    const QModelIndex tasks = plans.sectionIndex(1);
    QCOMPARE(tasks.data().toString(), QStringLiteral("Tasks"));
    QCOMPARE(plans.rowCount(tasks), 3);
    QCOMPARE(plans.rowCount(plans.index(0, 0, tasks)), 2); // its fields
    QCOMPARE(opened.child<QPushButton>("applyAllButton").text(),
             QStringLiteral("Apply all 6 changes"));
    opened.press("applyAllButton");
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.writes(), 2);
}

void TestSyncRequests::a8_conflictsAreDecidedBeforeAnythingIsWritten()
{
    Opened opened(true, 1);
    addConflict(opened.home->answer.plan);
    opened.press("previewAllButton");
    QVERIFY(opened.waitUntilIdle());
    auto &view = opened.child<PlansView>("plansView");
    const QModelIndex waiting = view.plans()->index(0, 0, view.plans()->sectionIndex(0));
    QVERIFY(waiting.data().toString().contains(QLatin1String("Notion theirs | Hub ours")));
    view.setCurrentIndex(waiting);
    QTest::keyClick(&view, Qt::Key_Return);
    auto *menu = opened.window.findChild<QMenu *>(QStringLiteral("choicesMenu"));
    QVERIFY(menu);
    menu->actions().at(1)->trigger();
    QVERIFY(opened.waitUntilIdle());
    const SyncJob &job = opened.home->jobs.back();
    QVERIFY(job.dryRun);
    QCOMPARE(job.choices.decisions.size(), size_t(1));
    QCOMPARE(job.choices.decisions.front().value, Value::text(QStringLiteral("ours")));
    QCOMPARE(opened.writes(), 0);
}

void TestSyncRequests::a8_conflictsOfThePreviewStandOnTheServicesPage()
{
    Opened opened(true, 1);
    addConflict(opened.home->answer.plan);
    QVERIFY(opened.preview());
    opened.window.servicePage()->showTab(ServicePage::Tab::Conflicts);
    auto &view = *opened.window.findChild<ConflictView *>();
    QTRY_COMPARE(view.conflicts()->shownCount(), 1);
    view.setFocus();
    view.setCurrentIndex(view.conflicts()->index(0, 0));
    QTest::keyClick(&view, Qt::Key_2);
    QTest::keyClick(&view, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(opened.home->jobs.size(), size_t(2));
    QVERIFY(opened.waitUntilIdle());
    const SyncJob &job = opened.home->jobs.back();
    QVERIFY(job.dryRun);
    QCOMPARE(job.choices.decisions.size(), size_t(1));
    QVERIFY(opened.home->decisions.empty()); // nothing is kept before it is applied
}

void TestSyncRequests::a8_ticksOfBothPagesAreTheSame()
{
    Opened opened(true);
    QVERIFY(opened.preview());
    opened.untick(2);
    opened.press("previewAllButton");
    QVERIFY(opened.waitUntilIdle());
    auto &view = opened.child<PlansView>("plansView");
    const QModelIndex books = view.plans()->sectionIndex(0);
    QCOMPARE(books.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
    view.plans()->setData(view.plans()->index(0, 0, books), Qt::Unchecked, Qt::CheckStateRole);
    opened.window.selectService(0);
    QCOMPARE(opened.child<ChangeView>("changeView").changes()->skipped(),
             (std::vector<size_t>{0, 2}));
}

void TestSyncRequests::a21_stripTellsWhatWasWritten()
{
    Opened opened(true);
    const auto &strip = opened.child<RunStrip>("runStrip");
    QVERIFY(!strip.isVisible());
    QVERIFY(opened.preview());
    QVERIFY(!strip.isVisible());
    opened.home->answer.conflicts = 2;
    opened.press("applyButton");
    QVERIFY(opened.waitUntilIdle());
    QVERIFY(strip.isVisible());
    const QString report = RunStrip::reportOf(*opened.window.board()->service(0).lastResult);
    QVERIFY2(report.startsWith(QLatin1String("3 change")), qPrintable(report));
    QVERIFY2(report.contains(QLatin1String("2 wait")), qPrintable(report));
    opened.child<QToolButton>("stripCloseButton").click();
    QVERIFY(!strip.isVisible());
}

void TestSyncRequests::a21_stripOffersUndoAndHistory()
{
    Opened opened(true);
    QVERIFY(opened.preview());
    opened.press("applyButton");
    QVERIFY(opened.waitUntilIdle());
    opened.press("stripUndoButton");
    QVERIFY(opened.waitUntilIdle());
    QVERIFY(opened.home->jobs.back().dryRun);
    QCOMPARE(opened.home->jobs.back().undoRun, QStringLiteral("run-7"));
    QCOMPARE(opened.writes(), 1);
}

void TestSyncRequests::a28_previewCanBeDiscarded()
{
    Opened opened(true);
    QVERIFY(opened.preview());
    opened.press("discardButton");
    QVERIFY(!opened.window.board()->service(0).preview);
    QCOMPARE(opened.child<ChangeView>("changeView").changes()->rowCount(), 0);
    QCOMPARE(opened.writes(), 0);
}

QTEST_MAIN(TestSyncRequests)
#include "tst_syncrequests.moc"
