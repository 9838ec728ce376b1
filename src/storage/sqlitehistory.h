#pragma once

#include "core/history.h"
#include "storage/journaltable.h"
#include "storage/logtable.h"

#include <memory>

/// What a person can look up in the local state file, for all services, and how it is kept small.
/// Shares `database` (and its thread) with whoever else holds it.
class SqliteHistory : public History
{
public:
    explicit SqliteHistory(std::shared_ptr<StateDatabase> database);

    [[nodiscard]] Result<std::vector<RunRecord>> runs(const QString &service, int limit) override;
    [[nodiscard]] Result<std::vector<RunRecord>> runsAbout(const QString &service,
                                                           const QString &text, int limit) override;
    [[nodiscard]] Result<std::vector<JournalEntry>> operations(const QString &runId, int limit,
                                                               int offset) override;
    [[nodiscard]] Result<std::vector<LogEntry>> logs(const LogQuery &query) override;
    [[nodiscard]] Result<int> openConflicts(const QString &service) override;

    /// Number of the newest log row, for LogQuery::afterRow.
    [[nodiscard]] Result<qint64> lastLogRow();

    /// Each forgets what is older than `before` and settled, and answers how many rows that were:
    /// whole runs with their operations, log rows, the before- and after-images of operations.
    [[nodiscard]] Result<int> pruneRuns(Instant before);
    [[nodiscard]] Result<int> pruneLogs(Instant before);
    [[nodiscard]] Result<int> pruneImages(Instant before);

private:
    std::shared_ptr<StateDatabase> m_database;
    JournalTable m_journal;
    LogTable m_log;
};
