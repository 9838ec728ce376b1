#include "app/run/synccontroller.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace {

SharedResult cancelledResult(const SyncJob &job)
{
    RunResult result;
    result.service = job.definition.name;
    result.pattern = job.definition.pattern;
    result.mode = job.mode;
    result.dryRun = job.dryRun;
    result.status = RunStatus::Cancelled;
    return std::make_shared<const RunResult>(std::move(result));
}

} // namespace

SyncController::SyncController(JobRunner runner, int atOnce, QObject *parent)
    : QObject(parent)
    , m_runner(std::move(runner))
    , m_atOnce(size_t(std::max(1, atOnce)))
{ }

SyncController::~SyncController()
{
    using namespace std::chrono_literals;
    if (stop(5s))
        return;
    // Destroying a QThread that runs would end the process with an error; its journal knows more.
    for (auto &[service, running] : m_running)
        static_cast<void>(running.thread.release());
}

bool SyncController::enqueue(const SyncJob &job)
{
    const QString service = job.definition.name;
    if (isActive(service))
        return false;
    m_queue.push_back(job);
    emit queued(service);
    startWhatMay();
    return true;
}

void SyncController::cancel(const QString &service)
{
    if (const auto running = m_running.find(service); running != m_running.end()) {
        running->second.cancel.cancel();
        return;
    }
    const auto isIt = [&](const SyncJob &job) { return job.definition.name == service; };
    const auto waiting = std::find_if(m_queue.begin(), m_queue.end(), isIt);
    if (waiting == m_queue.end())
        return;
    const SharedResult result = cancelledResult(*waiting);
    m_queue.erase(waiting);
    settle(service, result);
}

void SyncController::cancelAll()
{
    for (const auto &[service, running] : m_running)
        running.cancel.cancel();
    const std::deque<SyncJob> waiting = std::exchange(m_queue, {});
    for (const SyncJob &job : waiting)
        settle(job.definition.name, cancelledResult(job));
}

bool SyncController::isRunning(const QString &service) const
{
    return m_running.contains(service);
}

bool SyncController::isActive(const QString &service) const
{
    const auto isIt = [&](const SyncJob &job) { return job.definition.name == service; };
    return isRunning(service) || std::any_of(m_queue.begin(), m_queue.end(), isIt);
}

bool SyncController::stop(std::chrono::milliseconds patience)
{
    m_queue.clear();
    for (const auto &[service, running] : m_running)
        running.cancel.cancel();
    const QDeadlineTimer deadline(patience);
    bool allEnded = true;
    for (const auto &[service, running] : m_running)
        allEnded = running.thread->wait(deadline) && allEnded;
    return allEnded;
}

bool SyncController::mustWait(const SyncJob &job) const
{
    const QStringList &needed = job.definition.dependsOn;
    return std::any_of(needed.begin(), needed.end(),
                       [this](const QString &service) { return isActive(service); });
}

void SyncController::startWhatMay()
{
    while (m_running.size() < m_atOnce) {
        const auto next = std::find_if(m_queue.begin(), m_queue.end(),
                                       [this](const SyncJob &job) { return !mustWait(job); });
        if (next == m_queue.end())
            return;
        const SyncJob job = std::move(*next);
        m_queue.erase(next);
        start(job);
    }
}

void SyncController::start(const SyncJob &job)
{
    const QString service = job.definition.name;
    Running running{std::make_unique<QThread>(), {}};
    QThread *thread = running.thread.get();
    thread->setObjectName(service);

    auto *worker = new SyncWorker(m_runner, job, running.cancel);
    worker->moveToThread(thread);
    connect(thread, &QThread::started, worker, &SyncWorker::run);
    connect(thread, &QThread::finished, worker, &QObject::deleteLater);
    connect(worker, &SyncWorker::progressed, this,
            [this, service](const RunProgress &progress) { emit progressed(service, progress); });
    connect(worker, &SyncWorker::finished, this,
            [this, service](const SharedResult &result) { settle(service, result); });
    // The thread may end before `finished` is delivered here; stop() relies on it.
    connect(worker, &SyncWorker::finished, thread, &QThread::quit, Qt::DirectConnection);

    m_running.emplace(service, std::move(running));
    emit started(service, job.dryRun);
    thread->start();
}

void SyncController::settle(const QString &service, const SharedResult &result)
{
    if (const auto running = m_running.find(service); running != m_running.end()) {
        running->second.thread->wait();
        m_running.erase(running);
    }
    emit finished(result);
    startWhatMay();
    if (isIdle())
        emit becameIdle();
}
