#include "storage/sqlitehistory.h"

SqliteHistory::SqliteHistory(std::shared_ptr<StateDatabase> database)
    : m_database(std::move(database))
    , m_journal(*m_database)
    , m_log(*m_database)
{ }

Result<std::vector<RunRecord>> SqliteHistory::runs(const QString &service, int limit)
{
    return m_journal.runs(service, limit);
}

Result<std::vector<RunRecord>> SqliteHistory::runsAbout(const QString &service, const QString &text,
                                                        int limit)
{
    return m_journal.runsAbout(service, text, limit);
}

Result<std::vector<JournalEntry>> SqliteHistory::operations(const QString &runId, int limit,
                                                            int offset)
{
    return m_journal.operations(runId, limit, offset);
}

Result<std::vector<LogEntry>> SqliteHistory::logs(const LogQuery &query)
{
    return m_log.find(query);
}

Result<int> SqliteHistory::openConflicts(const QString &service)
{
    const Result<Statement *> query = m_database->run(
        QStringLiteral("SELECT (SELECT count(*) FROM conflict WHERE state = 'open' "
                       "AND :service IN ('', service)) "
                       "+ (SELECT count(*) FROM question WHERE :same_service IN ('', service))"),
        {bound(service), bound(service)});
    if (!query)
        return failure(query.error());
    const int count = (*query)->next() ? int((*query)->integer(0)) : 0;
    (*query)->finish();
    return count;
}

Result<qint64> SqliteHistory::lastLogRow()
{
    return m_log.lastRow();
}

Result<int> SqliteHistory::pruneRuns(Instant before)
{
    return m_journal.pruneRuns(before);
}

Result<int> SqliteHistory::pruneLogs(Instant before)
{
    return m_log.prune(before);
}

Result<int> SqliteHistory::pruneImages(Instant before)
{
    return m_journal.pruneImages(before);
}
