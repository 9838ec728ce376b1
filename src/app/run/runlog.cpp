#include "app/run/runlog.h"

#include "app/run/runwords.h"
#include "app/text/errortext.h"
#include "app/text/runresultjson.h"
#include "core/clock.h"
#include "core/phrase.h"

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
    QString (*words)(int count, const QString &side);
    int ChangeCounts::*count;
};

// sync_logs knows no event of its own for what came back from the bin.
constexpr std::array ChangeKinds{
    ChangeKind{"create", createdWords, &ChangeCounts::created},
    ChangeKind{"update", updatedWords, &ChangeCounts::updated},
    ChangeKind{"delete", deletedWords, &ChangeCounts::deleted},
    ChangeKind{"update", restoredWords, &ChangeCounts::restored},
};

void addChanges(const RunResult &result, std::vector<LogEntry> &entries)
{
    for (size_t side = 0; side < result.changes.size(); ++side) {
        for (const ChangeKind &kind : ChangeKinds) {
            const int count = result.changes[side].*kind.count;
            if (count == 0)
                continue;
            LogEntry entry = entryOf(result, kind.eventType, "success",
                                     kind.words(count, result.sides.at(side)));
            entry.details.insert(QStringLiteral("side"), result.sides.at(side));
            entry.details.insert(QStringLiteral("count"), count);
            entries.push_back(entry);
        }
    }
}

void addDecisions(const RunResult &result, std::vector<LogEntry> &entries)
{
    if (result.conflicts > 0)
        entries.push_back(entryOf(result, "conflict", "info", waitingWords(result.conflicts)));
    for (const Guard &guard : result.guards)
        entries.push_back(
            entryOf(result, "guard", guard.warnOnly ? "info" : "error", guard.message));
}

LogEntry outcomeOf(const RunResult &result)
{
    const bool isDone = cameToItsEnd(result);
    const bool isGood = isDone && result.status != RunStatus::Partial && !isStoppedByGuard(result);
    const char *status = isGood                         ? "success"
        : isDone && result.status != RunStatus::Partial ? "info"
        : result.status == RunStatus::Cancelled         ? "info"
                                                        : "error";
    QString message = finishedWords(result);
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
    append({entryOf(result, "sync_started", "info", startedWords(result))});
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
            Phrase::tr("The hub's log could not be written: %1").arg(copied.error().detail));
}
