#include "app/run/syncjob.h"

#include "app/connection/connectorfactory.h"
#include "app/home/privatefile.h"
#include "app/home/redactor.h"
#include "app/run/runlog.h"
#include "app/run/servicelock.h"
#include "app/text/runresultjson.h"
#include "core/phrase.h"
#include "core/plancodec.h"
#include "storage/sqlitehistory.h"
#include "storage/sqlitesyncstore.h"

#include <QDir>

#include <algorithm>
#include <limits>

namespace {

/// Of the runs that an ended process may have left open; more than can be.
constexpr int RunsLookedAt = 20;

/// One job from lock to log; lives as long as it.
class JobRun
{
public:
    JobRun(const SyncJob &job, const Configuration &configuration)
        : m_job(job)
        , m_configuration(configuration)
        , m_lock(configuration, job.definition.name)
    { }

    [[nodiscard]] RunResult carryOut(const std::shared_ptr<RateLimiter> &limiter,
                                     const CancelToken &cancel, const ProgressSink &progress);

private:
    [[nodiscard]] RunResult emptyResult() const;
    [[nodiscard]] RunResult failed(const Error &error) const;
    [[nodiscard]] Result<void> openState();
    [[nodiscard]] Result<void> closeAbandonedRuns();
    [[nodiscard]] RunRecord recordOf(const RunResult &result, bool isRunning) const;
    [[nodiscard]] RunResult run(const std::shared_ptr<RateLimiter> &limiter,
                                const CancelToken &cancel, const ProgressSink &progress);
    [[nodiscard]] RunResult undo(SyncRun &run);
    void countWaiting(RunResult &result);
    void completeGuards(RunResult &result) const;
    void savePlan(RunResult &result) const;
    void settle(RunResult &result);
    void prune(bool isHubOurs);

    const SyncJob &m_job;
    const Configuration &m_configuration;
    const SystemClock m_clock;
    const Instant m_startedAt = SystemClock().now();
    const QString m_runId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    ServiceLock m_lock;
    std::shared_ptr<StateDatabase> m_database;
    std::unique_ptr<SqliteSyncStore> m_store;
    std::unique_ptr<RunLog> m_log;
    ServiceConnections m_connections;
};

RunResult JobRun::emptyResult() const
{
    RunResult result;
    result.service = m_job.definition.name;
    result.pattern = m_job.definition.pattern;
    result.mode = m_job.mode;
    result.dryRun = m_job.dryRun;
    result.runId = m_runId;
    result.startedAt = m_startedAt;
    for (const SideDefinition &side : m_job.definition.sides)
        result.sides.push_back(side.id);
    result.changes.resize(m_job.definition.sideCount());
    result.requests.resize(m_job.definition.sideCount());
    return result;
}

RunResult JobRun::failed(const Error &error) const
{
    RunResult result = emptyResult();
    result.status = error.kind == ErrorKind::Locked ? RunStatus::Locked : RunStatus::Failed;
    result.errors.push_back({{}, error});
    return result;
}

Result<void> JobRun::openState()
{
    auto database = StateDatabase::open(m_configuration.stateFile());
    if (!database)
        return failure(database.error());
    m_database = *database;
    m_store = std::make_unique<SqliteSyncStore>(m_database, m_job.definition);
    m_log = std::make_unique<RunLog>(*m_store);
    return closeAbandonedRuns();
}

/// We hold the lock: whatever still counts as running was ended from outside.
Result<void> JobRun::closeAbandonedRuns()
{
    auto runs = SqliteHistory(m_database).runs(m_job.definition.name, RunsLookedAt);
    if (!runs)
        return failure(runs.error());
    for (RunRecord &run : *runs) {
        if (run.status != QLatin1String("running"))
            continue;
        run.status = runStatusName(RunStatus::Failed);
        run.finishedAt = m_startedAt;
        if (auto closed = m_store->finishRun(run); !closed)
            return closed;
    }
    return {};
}

RunRecord JobRun::recordOf(const RunResult &result, bool isRunning) const
{
    RunRecord record;
    record.id = m_runId;
    record.service = result.service;
    record.mode = runModeName(result.mode);
    record.dryRun = result.dryRun;
    record.status = isRunning ? QStringLiteral("running") : runStatusName(result.status);
    record.startedAt = m_startedAt;
    if (!isRunning)
        record.finishedAt = m_clock.now();
    record.result = runSummaryJson(result);
    return record;
}

RunResult JobRun::run(const std::shared_ptr<RateLimiter> &limiter, const CancelToken &cancel,
                      const ProgressSink &progress)
{
    auto connections = connectService(m_job.definition, m_configuration, limiter);
    if (!connections)
        return failed(connections.error());
    m_connections = std::move(*connections);
    RunOptions options;
    options.runId = m_runId;
    options.mode = m_job.mode;
    options.hours = m_job.hours;
    options.dryRun = m_job.dryRun;
    options.holder = m_configuration.holder;
    options.guards = m_configuration.guards;
    options.choices = m_job.choices;
    const RunParts parts{&m_job.definition, m_connections.pointers(), m_connections.hub,
                         m_store.get(), &m_clock};
    SyncRun run(parts, options, cancel, progress);
    if (!m_job.undoRun.isEmpty())
        return undo(run);
    return m_job.plan ? run.apply(*m_job.plan, m_job.skipped, m_job.passGuards) : run.execute();
}

RunResult JobRun::undo(SyncRun &run)
{
    const auto entries
        = SqliteHistory(m_database).operations(m_job.undoRun, std::numeric_limits<int>::max(), 0);
    if (!entries)
        return failed(entries.error());
    const auto isForgotten = [](const JournalEntry &entry) {
        return entry.kind == OperationKind::Update && entry.fields.isEmpty();
    };
    if (std::any_of(entries->begin(), entries->end(), isForgotten))
        return failed({ErrorKind::Usage,
                       Phrase::tr("What that run wrote is not kept any more (it is deleted after "
                                  "%1 days): it cannot be undone.")
                           .arg(m_configuration.imageDays),
                       {},
                       {},
                       {}});
    RunResult result = run.undo(*entries, m_job.leftAlone, m_job.passGuards);
    result.undoneRun = m_job.undoRun;
    return result;
}

/// A tripped guard is told once, as a guard; an approved plan's own guards count like fresh ones.
void JobRun::completeGuards(RunResult &result) const
{
    if (m_job.plan && result.status == RunStatus::Blocked && result.guards.empty())
        result.guards = m_job.plan->guards;
    const auto isGuard = [&result](const RunError &error) {
        return error.error.kind == ErrorKind::Blocked
            && std::any_of(result.guards.begin(), result.guards.end(),
                           [&](const Guard &guard) { return guard.message == error.error.detail; });
    };
    std::erase_if(result.errors, isGuard);
}

void JobRun::savePlan(RunResult &result) const
{
    const bool isWorthSaving = result.status == RunStatus::Blocked && !m_job.dryRun && !m_job.plan
        && !result.guards.empty();
    if (!isWorthSaving)
        return;
    const QString path = QStringLiteral("%1/%2.json").arg(m_configuration.plansFolder(), m_runId);
    const auto saved = writePrivateFile(path, encodePlan(result.plan, m_job.definition));
    if (saved)
        result.planFile = path;
    else
        result.errors.push_back({{}, saved.error()});
}

/// What earlier runs left open waits still, though this one may not have looked at it.
void JobRun::countWaiting(RunResult &result)
{
    const auto waiting = SqliteHistory(m_database).openConflicts(m_job.definition.name);
    if (!waiting || m_job.dryRun)
        return;
    result.conflicts = *waiting;
    if (result.status == RunStatus::Success && result.conflicts > 0)
        result.status = RunStatus::Conflicts;
}

void JobRun::settle(RunResult &result)
{
    countWaiting(result);
    completeGuards(result);
    savePlan(result);
    Redactor(m_configuration).clean(result);
    m_log->finished(result);
    // A plan that its own guards stop is refused before the hub is opened.
    const bool isHubOurs = result.status != RunStatus::Locked
        && (result.status != RunStatus::Blocked || (!result.guards.empty() && !m_job.plan));
    if (m_connections.hub && !m_job.dryRun && isHubOurs)
        m_log->copyTo(*m_connections.hub, result);
    if (const auto finished = m_store->finishRun(recordOf(result, false)); !finished)
        result.errors.push_back({{}, finished.error()});
    if (!m_job.dryRun)
        prune(isHubOurs);
}

/// Old rows are dropped as a by-product; failing to do so is no failure of the run.
void JobRun::prune(bool isHubOurs)
{
    SqliteHistory history(m_database);
    const Instant now = m_clock.now();
    const Instant oldest = now - std::chrono::days(m_configuration.historyDays);
    const Instant oldestImage = now - std::chrono::days(m_configuration.imageDays);
    // What grows old here grows old in the hub, too: it is asked only then.
    if (history.pruneLogs(oldest).value_or(0) > 0 && m_connections.hub && isHubOurs)
        (void)m_connections.hub->pruneLog(oldest);
    (void)history.pruneRuns(oldest);
    (void)history.pruneImages(oldestImage);
    const QDir plans(m_configuration.plansFolder());
    for (const QFileInfo &plan : plans.entryInfoList({QStringLiteral("*.json")}, QDir::Files)) {
        if (plan.lastModified() < toDateTime(oldest))
            QFile::remove(plan.filePath());
    }
}

RunResult JobRun::carryOut(const std::shared_ptr<RateLimiter> &limiter, const CancelToken &cancel,
                           const ProgressSink &progress)
{
    if (const auto locked = m_lock.take(); !locked)
        return failed(locked.error());
    if (const auto opened = openState(); !opened)
        return failed(opened.error());
    if (const auto started = m_store->startRun(recordOf(emptyResult(), true)); !started)
        return failed(started.error());
    m_log->started(emptyResult());
    RunResult result = run(limiter, cancel, progress);
    settle(result);
    return result;
}

} // namespace

RunResult runSyncJob(const SyncJob &job, const Configuration &configuration,
                     const std::shared_ptr<RateLimiter> &notionLimiter, const CancelToken &cancel,
                     const ProgressSink &progress)
{
    return JobRun(job, configuration).carryOut(notionLimiter, cancel, progress);
}
