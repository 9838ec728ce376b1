#include "app/run/syncworker.h"

SyncWorker::SyncWorker(JobRunner runner, SyncJob job, CancelToken cancel)
    : m_runner(std::move(runner))
    , m_job(std::move(job))
    , m_cancel(std::move(cancel))
{ }

void SyncWorker::run()
{
    const auto report = [this](const RunProgress &progress) { emit progressed(progress); };
    emit finished(std::make_shared<const RunResult>(m_runner(m_job, m_cancel, report)));
}
