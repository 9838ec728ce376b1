#include "app/run/runlog.h"

#include "app/text/errortext.h"
#include "app/text/runresultjson.h"
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

/// "4 to hub, 2 to notion", or that there was nothing to do.
QString changesIn(const RunResult &result)
{
    QStringList parts;
    for (size_t side = 0; side < result.changes.size(); ++side) {
        if (const int count = result.changes[side].total(); count > 0)
            parts.append(QStringLiteral("%1 to %2").arg(count).arg(result.sides.at(side)));
    }
    return parts.isEmpty() ? QStringLiteral("nothing to do") : parts.join(QStringLiteral(", "));
}

bool cameToItsEnd(const RunResult &result)
{
    return result.status == RunStatus::Success || result.status == RunStatus::Partial
        || result.status == RunStatus::Conflicts;
}

bool isStoppedByGuard(const RunResult &result)
{
    return std::any_of(result.guards.begin(), result.guards.end(),
                       [](const Guard &guard) { return !guard.warnOnly; });
}

QString summaryOf(const RunResult &result)
{
    QStringList parts;
    if (result.dryRun)
        parts.append(QStringLiteral("dry run"));
    if (result.status != RunStatus::Success)
        parts.append(runStatusName(result.status));
    // Only a run that came to its end knows that there is nothing to do.
    if (isStoppedByGuard(result) && result.status == RunStatus::Success)
        parts.append(QStringLiteral("a guard would stop it"));
    else if (cameToItsEnd(result) || result.totalChanges() > 0)
        parts.append(changesIn(result));
    int requests = 0;
    for (const RequestCounts &counts : result.requests)
        requests += counts.requests;
    return QStringLiteral("%1: %2 · %3 s · %4 requests")
        .arg(result.service, parts.join(QStringLiteral(", ")))
        .arg(double(result.elapsed.count()) / 1000, 0, 'f', 1)
        .arg(requests);
}

LogEntry outcomeOf(const RunResult &result)
{
    const bool isDone = cameToItsEnd(result);
    const bool isGood = isDone && result.status != RunStatus::Partial && !isStoppedByGuard(result);
    const char *status = isGood                         ? "success"
        : isDone && result.status != RunStatus::Partial ? "info"
        : result.status == RunStatus::Cancelled         ? "info"
                                                        : "error";
    QString message = summaryOf(result);
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
