#include "cli/exitstatus.h"

#include <algorithm>
#include <array>

int exitStatus(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return Exit::Interrupted;
    case ErrorKind::Usage:
    case ErrorKind::Auth:
        // A token that is refused is a configuration to be mended.
        return Exit::Usage;
    case ErrorKind::Blocked:
        return Exit::Blocked;
    case ErrorKind::Locked:
        return Exit::Locked;
    default:
        return Exit::Failed;
    }
}

static int statusOfErrors(const RunResult &result)
{
    int status = Exit::Failed;
    for (const RunError &entry : result.errors) {
        const int own = exitStatus(entry.error.kind);
        if (own == Exit::Usage)
            status = graverStatus(status, own);
    }
    return status;
}

int exitStatus(const RunResult &result)
{
    switch (result.status) {
    case RunStatus::Success:
        return result.refused > 0 ? Exit::Undecided : Exit::Done;
    case RunStatus::Partial:
        return Exit::Failed;
    case RunStatus::Failed:
        return statusOfErrors(result);
    case RunStatus::Blocked:
        // A dry run lists tripped guards and is done with that; another identity still stops it.
        return result.dryRun && result.errors.empty() ? Exit::Done : Exit::Blocked;
    case RunStatus::Conflicts:
        return Exit::Undecided;
    case RunStatus::Locked:
        return Exit::Locked;
    case RunStatus::Cancelled:
        return Exit::Interrupted;
    }
    return Exit::Failed;
}

int graverStatus(int left, int right)
{
    static constexpr std::array order{Exit::Interrupted, Exit::Usage,  Exit::Failed,
                                      Exit::Blocked,     Exit::Locked, Exit::Undecided,
                                      Exit::Done};
    return std::min(left, right, [](int first, int second) {
        return std::find(order.begin(), order.end(), first)
            < std::find(order.begin(), order.end(), second);
    });
}
