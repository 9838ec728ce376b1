#pragma once

#include "core/history.h"
#include "sync/common/runresult.h"

#include <memory>

/// What becomes of a person's wish to sync a service: nothing is written that they did not have in
/// sight, unless they let this service run by itself before.
enum class SyncRoad {
    Run, ///< sync now
    Preview, ///< first contact: show what a sync would write instead
    Apply, ///< a preview is open and everything in it is accepted: carry out exactly that
    AskUnticked, ///< a preview is open and something in it is not accepted
    AskUndo, ///< what is open takes back an earlier run; a sync is something else
    Look, ///< a guard stopped the plan that is open: look again, it passes there or not at all
};

/// `preview`: the plan that is open, null where none is. `skipped`: how many of its operations are
/// not accepted. `isReviewed`: see isReviewed(). Pure; any thread.
[[nodiscard]] SyncRoad roadOfSync(bool isReviewed, const RunResult *preview, size_t skipped);

/// Whether a person let a service run before: one of its real runs came to its end. A run that
/// failed, was stopped or cancelled proves nothing.
[[nodiscard]] bool isReviewed(const std::vector<RunRecord> &runs);

/// The operations of `now` that a person did not accept in the preview before, `skippedBefore` of
/// `before`: a step on the same record and side that writes the same fields.
[[nodiscard]] std::vector<size_t>
carrySkipped(const Plan &before, const std::vector<size_t> &skippedBefore, const Plan &now);
