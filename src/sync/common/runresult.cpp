#include "sync/common/runresult.h"

int RunResult::totalChanges() const
{
    int total = 0;
    for (const ChangeCounts &counts : changes)
        total += counts.total();
    return total;
}

QString runStatusName(RunStatus status)
{
    static constexpr const char *names[]
        = {"success", "partial", "failed", "blocked", "conflicts", "locked", "cancelled"};
    return QLatin1String(names[size_t(status)]);
}
