#include "app/connection/connectorfactory.h"
#include "app/history/historyjson.h"
#include "app/history/waitingitems.h"
#include "app/session/backends.h"
#include "app/text/humantext.h"
#include "app/truth/truthjson.h"
#include "app/truth/truthwords.h"
#include "cli/commands.h"
#include "cli/exitstatus.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

namespace {

constexpr int DefaultRuns = 20;
constexpr int DefaultLogs = 100;
constexpr int RunsLookedAt = 50; ///< to find the last one that was no dry run

/// To the second: people compare runs, not microseconds.
QString timeText(Instant instant)
{
    return formatInstant(std::chrono::floor<std::chrono::seconds>(instant));
}

/// Nothing where there is no state yet: looking must not make it.
Result<std::unique_ptr<History>> existingHistory(const CommandContext &context)
{
    if (!QFile::exists(context.configuration.stateFile()))
        return nullptr;
    return openHistory(context.configuration);
}

Result<std::optional<RunRecord>> lastRun(History *history, const QString &service)
{
    if (!history)
        return std::nullopt;
    const auto runs = history->runs(service, RunsLookedAt);
    if (!runs)
        return failure(runs.error());
    for (const RunRecord &run : *runs) {
        if (!run.dryRun)
            return run;
    }
    return std::nullopt;
}

Result<ServiceStatus> statusOf(const CommandContext &context, const ServiceDefinition &definition,
                               History *history)
{
    ServiceStatus status;
    status.name = definition.name;
    status.title = definition.title;
    status.pattern = definition.pattern;
    status.enabled = isEnabled(definition, context.configuration);
    status.lacks = missingConfiguration(definition, context.configuration);
    const auto last = lastRun(history, definition.name);
    if (!last)
        return failure(last.error());
    status.lastRun = *last;
    if (history) {
        const auto conflicts = history->openConflicts(definition.name);
        if (!conflicts)
            return failure(conflicts.error());
        status.openConflicts = *conflicts;
    }
    return status;
}

QStringList statusRow(const ServiceStatus &status, const ServiceTruth &truth)
{
    const QString none = QStringLiteral("–");
    const QString last = status.lastRun
        ? formatInstant(status.lastRun->startedAt) + u' ' + status.lastRun->status
        : none;
    return {status.name,
            status.pattern,
            status.enabled ? QStringLiteral("yes") : QStringLiteral("no"),
            last,
            none,
            QString::number(status.openConflicts),
            wholeWords(truth),
            status.lacks};
}

/// Checks `--service`, then opens what there is.
Result<std::unique_ptr<History>> historyAsked(const CommandContext &context)
{
    if (context.line.has("service")) {
        const auto found = context.catalog.find(context.line.value("service"));
        if (!found)
            return failure(found.error());
    }
    return existingHistory(context);
}

QString changesText(const QJsonObject &result)
{
    const QJsonObject changes = result.value(QLatin1String("changes")).toObject();
    int total = 0;
    for (const auto &side : changes) {
        for (const auto &count : side.toObject())
            total += count.toInt();
    }
    return QString::number(total);
}

} // namespace

int listServices(CommandContext &context)
{
    const auto history = existingHistory(context);
    if (!history)
        return context.terminal.fail(history.error());
    QStringList names;
    for (const ServiceDefinition &definition : context.catalog.services())
        names << definition.name;
    const auto facts = readFacts(context.configuration, names);
    if (!facts)
        return context.terminal.fail(facts.error());
    QJsonArray documents;
    std::vector<QStringList> rows{{QStringLiteral("service"), QStringLiteral("pattern"),
                                   QStringLiteral("enabled"), QStringLiteral("last run"),
                                   QStringLiteral("next run"), QStringLiteral("conflicts"),
                                   QStringLiteral("state"), QStringLiteral("lacks")}};
    for (const ServiceDefinition &definition : context.catalog.services()) {
        const auto status = statusOf(context, definition, history->get());
        if (!status)
            return context.terminal.fail(status.error());
        SessionFacts session;
        session.lacks = status->lacks;
        const ServiceTruth truth = truthOf(facts->at(definition.name), session);
        QJsonObject document = serviceStatusJson(*status);
        document.insert(QStringLiteral("truth"), truthJson(truth));
        documents.append(document);
        rows.push_back(statusRow(*status, truth));
    }
    for (const BrokenService &broken : context.catalog.broken()) {
        context.terminal.complain(broken.error.detail);
        documents.append(QJsonObject{{QStringLiteral("service"), broken.service},
                                     {QStringLiteral("enabled"), false},
                                     {QStringLiteral("error"), broken.error.detail}});
    }
    context.terminal.print(tableText(rows));
    if (context.terminal.isJson())
        context.terminal.printJson(documents);
    return context.catalog.broken().empty() ? Exit::Done : Exit::Usage;
}

int listRuns(CommandContext &context)
{
    const auto history = historyAsked(context);
    if (!history)
        return context.terminal.fail(history.error());
    std::vector<RunRecord> runs;
    if (*history) {
        auto found = (*history)->runs(context.line.value("service"),
                                      context.line.number("limit", DefaultRuns));
        if (!found)
            return context.terminal.fail(found.error());
        runs = std::move(*found);
    }
    QJsonArray documents;
    std::vector<QStringList> rows{{QStringLiteral("started"), QStringLiteral("service"),
                                   QStringLiteral("mode"), QStringLiteral("status"),
                                   QStringLiteral("changes"), QStringLiteral("run")}};
    for (const RunRecord &run : runs) {
        documents.append(runRecordJson(run));
        const QString mode = run.dryRun ? run.mode + QStringLiteral(" (dry run)") : run.mode;
        rows.push_back({timeText(run.startedAt), run.service, mode, run.status,
                        changesText(run.result), run.id});
    }
    context.terminal.print(runs.empty() ? QStringLiteral("No runs yet.\n") : tableText(rows));
    if (context.terminal.isJson())
        context.terminal.printJson(documents);
    return Exit::Done;
}

int listLogs(CommandContext &context)
{
    const auto history = historyAsked(context);
    if (!history)
        return context.terminal.fail(history.error());
    LogQuery query;
    query.service = context.line.value("service");
    query.status = context.line.value("level");
    query.limit = context.line.number("limit", DefaultLogs);
    std::vector<LogEntry> entries;
    if (*history) {
        auto found = (*history)->logs(query);
        if (!found)
            return context.terminal.fail(found.error());
        entries = std::move(*found);
    }
    QJsonArray documents;
    std::vector<QStringList> rows;
    for (const LogEntry &entry : entries) {
        documents.append(logEntryJson(entry));
        rows.push_back({timeText(entry.createdAt), entry.status, entry.service(), entry.eventType,
                        entry.message});
    }
    context.terminal.print(rows.empty() ? QStringLiteral("The log is empty.\n") : tableText(rows));
    if (context.terminal.isJson())
        context.terminal.printJson(documents);
    return Exit::Done;
}

int listConflicts(CommandContext &context)
{
    if (const auto history = historyAsked(context); !history)
        return context.terminal.fail(history.error());
    const auto items = waitingItems(context.configuration, context.catalog,
                                    context.line.value("service"), context.line.has("all"));
    if (!items)
        return context.terminal.fail(items.error());
    QJsonArray documents;
    std::vector<QStringList> rows{{QStringLiteral("service"), QStringLiteral("kind"),
                                   QStringLiteral("record"), QStringLiteral("field"),
                                   QStringLiteral("why"), QStringLiteral("id")}};
    for (const WaitingItem &item : *items) {
        documents.append(waitingItemJson(item));
        rows.push_back({item.service, item.kind, item.key, item.field, item.why, item.id});
    }
    context.terminal.print(items->empty() ? QStringLiteral("Nothing waits for you.\n")
                                          : tableText(rows));
    if (context.terminal.isJson())
        context.terminal.printJson(documents);
    return Exit::Done;
}
