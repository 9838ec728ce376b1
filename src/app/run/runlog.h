#pragma once

#include "core/hub.h"
#include "core/syncstore.h"
#include "sync/common/runresult.h"

/// What sync_logs tells of one run. Entries are written locally at once; the hub gets them all at
/// the end, when its tables are there. Neither ever fails a run or hides its first error.
class RunLog
{
public:
    explicit RunLog(SyncStore &store)
        : m_store(store)
    { }

    void started(const RunResult &result);
    /// One entry for each kind of change, conflict and guard, and the outcome.
    void finished(const RunResult &result);

    /// Hands everything to the hub; a problem with that is a warning in `result`, unless something
    /// worse happened already.
    void copyTo(Hub &hub, RunResult &result) const;

private:
    void append(std::vector<LogEntry> entries);

    SyncStore &m_store;
    std::vector<LogEntry> m_entries;
};
