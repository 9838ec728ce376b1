#include "app/truth/servicefacts.h"

#include "storage/sqlitehistory.h"
#include "sync/observe/observer.h"

#include <QFile>

namespace {

constexpr int RunsToLookAt = 50; // enough to find one behind a row of previews

const QLatin1String LeftKey("left");

bool takesBack(const RunRecord &run)
{
    return run.result.contains(QLatin1String("undone_run"));
}

bool isOpen(const RunRecord &run)
{
    return run.status == QLatin1String("running");
}

/// Taking back a run is no sign that the sides differ, and a preview that did not end tells
/// nothing.
bool tellsChanges(const RunRecord &run)
{
    return run.dryRun && !isOpen(run) && run.status != QLatin1String("failed")
        && run.status != QLatin1String("cancelled") && run.status != QLatin1String("locked")
        && !takesBack(run);
}

bool sameRun(const std::optional<RunRecord> &left, const std::optional<RunRecord> &right)
{
    if (!left || !right)
        return left.has_value() == right.has_value();
    return left->id == right->id && left->status == right->status
        && left->startedAt == right->startedAt && left->finishedAt == right->finishedAt
        && left->result == right->result;
}

} // namespace

bool ServiceFacts::operator==(const ServiceFacts &other) const
{
    return sameRun(lastRun, other.lastRun) && sameRun(lastPreview, other.lastPreview)
        && holder == other.holder && isPreviewed == other.isPreviewed
        && wasInterrupted == other.wasInterrupted && standing == other.standing;
}

ServiceFacts factsOf(const std::vector<RunRecord> &runs, Standing standing,
                     const std::optional<LockHolder> &holder)
{
    ServiceFacts facts;
    facts.standing = std::move(standing);
    facts.holder = holder;
    for (const RunRecord &run : runs) {
        if (isOpen(run) && holder) {
            facts.isPreviewed = run.dryRun;
        } else if (isOpen(run)) {
            facts.wasInterrupted = facts.wasInterrupted || !run.dryRun;
        } else if (!run.dryRun && !facts.lastRun) {
            facts.lastRun = run;
            if (!takesBack(run))
                break;
        } else if (!run.dryRun) {
            // Taking back a run looks at that run's records alone: what was left before is left
            // still.
            const int left
                = facts.lastRun->result.value(LeftKey).toInt() + run.result.value(LeftKey).toInt();
            facts.lastRun->result.insert(LeftKey, left);
            if (!takesBack(run))
                break;
        } else if (!facts.lastRun && !facts.lastPreview && tellsChanges(run)) {
            facts.lastPreview = run;
        }
    }
    return facts;
}

static Result<ServiceFacts> factsIn(const std::shared_ptr<StateDatabase> &database,
                                    const Configuration &configuration, const QString &service)
{
    ServiceFacts facts;
    SqliteHistory history(database);
    // Whoever runs writes how it ended before letting go of the lock: one that ends between the two
    // looks is seen by the second round.
    for (int round = 0; round < 2; ++round) {
        const auto runs = history.runs(service, RunsToLookAt);
        if (!runs)
            return failure(runs.error());
        facts = factsOf(*runs, {}, ServiceLock::holder(configuration, service));
        if (!facts.wasInterrupted)
            break;
    }
    Result<Standing> standing
        = readStanding(*database, service, {{OpenConflict}, {UnresolvedReference, ToBeLinked}});
    if (!standing)
        return failure(standing.error());
    facts.standing = std::move(*standing);
    return facts;
}

Result<std::map<QString, ServiceFacts>> readFacts(const Configuration &configuration,
                                                  const QStringList &services)
{
    std::map<QString, ServiceFacts> found;
    if (!QFile::exists(configuration.stateFile())) {
        for (const QString &service : services)
            found[service].holder = ServiceLock::holder(configuration, service);
        return found;
    }
    const auto database = StateDatabase::open(configuration.stateFile());
    if (!database)
        return failure(database.error());
    for (const QString &service : services) {
        Result<ServiceFacts> facts = factsIn(*database, configuration, service);
        if (!facts)
            return failure(facts.error());
        found[service] = std::move(*facts);
    }
    return found;
}
