#include "app/home/privatefile.h"
#include "core/plancodec.h"
#include "gui/common/statuspanel.h"
#include "gui/preview/changeview.h"
#include "gui/preview/previewpage.h"
#include "gui/window/mainwindow.h"
#include "gui/window/servicerow.h"
#include "gui/window/welcomepage.h"
#include "gui/window/windowactions.h"
#include "support/fakesession.h"

#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSignalSpy>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

namespace {

RunRecord successfulRun(const QString &service, int created)
{
    RunRecord run;
    run.id = QStringLiteral("run-1");
    run.service = service;
    run.status = QStringLiteral("success");
    run.startedAt = std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now()
                                                                    - std::chrono::minutes(2));
    run.finishedAt = run.startedAt;
    const QJsonObject hub{{QStringLiteral("created"), created}};
    run.result = {{QStringLiteral("changes"), QJsonObject{{QStringLiteral("hub"), hub}}}};
    return run;
}

struct Opened
{
    explicit Opened(QSettings *settings = nullptr)
        : window(nullptr, settings)
    {
        window.open(fakeSession(home));
        window.show();
    }

    template <typename Widget>
    Widget &child(const char *name)
    {
        return *window.findChild<Widget *>(QLatin1String(name));
    }
    ServiceRow &row(int index)
    {
        auto &list = child<QListWidget>("serviceList");
        return *qobject_cast<ServiceRow *>(list.itemWidget(list.item(index)));
    }
    /// Both services ran before: they may be synced without a look.
    void review()
    {
        for (const char *service : {"books", "tasks"})
            home->runs.push_back(successfulRun(QLatin1String(service), 1));
        window.board()->refresh();
        QVERIFY(QTest::qWaitFor([this] {
            return window.board()->service(0).isReviewed && window.board()->service(1).isReviewed;
        }));
    }
    QString rowText(int index)
    {
        return row(index).findChild<QLabel *>(QStringLiteral("outcomeLabel"))->text();
    }
    void press(int index) { row(index).findChild<QPushButton *>()->click(); }
    bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] { return window.board()->controller().isIdle(); });
    }

    std::shared_ptr<FakeHome> home = std::make_shared<FakeHome>();
    MainWindow window;
};

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void showsWelcomeWithoutSession();
    void pagesAreBuiltOnceThereIsASession();
    void welcomeOffersSandboxAndConnection();
    void listsServicesWithTheirPattern();
    void rowTellsHowLastRunEnded();
    void syncNowRunsThatService();
    void rowShowsProgressAndCancels();
    void previewFillsListAndAppliesAccepted();
    void previewFromElsewhereIsShown();
    void failedApplyKeepsThePreview();
    void undoIsPreviewedThenApplied();
    void showsPlanThatAnEarlierSessionBlocked();
    void failedRunReachesStatusBar();
    void searchHidesOtherServices();
    void definitionThatCannotBeReadIsNamed();
    void a34_anotherIdentityOffersToBeginAnew();
    void a22_searchReachesEveryList();
    void a7_shortServicesComeFirst();
    void a7_waitingForNotionIsShown();
    void closingDuringRunCancelsAndCloses();
    void reopeningReplacesServices();
    void reopeningWaitsForWhatRuns();
    void problemIsSaidWhereItIsSeen();
    void a2_startsInTheListWhereNoKeyWrites();
    void a12_focusGoesToAListWhenItsPlaceGoesAway_data();
    void a12_focusGoesToAListWhenItsPlaceGoesAway();
    void a12_focusThatAPersonMovesStays();
    void a26_rowSaysWhatItShows();
    void a26_tabGoesFromListToItsRowToThePage();
    void a28_placeIsKeptOverRestarts();
    void a28_dividedRoomIsKept();
    void a33_menuHoldsWhatHasNoButton();
    void a33_everyKeyIsListed();
    void a33_buttonsTellTheirKeys();
    void a33_f5PreviewsTheChosenService();
    void a33_serviceHasAMenu();
    void a35_pageStaysWhereItIsWhenARunStarts();
};

void TestMainWindow::showsWelcomeWithoutSession()
{
    MainWindow window(nullptr, nullptr);
    window.show();
    QVERIFY(window.welcomePage()->isVisible());
    QVERIFY(!window.findChild<QWidget *>(QStringLiteral("toolBar"))->isVisible());
}

/// The first paint does not wait for what it does not show.
void TestMainWindow::pagesAreBuiltOnceThereIsASession()
{
    MainWindow window(nullptr, nullptr);
    window.show();
    QVERIFY(!window.findChild<PreviewPage *>());
    window.open(fakeSession(std::make_shared<FakeHome>()));
    QVERIFY(window.findChild<PreviewPage *>());
}

void TestMainWindow::welcomeOffersSandboxAndConnection()
{
    MainWindow window(nullptr, nullptr);
    window.show();
    QSignalSpy sandbox(&window, &MainWindow::sandboxRequested);
    QSignalSpy connection(&window, &MainWindow::connectionRequested);
    window.findChild<QPushButton *>(QStringLiteral("sandboxButton"))->click();
    window.findChild<QPushButton *>(QStringLiteral("connectButton"))->click();
    QCOMPARE(sandbox.count(), 1);
    QCOMPARE(connection.count(), 1);
}

void TestMainWindow::listsServicesWithTheirPattern()
{
    Opened opened;
    QCOMPARE(opened.child<QListWidget>("serviceList").count(), 2);
    QCOMPARE(opened.row(0).findChild<QLabel *>(QStringLiteral("patternLabel"))->text(),
             QStringLiteral("Notion → Hub"));
    QCOMPARE(opened.rowText(1), QStringLiteral("never synced"));
}

void TestMainWindow::rowTellsHowLastRunEnded()
{
    Opened opened;
    opened.home->runs = {successfulRun(QStringLiteral("books"), 14)};
    opened.window.board()->refresh();
    QTRY_COMPARE(opened.rowText(0), QStringLiteral("2 min ago · 14 changes"));
}

void TestMainWindow::syncNowRunsThatService()
{
    Opened opened;
    opened.review();
    opened.press(1);
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.home->jobs.size(), size_t(1));
    QCOMPARE(opened.home->jobs.front().definition.name, QStringLiteral("tasks"));
    QVERIFY(!opened.home->jobs.front().dryRun);
}

void TestMainWindow::rowShowsProgressAndCancels()
{
    Opened opened;
    opened.review();
    opened.home->isGated = true;
    opened.press(0);
    QTRY_COMPARE(opened.rowText(0), QStringLiteral("syncing… 62 %"));
    QVERIFY(opened.child<QPushButton>("cancelButton").isVisible());
    opened.press(0);
    QVERIFY(opened.waitUntilIdle());
    QVERIFY(!opened.child<QPushButton>("cancelButton").isVisible());
}

void TestMainWindow::previewFillsListAndAppliesAccepted()
{
    Opened opened;
    opened.home->answer.plan = fakePlan(fakeService(QStringLiteral("books")), 1, 2, 0);
    opened.child<QPushButton>("previewButton").click();
    QVERIFY(opened.waitUntilIdle());
    ChangeModel &changes = *opened.child<ChangeView>("changeView").changes();
    QCOMPARE(changes.rowCount(), 3);
    changes.setData(changes.index(1, 0), Qt::Unchecked, Qt::CheckStateRole);
    opened.child<QPushButton>("applyButton").click();
    QVERIFY(opened.waitUntilIdle());
    const SyncJob &job = opened.home->jobs.back();
    QVERIFY(job.plan && !job.dryRun && !job.passGuards);
    QCOMPARE(job.plan->operations.size(), size_t(3));
    QCOMPARE(job.skipped, std::vector<size_t>{1});
}

void TestMainWindow::previewFromElsewhereIsShown()
{
    Opened opened;
    const ServiceDefinition tasks = fakeService(QStringLiteral("tasks"));
    opened.window.selectService(1);
    opened.window.board()->adoptPreview(fakePreview(tasks, fakePlan(tasks, 2, 0, 0)));
    QCOMPARE(opened.child<ChangeView>("changeView").changes()->rowCount(), 2);
    opened.child<QPushButton>("applyButton").click();
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.home->jobs.back().plan->operations.size(), size_t(2));
}

void TestMainWindow::failedApplyKeepsThePreview()
{
    Opened opened;
    opened.home->answer.plan = fakePlan(fakeService(QStringLiteral("books")), 1, 2, 0);
    opened.child<QPushButton>("previewButton").click();
    QVERIFY(opened.waitUntilIdle());
    opened.home->answer.status = RunStatus::Failed;
    opened.child<QPushButton>("applyButton").click();
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.child<ChangeView>("changeView").changes()->rowCount(), 3);
    opened.home->answer.status = RunStatus::Success;
    opened.child<QPushButton>("applyButton").click();
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.home->jobs.size(), size_t(3));
    QVERIFY(opened.home->jobs.back().plan);
    QVERIFY(!opened.window.board()->service(0).preview);
}

void TestMainWindow::undoIsPreviewedThenApplied()
{
    Opened opened;
    opened.home->runs = {successfulRun(QStringLiteral("books"), 2)};
    JournalEntry entry;
    entry.runId = QStringLiteral("run-1");
    entry.side = QStringLiteral("hub");
    entry.state = JournalEntry::State::Done;
    opened.home->operations = {entry};
    opened.window.servicePage()->showTab(ServicePage::Tab::History);
    auto &undo = opened.child<QPushButton>("undoButton");
    QTRY_VERIFY(undo.isVisible());

    opened.home->answer.plan = fakePlan(fakeService(QStringLiteral("books")), 0, 2, 0);
    opened.home->answer.undoneRun = QStringLiteral("run-1");
    undo.click();
    QVERIFY(opened.waitUntilIdle());
    QVERIFY(opened.home->jobs.back().dryRun);
    QCOMPARE(opened.home->jobs.back().undoRun, QStringLiteral("run-1"));
    ChangeModel &changes = *opened.child<ChangeView>("changeView").changes();
    QCOMPARE(changes.rowCount(), 2);
    const auto *message = opened.child<PreviewPage>("previewPage")
                              .findChild<QLabel *>(QStringLiteral("messageLabel"));
    QVERIFY(message->text().contains(QLatin1String("take back")));
    changes.setData(changes.index(1, 0), Qt::Unchecked, Qt::CheckStateRole);
    opened.child<QPushButton>("applyButton").click();
    QVERIFY(opened.waitUntilIdle());
    const SyncJob &job = opened.home->jobs.back();
    QVERIFY(!job.dryRun && !job.plan);
    QCOMPARE(job.undoRun, QStringLiteral("run-1"));
    const Plan &plan = opened.home->answer.plan;
    QCOMPARE(job.leftAlone,
             (std::vector<RecordPlace>{{plan.links.at(plan.operations.at(1).link).id, 1}}));
}

void TestMainWindow::showsPlanThatAnEarlierSessionBlocked()
{
    const QTemporaryDir folder;
    const ServiceDefinition books = fakeService(QStringLiteral("books"));
    Plan plan = fakePlan(books, 0, 0, 2);
    plan.guards.push_back({QStringLiteral("valve"), QStringLiteral("Too much would go."), {}});
    const QString path = folder.filePath(QStringLiteral("run-1.json"));
    QVERIFY(writePrivateFile(path, encodePlan(plan, books)));
    RunRecord run = successfulRun(books.name, 0);
    run.status = QStringLiteral("blocked");
    run.result.insert(QStringLiteral("guards"),
                      QJsonArray{QJsonObject{{QStringLiteral("plan"), path}}});

    Opened opened;
    opened.home->runs = {run};
    opened.window.board()->refresh();
    QTRY_COMPARE(opened.child<ChangeView>("changeView").changes()->rowCount(), 2);
    QCOMPARE(opened.child<QLabel>("guardLabel").text(), QStringLiteral("Too much would go."));

    // Nothing of it is written by Sync now: it looks again, and the guard has nothing to say any
    // more.
    opened.home->answer.status = RunStatus::Success;
    opened.press(0);
    QVERIFY(opened.waitUntilIdle());
    QVERIFY(opened.home->jobs.back().dryRun);
    QCOMPARE(opened.child<ChangeView>("changeView").changes()->rowCount(), 0);
    opened.press(0);
    QVERIFY(opened.waitUntilIdle());
    QVERIFY(!opened.home->jobs.back().dryRun);
    QVERIFY(!opened.window.board()->service(0).preview);
}

void TestMainWindow::failedRunReachesStatusBar()
{
    Opened opened;
    opened.review();
    opened.home->answer.status = RunStatus::Failed;
    opened.home->answer.errors.push_back(
        {{}, Error{ErrorKind::Storage, QStringLiteral("The disk is full."), {}, {}, {}}});
    opened.press(0);
    QVERIFY(opened.waitUntilIdle());
    QVERIFY(opened.child<QLabel>("stateLabel").text().contains(QStringLiteral("The disk is full")));
    QCOMPARE(opened.window.board()->worstMood(), Mood::Bad);
}

void TestMainWindow::searchHidesOtherServices()
{
    Opened opened;
    auto &list = opened.child<QListWidget>("serviceList");
    auto &search = opened.child<QLineEdit>("searchEdit");
    search.setText(QStringLiteral("task"));
    QVERIFY(list.item(0)->isHidden());
    QVERIFY(!list.item(1)->isHidden());
    search.setText(QStringLiteral("no such service"));
    QVERIFY(!list.item(0)->isHidden());
}

void TestMainWindow::definitionThatCannotBeReadIsNamed()
{
    const auto home = std::make_shared<FakeHome>();
    Session session = fakeSession(home);
    session.problems = {QStringLiteral("mine.json is not valid JSON: no comma at byte 12.")};
    MainWindow window(nullptr, nullptr);
    window.open(session);
    window.show();
    auto *strip = window.findChild<StatusPanel *>(QStringLiteral("storyStrip"));
    QTRY_VERIFY(strip->isVisible());
    QCOMPARE(strip->text(), session.problems.front());
    window.selectService(1);
    QVERIFY(strip->isVisible()); // as long as it is so
}

void TestMainWindow::a34_anotherIdentityOffersToBeginAnew()
{
    const auto home = std::make_shared<FakeHome>();
    Session session = fakeSession(home);
    int begun = 0;
    session.beginAnew = [&begun]() -> Result<QString> {
        ++begun;
        return QStringLiteral("state-1.db");
    };
    MainWindow window(nullptr, nullptr);
    window.open(session);
    window.show();
    auto *anew = window.findChild<QPushButton *>(QStringLiteral("anewButton"));
    QVERIFY(!anew->isVisible());
    home->answer.status = RunStatus::Blocked;
    home->answer.errors.push_back(
        {{}, {ErrorKind::Blocked, QStringLiteral("Notion is another one."), {}, {}, {}}});
    window.board()->preview(0);
    QTRY_VERIFY(anew->isVisible());
    QSignalSpy renewed(&window, &MainWindow::homeRenewed);
    anew->click();
    auto *question = window.findChild<QMessageBox *>(QStringLiteral("syncQuestion"));
    QVERIFY(question && question->isVisible());
    QCOMPARE(question->defaultButton(), question->button(QMessageBox::Cancel));
    QCOMPARE(begun, 0);
    for (QAbstractButton *button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    }
    QTRY_COMPARE(renewed.count(), 1);
    QCOMPARE(begun, 1);
}

void TestMainWindow::a22_searchReachesEveryList()
{
    Opened opened;
    opened.home->runs = {successfulRun(QStringLiteral("books"), 1)};
    JournalEntry written;
    written.runId = QStringLiteral("run-1");
    written.key = QStringLiteral("The old book");
    opened.home->operations = {written};
    auto &search = opened.child<QLineEdit>("searchEdit");
    auto &changes = opened.child<ChangeView>("changeView");
    const ServiceDefinition books = fakeService(QStringLiteral("books"));
    opened.window.board()->adoptPreview(fakePreview(books, fakePlan(books, 3, 0, 0)));
    QTRY_COMPARE(changes.shownCount(), 3);

    // A word of a service's name is looked for in the records as well.
    search.setText(QStringLiteral("book"));
    QVERIFY(opened.child<QListWidget>("serviceList").item(1)->isHidden());
    auto &nothing = *changes.findChild<QLabel *>(QStringLiteral("nothingFoundLabel"));
    QTRY_VERIFY(nothing.isVisible());
    QCOMPARE(nothing.text(), QStringLiteral("0 of 3 records: none contains “book”."));
    opened.child<QTabWidget>("tabs").setCurrentIndex(2);
    auto &runs = opened.child<QTableView>("runsView");
    QTRY_COMPARE(runs.model()->rowCount(), 1);
    QTRY_VERIFY(!opened.home->queries.empty()
                && opened.home->queries.back().text == QStringLiteral("book"));

    search.setText(QStringLiteral("no such word"));
    QTRY_COMPARE(runs.model()->rowCount(), 0);
    search.clear();
    QTRY_COMPARE(changes.shownCount(), 3);
    QTRY_COMPARE(runs.model()->rowCount(), 1);
}

void TestMainWindow::a7_shortServicesComeFirst()
{
    Opened opened;
    RunRecord books = successfulRun(QStringLiteral("books"), 1);
    books.result.insert(QStringLiteral("requests"), QJsonObject{{QStringLiteral("notion"), 300}});
    RunRecord tasks = successfulRun(QStringLiteral("tasks"), 1);
    tasks.id = QStringLiteral("run-2");
    tasks.result.insert(QStringLiteral("requests"), QJsonObject{{QStringLiteral("notion"), 7}});
    opened.home->runs = {books, tasks};
    opened.window.board()->refresh();
    QTRY_VERIFY(opened.window.board()->service(1).lastRun);
    QCOMPARE(opened.window.board()->rowsOfAll(), (std::vector<int>{0, 1}));
    QCOMPARE(opened.window.board()->rowsToStart(), (std::vector<int>{1, 0}));
}

void TestMainWindow::a7_waitingForNotionIsShown()
{
    const auto home = std::make_shared<FakeHome>();
    home->isGated = true;
    Session session = fakeSession(home);
    session.budget = [] { return NotionBudget{180, 180, std::chrono::seconds(38)}; };
    MainWindow window(nullptr, nullptr);
    window.open(session);
    window.show();
    window.board()->preview(0);
    QTRY_VERIFY(
        window.board()->summary().contains(QStringLiteral("38 s until Notion lets us go on")));
    home->isGated = false;
    home->gate.release();
    QTRY_VERIFY(window.board()->controller().isIdle());
}

void TestMainWindow::closingDuringRunCancelsAndCloses()
{
    Opened opened;
    opened.review();
    opened.home->isGated = true;
    opened.press(0);
    QTRY_COMPARE(opened.home->jobs.size(), size_t(1));
    QVERIFY(!opened.window.close());
    QTRY_VERIFY(!opened.window.isVisible());
    QVERIFY(opened.window.board()->controller().isIdle());
}

void TestMainWindow::reopeningReplacesServices()
{
    Opened opened;
    Session session = fakeSession(opened.home);
    session.services.resize(1);
    opened.window.open(session);
    QCOMPARE(opened.child<QListWidget>("serviceList").count(), 1);
}

void TestMainWindow::reopeningWaitsForWhatRuns()
{
    Opened opened;
    opened.review();
    opened.home->isGated = true;
    opened.press(0);
    QTRY_COMPARE(opened.home->jobs.size(), size_t(1));
    Session session = fakeSession(opened.home);
    session.services.resize(1);
    bool isOpened = false;
    QElapsedTimer time;
    time.start();
    opened.window.open(session, [&isOpened] { isOpened = true; });
    QVERIFY(time.elapsed() < 1000);
    QVERIFY(!isOpened);
    QVERIFY(!opened.window.board()->controller().isIdle());
    QVERIFY(opened.child<QLabel>("stateLabel").text().contains(QLatin1String("new settings")));
    opened.press(1); // nothing begins with the old settings any more
    opened.home->gate.release();
    QTRY_VERIFY(isOpened);
    QCOMPARE(opened.child<QListWidget>("serviceList").count(), 1);
    QCOMPARE(opened.home->jobs.size(), size_t(1));
    opened.home->isGated = false;
    opened.press(0);
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.home->jobs.size(), size_t(2));
}

void TestMainWindow::problemIsSaidWhereItIsSeen()
{
    const QString problem = QStringLiteral("NOTION_RATE_LIMIT is wrong.");
    MainWindow first(nullptr, nullptr);
    first.show();
    first.showProblem(problem);
    QCOMPARE(first.findChild<QLabel *>(QStringLiteral("problemLabel"))->text(), problem);
    QVERIFY(!first.findChild<QMessageBox *>());
    Opened opened;
    opened.window.showProblem(problem);
    const auto *box = opened.window.findChild<QMessageBox *>();
    QVERIFY(box && box->isVisible());
    QCOMPARE(box->text(), problem);
}

void TestMainWindow::a2_startsInTheListWhereNoKeyWrites()
{
    Opened opened;
    auto &list = opened.child<QListWidget>("serviceList");
    opened.window.activateWindow();
    QTRY_COMPARE(QApplication::focusWidget(), &list);
    for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter}) {
        QTest::keyClick(&list, key);
        QVERIFY(opened.window.board()->controller().isIdle());
    }
    QTest::keyClick(&opened.window, Qt::Key_A, Qt::AltModifier);
    QVERIFY(opened.home->jobs.empty());
}

void TestMainWindow::a12_focusGoesToAListWhenItsPlaceGoesAway_data()
{
    QTest::addColumn<QByteArray>("button");
    for (const char *button : {"previewButton", "actionButton", "syncAllButton"})
        QTest::newRow(button) << QByteArray(button);
}

void TestMainWindow::a12_focusGoesToAListWhenItsPlaceGoesAway()
{
    QFETCH(QByteArray, button);
    Opened opened;
    opened.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&opened.window));
    opened.home->isGated = true;
    opened.home->answer.plan = fakePlan(fakeService(QStringLiteral("books")), 1, 2, 0);
    QWidget *place = button == "actionButton" ? &opened.child<QWidget>("previewPage")
                                              : static_cast<QWidget *>(&opened.window);
    auto &pressed = *place->findChild<QPushButton *>(QLatin1String(button));
    pressed.setFocus(Qt::MouseFocusReason);
    QVERIFY(pressed.hasFocus());
    QTest::keyClick(&pressed, Qt::Key_Space);
    const auto isSafe = [&pressed] {
        const QWidget *focused = QApplication::focusWidget();
        return focused == &pressed || qobject_cast<const QAbstractItemView *>(focused);
    };
    QVERIFY(isSafe());
    opened.home->isGated = false;
    QVERIFY(opened.waitUntilIdle());
    QVERIFY(isSafe());
}

void TestMainWindow::a12_focusThatAPersonMovesStays()
{
    Opened opened;
    opened.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&opened.window));
    auto &search = opened.child<QLineEdit>("searchEdit");
    QTest::mouseClick(&search, Qt::LeftButton);
    QCOMPARE(QApplication::focusWidget(), &search);
    QTest::keyClick(&search, Qt::Key_Tab);
    QVERIFY(qobject_cast<QAbstractButton *>(QApplication::focusWidget()));
    QTest::keyClick(&opened.window, Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), &search);
}

void TestMainWindow::a26_rowSaysWhatItShows()
{
    Opened opened;
    auto &list = opened.child<QListWidget>("serviceList");
    const auto said
        = [&list](int row) { return list.item(row)->data(Qt::AccessibleTextRole).toString(); };
    QVERIFY(said(1).contains(QStringLiteral("Tasks")));
    QVERIFY(said(1).contains(QStringLiteral("Notion → Hub")));
    QVERIFY(said(1).contains(opened.rowText(1)));
    opened.home->isGated = true;
    opened.press(0);
    QTRY_VERIFY(opened.rowText(0).contains(QStringLiteral("62 %")));
    QVERIFY(said(0).contains(opened.rowText(0)));
}

void TestMainWindow::a26_tabGoesFromListToItsRowToThePage()
{
    Opened opened;
    opened.window.activateWindow();
    auto &list = opened.child<QListWidget>("serviceList");
    QTRY_COMPARE(QApplication::focusWidget(), &list);
    QTest::keyClick(&list, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), opened.row(0).findChild<QPushButton *>());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(opened.window.servicePage()->isAncestorOf(QApplication::focusWidget()));
}

void TestMainWindow::a28_placeIsKeptOverRestarts()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    {
        Opened opened(&settings);
        opened.window.selectService(1);
        opened.window.servicePage()->showTab(ServicePage::Tab::History);
        QVERIFY(opened.window.close());
    }
    Opened opened(&settings);
    QCOMPARE(opened.child<QListWidget>("serviceList").currentRow(), 1);
    QCOMPARE(opened.window.servicePage()->row(), 1);
    QCOMPARE(opened.window.servicePage()->tab(), ServicePage::Tab::History);
    QVERIFY(!opened.child<QPushButton>("previewButton").hasFocus());
}

void TestMainWindow::a28_dividedRoomIsKept()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    const auto listWidth
        = [](Opened &opened) { return opened.child<QListWidget>("serviceList").width(); };
    int kept = 0;
    {
        Opened opened(&settings);
        opened.window.resize(1200, 700);
        auto *splitter = opened.window.findChild<QSplitter *>(QStringLiteral("splitter"));
        QSplitterHandle *handle = splitter->handle(1);
        const int before = listWidth(opened);
        const QPoint at = handle->rect().center();
        QTest::mousePress(handle, Qt::LeftButton, {}, at);
        QTest::mouseMove(handle, at + QPoint(60, 0));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, at);
        kept = listWidth(opened);
        QVERIFY(kept > before);
        QVERIFY(opened.window.close());
    }
    Opened opened(&settings);
    QTRY_COMPARE(listWidth(opened), kept);
}

void TestMainWindow::a33_menuHoldsWhatHasNoButton()
{
    Opened opened;
    const QMenu *menu = opened.child<QToolButton>("menuButton").menu();
    QStringList texts;
    for (const QAction *action : menu->actions())
        texts << action->text().remove(u'&');
    for (const char *text : {"Preview everything anew (full)", "Look", "Log", "Keyboard shortcuts",
                             "Settings…", "About Unified Sync", "Quit"})
        QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
    opened.window.findChild<WindowActions *>()->action(WindowActions::Id::About)->trigger();
    const auto *about = opened.window.findChild<QMessageBox *>(QStringLiteral("aboutBox"));
    QVERIFY(about && about->isVisible());
    QVERIFY(about->text().contains(QCoreApplication::applicationVersion()));
    QVERIFY(about->informativeText().contains(QLatin1String(qVersion())));
}

void TestMainWindow::a33_everyKeyIsListed()
{
    Opened opened;
    const WindowActions &actions = *opened.window.findChild<WindowActions *>();
    actions.action(WindowActions::Id::Shortcuts)->trigger();
    const auto *table = opened.window.findChild<QTableWidget *>(QStringLiteral("keysTable"));
    QVERIFY(table);
    QString listed;
    for (int row = 0; row < table->rowCount(); ++row)
        listed += table->item(row, 0)->text()
            + (table->item(row, 1) ? table->item(row, 1)->text() : QString()) + u'\n';
    for (const QAction *action : actions.all()) {
        const QList<QKeySequence> keys = action->shortcuts();
        for (const QKeySequence &sequence : keys)
            QVERIFY2(listed.contains(sequence.toString(QKeySequence::NativeText)),
                     qPrintable(action->text()));
    }
    const auto shortcuts = opened.window.findChildren<QShortcut *>();
    for (const QShortcut *shortcut : shortcuts)
        QVERIFY2(listed.contains(shortcut->key().toString(QKeySequence::NativeText))
                     || shortcut->key() == QKeySequence(Qt::CTRL | Qt::Key_Enter),
                 qPrintable(shortcut->key().toString()));
}

void TestMainWindow::a33_buttonsTellTheirKeys()
{
    Opened opened;
    const std::pair<const char *, const char *> keys[] = {{"syncAllButton", "Ctrl+Shift+R"},
                                                          {"previewButton", "Ctrl+P"},
                                                          {"syncButton", "Ctrl+R"},
                                                          {"connectionButton", "Ctrl+,"},
                                                          {"menuButton", "F10"}};
    for (const auto &[button, key] : keys) {
        const auto *shown
            = opened.window.servicePage()->findChild<QAbstractButton *>(QLatin1String(button));
        if (!shown)
            shown = &opened.child<QAbstractButton>(button);
        QVERIFY2(shown->toolTip().contains(QLatin1String(key)), button);
    }
}

void TestMainWindow::a33_f5PreviewsTheChosenService()
{
    Opened opened;
    opened.window.selectService(1);
    opened.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&opened.window));
    QTest::keyClick(&opened.window, Qt::Key_F5);
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.home->jobs.size(), size_t(1));
    QVERIFY(opened.home->jobs.front().dryRun);
    QCOMPARE(opened.home->jobs.front().definition.name, QStringLiteral("tasks"));
}

void TestMainWindow::a33_serviceHasAMenu()
{
    Opened opened;
    auto &list = opened.child<QListWidget>("serviceList");
    QContextMenuEvent asked(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(list.viewport(), &asked);
    auto &menu = opened.child<QMenu>("serviceMenu");
    QVERIFY(menu.isVisible());
    QVERIFY(menu.actions().contains(
        opened.window.findChild<WindowActions *>()->action(WindowActions::Id::Preview)));
    menu.close();
}

void TestMainWindow::a35_pageStaysWhereItIsWhenARunStarts()
{
    Opened opened;
    auto &tabs = opened.child<QTabWidget>("tabs");
    const QRect before = tabs.geometry();
    opened.home->isGated = true;
    opened.press(0);
    const auto *bar
        = opened.window.servicePage()->findChild<QProgressBar *>(QStringLiteral("progressBar"));
    QTRY_VERIFY(bar->isVisible());
    QCoreApplication::processEvents();
    QCOMPARE(tabs.geometry(), before);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
