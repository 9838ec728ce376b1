#pragma once

#include "app/home/configuration.h"
#include "sync/run/syncrun.h"

class RateLimiter;

/// What is asked of one service: a run, carrying out an approved plan, or undoing a run.
struct SyncJob
{
    ServiceDefinition definition;
    RunMode mode = RunMode::Incremental;
    int hours = 0;
    bool dryRun = false;
    std::shared_ptr<const Plan> plan; ///< apply exactly this; null: make one
    std::vector<size_t> skipped; ///< indices of its operations that a person did not accept
    bool passGuards = false;
    PreviewChoices choices; ///< made on the preview before this one; or those that `plan` follows
    QString undoRun; ///< take back what this run wrote …
    std::vector<RecordPlace> leftAlone; ///< … but not on these records
};

/// Does one job from lock to log on the calling thread: takes the local lock, opens the state,
/// builds transports and connectors, runs, saves the plan of a blocked run, logs. The command line
/// calls it directly, the window from a worker thread. `limiter` is the Notion budget shared by all
/// services of this process.
[[nodiscard]] RunResult runSyncJob(const SyncJob &job, const Configuration &configuration,
                                   const std::shared_ptr<RateLimiter> &notionLimiter,
                                   const CancelToken &cancel, const ProgressSink &progress = {});
