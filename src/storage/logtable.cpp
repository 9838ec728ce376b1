#include "storage/logtable.h"

#include <QJsonDocument>

LogTable::LogTable(StateDatabase &database)
    : m_database(database)
{ }

Result<void> LogTable::append(std::span<const LogEntry> entries)
{
    const QString sql = QStringLiteral(R"(
INSERT OR IGNORE INTO sync_logs (id, service, event_type, status, message, details, created_at)
VALUES (:id, :service, :event_type, :status, :message, :details, :created_at))");
    for (const LogEntry &entry : entries) {
        const QByteArray details = QJsonDocument(entry.details).toJson(QJsonDocument::Compact);
        const Result<int> added = m_database.change(
            sql,
            {bound(entry.id), bound(entry.service()), bound(entry.eventType), bound(entry.status),
             bound(entry.message), QString::fromUtf8(details), bound(entry.createdAt)});
        if (!added)
            return failure(added.error());
    }
    return {};
}

Result<std::vector<LogEntry>> LogTable::find(const LogQuery &query)
{
    const QString sql = QStringLiteral(R"(
SELECT id, event_type, status, message, details, created_at FROM sync_logs
WHERE number > :after AND :service IN ('', service) AND :status IN ('', status)
  AND message LIKE :text ESCAPE '\'
ORDER BY number DESC LIMIT :limit)");
    const Result<Statement *> rows
        = m_database.run(sql,
                         {query.afterRow, bound(query.service), bound(query.status),
                          patternContaining(query.text), query.limit});
    if (!rows)
        return failure(rows.error());
    std::vector<LogEntry> entries;
    while ((*rows)->next()) {
        LogEntry entry;
        entry.id = (*rows)->text(0);
        entry.eventType = (*rows)->text(1);
        entry.status = (*rows)->text(2);
        entry.message = (*rows)->text(3);
        entry.details = QJsonDocument::fromJson((*rows)->text(4).toUtf8()).object();
        entry.createdAt = (*rows)->instant(5).value_or(Instant());
        entries.push_back(entry);
    }
    if (const Result<void> read = (*rows)->readToEnd(); !read)
        return failure(read.error());
    return entries;
}

Result<qint64> LogTable::lastRow()
{
    const Result<Statement *> query
        = m_database.run(QStringLiteral("SELECT coalesce(max(number), 0) FROM sync_logs"));
    if (!query)
        return failure(query.error());
    const qint64 row = (*query)->next() ? (*query)->integer(0) : 0;
    (*query)->finish();
    return row;
}

Result<int> LogTable::prune(Instant before)
{
    return m_database.change(QStringLiteral("DELETE FROM sync_logs WHERE created_at < :before"),
                             {bound(before)});
}
