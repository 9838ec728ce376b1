#pragma once

#include "core/clock.h"
#include "core/hub.h"
#include "core/syncstore.h"
#include "sync/runresult.h"

#include <memory>

/// The mission's safety valve and the further guards, as configured.
struct GuardPolicy
{
    double valveThreshold = 0.1; ///< source below this share of the destination stops the run
    int valveMinimumRecords = 10;
    bool valveWarnsOnly = false;
};

struct RunOptions
{
    QString runId; ///< UUID; a real run's RunRecord has been started in the store by the caller
    RunMode mode = RunMode::Incremental;
    int hours = 0; ///< for RunMode::Hours
    bool dryRun = false;
    QString holder; ///< who takes the lease: stable per home, so that a crashed run takes it again
    GuardPolicy guards;
    std::chrono::hours fullEvery{
        24}; ///< an incremental run reconciles in full when the last one is older
    size_t portionSize = 5000; ///< so many new links are planned and applied at a time
};

/// What a run works with. Pointers are borrowed and outlive it; everything lives on one thread.
struct RunParts
{
    const ServiceDefinition *definition = nullptr;
    std::vector<Connector *> connectors; ///< one per side, in the definition's order
    Hub *hub = nullptr; ///< lease and log; nullptr where the hub has none
    SyncStore *store = nullptr;
    const Clock *clock = nullptr;
};

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
