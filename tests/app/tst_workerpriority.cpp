#include "app/run/backgroundqueue.h"
#include "app/run/workerpriority.h"

#include <QTest>
#include <QThread>

#include <sys/resource.h>
#include <unistd.h>

/// Workers leave the processor to the window's thread.
class WorkerPriorityTest : public QObject
{
    Q_OBJECT

private slots:
    void runGivesWayMoreThanATask();
    void neverTakesBackWhatItGave();
    void threadsOfAThreadGiveWayToo();
    void tasksOfAQueueGiveWay();
};

namespace {

/// The priority of the calling thread; a higher number gives way more.
int nice()
{
    return getpriority(PRIO_PROCESS, id_t(gettid()));
}

int niceAfter(const std::function<void()> &work)
{
    int found = 0;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        work();
        found = nice();
    }));
    thread->start();
    thread->wait();
    return found;
}

} // namespace

void WorkerPriorityTest::runGivesWayMoreThanATask()
{
    const int window = nice();
    const int task = niceAfter([] { giveWay(WorkerPriority::Task); });
    const int run = niceAfter([] { giveWay(WorkerPriority::Run); });
    if (window >= 10)
        QSKIP("This process gives way as a whole already.");
    QVERIFY(task > window || window >= 5);
    QVERIFY(run > task);
    QCOMPARE(nice(), window);
}

void WorkerPriorityTest::neverTakesBackWhatItGave()
{
    const int run = niceAfter([] { giveWay(WorkerPriority::Run); });
    QCOMPARE(niceAfter([] {
                 giveWay(WorkerPriority::Run);
                 giveWay(WorkerPriority::Task);
             }),
             run);
}

void WorkerPriorityTest::threadsOfAThreadGiveWayToo()
{
    const int run = niceAfter([] { giveWay(WorkerPriority::Run); });
    int inner = 0;
    niceAfter([&inner] {
        giveWay(WorkerPriority::Run);
        inner = niceAfter([] {});
    });
    QCOMPARE(inner, run);
}

void WorkerPriorityTest::tasksOfAQueueGiveWay()
{
    const int task = niceAfter([] { giveWay(WorkerPriority::Task); });
    BackgroundQueue queue;
    int found = -1;
    queue.run(
        this, [] { return nice(); }, [&found](int answer) { found = answer; });
    QTRY_COMPARE(found, task);
}

QTEST_GUILESS_MAIN(WorkerPriorityTest)
#include "tst_workerpriority.moc"
