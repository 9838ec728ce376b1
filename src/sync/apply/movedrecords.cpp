#include "core/phrase.h"
#include "sync/apply/applier.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"

#include <algorithm>

// What the applier does about records that are not as they were when they were planned.

bool Applier::showsWhatWasPlanned(const Operation &operation, const Record &fresh) const
{
    const LinkState &link = m_plan.links[operation.link];
    if (Value::boolean(fresh.alive) != link.shown(operation.side, AliveField).value)
        return false;
    return std::all_of(operation.fields.begin(), operation.fields.end(), [&](int field) {
        const Value &now = fresh.fields[size_t(field)];
        return !now.isKnown()
            || sameValue(m_context.definition.fields[size_t(field)], now,
                         link.shown(operation.side, field).value);
    });
}

/// Sides that say so are read right before they are written.
Result<void> Applier::readFresh(int side, std::vector<Step> &batch)
{
    if (!m_context.connector(side).traits().freshReadBeforeWrite)
        return {};
    std::vector<Step *> steps;
    QStringList ids;
    for (Step &step : batch) {
        if (operationOf(step).kind == OperationKind::Create
            || step.state != JournalEntry::State::Planned)
            continue;
        steps.push_back(&step);
        ids.append(step.request.recordId);
    }
    Result<std::vector<Reading>> readings = m_context.read(side, ids);
    if (!readings)
        return failure(readings.error());
    for (size_t index = 0; index < steps.size(); ++index) {
        if (Result<void> taken = takeFresh(side, *steps[index], std::move((*readings)[index]));
            !taken)
            return taken;
    }
    return {};
}

Result<void> Applier::takeFresh(int side, Step &step, Reading &&reading)
{
    const Operation &operation = operationOf(step);
    const bool isFound = reading.state == Reading::State::Found;
    if (!isFound) {
        moved(side, step);
        return {};
    }
    Record &fresh = reading.record;
    const std::optional<Member> &known = m_plan.links[operation.link].sides[size_t(side)].member;
    if (known && wasSetBack(side, *known, fresh)) {
        step.state = JournalEntry::State::Failed;
        step.error = Phrase::tr("The record is older than it was.");
        return {};
    }
    if (operation.kind == OperationKind::Restore && isTombstone(fresh)) {
        makeAnew(side, step);
        return {};
    }
    Record canonical = fresh;
    Record *pointer = &canonical;
    if (Result<void> done = m_references.resolve(side, std::span(&pointer, 1)); !done)
        return done;
    if (showsWhatWasPlanned(operation, canonical))
        step.request.fresh = std::move(fresh);
    else
        moved(side, step);
    return {};
}

/// Nothing is left that could be restored: the link gets a new record there.
void Applier::makeAnew(int side, Step &step)
{
    m_plan.links[operationOf(step).link].sides[size_t(side)] = {};
    moved(side, step);
    step.error = Phrase::tr("The record was deleted for good; it is made anew.");
}

void Applier::moved(int side, Step &step)
{
    const Operation &operation = operationOf(step);
    step.state = JournalEntry::State::Failed;
    step.error = Phrase::tr("The record changed since it was read.");
    if (m_isApproved) {
        ++m_context.result.refused;
        // What is behind is counted as such; of the rest nobody would know before the next run.
        const LinkState &link = m_plan.links[operation.link];
        if (!isBehind(m_context.definition, link) && !m_leftAlone.contains(link.id)) {
            m_leftAlone.insert(link.id);
            ++m_context.result.left;
        }
        m_context.result.warnings.append(
            Phrase::tr("\"%1\" was left alone: it changed in %2 since the plan was made.")
                .arg(operation.key, sideName(m_context.definition.sideId(side))));
        return;
    }
    m_moved.append({m_plan.links[operation.link].id, side});
}

/// A store that answers for itself and shows an older record than before was set back: merging
/// that would take its old values for edits.
bool Applier::wasSetBack(int side, const Member &known, const Record &record)
{
    const std::optional<TimeInterval> &before = known.version.edited;
    const std::optional<TimeInterval> &now = record.version.edited;
    if (m_context.connector(side).traits().listingsAreHints || !before || !now
        || now->from >= before->from)
        return false;
    m_context.result.errors.push_back(
        {record.id,
         {ErrorKind::Refused,
          Phrase::tr("This record of %1 is older than what it showed before: it looks like a "
                     "restored backup. It was left alone; run a full sync to see how many are "
                     "concerned.")
              .arg(sideName(m_context.definition.sideId(side))),
          {},
          {},
          {}}});
    return true;
}

/// Reads what moved, merges it once more and applies what follows, in the same run.
void Applier::retryMoved()
{
    std::unordered_map<QUuid, SideViews, UuidHash> views;
    for (const auto &[link, side] : std::as_const(m_moved)) {
        Result<std::vector<LinkState>> state = m_context.links(std::span(&link, 1));
        if (!state || state->empty())
            continue;
        const std::optional<Member> &member = state->front().sides[size_t(side)].member;
        if (!member) {
            views[link].resize(m_context.definition.sideCount());
            continue;
        }
        Result<std::vector<Reading>> reading = m_context.read(side, {member->recordId});
        if (!reading || reading->front().state != Reading::State::Found
            || wasSetBack(side, *member, reading->front().record))
            continue;
        SideViews &shownNow = views[link];
        shownNow.resize(m_context.definition.sideCount());
        SideView &view = shownNow[size_t(side)];
        view.state = SideView::State::Found;
        view.record = std::move(reading->front().record);
        view.fingerprint = recordFingerprint(m_context.definition, view.record);
    }
    m_moved.clear();
    Result<Plan> plan = Planner(m_context, m_references).remerge(std::move(views));
    if (!plan) {
        m_context.result.errors.push_back({{}, plan.error()});
        return;
    }
    Result<std::vector<qint64>> ids = m_context.store().commitPlan(*plan);
    if (!ids) {
        m_context.result.errors.push_back({{}, ids.error()});
        return;
    }
    apply(std::move(*plan), *ids);
}

/// What moves under every attempt, or is not changed by any.
void Applier::giveUpMoved()
{
    for (const auto &[link, side] : std::as_const(m_moved)) {
        const auto known
            = std::find_if(m_plan.links.begin(), m_plan.links.end(),
                           [&link = link](const LinkState &state) { return state.id == link; });
        if (known == m_plan.links.end())
            continue;
        m_context.result.errors.push_back(
            {titleOf(m_context.definition, *known),
             {ErrorKind::Moved,
              Phrase::tr("%1 did not take the change: the record changes all the time, or "
                         "something there refuses changes in silence (a trigger, for "
                         "example). The next sync tries again.")
                  .arg(sideNameAtStart(m_context.definition.sideId(side))),
              {},
              {},
              {}}});
    }
}
