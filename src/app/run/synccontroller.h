#pragma once

#include "app/run/syncworker.h"

#include <QThread>

#include <deque>
#include <map>

/// Runs jobs on worker threads, one thread a job and at most `atOnce` together. A service has at
/// most one job at a time, and a job waits for the services that its own depends on as long as they
/// are queued or running. Lives on the GUI thread and never blocks it, except in `stop`.
class SyncController : public QObject
{
    Q_OBJECT

public:
    explicit SyncController(JobRunner runner, int atOnce = 2, QObject *parent = nullptr);
    /// Cancels what runs and waits a moment for it.
    ~SyncController() override;

    /// False, and nothing happens, where the service has a job already.
    bool enqueue(const SyncJob &job);

    /// Takes the service's job out of the queue, or asks it to stop; `finished` follows either way.
    void cancel(const QString &service);
    void cancelAll();

    [[nodiscard]] bool isRunning(const QString &service) const;
    [[nodiscard]] bool isActive(const QString &service) const; ///< queued or running
    [[nodiscard]] bool isIdle() const { return m_queue.empty() && m_running.empty(); }

    /// Cancels everything and blocks until the threads have ended; false where one still runs
    /// after `patience` (its journal settles it in the next run).
    bool stop(std::chrono::milliseconds patience);

signals:
    void queued(const QString &service);
    void started(const QString &service, bool dryRun);
    void progressed(const QString &service, const RunProgress &progress);
    void finished(const SharedResult &result);
    void becameIdle();

private:
    struct Running
    {
        std::unique_ptr<QThread> thread;
        CancelToken cancel;
    };

    void startWhatMay();
    void start(const SyncJob &job);
    void settle(const QString &service, const SharedResult &result);
    [[nodiscard]] bool mustWait(const SyncJob &job) const;

    const JobRunner m_runner;
    const size_t m_atOnce;
    std::deque<SyncJob> m_queue;
    std::map<QString, Running> m_running;
};
