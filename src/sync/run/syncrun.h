#pragma once

#include "sync/common/runparts.h"
#include "sync/common/runresult.h"

#include <memory>

/// One execution of one service: observe, plan, guard, apply. Blocks the calling (worker) thread.
/// Never throws and always answers a result; a crash at any point is settled by the next run.
class SyncRun
{
public:
    SyncRun(const RunParts &parts, const RunOptions &options, CancelToken cancel,
            ProgressSink progress = {});
    ~SyncRun();

    SyncRun(const SyncRun &) = delete;
    SyncRun &operator=(const SyncRun &) = delete;

    /// Runs in the options' mode. A dry run writes to the local log only.
    [[nodiscard]] RunResult execute();

    /// Carries out exactly `plan` (an earlier dry run's, or a blocked run's): a step whose record
    /// moved meanwhile is refused, never forced. Operations in `skipped` (indices) are put on hold.
    /// `passGuards` lets the plan's own guards pass; a person has looked at them.
    [[nodiscard]] RunResult apply(Plan plan, const std::vector<size_t> &skipped, bool passGuards);

    /// Takes back what a run wrote, as its journal (`entries`, oldest first) tells: what moved
    /// since is kept and counted as refused, what is undone goes on hold. Records in `leftAlone`
    /// stay as they are. A dry run answers the plan.
    [[nodiscard]] RunResult undo(const std::vector<JournalEntry> &entries,
                                 const std::vector<RecordPlace> &leftAlone, bool passGuards);

private:
    struct Private;
    std::unique_ptr<Private> d;
};
