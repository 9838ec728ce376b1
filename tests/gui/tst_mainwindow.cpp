#include "app/home/privatefile.h"
#include "core/plancodec.h"
#include "gui/preview/changeview.h"
#include "gui/preview/previewpage.h"
#include "gui/window/mainwindow.h"
#include "gui/window/servicerow.h"
#include "gui/window/welcomepage.h"
#include "support/fakesession.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
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
    void closingDuringRunCancelsAndCloses();
    void reopeningReplacesServices();
    void reopeningWaitsForWhatRuns();
    void problemIsSaidWhereItIsSeen();
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

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
