#include "app/run/synccontroller.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QtTest>

#include <mutex>

namespace {

/// A job runner whose jobs wait at a gate, and which remembers in which order they began.
struct GatedRunner
{
    std::mutex mutex;
    QStringList began;
    QSemaphore gate;
    QSemaphore arrived;

    JobRunner runner()
    {
        return [this](const SyncJob &job, const CancelToken &cancel, const ProgressSink &progress) {
            {
                const std::lock_guard lock(mutex);
                began << job.definition.name;
            }
            progress({RunProgress::Phase::Reading, QStringLiteral("notion"), 1, 2});
            arrived.release();
            while (!gate.tryAcquire(1, 5) && !cancel.isCancelled()) { }
            RunResult result;
            result.service = job.definition.name;
            result.status = cancel.isCancelled() ? RunStatus::Cancelled : RunStatus::Success;
            return result;
        };
    }
};

SyncJob jobFor(const QString &service, const QStringList &dependsOn = {})
{
    SyncJob job;
    job.definition.name = service;
    job.definition.dependsOn = dependsOn;
    return job;
}

const QString Books = QStringLiteral("books");
const QString Highlights = QStringLiteral("highlights");
const QString Tasks = QStringLiteral("tasks");

} // namespace

class TestSyncController : public QObject
{
    Q_OBJECT

private slots:
    void runsJobOnAnotherThread();
    void refusesSecondJobOfSameService();
    void runsAtMostAsManyAsAllowed();
    void waitsForServicesItDependsOn();
    void passesProgressOn();
    void cancelReachesRunningJob();
    void cancelTakesJobOutOfQueue();
    void stopAnswersFalseWhenJobIgnoresCancel();
};

void TestSyncController::runsJobOnAnotherThread()
{
    QThread *seen = nullptr;
    SyncController controller([&seen](const SyncJob &, const CancelToken &, const ProgressSink &) {
        seen = QThread::currentThread();
        return RunResult{};
    });
    QSignalSpy idle(&controller, &SyncController::becameIdle);
    QVERIFY(controller.enqueue(jobFor(Books)));
    QVERIFY(idle.wait());
    QVERIFY(seen != nullptr);
    QVERIFY(seen != QThread::currentThread());
}

void TestSyncController::refusesSecondJobOfSameService()
{
    GatedRunner gated;
    SyncController controller(gated.runner());
    QVERIFY(controller.enqueue(jobFor(Books)));
    QVERIFY(!controller.enqueue(jobFor(Books)));
    controller.cancelAll();
}

void TestSyncController::runsAtMostAsManyAsAllowed()
{
    GatedRunner gated;
    SyncController controller(gated.runner(), 1);
    QSignalSpy idle(&controller, &SyncController::becameIdle);
    controller.enqueue(jobFor(Books));
    controller.enqueue(jobFor(Tasks));
    QVERIFY(gated.arrived.tryAcquire(1, 5000));
    QVERIFY(controller.isRunning(Books));
    QVERIFY(!controller.isRunning(Tasks));
    QVERIFY(controller.isActive(Tasks));
    gated.gate.release(2);
    QVERIFY(idle.wait());
    QCOMPARE(gated.began, QStringList({Books, Tasks}));
}

void TestSyncController::waitsForServicesItDependsOn()
{
    GatedRunner gated;
    SyncController controller(gated.runner(), 3);
    QSignalSpy idle(&controller, &SyncController::becameIdle);
    controller.enqueue(jobFor(Books));
    controller.enqueue(jobFor(Highlights, {Books}));
    controller.enqueue(jobFor(Tasks));
    QVERIFY(gated.arrived.tryAcquire(2, 5000));
    QVERIFY(controller.isRunning(Tasks));
    QVERIFY(!controller.isRunning(Highlights));
    gated.gate.release(3);
    QVERIFY(idle.wait());
    QCOMPARE(gated.began.last(), Highlights);
}

void TestSyncController::passesProgressOn()
{
    GatedRunner gated;
    gated.gate.release();
    SyncController controller(gated.runner());
    QSignalSpy progressed(&controller, &SyncController::progressed);
    QSignalSpy idle(&controller, &SyncController::becameIdle);
    controller.enqueue(jobFor(Books));
    QVERIFY(idle.wait());
    QCOMPARE(progressed.count(), 1);
    QCOMPARE(progressed.first().first().toString(), Books);
    QCOMPARE(progressed.first().at(1).value<RunProgress>().total, 2);
}

void TestSyncController::cancelReachesRunningJob()
{
    GatedRunner gated;
    SyncController controller(gated.runner());
    QSignalSpy finished(&controller, &SyncController::finished);
    controller.enqueue(jobFor(Books));
    QVERIFY(gated.arrived.tryAcquire(1, 5000));
    controller.cancel(Books);
    QVERIFY(finished.wait());
    QCOMPARE(finished.first().first().value<SharedResult>()->status, RunStatus::Cancelled);
}

void TestSyncController::cancelTakesJobOutOfQueue()
{
    GatedRunner gated;
    SyncController controller(gated.runner(), 1);
    QSignalSpy finished(&controller, &SyncController::finished);
    QSignalSpy idle(&controller, &SyncController::becameIdle);
    controller.enqueue(jobFor(Books));
    controller.enqueue(jobFor(Tasks));
    controller.cancel(Tasks);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(finished.first().first().value<SharedResult>()->service, Tasks);
    gated.gate.release();
    QVERIFY(idle.wait());
    QCOMPARE(gated.began, QStringList{Books});
}

void TestSyncController::stopAnswersFalseWhenJobIgnoresCancel()
{
    QSemaphore gate;
    SyncController controller([&gate](const SyncJob &, const CancelToken &, const ProgressSink &) {
        gate.acquire();
        return RunResult{};
    });
    controller.enqueue(jobFor(Books));
    QVERIFY(!controller.stop(std::chrono::milliseconds(20)));
    gate.release();
    QVERIFY(controller.stop(std::chrono::seconds(5)));
}

QTEST_GUILESS_MAIN(TestSyncController)
#include "tst_synccontroller.moc"
