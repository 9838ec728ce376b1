#include "sync/plan/approvedplan.h"

#include "core/phrase.h"

#include <algorithm>

void ApprovedPlan::holdSkipped(const std::vector<size_t> &skipped)
{
    const QString reason = Phrase::tr("skipped in the preview");
    std::vector<Operation> accepted;
    for (size_t index = 0; index < m_plan.operations.size(); ++index) {
        Operation &operation = m_plan.operations[index];
        LinkState &link = m_plan.links[operation.link];
        if (std::find(skipped.begin(), skipped.end(), index) == skipped.end()) {
            accepted.push_back(std::move(operation));
        } else if (operation.kind != OperationKind::Update) {
            link.holds.push_back({AliveField, reason});
        } else {
            for (const int field : operation.fields)
                link.holds.push_back({field, reason});
        }
    }
    m_plan.operations = std::move(accepted);
}

bool ApprovedPlan::sameOutcome(const LinkState &planned, const LinkState &seen) const
{
    if (seen.condition != planned.condition || seen.alive.value != planned.alive.value)
        return false;
    for (int field = 0; field < m_context.fieldCount(); ++field) {
        if (seen.agreed(field).value != planned.agreed(field).value)
            return false;
    }
    return true;
}

/// Whether the plan's link is one step ahead of the stored one: no other run moved it meanwhile.
bool ApprovedPlan::followsFrom(const LinkState &planned, const LinkState &stored) const
{
    for (int field = AliveField; field < m_context.fieldCount(); ++field) {
        const Agreed &now = stored.agreed(field);
        const Agreed &then = planned.agreed(field);
        const bool same = now.revision == then.revision && now.value == then.value;
        if (!same && now.revision + 1 != then.revision)
            return false;
    }
    return true;
}

bool ApprovedPlan::isUnmoved(const Operation &operation, const QHash<QUuid, LinkState> &seen,
                             const QHash<QUuid, LinkState> &stored) const
{
    const LinkState &planned = m_plan.links[operation.link];
    const size_t side = size_t(operation.side);
    if (operation.kind == OperationKind::Create
        && m_context.askedCreates.contains({operation.side, planned.id}))
        return false; // what it would make may be there by now
    const auto sameMember = [&](const LinkState &link) {
        return link.sides[side].member.has_value() == planned.sides[side].member.has_value();
    };
    const auto before = stored.constFind(planned.id);
    if (before != stored.constEnd() && !followsFrom(planned, *before))
        return false;
    const auto now = seen.constFind(planned.id);
    if (now != seen.constEnd())
        return sameMember(*now) && sameOutcome(planned, *now);
    if (before != stored.constEnd() && !sameMember(*before))
        return false;
    // A linked record that did not show up is unchanged. One that nobody linked yet must still be
    // there, which a look at everything since the plan tells, too.
    return before != stored.constEnd() || m_sawSince;
}

/// A record that is older than it was, or gone, and to be made once more.
static bool wasSetBack(const LinkState &now, const LinkState &before)
{
    for (size_t side = 0; side < now.sides.size(); ++side) {
        const std::optional<Member> &shown = now.sides[side].member;
        const std::optional<Member> &known = before.sides[side].member;
        const bool isGone = known && !shown;
        if (isGone
            || (shown && known && shown->version.edited && known->version.edited
                && shown->version.edited->from < known->version.edited->from))
            return true;
    }
    return false;
}

void ApprovedPlan::keep(const std::vector<size_t> &operations, QHash<QUuid, LinkState> &seen,
                        const QHash<QUuid, LinkState> &stored)
{
    std::vector<Operation> kept;
    std::vector<LinkState> links;
    QHash<QUuid, size_t> places;
    for (const size_t index : operations) {
        Operation operation = std::move(m_plan.operations[index]);
        LinkState &planned = m_plan.links[operation.link];
        const QUuid id = planned.id;
        if (!places.contains(id)) {
            places.insert(id, links.size());
            const std::vector<Hold> holds = planned.holds;
            const auto now = seen.find(id);
            links.push_back(now != seen.end() ? std::move(*now) : std::move(planned));
            links.back().holds = holds;
        }
        operation.link = places.value(id);
        kept.push_back(std::move(operation));
    }
    QSet<QUuid> committed(places.keyBegin(), places.keyEnd());
    for (const LinkState &link : m_plan.links) {
        if (places.contains(link.id))
            continue;
        if (std::optional<LinkState> known = withoutStep(link, seen, stored)) {
            committed.insert(link.id);
            links.push_back(std::move(*known));
        }
    }
    m_plan.operations = std::move(kept);
    m_plan.links = std::move(links);
    keepPending(committed);
    countLeft(committed, seen, stored);
    keepConflicts(committed, seen);
}

/// Whether some side shows its record in part.
static bool isPartial(const LinkState &link)
{
    return std::any_of(link.sides.begin(), link.sides.end(),
                       [](const LinkSide &side) { return side.member && side.member->isPartial; });
}

/// What a person should know of a link though nothing is written: fields on hold or in conflict, a
/// record that cannot be read, or in part only.
static bool tellsMore(const LinkState &link, const LinkState *before)
{
    const auto state = [](const LinkState *of) {
        const bool isUsual = !of || of->condition == LinkState::Condition::Tombstone;
        return isUsual ? LinkState::Condition::Active : of->condition;
    };
    return state(&link) != state(before) || isPartial(link) != (before && isPartial(*before))
        || link.frozen != (before ? before->frozen : std::vector<int>());
}

/// The state to commit of a link that nothing is written of now: its steps were skipped or refused,
/// or it never had any. Nothing where the link moved since the plan was made, and where there is
/// nothing to tell: the next run sees it again.
std::optional<LinkState> ApprovedPlan::withoutStep(const LinkState &link,
                                                   const QHash<QUuid, LinkState> &seen,
                                                   const QHash<QUuid, LinkState> &stored) const
{
    const auto before = stored.constFind(link.id);
    const auto now = seen.constFind(link.id);
    const bool isKnown = before != stored.constEnd();
    const bool isSeen = now != seen.constEnd();
    if ((isKnown && !followsFrom(link, *before)) || (isSeen && !sameOutcome(link, *now)))
        return std::nullopt;
    if (!link.holds.empty())
        return link;
    if (isKnown && isSeen && wasSetBack(*now, *before))
        return *now;
    const LinkState &latest = isSeen ? *now : link;
    if (m_stepped.contains(link.id) || m_steppedNow.contains(link.id)
        || (!isKnown && !isSeen && !m_sawSince) || !tellsMore(latest, isKnown ? &*before : nullptr))
        return std::nullopt;
    return latest;
}

/// What was seen besides the plan is the next run's business, but a person is told that it is
/// there.
void ApprovedPlan::countLeft(const QSet<QUuid> &committed, const QHash<QUuid, LinkState> &seen,
                             const QHash<QUuid, LinkState> &stored)
{
    for (auto now = seen.begin(); now != seen.end(); ++now) {
        if (committed.contains(now.key()))
            continue;
        const auto before = stored.constFind(now.key());
        const bool isKnown = before != stored.constEnd();
        const bool hasMoved = isKnown && !sameOutcome(*now, *before);
        if (hasMoved || m_steppedNow.contains(now.key())
            || tellsMore(*now, isKnown ? &*before : nullptr))
            ++m_context.result.left;
    }
    QSet<QString> asked;
    for (const Question &question : m_plan.questions)
        asked.insert(question.id);
    for (Question &question : m_now.questions) {
        if (!asked.contains(question.id))
            m_plan.questions.push_back(std::move(question));
    }
}

/// Of a link that is not committed nothing is told: what was decided about it waits for the next
/// run. Conflicts are told with the values that the sides show now.
void ApprovedPlan::keepConflicts(const QSet<QUuid> &committed, const QHash<QUuid, LinkState> &seen)
{
    std::erase_if(m_plan.conflicts, [&](const Conflict &conflict) {
        return !committed.contains(conflict.link) || seen.contains(conflict.link);
    });
    for (Conflict &conflict : m_now.conflicts) {
        if (committed.contains(conflict.link))
            m_plan.conflicts.push_back(std::move(conflict));
    }
    std::erase_if(m_plan.settledDecisions, [&committed](const SettledDecision &decision) {
        return !committed.contains(decision.link);
    });
}

/// Records in an open conflict and those that cannot be read are looked at again by every run.
void ApprovedPlan::keepPending(const QSet<QUuid> &committed)
{
    QSet<std::pair<int, QString>> records;
    for (const LinkState &link : m_plan.links) {
        for (size_t side = 0; committed.contains(link.id) && side < link.sides.size(); ++side) {
            if (const std::optional<Member> &member = link.sides[side].member)
                records.insert({int(side), member->recordId});
        }
    }
    std::move(m_now.pending.begin(), m_now.pending.end(), std::back_inserter(m_plan.pending));
    std::erase_if(m_plan.pending, [&records](const PendingRead &read) {
        return !records.contains({read.side, read.recordId});
    });
}

Result<Plan> ApprovedPlan::prepare(const std::vector<size_t> &skipped)
{
    for (const Operation &operation : m_plan.operations)
        m_stepped.insert(m_plan.links[operation.link].id);
    holdSkipped(skipped);
    const std::vector<SideMemory> memories = m_context.memories;
    Result<QHash<QUuid, LinkState>> stored = storedLinks();
    if (!stored)
        return failure(stored.error());
    Result<QHash<QUuid, LinkState>> seen = linksAsTheyAre(*stored);
    if (!seen)
        return failure(seen.error());
    QSet<QUuid> others(seen->keyBegin(), seen->keyEnd());
    others.removeIf([&](const QUuid &id) { return stored->contains(id); });
    if (Result<void> added = addStored(others, *stored); !added)
        return failure(added.error());
    std::vector<size_t> accepted;
    for (size_t index = 0; index < m_plan.operations.size(); ++index) {
        const Operation &operation = m_plan.operations[index];
        if (isUnmoved(operation, *seen, *stored)) {
            accepted.push_back(index);
            continue;
        }
        ++m_context.result.refused;
        m_context.result.warnings.append(
            Phrase::tr("\"%1\" was left alone: it changed since the plan was made.")
                .arg(operation.key));
    }
    keep(accepted, *seen, *stored);
    m_context.memories = memories;
    m_plan.memories = memories;
    m_plan.runId = m_context.options.runId;
    m_plan.settledPending.clear();
    return std::move(m_plan);
}
