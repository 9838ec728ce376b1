#pragma once

#include "app/truth/servicefacts.h"
#include "sync/common/runresult.h"

/// What a front end that runs services itself knows of one besides the home's facts.
struct SessionFacts
{
    enum class Activity { Idle, Queued, Previewing, Syncing };

    QString lacks; ///< what it needs to be connected, in one sentence; empty: it is
    Activity activity = Activity::Idle;
    const RunResult *preview = nullptr; ///< the plan that lies open
    const RunResult *lastResult = nullptr; ///< of its last job, where no other program ran since
};

/// How a service is, as one value: rows, tabs, the status bar, the pages, `usync list` all say this
/// and nothing else. Several of its counts may be more than 0 at once; whatever is not equal on all
/// sides, as far as the sides showed it, is counted in one of them.
struct ServiceTruth
{
    /// From the best to the worst: what is more urgent for a person, or leaves less known, is
    /// worse. `state` is the worst that is true.
    enum class State {
        NotConnected, ///< nothing else is known then
        NeverSynced,
        InSync, ///< every mapped field was equal on all sides when they were seen last
        Decided, ///< the next sync carries out what a person decided
        PreviewOpen, ///< changes were found and not written
        Undelivered, ///< something was seen and is not written yet; the next sync does it
        Partial, ///< records that a side shows in part
        OnHold, ///< values that somebody wants to stay as they are
        Cancelled, ///< the last run was stopped before its end
        Locked, ///< the last run found another one at work
        Paused, ///< records that are missing on a side
        Refused, ///< values that a side did not take
        SomeFailed, ///< the last run could not read or write everything
        Interrupted, ///< whoever ran it is gone
        Waiting, ///< conflicts and questions that nobody decided yet
        Stopped, ///< by a guard, or because a side is another one than before; nothing was written
        Failed,
    };
    enum class Running {
        No,
        Queued,
        PreviewingHere,
        SyncingHere,
        PreviewingElsewhere,
        SyncingElsewhere
    };

    State state = State::NeverSynced;
    Running running = Running::No; ///< besides `state`, which is what was known before
    int waiting = 0; ///< conflicts and questions, those of the open preview included
    int found = 0; ///< of them: only the preview knows them so far
    int decided = 0;
    int onHold = 0;
    int refused = 0;
    int paused = 0;
    int records = 0; ///< that any of the above is about, each once
    int partial = 0;
    int undelivered = 0;
    int changes = 0; ///< that the open preview, or the last one, would write
    bool hasPreview = false; ///< one lies open
    bool isUndo = false; ///< it takes an earlier run back
    bool isStopped = false; ///< by a guard or an identity
    bool isGuarded = false; ///< by a guard
    bool isFailed = false;
    bool isInterrupted = false;
    bool isOfPreview = false; ///< it was a preview that failed or was stopped
    QString why; ///< one sentence: what stopped it or failed, or what it lacks; else empty

    /// What stands in the list of what waits for a person: everything that no sync settles by
    /// itself.
    [[nodiscard]] int listed() const { return waiting + decided + onHold + refused + paused; }
    /// Everything that is counted as not equal, changes of a preview aside.
    [[nodiscard]] int unequal() const { return listed() + partial + undelivered; }
    [[nodiscard]] bool isInSync() const { return state == State::InSync; }

    bool operator==(const ServiceTruth &) const = default;
};

/// Pure; the only place that says how a service is.
[[nodiscard]] ServiceTruth truthOf(const ServiceFacts &facts, const SessionFacts &session);

/// The name of a state in JSON: "in_sync", "waiting", …
[[nodiscard]] QString stateName(ServiceTruth::State state);
/// "no", "here", "elsewhere"
[[nodiscard]] QString runningName(ServiceTruth::Running running);
