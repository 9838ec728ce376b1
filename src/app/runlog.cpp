#include "app/runlog.h"

#include "app/errortext.h"
#include "app/runresultjson.h"
#include "core/clock.h"

#include <QLoggingCategory>
#include <QUuid>

#include <array>

Q_LOGGING_CATEGORY(runLog, "unifiedsync.app.log")

namespace {

LogEntry entryOf(const RunResult &result, const char *eventType, const char *status,
                 const QString &message)
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces),
            QLatin1String(eventType),
            QLatin1String(status),
            message,
            {{QStringLiteral("service"), result.service},
             {QStringLiteral("run_id"), result.runId},
             {QStringLiteral("mode"), runModeName(result.mode)},
             {QStringLiteral("dry_run"), result.dryRun}},
            SystemClock().now()};
}

struct ChangeKind
{
    const char *eventType;
    const char *text;
    int ChangeCounts::*count;
};

// sync_logs knows no event of its own for what came back from the bin.
constexpr std::array ChangeKinds{
    ChangeKind{"create", "Created %1 records in %2", &ChangeCounts::created},
    ChangeKind{"update", "Updated %1 records in %2", &ChangeCounts::updated},
    ChangeKind{"delete", "Deleted %1 records in %2", &ChangeCounts::deleted},
    ChangeKind{"update", "Restored %1 records in %2", &ChangeCounts::restored},
};

void addChanges(const RunResult &result, std::vector<LogEntry> &entries)
{
    for (size_t side = 0; side < result.changes.size(); ++side) {
        for (const ChangeKind &kind : ChangeKinds) {
            const int count = result.changes[side].*kind.count;
            if (count == 0)
                continue;
            LogEntry entry
                = entryOf(result, kind.eventType, "success",
                          QString::fromLatin1(kind.text).arg(count).arg(result.sides.at(side)));
            entry.details.insert(QStringLiteral("side"), result.sides.at(side));
            entry.details.insert(QStringLiteral("count"), count);
            entries.push_back(entry);
        }
    }
}

void addDecisions(const RunResult &result, std::vector<LogEntry> &entries)
{
    if (result.conflicts > 0)
        entries.push_back(entryOf(
            result, "conflict", "info",
            QStringLiteral("%1 conflicts or questions wait for a decision").arg(result.conflicts)));
    for (const Guard &guard : result.guards)
        entries.push_back(
            entryOf(result, "guard", guard.warnOnly ? "info" : "error", guard.message));
}

LogEntry outcomeOf(const RunResult &result)
{
    const bool isDone = result.status == RunStatus::Success || result.status == RunStatus::Partial
        || result.status == RunStatus::Conflicts;
    const bool isGood = isDone && result.status != RunStatus::Partial;
    const char *status = isGood                 ? "success"
        : result.status == RunStatus::Cancelled ? "info"
                                                : "error";
    QString message = QStringLiteral("%1: %2, %3 changes")
                          .arg(result.service, runStatusName(result.status))
                          .arg(result.totalChanges());
    if (!result.errors.empty())
        message += QStringLiteral(". ") + describe(result.errors.front());
    LogEntry entry = entryOf(result, isDone ? "sync_complete" : "sync_failed", status, message);
    const QJsonObject summary = runSummaryJson(result);
    for (const char *key : {"status", "changes", "skipped", "conflicts", "requests", "elapsed_ms"})
        entry.details.insert(QLatin1String(key), summary.value(QLatin1String(key)));
    if (!result.errors.empty())
        entry.details.insert(QStringLiteral("error"), describe(result.errors.front()));
    return entry;
}

} // namespace

void RunLog::append(std::vector<LogEntry> entries)
{
    if (const auto stored = m_store.appendLog(entries); !stored)
        qCWarning(runLog) << "the local log cannot be written:" << stored.error().detail;
    std::move(entries.begin(), entries.end(), std::back_inserter(m_entries));
}

void RunLog::started(const RunResult &result)
{
    append({entryOf(
        result, "sync_started", "info",
        QStringLiteral("%1: %2 run started").arg(result.service, runModeName(result.mode)))});
}

void RunLog::finished(const RunResult &result)
{
    std::vector<LogEntry> entries;
    if (!result.dryRun)
        addChanges(result, entries);
    addDecisions(result, entries);
    entries.push_back(outcomeOf(result));
    append(std::move(entries));
}

void RunLog::copyTo(Hub &hub, RunResult &result) const
{
    const auto copied = hub.appendLog(m_entries);
    if (!copied && result.errors.empty())
        result.warnings.append(
            QStringLiteral("The hub's log could not be written: %1").arg(copied.error().detail));
}
