#include "gui/conflicts/conflictview.h"
#include "gui/preview/previewpage.h"
#include "gui/window/logpane.h"
#include "gui/window/mainwindow.h"
#include "gui/window/servicerow.h"
#include "storage/sqlitehistory.h"
#include "storage/sqlitesyncstore.h"
#include "support/waitingbuilder.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

namespace {

constexpr int TwoSeconds = 2000;
const QString Equal = QStringLiteral("Both sides are equal");

RunRecord ran(const char *id, const char *status)
{
    RunRecord run;
    run.id = QLatin1String(id);
    run.service = QStringLiteral("books");
    run.status = QLatin1String(status);
    run.mode = QStringLiteral("incremental");
    run.startedAt = SystemClock().now();
    run.finishedAt = run.startedAt;
    return run;
}

/// The window on two services, of which the first was synced and is in sync.
class OpenWindow
{
public:
    explicit OpenWindow(const std::function<void(Session &)> &change = {})
        : window(nullptr, nullptr)
    {
        home->runs = {ran("run-1", "success")};
        Session session = fakeSession(home);
        if (change)
            change(session);
        window.open(session);
        window.show();
    }

    template <typename Widget>
    [[nodiscard]] Widget &child(const char *name) const
    {
        return *window.findChild<Widget *>(QLatin1String(name));
    }
    [[nodiscard]] QString row(int index = 0) const
    {
        auto &list = child<QListWidget>("serviceList");
        const QWidget *row = list.itemWidget(list.item(index));
        return row->findChild<QLabel *>(QStringLiteral("outcomeLabel"))->text();
    }
    [[nodiscard]] QString status() const { return child<QLabel>("stateLabel").text(); }
    [[nodiscard]] QString tab(ServicePage::Tab tab) const
    {
        return child<QTabWidget>("tabs").tabText(int(tab));
    }
    [[nodiscard]] QString emptyText() const
    {
        const auto *page = window.findChild<PreviewPage *>();
        return page->findChild<QLabel *>(QStringLiteral("textLabel"))->text();
    }
    [[nodiscard]] Mood mood() const { return window.board()->worstMood(); }
    void wait(const char *kind, int count, bool isDecided = false)
    {
        const QMutexLocker lock(&home->mutex);
        for (int index = 0; index < count; ++index) {
            WaitingItem item = waiting(kind, QStringLiteral("Record %1").arg(index));
            item.service = QStringLiteral("books");
            item.id = item.link = QStringLiteral("%1-%2").arg(QLatin1String(kind)).arg(index);
            if (isDecided)
                item.decision = Decision{};
            home->waiting.push_back(item);
        }
    }
    void preview(Plan plan = {}, const RunResult &answer = {})
    {
        home->answer = answer;
        home->answer.guards = plan.guards;
        home->answer.plan = std::move(plan);
        child<QPushButton>("previewButton").click();
        QVERIFY(QTest::qWaitFor([this] { return window.board()->controller().isIdle(); }));
    }

    std::shared_ptr<FakeHome> home = std::make_shared<FakeHome>();
    MainWindow window;
};

/// A home on disk that another program writes to.
class HomeOnDisk
{
public:
    HomeOnDisk()
    {
        configuration.stateFolder = m_folder.path();
        write(ran("run-0", "success"));
    }

    void write(const RunRecord &run) const
    {
        const auto database = StateDatabase::open(configuration.stateFile());
        SqliteSyncStore store(*database, fakeService(QStringLiteral("books")));
        QVERIFY(store.finishRun(run));
        LogEntry entry;
        entry.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        entry.eventType = QStringLiteral("sync_complete");
        entry.status = QStringLiteral("success");
        entry.message = QStringLiteral("from elsewhere: ") + run.id;
        entry.createdAt = run.startedAt;
        QVERIFY(store.appendLog({&entry, 1}));
    }
    [[nodiscard]] std::function<void(Session &)> session() const
    {
        return [this](Session &session) {
            session.configuration.stateFolder = configuration.stateFolder;
            session.readFacts = [home = configuration](const QStringList &services) {
                return readFacts(home, services);
            };
            session.openHistory = [home = configuration]() -> Result<std::unique_ptr<History>> {
                return std::make_unique<SqliteHistory>(*StateDatabase::open(home.stateFile()));
            };
        };
    }

    Configuration configuration;

private:
    QTemporaryDir m_folder;
};

} // namespace

/// The table of what is and what the window says, row by row.
class TestTruth : public QObject
{
    Q_OBJECT

private slots:
    void a4_heldAndRefusedRecords();
    void a4_previewOfHeldAndRefusedRecords();
    void a4_conflictsThatAPreviewFound();
    void a4_previewThatTripsAGuard();
    void a4_anotherWorkspaceAnswers();
    void a4_changesInAnOpenPreview();
    void a4_anotherProcessIsSyncing();
    void a4_anotherProcessThatIsKilled();
    void a4_anotherProcessHasFinished();
    void a4_syncAllIsUnderWay();
    void a4_everythingIsDecided();
    void a4_allWorstServicesAreNamed();
    void a4_partlyVisibleRecords();
    void a16_runThatDidNotEndKnowsOfNothingToDo();
};

void TestTruth::a4_heldAndRefusedRecords()
{
    OpenWindow shown;
    shown.wait("hold", 11);
    shown.wait("quarantined", 1);
    shown.window.board()->refresh();
    QTRY_COMPARE(shown.row(), QStringLiteral("just now · 1 refused"));
    QVERIFY(shown.mood() != Mood::Good);
    QCOMPARE(shown.status(), QStringLiteral("Books: 1 refused, 11 on hold."));
    QCOMPARE(shown.tab(ServicePage::Tab::Conflicts), QStringLiteral("Conflicts (12)"));
    QCOMPARE(shown.child<QTabWidget>("tabs").tabToolTip(int(ServicePage::Tab::Conflicts)),
             QStringLiteral("1 refused\n11 on hold"));
    shown.window.servicePage()->showTab(ServicePage::Tab::Conflicts);
    QTRY_COMPARE(shown.child<QPushButton>("openButton").text(), QStringLiteral("Open (12)"));
}

void TestTruth::a4_previewOfHeldAndRefusedRecords()
{
    OpenWindow shown;
    shown.wait("hold", 11);
    shown.wait("paused", 1);
    shown.window.board()->refresh();
    QTRY_COMPARE(shown.row(), QStringLiteral("just now · 1 paused"));
    shown.preview();
    QVERIFY(!shown.emptyText().contains(Equal));
    QVERIFY(shown.emptyText().contains(QStringLiteral("1 paused, 11 on hold")));
    QVERIFY(shown.emptyText().contains(QStringLiteral("Conflicts")));
}

void TestTruth::a4_conflictsThatAPreviewFound()
{
    OpenWindow shown;
    Plan plan;
    plan.conflicts.resize(7);
    for (Conflict &conflict : plan.conflicts) {
        conflict.link = QUuid::createUuid();
        conflict.id = conflict.link.toString();
    }
    shown.preview(std::move(plan));
    QVERIFY(!shown.emptyText().contains(Equal));
    QTRY_COMPARE(shown.status(), QStringLiteral("Books: 7 waiting for you."));
    QCOMPARE(shown.tab(ServicePage::Tab::Conflicts), QStringLiteral("Conflicts (7)"));
    shown.window.servicePage()->showTab(ServicePage::Tab::Conflicts);
    const auto *view = shown.window.findChild<ConflictView *>();
    QTRY_COMPARE(view->conflicts()->choices().source()->recordCount(false), 7);
}

void TestTruth::a4_previewThatTripsAGuard()
{
    OpenWindow shown;
    Plan plan;
    plan.guards.push_back(
        {QStringLiteral("zero_records"), QStringLiteral("Notion shows no record."), {}, false});
    shown.preview(std::move(plan));
    QTRY_VERIFY(shown.row().contains(QStringLiteral("stopped by a guard")));
    QCOMPARE(shown.mood(), Mood::Warning);
    QCOMPARE(shown.status(), QStringLiteral("Books: Notion shows no record."));
}

void TestTruth::a4_anotherWorkspaceAnswers()
{
    OpenWindow shown;
    RunResult answer;
    answer.status = RunStatus::Blocked;
    answer.errors.push_back(
        {{}, {ErrorKind::Blocked, QStringLiteral("Notion is another one."), {}, {}, {}}});
    shown.preview({}, answer);
    QVERIFY(!shown.emptyText().contains(Equal));
    QTRY_VERIFY(shown.row().contains(QStringLiteral("stopped")));
    QCOMPARE(shown.status(), QStringLiteral("Books: Notion is another one."));
    QCOMPARE(shown.mood(), Mood::Warning);
}

void TestTruth::a4_changesInAnOpenPreview()
{
    OpenWindow shown;
    shown.preview(fakePlan(fakeService(QStringLiteral("books")), 0, 8, 0));
    QTRY_COMPARE(shown.status(), QStringLiteral("Books: 8 changes to apply."));
    QVERIFY(shown.row().contains(QStringLiteral("8 changes to apply")));
    QVERIFY(shown.mood() != Mood::Good);
}

void TestTruth::a4_anotherProcessIsSyncing()
{
    OpenWindow shown;
    QTRY_COMPARE(shown.mood(), Mood::Good);
    {
        const QMutexLocker lock(&shown.home->mutex);
        shown.home->runs.insert(shown.home->runs.begin(), ran("run-2", "running"));
        shown.home->holders[QStringLiteral("books")] = {4711, QStringLiteral("usync"), false};
    }
    shown.window.board()->refresh();
    QTRY_COMPARE(shown.row(), QStringLiteral("syncing in another program"));
    QCOMPARE(shown.mood(), Mood::Good);
    QCOMPARE(shown.status(), QStringLiteral("Books: syncing in another program"));
}

void TestTruth::a4_anotherProcessThatIsKilled()
{
    OpenWindow shown;
    {
        const QMutexLocker lock(&shown.home->mutex);
        shown.home->runs.insert(shown.home->runs.begin(), ran("run-2", "running"));
    }
    shown.window.board()->refresh();
    QTRY_COMPARE(shown.row(), QStringLiteral("just now · interrupted"));
    QCOMPARE(shown.mood(), Mood::Warning);
}

void TestTruth::a4_anotherProcessHasFinished()
{
    const HomeOnDisk home;
    OpenWindow shown(home.session());
    QTRY_COMPARE(shown.row(), QStringLiteral("just now · nothing to do"));
    RunRecord run = ran("run-2", "success");
    run.result
        = {{QStringLiteral("changes"),
            QJsonObject{{QStringLiteral("hub"), QJsonObject{{QStringLiteral("created"), 3}}}}}};
    home.write(run);
    QTRY_COMPARE_WITH_TIMEOUT(shown.row(), QStringLiteral("just now · 3 changes"), TwoSeconds);
    const auto *log = shown.child<QTableView>("logView").model();
    const auto newest = [log] {
        return log->rowCount() > 0 ? log->index(0, log->columnCount() - 1).data().toString()
                                   : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(newest(), QStringLiteral("from elsewhere: run-2"), TwoSeconds);
    home.write(ran("run-3", "failed"));
    QTRY_COMPARE_WITH_TIMEOUT(shown.row(), QStringLiteral("just now · failed"), TwoSeconds);
    QCOMPARE(shown.mood(), Mood::Bad);
}

void TestTruth::a4_syncAllIsUnderWay()
{
    OpenWindow shown;
    shown.home->isGated = true;
    shown.window.board()->sync(0);
    QTRY_COMPARE(shown.row(), QStringLiteral("syncing… 62 %"));
    {
        const QMutexLocker lock(&shown.home->mutex);
        shown.home->runs.insert(shown.home->runs.begin(), ran("run-2", "running"));
    }
    shown.window.board()->refresh();
    QTRY_COMPARE(shown.mood(), Mood::Good);
    QCOMPARE(shown.row(), QStringLiteral("syncing… 62 %"));
    shown.home->isGated = false;
    QTRY_VERIFY(shown.window.board()->controller().isIdle());
}

void TestTruth::a4_everythingIsDecided()
{
    OpenWindow shown;
    shown.home->runs.front().status = QStringLiteral("conflicts");
    shown.wait("conflict", 1000, true);
    shown.window.board()->refresh();
    QTRY_COMPARE(shown.status(), QStringLiteral("Books: 1,000 decided, not synced yet."));
    QVERIFY(shown.mood() < Mood::Warning);
}

void TestTruth::a4_allWorstServicesAreNamed()
{
    OpenWindow shown;
    shown.wait("conflict", 1);
    shown.wait("question", 1);
    shown.home->waiting.back().service = QStringLiteral("tasks");
    shown.window.board()->refresh();
    QTRY_COMPARE(shown.status(), QStringLiteral("2 services wait for you: Books, Tasks."));
}

void TestTruth::a4_partlyVisibleRecords()
{
    OpenWindow shown;
    shown.home->partial[QStringLiteral("books")] = 2;
    shown.window.board()->refresh();
    QTRY_COMPARE(shown.row(), QStringLiteral("just now · 2 shown only in part"));
    shown.preview();
    QVERIFY(!shown.emptyText().contains(Equal));
    QVERIFY(shown.emptyText().contains(QStringLiteral("2 shown only in part")));
}

void TestTruth::a16_runThatDidNotEndKnowsOfNothingToDo()
{
    OpenWindow shown;
    shown.home->runs.front().status = QStringLiteral("cancelled");
    shown.window.board()->refresh();
    QTRY_COMPARE(shown.row(), QStringLiteral("just now · cancelled before its end"));
    QVERIFY(shown.mood() != Mood::Good);
}

QTEST_MAIN(TestTruth)
#include "tst_truth.moc"
