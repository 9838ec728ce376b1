#include "app/run/syncworker.h"

#include "app/run/workerpriority.h"

#include <QThreadPool>

#include <malloc.h>

SharedResult shareResult(RunResult &&result)
{
    return SharedResult(new RunResult(std::move(result)), [](const RunResult *shared) {
        QThreadPool::globalInstance()->start([shared] {
            const bool isLarge = !shared->plan.links.empty();
            delete shared;
            // What a plan held is in small pieces, which the allocator would keep for its thread.
            if (isLarge)
                malloc_trim(0);
        });
    });
}

SyncWorker::SyncWorker(JobRunner runner, SyncJob job, CancelToken cancel)
    : m_runner(std::move(runner))
    , m_job(std::move(job))
    , m_cancel(std::move(cancel))
{ }

void SyncWorker::run()
{
    const auto report = [this](const RunProgress &progress) { emit progressed(progress); };
    giveWay(WorkerPriority::Run);
    SharedResult result = shareResult(m_runner(m_job, m_cancel, report));
    malloc_trim(0); // what the run needed on the way to its result
    emit finished(result);
}
