#pragma once

#include "app/run/syncjob.h"

#include <QObject>

/// Does one job from beginning to end on the calling thread; runSyncJob() in the product. Called on
/// worker threads, several at once.
using JobRunner
    = std::function<RunResult(const SyncJob &, const CancelToken &, const ProgressSink &)>;

/// A run's result as it travels between threads; never null, never changed.
using SharedResult = std::shared_ptr<const RunResult>;

/// Shares a result whose plan may be large: the last one to let go of it does not free it itself,
/// as that may be the window's thread.
[[nodiscard]] SharedResult shareResult(RunResult &&result);

/// Carries one job in the life of the thread that it was moved to. `run` blocks that thread; the
/// signals are meant to be received queued.
class SyncWorker : public QObject
{
    Q_OBJECT

public:
    SyncWorker(JobRunner runner, SyncJob job, CancelToken cancel);

public slots:
    void run();

signals:
    void progressed(const RunProgress &progress);
    void finished(const SharedResult &result);

private:
    const JobRunner m_runner;
    const SyncJob m_job;
    const CancelToken m_cancel;
};
