#include "gui/board/serviceboard.h"

#include "app/history/blockedplan.h"
#include "app/history/planchoices.h"
#include "app/text/translation.h"

#include <QSet>

#include <algorithm>

namespace {

constexpr int RunsToLookAt = 20; // enough to find one behind a row of previews
constexpr int ServicesAtOnce = 2;

/// Whether a person would see something else in the history or among what waits.
bool differs(const ServiceFacts &left, const ServiceFacts &right)
{
    const auto id = [](const std::optional<RunRecord> &run) { return run ? run->id : QString(); };
    return id(left.lastRun) != id(right.lastRun) || id(left.lastPreview) != id(right.lastPreview)
        || left.standing != right.standing;
}

} // namespace

ServiceBoard::ServiceBoard(const Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_controller(session.runJob, ServicesAtOnce)
{
    m_time.start();
    for (const ServiceDefinition &definition : m_session.services) {
        ServiceState state;
        state.definition = inOwnWords(definition);
        state.unavailable = translated(m_session.unavailable.value(definition.name));
        m_services.push_back(std::move(state));
    }
    // What can be synced comes first; within that, the session's order.
    std::stable_partition(m_services.begin(), m_services.end(),
                          [](const ServiceState &state) { return state.unavailable.isEmpty(); });
    followController();
    watchHome();
}

void ServiceBoard::watchHome()
{
    if (m_session.configuration.stateFolder.isEmpty())
        return;
    m_watcher = std::make_unique<HomeWatcher>(m_session.configuration);
    connect(m_watcher.get(), &HomeWatcher::changed, this, &ServiceBoard::refresh);
    connect(m_watcher.get(), &HomeWatcher::changed, this, &ServiceBoard::homeChanged);
}

int ServiceBoard::rowOf(const QString &service) const
{
    const auto found
        = std::find_if(m_services.begin(), m_services.end(),
                       [&](const ServiceState &state) { return state.definition.name == service; });
    return found == m_services.end() ? -1 : int(found - m_services.begin());
}

void ServiceBoard::followController()
{
    connect(&m_controller, &SyncController::queued, this, [this](const QString &service) {
        const int row = rowOf(service);
        m_services.at(size_t(row)).activity = ServiceState::Activity::Waiting;
        emit changed(row);
    });
    connect(&m_controller, &SyncController::started, this,
            [this](const QString &service, bool dryRun) {
                const int row = rowOf(service);
                ServiceState &state = m_services.at(size_t(row));
                state.activity
                    = dryRun ? ServiceState::Activity::Previewing : ServiceState::Activity::Syncing;
                state.progress = {};
                m_second.start();
                emit changed(row);
            });
    connect(&m_controller, &SyncController::progressed, this,
            [this](const QString &service, const RunProgress &progress) {
                const int row = rowOf(service);
                m_services.at(size_t(row))
                    .progress.update(progress, std::chrono::milliseconds(m_time.elapsed()));
                emit changed(row);
            });
    connect(&m_controller, &SyncController::finished, this, &ServiceBoard::takeResult);
    connect(&m_controller, &SyncController::becameIdle, &m_second, &QTimer::stop);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &ServiceBoard::lookAtBudget);
}

/// A run that waits for Notion's limit reports nothing: the limit is asked how long.
void ServiceBoard::lookAtBudget()
{
    if (!m_session.budget)
        return;
    const auto wait = std::chrono::ceil<std::chrono::seconds>(m_session.budget().wait);
    const std::chrono::milliseconds now(m_time.elapsed());
    for (size_t row = 0; row < m_services.size(); ++row) {
        ServiceState &state = m_services[row];
        const bool isAtWork = state.isActive() && state.activity != ServiceState::Activity::Waiting;
        if (isAtWork && state.progress.wait(wait, now))
            emit changed(int(row));
    }
}

void ServiceBoard::sync(int row, RunMode mode)
{
    SyncJob job;
    job.mode = mode;
    start(row, std::move(job));
}

void ServiceBoard::preview(int row, RunMode mode)
{
    SyncJob job;
    job.mode = mode;
    job.dryRun = true;
    if (const SharedResult &open = service(row).preview; open && open->undoneRun.isEmpty())
        job.choices = open->choices;
    start(row, std::move(job));
}

Result<void> ServiceBoard::decideInPreview(int row, const std::vector<Decision> &decisions)
{
    const ServiceState &state = service(row);
    if (!state.preview)
        return {};
    const Result<PreviewChoices> choices
        = choicesOn(state.preview->plan, state.definition, decisions);
    if (!choices)
        return failure(choices.error());
    SyncJob job;
    job.mode = state.preview->mode;
    job.dryRun = true;
    job.choices = joined(state.preview->choices, *choices);
    start(row, std::move(job));
    return {};
}

SyncRoad ServiceBoard::roadOf(int row) const
{
    const ServiceState &state = service(row);
    return roadOfSync(state.isReviewed, state.preview.get(), state.skipped.size());
}

std::vector<int> ServiceBoard::rowsOfAll() const
{
    std::vector<int> rows;
    for (int row = 0; row < int(m_services.size()); ++row) {
        const ServiceState &state = service(row);
        if (state.unavailable.isEmpty()
            && !m_session.configuration.disabledServices.contains(state.definition.name))
            rows.push_back(row);
    }
    return rows;
}

std::vector<int> ServiceBoard::rowsToStart() const
{
    std::vector<int> rows = rowsOfAll();
    std::stable_sort(rows.begin(), rows.end(), [this](int left, int right) {
        return service(left).requestsToExpect() < service(right).requestsToExpect();
    });
    return rows;
}

void ServiceBoard::previewAll()
{
    for (const int row : rowsToStart())
        preview(row);
}

void ServiceBoard::setSkipped(int row, std::vector<size_t> skipped)
{
    m_services.at(size_t(row)).skipped = std::move(skipped);
    emit ticked(row);
}

void ServiceBoard::closeReport(int row)
{
    m_services.at(size_t(row)).isTold = true;
    emit changed(row);
}

void ServiceBoard::apply(int row, bool passGuards)
{
    const ServiceState &state = service(row);
    const SharedResult preview = state.preview;
    if (!preview)
        return;
    SyncJob job;
    job.mode = preview->mode;
    job.passGuards = passGuards;
    job.choices = preview->choices;
    if (preview->undoneRun.isEmpty()) {
        job.plan = std::shared_ptr<const Plan>(preview, &preview->plan); // no copy
        job.skipped = state.skipped;
    } else {
        job.undoRun = preview->undoneRun;
        for (const size_t index : state.skipped) {
            const Operation &operation = preview->plan.operations.at(index);
            job.leftAlone.push_back({preview->plan.links.at(operation.link).id, operation.side});
        }
    }
    start(row, std::move(job));
}

void ServiceBoard::previewUndo(int row, const QString &runId)
{
    SyncJob job;
    job.dryRun = true;
    job.undoRun = runId;
    start(row, std::move(job));
}

bool ServiceBoard::start(int row, SyncJob job)
{
    const ServiceState &state = service(row);
    if (!state.unavailable.isEmpty() || m_isRetired)
        return false;
    const auto &services = m_session.services;
    job.definition
        = *std::find_if(services.begin(), services.end(), [&](const ServiceDefinition &definition) {
              return definition.name == state.definition.name;
          });
    return m_controller.enqueue(job);
}

void ServiceBoard::discardPreview(int row)
{
    takePreview(m_services.at(size_t(row)), nullptr);
    emit changed(row);
}

void ServiceBoard::adoptPreview(const SharedResult &preview)
{
    const int row = rowOf(preview->service);
    if (row >= 0 && !service(row).isActive())
        takeResult(preview);
}

void ServiceBoard::takeResult(const SharedResult &result)
{
    const int row = rowOf(result->service);
    if (row < 0)
        return;
    ServiceState &state = m_services.at(size_t(row));
    state.activity = ServiceState::Activity::Idle;
    const bool wasStopped = result->status == RunStatus::Cancelled;
    if (!wasStopped) {
        state.lastResult = result;
        state.isTold = result->dryRun;
    }
    // A plan to look at replaces the one before; a run that did not come to its end leaves it
    // alone, for whoever reviewed it wants to apply it again.
    const bool cameToItsEnd
        = !wasStopped && result->status != RunStatus::Locked && result->status != RunStatus::Failed;
    const bool hasPlan = result->dryRun || result->status == RunStatus::Blocked;
    if (cameToItsEnd)
        takePreview(state, hasPlan ? result : nullptr);
    if (cameToItsEnd && !hasPlan)
        state.isReviewed = true;
    emit changed(row);
    emit finished(row);
    if (!result->dryRun)
        refresh();
}

/// What was not accepted before is not accepted in the plan that replaces it either.
void ServiceBoard::takePreview(ServiceState &state, const SharedResult &preview)
{
    const SharedResult before = std::exchange(state.preview, preview);
    const std::vector<size_t> skipped = std::exchange(state.skipped, {});
    if (before && preview && before->undoneRun == preview->undoneRun)
        state.skipped = carrySkipped(before->plan, skipped, preview->plan);
}

void ServiceBoard::refresh()
{
    m_background.run(
        this, [session = m_session] { return readSnapshots(session); },
        [this](const std::map<QString, Snapshot> &snapshots) { takeSnapshots(snapshots); });
}

std::map<QString, ServiceBoard::Snapshot> ServiceBoard::readSnapshots(const Session &session)
{
    std::map<QString, Snapshot> snapshots;
    QStringList names;
    for (const ServiceDefinition &definition : session.services)
        names << definition.name;
    auto facts = session.readFacts(names);
    const auto history = session.openHistory();
    if (!facts || !history)
        return snapshots;
    for (const ServiceDefinition &definition : session.services) {
        Snapshot &snapshot = snapshots[definition.name];
        if (const auto runs = (*history)->runs(definition.name, RunsToLookAt))
            snapshot.isReviewed = ::isReviewed(*runs);
        snapshot.facts = std::move((*facts)[definition.name]);
        if (snapshot.facts.lastRun)
            snapshot.blocked = readBlockedPlan(*snapshot.facts.lastRun, definition);
    }
    return snapshots;
}

void ServiceBoard::takeSnapshots(const std::map<QString, Snapshot> &snapshots)
{
    bool isRunElsewhere = false;
    for (size_t row = 0; row < m_services.size(); ++row) {
        const auto found = snapshots.find(m_services[row].definition.name);
        if (found == snapshots.end())
            continue;
        const std::optional<LockHolder> &holder = found->second.facts.holder;
        isRunElsewhere = isRunElsewhere || (holder && !holder->isUs);
        takeSnapshot(int(row), found->second);
    }
    m_hasRead = true;
    if (m_watcher)
        m_watcher->follow(isRunElsewhere);
}

void ServiceBoard::takeSnapshot(int row, const Snapshot &snapshot)
{
    ServiceState &state = m_services.at(size_t(row));
    const ServiceFacts before = std::exchange(state.facts, snapshot.facts);
    state.lastRun = snapshot.facts.lastRun;
    const bool wasReviewed
        = std::exchange(state.isReviewed, state.isReviewed || snapshot.isReviewed);
    const auto id
        = [](const ServiceFacts &facts) { return facts.lastRun ? facts.lastRun->id : QString(); };
    // What this session did last is no longer the latest where another program ran since.
    const QString ran = id(snapshot.facts);
    if (m_hasRead && ran != id(before) && state.lastResult && ran != state.lastResult->runId)
        state.lastResult.reset();
    // Only what this session has not looked at itself.
    const bool hasBlocked = !state.lastResult && !state.preview && snapshot.blocked;
    if (hasBlocked)
        takePreview(state, snapshot.blocked);
    if (!m_hasRead || hasBlocked || wasReviewed != state.isReviewed || before != state.facts)
        emit changed(row);
    if (m_hasRead && differs(before, state.facts))
        emit factsChanged(row);
}

std::vector<NamedTruth> ServiceBoard::truths() const
{
    std::vector<NamedTruth> truths;
    for (const ServiceState &state : m_services)
        truths.push_back({state.definition.title, state.truth()});
    return truths;
}

Mood ServiceBoard::worstMood() const
{
    return moodOf(worstState(truths()));
}

QString ServiceBoard::summary() const
{
    QStringList active;
    for (const ServiceState &state : m_services) {
        const QString &title = state.definition.title;
        if (state.activity == ServiceState::Activity::Syncing)
            active << tr("Syncing %1: %2").arg(title, state.progress.text());
        else if (state.activity == ServiceState::Activity::Previewing)
            active << tr("Previewing %1: %2").arg(title, state.progress.text());
        else if (const QString elsewhere = elsewhereWords(state.truth()); !elsewhere.isEmpty())
            //: %1 is a service, %2 "syncing in another program"
            active << tr("%1: %2").arg(title, elsewhere);
    }
    return active.isEmpty() ? overallSentence(truths()) : active.join(QStringLiteral("   "));
}
