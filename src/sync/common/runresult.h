#pragma once

#include "core/decision.h"
#include "core/plan.h"

#include <functional>

/// How a run ended. The order of `Usage`, `Failed`… in exit codes is the command line's business.
enum class RunStatus { Success, Partial, Failed, Blocked, Conflicts, Locked, Cancelled };

struct RunError
{
    QString record; ///< title or id; empty where the whole run is concerned
    Error error;
};

/// What a run did, or with `dryRun` would do; the one result type of every mode, front end and log.
struct RunResult
{
    QString service;
    QString pattern;
    RunMode mode = RunMode::Incremental;
    bool dryRun = false;
    QString runId;
    RunStatus status = RunStatus::Success;
    std::vector<QString> sides; ///< ids, in the order of the vectors below
    std::vector<ChangeCounts> changes;
    std::vector<RequestCounts> requests;
    int skipped = 0; ///< records that were looked at and needed nothing, or that nobody may write
    int conflicts = 0; ///< open conflicts and questions, after this run
    int paused = 0;
    int quarantined = 0;
    int refused = 0; ///< steps of an approved plan whose record moved meanwhile
    int left = 0; ///< records that were seen to differ while a plan was applied, and are not in it
    std::vector<RunError> errors;
    QStringList warnings;
    std::vector<Guard> guards;
    QString planFile; ///< where the plan of a blocked run was saved
    Instant startedAt{};
    std::chrono::milliseconds elapsed{0};
    PreviewChoices choices; ///< that the plan follows
    Plan plan; ///< of a dry run or a blocked run; empty otherwise
    QString undoneRun; ///< the run that this one takes back

    [[nodiscard]] int totalChanges() const;
};

[[nodiscard]] QString runStatusName(RunStatus status); ///< "success", "partial", …

struct RunProgress
{
    enum class Phase { Connecting, Settling, Reading, Planning, Writing, Finishing };

    Phase phase = Phase::Connecting;
    QString side; ///< the side being read or written
    qint64 done = 0;
    qint64 total = -1; ///< -1: not known
};

/// Called on the run's thread, at most a few times a second.
using ProgressSink = std::function<void(const RunProgress &)>;
