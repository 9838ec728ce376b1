#pragma once

#include "app/run/syncworker.h"
#include "app/truth/servicetruth.h"
#include "gui/board/progressestimate.h"

/// Everything that the window shows of one service.
struct ServiceState
{
    enum class Activity { Idle, Waiting, Previewing, Syncing };

    ServiceDefinition definition; ///< in the words of the window; runs take the session's
    QString unavailable; ///< why it cannot be synced yet; empty: it can
    std::optional<RunRecord> lastRun; ///< the last that ended and was more than a preview
    ServiceFacts facts; ///< what the home knows
    Activity activity = Activity::Idle;
    ProgressEstimate progress;
    SharedResult preview; ///< a dry run's, or a blocked run's, plan; null: none to show
    std::vector<size_t> skipped; ///< its operations that a person did not accept, ascending
    bool isReviewed = false; ///< a person let it run before
    bool isTold = true; ///< how `lastResult` ended was seen, or closed
    SharedResult lastResult; ///< of the last job of this session

    [[nodiscard]] bool isActive() const { return activity != Activity::Idle; }
    /// How the service is; whatever the window says of it comes from here.
    [[nodiscard]] ServiceTruth truth() const;
    /// Requests to Notion that the next run will take, by the last one; a first run with texts asks
    /// for every page.
    [[nodiscard]] int requestsToExpect() const;
};
