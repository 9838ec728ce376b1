#include "app/connection/connectorfactory.h"
#include "app/home/privatefile.h"
#include "app/session/backends.h"
#include "app/text/humantext.h"
#include "app/text/runresultjson.h"
#include "cli/commands.h"
#include "cli/exitstatus.h"
#include "cli/interruption.h"
#include "core/plancodec.h"

#include <QFile>
#include <QJsonArray>

namespace {

RunMode modeOf(const CommandLine &line)
{
    return line.has("full") ? RunMode::Full
        : line.has("hours") ? RunMode::Hours
                            : RunMode::Incremental;
}

SyncJob jobOf(const CommandLine &line, const ServiceDefinition &definition)
{
    SyncJob job;
    job.definition = definition;
    job.mode = modeOf(line);
    job.hours = line.number("hours", 0);
    job.dryRun = line.has("dry-run");
    return job;
}

RunResult run(CommandContext &context, const SyncJob &job,
              const std::shared_ptr<RateLimiter> &limiter)
{
    RunResult result = runSyncJob(job, context.configuration, limiter, interruption(),
                                  [&](const RunProgress &progress) {
                                      context.terminal.progress(job.definition.name, progress);
                                  });
    context.terminal.endProgress();
    return result;
}

void report(Terminal &terminal, const RunResult &result, const ServiceDefinition &definition)
{
    if (result.dryRun)
        terminal.print(diffText(result.plan, definition));
    terminal.print(runText(result));
    for (const QString &text : problemTexts(result))
        terminal.complain(text);
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorKind::Usage,
            QStringLiteral("The plan %1 cannot be read: %2.").arg(path, file.errorString()));
    return file.readAll();
}

bool hasUsablePlan(const RunResult &result)
{
    return result.status == RunStatus::Success || result.status == RunStatus::Conflicts
        || result.status == RunStatus::Partial
        || (result.status == RunStatus::Blocked && result.errors.empty());
}

} // namespace

int failRun(Terminal &terminal, const CommandLine &line, const Error &error)
{
    if (line.command == QLatin1String("all") || line.has("schema"))
        return terminal.fail(error);
    RunResult result;
    result.service = line.command == QLatin1String("sync") ? line.arguments.value(0) : QString();
    result.mode = modeOf(line);
    result.dryRun = line.has("dry-run");
    result.status = RunStatus::Failed;
    result.startedAt = SystemClock().now();
    result.errors.push_back({{}, error});
    for (const QString &text : problemTexts(result))
        terminal.complain(text);
    if (terminal.isJson())
        terminal.printJson(runResultJson(result, {}));
    return exitStatus(result);
}

int syncOne(CommandContext &context)
{
    const auto definition = context.catalog.find(context.line.arguments.first());
    if (!definition)
        return failRun(context.terminal, context.line, definition.error());
    const RunResult result
        = run(context, jobOf(context.line, *definition), makeNotionLimiter(context.configuration));
    report(context.terminal, result, *definition);
    if (context.terminal.isJson())
        context.terminal.printJson(runResultJson(result, *definition));
    return exitStatus(result);
}

int syncAll(CommandContext &context)
{
    const auto limiter = makeNotionLimiter(context.configuration);
    QJsonArray documents;
    int status = Exit::Done;
    bool any = false;
    for (const BrokenService &broken : context.catalog.broken()) {
        context.terminal.complain(broken.error.detail);
        status = Exit::Usage;
    }
    for (const ServiceDefinition &definition : context.catalog.services()) {
        if (!isEnabled(definition, context.configuration) || interruption().isCancelled())
            continue;
        any = true;
        const RunResult result = run(context, jobOf(context.line, definition), limiter);
        report(context.terminal, result, definition);
        documents.append(runResultJson(result, definition));
        status = graverStatus(status, exitStatus(result));
    }
    if (!any && !interruption().isCancelled())
        return context.terminal.fail(
            {ErrorKind::Usage,
             QStringLiteral("No service is set up: set the variable of its database, such as "
                            "NOTION_BOOKS_DB_ID, for each service that you want to sync."),
             {},
             {},
             {}});
    if (context.terminal.isJson())
        context.terminal.printJson(documents);
    return interruption().isCancelled() ? Exit::Interrupted : status;
}

int savePlan(CommandContext &context)
{
    const QString path = context.line.value("out");
    const auto definition = context.catalog.find(context.line.arguments.first());
    if (!definition)
        return context.terminal.fail(definition.error());
    SyncJob job = jobOf(context.line, *definition);
    job.dryRun = true;
    RunResult result = run(context, job, makeNotionLimiter(context.configuration));
    if (hasUsablePlan(result)) {
        const auto written = writePrivateFile(path, encodePlan(result.plan, *definition));
        if (!written)
            return context.terminal.fail(written.error());
        result.planFile = path;
    }
    report(context.terminal, result, *definition);
    if (!result.planFile.isEmpty())
        context.terminal.print(QStringLiteral("The plan is saved in %1.\n").arg(path));
    return exitStatus(result);
}

int applyPlan(CommandContext &context)
{
    const QString path = context.line.arguments.first();
    const auto content = readFile(path);
    const auto service = content.and_then(servicePlanned);
    if (!service)
        return failRun(context.terminal, context.line, service.error());
    const auto definition = context.catalog.find(*service);
    if (!definition)
        return failRun(context.terminal, context.line, definition.error());
    auto plan = decodePlan(*content, *definition);
    if (!plan)
        return failRun(context.terminal, context.line, plan.error());
    SyncJob job = jobOf(context.line, *definition);
    job.mode = plan->mode;
    job.passGuards = context.line.has("yes");
    job.plan = std::make_shared<const Plan>(std::move(*plan));
    RunResult result = run(context, job, makeNotionLimiter(context.configuration));
    if (result.status == RunStatus::Blocked && result.planFile.isEmpty()) {
        result.planFile = path;
        context.terminal.print(diffText(*job.plan, *definition));
    }
    report(context.terminal, result, *definition);
    if (context.terminal.isJson())
        context.terminal.printJson(runResultJson(result, *definition));
    return exitStatus(result);
}

/// The one run whose id is, or begins with, what was typed.
static Result<RunRecord> runMeant(const CommandContext &context, const QString &id)
{
    std::vector<RunRecord> meant;
    // Looking must not make the state.
    if (QFile::exists(context.configuration.stateFile())) {
        const auto history = openHistory(context.configuration);
        if (!history)
            return failure(history.error());
        const auto runs = (*history)->runs({}, std::numeric_limits<int>::max());
        if (!runs)
            return failure(runs.error());
        std::copy_if(runs->begin(), runs->end(), std::back_inserter(meant),
                     [&](const RunRecord &run) { return !run.dryRun && run.id.startsWith(id); });
    }
    if (meant.size() != 1)
        return failure(
            ErrorKind::Usage,
            meant.empty()
                ? QStringLiteral("There is no run %1; \"usync runs\" lists them.").arg(id)
                : QStringLiteral("Several runs begin with %1: give the whole id.").arg(id));
    return meant.front();
}

int undoRun(CommandContext &context)
{
    const Result<RunRecord> meant = runMeant(context, context.line.arguments.first());
    if (!meant)
        return failRun(context.terminal, context.line, meant.error());
    const auto definition = context.catalog.find(meant->service);
    if (!definition)
        return failRun(context.terminal, context.line, definition.error());
    SyncJob job = jobOf(context.line, *definition);
    job.undoRun = meant->id;
    job.passGuards = context.line.has("yes");
    const RunResult result = run(context, job, makeNotionLimiter(context.configuration));
    report(context.terminal, result, *definition);
    if (context.terminal.isJson())
        context.terminal.printJson(runResultJson(result, *definition));
    return exitStatus(result);
}
