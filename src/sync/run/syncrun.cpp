#include "sync/run/syncrun.h"

#include "core/phrase.h"
#include "sync/apply/applier.h"
#include "sync/common/linktext.h"
#include "sync/plan/approvedplan.h"
#include "sync/plan/undoplan.h"
#include "sync/recover/recovery.h"

#include <algorithm>

struct SyncRun::Private
{
    RunContext context;

    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> openSide(int side);
    [[nodiscard]] Result<void> readDecisions();
    [[nodiscard]] Result<void> checkIdentity(int side, const SideStatus &status);
    [[nodiscard]] bool isFullDue() const;
    [[nodiscard]] Result<Plan> observeAndPlan(Planner &planner);
    [[nodiscard]] Result<void> applyPortions(Plan &&plan, Planner &planner, References &references);
    void keepCursors(Plan &plan) const;
    [[nodiscard]] bool mayGoOn() const;
    std::vector<SideMemory> storedMemories; ///< as they were before this run
    [[nodiscard]] Result<void> run();
    [[nodiscard]] Result<void> applyApproved(Plan &&plan, const std::vector<size_t> &skipped,
                                             bool passGuards);
    [[nodiscard]] Result<void> undo(const std::vector<JournalEntry> &entries,
                                    const std::vector<RecordPlace> &leftAlone, bool passGuards);
    [[nodiscard]] Result<void> commitAndApply(Plan &&plan, References &references, bool isApproved);
    void describe(const Plan &plan);
    RunResult finish(const Result<void> &outcome);
};

SyncRun::SyncRun(const RunParts &parts, const RunOptions &options, CancelToken cancel,
                 ProgressSink progress)
    : d(std::make_unique<Private>())
{
    RunContext &context = d->context;
    context.definition = *parts.definition;
    context.parts = parts;
    context.options = options;
    context.cancel = std::move(cancel);
    context.progress = std::move(progress);
    RunResult &result = context.result;
    result.service = context.definition.name;
    result.pattern = context.definition.pattern;
    result.mode = options.mode;
    result.dryRun = options.dryRun;
    result.runId = options.runId;
    result.startedAt = context.now();
    result.choices = options.choices;
    for (const SideDefinition &side : context.definition.sides)
        result.sides.push_back(side.id);
    result.changes.resize(context.definition.sideCount());
    result.requests.resize(context.definition.sideCount());
}

SyncRun::~SyncRun() = default;

/// Another workspace, database or hub than before stops the service: nothing is merged or deleted.
Result<void> SyncRun::Private::checkIdentity(int side, const SideStatus &status)
{
    SideMemory &memory = context.memories[size_t(side)];
    const QString name = sideNameAtStart(context.definition.sideId(side));
    if (!memory.identity.isEmpty() && !status.exists)
        return failure(ErrorKind::Blocked,
                       Phrase::tr("%1 (%2) is gone: its tables or file are not there any more. "
                                  "Nothing was written or deleted. Bring it back, "
                                  "or connect the one that this service was synced with.")
                           .arg(name, memory.label));
    if (!memory.identity.isEmpty() && memory.identity != status.identity) {
        const QString other = memory.label == status.label
            ? Phrase::tr("%1 is another one than before, under the same name \"%2\".")
                  .arg(name, status.label)
            : Phrase::tr("%1 is another one than before: it was \"%2\" and is \"%3\" now.")
                  .arg(name, memory.label, status.label);
        const bool isHub = context.definition.sideId(side) == QLatin1String("hub");
        const QString advice = isHub
            ? Phrase::tr("Nothing was written or deleted. Connect the former one again, move it "
                         "with \"usync hub-copy\", or use a new home (UNIFIED_SYNC_HOME) to link "
                         "everything anew.")
            : Phrase::tr("Nothing was written or deleted. Connect the former one again, or use a "
                         "new home (UNIFIED_SYNC_HOME) to link everything anew.");
        return failure(ErrorKind::Blocked, other + u' ' + advice);
    }
    if (!status.identity.isEmpty()) {
        memory.identity = status.identity;
        memory.label = status.label;
    }
    memory.cache = status.cache;
    return {};
}

Result<void> SyncRun::Private::openSide(int side)
{
    const QString &sideId = context.definition.sideId(side);
    context.report(RunProgress::Phase::Connecting, sideId);
    const auto access
        = context.options.dryRun ? Connector::Access::ReadOnly : Connector::Access::ReadWrite;
    Result<SideStatus> status
        = context.connector(side).open(context.memories[size_t(side)], access, context.cancel);
    if (!status)
        return failure(status.error());
    context.result.warnings += status->warnings;
    context.clocks[size_t(side)] = status->clock;
    for (size_t field = 0; field < status->fieldAvailable.size(); ++field) {
        if (!status->fieldAvailable[field])
            context.definition.fields[field].mapping[size_t(side)].reset();
    }
    return checkIdentity(side, *status);
}

Result<void> SyncRun::Private::readDecisions()
{
    Result<std::vector<LinkDecision>> decisions = context.store().decisions();
    if (!decisions)
        return failure(decisions.error());
    for (LinkDecision &decision : *decisions) {
        context.toRead.insert(decision.link);
        context.decisions[decision.link].push_back(std::move(decision));
    }
    Result<std::vector<IdentityChoice>> identities = context.store().identityChoices();
    if (!identities)
        return failure(identities.error());
    context.identities = std::move(*identities);
    const PreviewChoices &choices = context.options.choices;
    // The newer ones: made with the plan in sight.
    for (const LinkDecision &decision : choices.decisions) {
        context.toRead.insert(decision.link);
        std::vector<LinkDecision> &known = context.decisions[decision.link];
        known.insert(known.begin(), decision);
    }
    context.identities.insert(context.identities.begin(), choices.identities.begin(),
                              choices.identities.end());
    return {};
}

Result<void> SyncRun::Private::prepare()
{
    Result<std::vector<SideMemory>> memories = context.store().memories();
    if (!memories)
        return failure(memories.error());
    context.memories = std::move(*memories);
    context.memories.resize(context.definition.sideCount());
    context.clocks.resize(context.definition.sideCount());
    storedMemories = context.memories;
    for (int side = 0; side < context.sideCount(); ++side) {
        if (Result<void> opened = openSide(side); !opened)
            return opened;
    }
    context.full = isFullDue();
    if (Result<void> read = readDecisions(); !read)
        return read;
    if (context.options.dryRun)
        return {};
    if (context.parts.hub) {
        const Instant asked = context.now();
        Result<void> lease
            = context.parts.hub->takeLease(context.definition.name, context.options.holder, asked);
        if (!lease)
            return lease;
        context.leaseTaken = asked;
    }
    return context.store().supersedePlanned();
}

/// First run, cursor lost, mapping changed, the last full reconcile too long ago, or by a clock
/// that was wrong.
bool SyncRun::Private::isFullDue() const
{
    if (context.options.mode == RunMode::Full)
        return true;
    if (context.options.mode == RunMode::Hours)
        return false;
    return std::any_of(
        context.memories.begin(), context.memories.end(), [this](const SideMemory &memory) {
            return memory.cursor.isEmpty() || memory.dependsOn != context.definition.hash
                || !memory.lastComplete || *memory.lastComplete > context.now()
                || context.now() - *memory.lastComplete > context.options.fullEvery;
        });
}

Result<Plan> SyncRun::Private::observeAndPlan(Planner &planner)
{
    Result<Observation> observation = Observer(context).observe();
    if (!observation)
        return failure(observation.error());
    return planner.build(std::move(*observation));
}

void SyncRun::Private::describe(const Plan &plan)
{
    RunResult &result = context.result;
    result.skipped = plan.unchanged;
    result.paused = plan.paused;
    result.guards = plan.guards;
    result.warnings += plan.warnings;
    result.conflicts = int(plan.questions.size());
    for (const Conflict &conflict : plan.conflicts)
        result.conflicts += conflict.state == Conflict::State::Open ? 1 : 0;
}

Result<void> SyncRun::Private::commitAndApply(Plan &&plan, References &references, bool isApproved)
{
    if (context.cancel.isCancelled())
        return failure(ErrorKind::Cancelled,
                       Phrase::tr("The run was cancelled; nothing was written."));
    Result<std::vector<qint64>> ids = context.store().commitPlan(plan);
    if (!ids)
        return failure(ids.error());
    Applier(context, references, isApproved).apply(std::move(plan), *ids);
    context.report(RunProgress::Phase::Finishing);
    return {};
}

/// Until everything is committed the next run must see again what this one saw.
void SyncRun::Private::keepCursors(Plan &plan) const
{
    for (size_t side = 0; side < plan.memories.size(); ++side) {
        const SideMemory &stored = storedMemories[side];
        plan.memories[side].cursor = stored.cursor;
        plan.memories[side].dependsOn = stored.dependsOn;
        plan.memories[side].lastComplete = stored.lastComplete;
        plan.memories[side].lastTotal = stored.lastTotal;
    }
}

bool SyncRun::Private::mayGoOn() const
{
    const std::vector<RunError> &errors = context.result.errors;
    return !context.cancel.isCancelled()
        && std::none_of(errors.begin(), errors.end(),
                        [](const RunError &error) { return stopsRun(error.error.kind); });
}

/// What is known first, then the new links, a portion at a time; the cursors move with the last
/// one.
Result<void> SyncRun::Private::applyPortions(Plan &&plan, Planner &planner, References &references)
{
    context.toWrite = qint64(plan.operations.size()) + qint64(planner.waiting());
    if (planner.waiting() > 0)
        keepCursors(plan);
    if (Result<void> done = commitAndApply(std::move(plan), references, false); !done)
        return done;
    while (planner.waiting() > 0 && mayGoOn()) {
        Result<Plan> portion = planner.nextPortion(context.options.portionSize);
        if (!portion)
            return failure(portion.error());
        for (const Conflict &conflict : portion->conflicts)
            context.result.conflicts += conflict.state == Conflict::State::Open ? 1 : 0;
        if (planner.waiting() > 0)
            keepCursors(*portion);
        if (Result<void> done = commitAndApply(std::move(*portion), references, false); !done)
            return done;
    }
    return {};
}

Result<void> SyncRun::Private::run()
{
    if (Result<void> prepared = prepare(); !prepared)
        return prepared;
    References references(context.definition, context.store());
    if (Result<void> settled = Recovery(context, references).settle(); !settled)
        return settled;
    Planner planner(context, references);
    Result<Plan> plan = observeAndPlan(planner);
    if (!plan)
        return failure(plan.error());
    describe(*plan);
    if (!context.options.dryRun && !plan->isBlocked())
        return applyPortions(std::move(*plan), planner, references);
    if (Result<void> whole = planner.complete(*plan); !whole)
        return whole;
    context.result.plan = std::move(*plan);
    if (context.options.dryRun) {
        context.result.changes = countChanges(context.definition, context.result.plan);
        return {};
    }
    const auto guard = std::find_if(context.result.guards.begin(), context.result.guards.end(),
                                    [](const Guard &one) { return !one.warnOnly; });
    return failure(ErrorKind::Blocked, guard->message);
}

Result<void> SyncRun::Private::applyApproved(Plan &&plan, const std::vector<size_t> &skipped,
                                             bool passGuards)
{
    if (plan.isBlocked() && !passGuards)
        return failure(ErrorKind::Blocked, plan.guards.front().message);
    if (Result<void> ready = prepare(); !ready)
        return ready;
    References references(context.definition, context.store());
    if (Result<void> settled = Recovery(context, references).settle(); !settled)
        return settled;
    Result<Plan> prepared = ApprovedPlan(context, references, std::move(plan)).prepare(skipped);
    if (!prepared)
        return failure(prepared.error());
    return commitAndApply(std::move(*prepared), references, true);
}

Result<void> SyncRun::Private::undo(const std::vector<JournalEntry> &entries,
                                    const std::vector<RecordPlace> &leftAlone, bool passGuards)
{
    if (Result<void> ready = prepare(); !ready)
        return ready;
    References references(context.definition, context.store());
    if (Result<void> settled = Recovery(context, references).settle(); !settled)
        return settled;
    Result<Plan> plan = UndoPlan(context, references).build(entries, leftAlone);
    if (!plan)
        return failure(plan.error());
    context.result.guards = plan->guards;
    if (context.options.dryRun) {
        context.result.changes = countChanges(context.definition, *plan);
        context.result.plan = std::move(*plan);
        return {};
    }
    if (plan->isBlocked() && !passGuards) {
        const QString message = plan->guards.front().message;
        context.result.plan = std::move(*plan);
        return failure(ErrorKind::Blocked, message);
    }
    return commitAndApply(std::move(*plan), references, true);
}

RunResult SyncRun::Private::finish(const Result<void> &outcome)
{
    RunResult &result = context.result;
    for (int side = 0; side < context.sideCount(); ++side)
        result.requests[size_t(side)] = context.connector(side).requestCounts();
    if (!context.options.dryRun && context.parts.hub)
        context.parts.hub->releaseLease(context.definition.name, context.options.holder);
    result.elapsed
        = std::chrono::duration_cast<std::chrono::milliseconds>(context.now() - result.startedAt);
    if (!outcome)
        result.errors.push_back({{}, outcome.error()});
    const auto has = [&](ErrorKind kind) {
        return std::any_of(result.errors.begin(), result.errors.end(),
                           [kind](const RunError &error) { return error.error.kind == kind; });
    };
    const bool stopped
        = std::any_of(result.errors.begin(), result.errors.end(),
                      [](const RunError &error) { return stopsRun(error.error.kind); });
    if (has(ErrorKind::Locked))
        result.status = RunStatus::Locked;
    else if (has(ErrorKind::Blocked))
        result.status = RunStatus::Blocked;
    else if (context.cancel.isCancelled() || has(ErrorKind::Cancelled))
        result.status = RunStatus::Cancelled;
    else if (!outcome || stopped)
        result.status = RunStatus::Failed;
    else if (!result.errors.empty())
        result.status = RunStatus::Partial;
    else if (result.conflicts > 0 || result.refused > 0)
        result.status = RunStatus::Conflicts;
    return std::move(result);
}

RunResult SyncRun::execute()
{
    return d->finish(d->run());
}

RunResult SyncRun::apply(Plan plan, const std::vector<size_t> &skipped, bool passGuards)
{
    return d->finish(d->applyApproved(std::move(plan), skipped, passGuards));
}

RunResult SyncRun::undo(const std::vector<JournalEntry> &entries,
                        const std::vector<RecordPlace> &leftAlone, bool passGuards)
{
    return d->finish(d->undo(entries, leftAlone, passGuards));
}
