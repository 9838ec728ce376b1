#include "app/truth/servicetruth.h"

#include "app/text/errortext.h"

#include <QJsonArray>

namespace {

using State = ServiceTruth::State;

/// The changes that a stored run made, or, as a preview, found.
int changesIn(const RunRecord &run)
{
    int total = 0;
    const QJsonObject sides = run.result.value(QLatin1String("changes")).toObject();
    for (const QJsonValue side : sides) {
        for (const QJsonValue count : side.toObject())
            total += count.toInt();
    }
    return total;
}

/// How a run ended, from wherever it is known.
struct Ending
{
    QString status;
    bool isDryRun = false;
    qsizetype errors = 0;
    int refusedValues = 0;
    int left = 0; ///< records that it saw to differ and did not write
    bool isGuarded = false;
    QString why;
};

QString firstMessage(const RunRecord &run, const char *list)
{
    const QJsonArray entries = run.result.value(QLatin1String(list)).toArray();
    return entries.isEmpty() ? QString() : entries.first()[QLatin1String("message")].toString();
}

Ending endingOf(const RunRecord &run)
{
    const QString guard = firstMessage(run, "guards");
    return {run.status,
            run.dryRun,
            run.result.value(QLatin1String("errors")).toArray().size(),
            run.result.value(QLatin1String("quarantined")).toInt(),
            run.result.value(QLatin1String("left")).toInt(),
            !guard.isEmpty(),
            guard.isEmpty() ? firstMessage(run, "errors") : guard};
}

Ending endingOf(const RunResult &result)
{
    QString why;
    if (!result.errors.empty())
        why = describe(result.errors.front().error);
    else if (!result.guards.empty())
        why = result.guards.front().message;
    return {runStatusName(result.status),
            result.dryRun,
            qsizetype(result.errors.size()),
            result.quarantined,
            result.left,
            !result.guards.empty(),
            why};
}

/// One judgement of one service.
class Judgement
{
public:
    Judgement(const ServiceFacts &facts, const SessionFacts &session)
        : m_facts(facts)
        , m_session(session)
    { }

    ServiceTruth run();

private:
    void countStanding();
    void lookAtPreview();
    void lookAtLastPreview();
    void lookAtOutcome();
    void lookAtRunning();
    void takeEnding(const Ending &ending);
    void takeState(const Ending &ending, State state);
    [[nodiscard]] State worstCount() const;
    void worsen(State state) { m_truth.state = std::max(m_truth.state, state); }

    const ServiceFacts &m_facts;
    const SessionFacts &m_session;
    ServiceTruth m_truth;
};

void Judgement::countStanding()
{
    const Standing &standing = m_facts.standing;
    m_truth.waiting = standing.conflicts + standing.questions;
    m_truth.decided = standing.decided;
    m_truth.onHold = standing.held;
    m_truth.refused = standing.refused;
    m_truth.paused = standing.paused;
    m_truth.records = standing.records;
    m_truth.partial = standing.partial;
    m_truth.undelivered = standing.undelivered;
}

/// What lies open: its changes wait for *Apply*, and its conflicts are known nowhere else.
void Judgement::lookAtPreview()
{
    const RunResult &preview = *m_session.preview;
    const Plan &plan = preview.plan;
    m_truth.hasPreview = true;
    m_truth.isUndo = !preview.undoneRun.isEmpty();
    m_truth.changes = int(plan.operations.size());
    m_truth.isStopped = m_truth.isGuarded = plan.isBlocked();
    if (m_truth.isStopped)
        m_truth.why = plan.guards.front().message;
    const QSet<QString> &known = m_facts.standing.asked;
    QSet<QUuid> records;
    for (const Conflict &conflict : plan.conflicts) {
        if (conflict.state != Conflict::State::Open || known.contains(conflict.id))
            continue;
        ++m_truth.found;
        records.insert(conflict.link);
    }
    for (const Question &question : plan.questions) {
        const bool isNew = !known.contains(question.id);
        m_truth.found += isNew ? 1 : 0;
        m_truth.records += isNew ? 1 : 0;
    }
    m_truth.records += int(records.size());
    m_truth.waiting += m_truth.found;
}

/// A preview that nobody looks at any more found what it found.
void Judgement::lookAtLastPreview()
{
    const RunRecord &preview = *m_facts.lastPreview;
    m_truth.changes = changesIn(preview);
    const int asked = preview.result.value(QLatin1String("conflicts")).toInt();
    m_truth.found = std::max(0, asked - int(m_facts.standing.asked.size()));
    m_truth.records += m_truth.found;
    m_truth.waiting += m_truth.found;
}

void Judgement::takeState(const Ending &ending, State state)
{
    if (state >= m_truth.state || m_truth.why.isEmpty())
        m_truth.why = ending.why;
    m_truth.isOfPreview = ending.isDryRun && state >= m_truth.state;
    worsen(state);
}

void Judgement::takeEnding(const Ending &ending)
{
    const auto is = [&ending](RunStatus status) { return ending.status == runStatusName(status); };
    if (is(RunStatus::Failed)) {
        m_truth.isFailed = true;
        takeState(ending, State::Failed);
    } else if (is(RunStatus::Blocked)) {
        m_truth.isStopped = true;
        m_truth.isGuarded = m_truth.isGuarded || ending.isGuarded;
        takeState(ending, State::Stopped);
    } else if (is(RunStatus::Partial) && ending.errors > ending.refusedValues) {
        takeState(ending, State::SomeFailed);
    } else if (is(RunStatus::Locked)) {
        takeState(ending, State::Locked);
    } else if (is(RunStatus::Cancelled) && !ending.isDryRun) {
        takeState(ending, State::Cancelled);
    }
    if (!ending.isDryRun)
        m_truth.undelivered += ending.left;
}

/// How it ended last: here, or by the history where that is newer.
void Judgement::lookAtOutcome()
{
    const RunResult *last = m_session.lastResult;
    const bool isOld = last && !last->dryRun; // what the history tells is the same run, or older
    if (m_facts.lastRun && !isOld)
        takeEnding(endingOf(*m_facts.lastRun));
    if (last)
        takeEnding(endingOf(*last));
    // The history counts what was left before as well; whether it has this run yet or not.
    if (isOld && !last->undoneRun.isEmpty() && m_facts.lastRun) {
        const int before = endingOf(*m_facts.lastRun).left;
        m_truth.undelivered
            += m_facts.lastRun->id == last->runId ? std::max(0, before - last->left) : before;
    }
    if (m_facts.wasInterrupted && m_session.activity == SessionFacts::Activity::Idle) {
        m_truth.isInterrupted = true;
        worsen(State::Interrupted);
    }
}

State Judgement::worstCount() const
{
    const std::pair<int, State> classes[] = {
        {m_truth.waiting, State::Waiting},     {m_truth.refused, State::Refused},
        {m_truth.paused, State::Paused},       {m_truth.onHold, State::OnHold},
        {m_truth.partial, State::Partial},     {m_truth.undelivered, State::Undelivered},
        {m_truth.changes, State::PreviewOpen}, {m_truth.decided, State::Decided},
    };
    State worst = State::NeverSynced;
    for (const auto &[count, state] : classes) {
        if (count > 0)
            worst = std::max(worst, state);
    }
    return worst;
}

void Judgement::lookAtRunning()
{
    using Activity = SessionFacts::Activity;
    using Running = ServiceTruth::Running;
    const bool isElsewhere = m_facts.holder && !m_facts.holder->isUs;
    if (m_session.activity == Activity::Syncing)
        m_truth.running = Running::SyncingHere;
    else if (m_session.activity == Activity::Previewing)
        m_truth.running = Running::PreviewingHere;
    else if (isElsewhere)
        m_truth.running
            = m_facts.isPreviewed ? Running::PreviewingElsewhere : Running::SyncingElsewhere;
    else if (m_session.activity == Activity::Queued)
        m_truth.running = Running::Queued;
}

ServiceTruth Judgement::run()
{
    lookAtRunning();
    countStanding();
    if (!m_session.lacks.isEmpty()) {
        m_truth.state = State::NotConnected;
        m_truth.why = m_session.lacks;
        return m_truth;
    }
    const bool wasSynced = m_facts.lastRun || m_facts.standing.links > 0
        || (m_session.lastResult && !m_session.lastResult->dryRun);
    m_truth.state = wasSynced ? State::InSync : State::NeverSynced;
    if (m_session.preview)
        lookAtPreview();
    else if (m_facts.lastPreview)
        lookAtLastPreview();
    if (m_truth.isStopped)
        worsen(State::Stopped);
    lookAtOutcome();
    worsen(worstCount());
    return m_truth;
}

} // namespace

ServiceTruth truthOf(const ServiceFacts &facts, const SessionFacts &session)
{
    return Judgement(facts, session).run();
}

QString stateName(State state)
{
    static constexpr const char *names[]
        = {"not_connected", "never_synced", "in_sync",   "decided", "preview_open", "undelivered",
           "partial",       "on_hold",      "cancelled", "locked",  "paused",       "refused",
           "some_failed",   "interrupted",  "waiting",   "stopped", "failed"};
    return QLatin1String(names[size_t(state)]);
}

QString runningName(ServiceTruth::Running running)
{
    switch (running) {
    case ServiceTruth::Running::No:
    case ServiceTruth::Running::Queued:
        return QStringLiteral("no");
    case ServiceTruth::Running::PreviewingHere:
    case ServiceTruth::Running::SyncingHere:
        return QStringLiteral("here");
    case ServiceTruth::Running::PreviewingElsewhere:
    case ServiceTruth::Running::SyncingElsewhere:
        break;
    }
    return QStringLiteral("elsewhere");
}
