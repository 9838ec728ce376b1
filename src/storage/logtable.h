#pragma once

#include "core/history.h"
#include "storage/statedatabase.h"

#include <span>

/// The local sync_logs. Runs inside its caller's transaction; errors are ErrorKind::Storage.
class LogTable
{
public:
    explicit LogTable(StateDatabase &database);

    [[nodiscard]] Result<void> append(std::span<const LogEntry> entries);
    /// Newest first.
    [[nodiscard]] Result<std::vector<LogEntry>> find(const LogQuery &query);
    /// Number of the newest row, for LogQuery::afterRow; 0 where there is none.
    [[nodiscard]] Result<qint64> lastRow();
    [[nodiscard]] Result<int> prune(Instant before);

private:
    StateDatabase &m_database;
};
