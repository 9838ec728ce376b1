#include "sync/plan/approvedplan.h"

#include "sync/common/equality.h"

#include <algorithm>

void ApprovedPlan::holdSkipped(const std::vector<size_t> &skipped)
{
    const QString reason = QStringLiteral("skipped in the preview");
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

/// What tripped it were records that a look at recent changes does not show.
static bool isAboutUnseenRecords(const Guard &guard)
{
    static const QStringList names{OlderRecords, QStringLiteral("zero_records"),
                                   QStringLiteral("safety_valve")};
    return names.contains(guard.name);
}

/// Whether the plan's cursors say what changed since it was made: by the same mapping, on the same
/// sides.
bool ApprovedPlan::knowsSince() const
{
    if (m_plan.memories.size() != m_context.memories.size())
        return false;
    for (size_t side = 0; side < m_plan.memories.size(); ++side) {
        const SideMemory &then = m_plan.memories[side];
        if (then.cursor.isEmpty() || then.dependsOn != m_context.definition.hash
            || then.identity != m_context.memories[side].identity)
            return false;
    }
    return true;
}

/// What a run would make of the links now. A plan that knows where it stood needs only what changed
/// since; another one what changed since the last run, unless that leaves out a record that is to
/// be linked for the first time, or those of a restored backup, which are older than the last run.
Result<QHash<QUuid, LinkState>> ApprovedPlan::linksAsTheyAre(const QHash<QUuid, LinkState> &stored)
{
    const std::vector<SideMemory> memories = m_context.memories;
    m_context.options.mode = RunMode::Incremental;
    if (std::any_of(m_plan.guards.begin(), m_plan.guards.end(), isAboutUnseenRecords))
        return observedLinks(true);
    if (knowsSince()) {
        Result<std::optional<QHash<QUuid, LinkState>>> since = linksSincePlan(stored);
        if (!since)
            return failure(since.error());
        if (*since)
            return std::move(**since);
        m_context.memories = memories;
        return observedLinks(true);
    }
    const bool needsAll
        = std::any_of(memories.begin(), memories.end(),
                      [](const SideMemory &memory) { return memory.cursor.isEmpty(); });
    Result<QHash<QUuid, LinkState>> seen = observedLinks(needsAll);
    if (needsAll || !seen)
        return seen;
    const bool lacksOne
        = std::any_of(m_plan.links.begin(), m_plan.links.end(), [&](const LinkState &link) {
              return !stored.contains(link.id) && !seen->contains(link.id);
          });
    if (!lacksOne)
        return seen;
    m_context.memories = memories;
    return observedLinks(true);
}

/// What changed since the plan was made; nothing where only a look at everything tells what became
/// of its new links.
Result<std::optional<QHash<QUuid, LinkState>>>
ApprovedPlan::linksSincePlan(const QHash<QUuid, LinkState> &stored)
{
    for (size_t side = 0; side < m_plan.memories.size(); ++side)
        m_context.memories[side].cursor = m_plan.memories[side].cursor;
    m_context.full = false;
    Result<Observation> observation = Observer(m_context).observe();
    if (!observation)
        return failure(observation.error());
    if (concernsNewLinks(*observation, stored))
        return std::optional<QHash<QUuid, LinkState>>();
    Result<QHash<QUuid, LinkState>> seen = linksOf(std::move(*observation));
    if (!seen)
        return failure(seen.error());
    if (movedNewLinks(*seen, stored))
        return std::optional<QHash<QUuid, LinkState>>();
    m_sawSince = true;
    return std::optional(std::move(*seen));
}

/// Whether a record that the plan links for the first time may be in the bin by now, or one showed
/// up that may be the same thing.
bool ApprovedPlan::concernsNewLinks(const Observation &observation,
                                    const QHash<QUuid, LinkState> &stored) const
{
    QSet<std::pair<int, QString>> members;
    QSet<size_t> keys;
    for (const LinkState &link : m_plan.links) {
        if (stored.contains(link.id))
            continue;
        for (int side = 0; side < m_context.sideCount(); ++side) {
            if (const std::optional<Member> &member = link.sides[size_t(side)].member)
                members.insert({side, member->recordId});
        }
        std::vector<Value> values;
        for (int field = 0; field < m_context.fieldCount(); ++field)
            values.push_back(link.agreed(field).value);
        for (size_t key = 0; key < m_context.definition.matchKeys.size(); ++key)
            keys.insert(matchKeyHash(m_context.definition, values, key));
    }
    keys.remove(0);
    for (int side = 0; side < m_context.sideCount(); ++side) {
        const QStringList &trash = observation.unlinkedTrash[size_t(side)];
        if (std::any_of(trash.begin(), trash.end(), [&](const QString &id) {
                return members.contains({side, id});
            }))
            return true;
        for (const Unlinked &record : observation.unlinked[size_t(side)]) {
            const bool isPlanned = members.contains({side, record.id});
            if (!isPlanned
                && (!record.storedIds.isEmpty()
                    || std::any_of(record.keys.begin(), record.keys.end(),
                                   [&](size_t key) { return keys.contains(key); })))
                return true;
        }
    }
    return false;
}

/// Whether a link that the plan makes would be made otherwise now.
bool ApprovedPlan::movedNewLinks(const QHash<QUuid, LinkState> &seen,
                                 const QHash<QUuid, LinkState> &stored) const
{
    return std::any_of(m_plan.links.begin(), m_plan.links.end(), [&](const LinkState &link) {
        const auto now = seen.constFind(link.id);
        if (stored.contains(link.id) || now == seen.constEnd())
            return false;
        for (size_t side = 0; side < link.sides.size(); ++side) {
            if (now->sides[side].member.has_value() != link.sides[side].member.has_value())
                return true;
        }
        return !sameOutcome(link, *now);
    });
}

Result<QHash<QUuid, LinkState>> ApprovedPlan::observedLinks(bool full)
{
    m_context.full = full;
    Result<Observation> observation = Observer(m_context).observe();
    if (!observation)
        return failure(observation.error());
    m_plan.untold.clear(); // found anew with everything else
    return linksOf(std::move(*observation));
}

Result<QHash<QUuid, LinkState>> ApprovedPlan::linksOf(Observation &&observation)
{
    Planner planner(m_context, m_references);
    Result<Plan> now = planner.build(std::move(observation));
    if (!now)
        return failure(now.error());
    if (Result<void> whole = planner.complete(*now); !whole)
        return failure(whole.error());
    m_plan.untold.insert(m_plan.untold.end(), now->untold.begin(), now->untold.end());
    QHash<QUuid, LinkState> links;
    for (LinkState &link : now->links)
        links[link.id] = std::move(link);
    return links;
}

Result<QHash<QUuid, LinkState>> ApprovedPlan::storedLinks()
{
    std::vector<QUuid> ids;
    ids.reserve(m_plan.links.size());
    for (const LinkState &link : m_plan.links)
        ids.push_back(link.id);
    Result<std::vector<LinkState>> stored = m_context.links(ids);
    if (!stored)
        return failure(stored.error());
    QHash<QUuid, LinkState> links;
    for (LinkState &link : *stored)
        links[link.id] = std::move(link);
    return links;
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
    // Links whose every step was skipped keep their holds; those that a store was put back on are
    // known as they are now. Neither where the link moved since the plan was made.
    for (LinkState &link : m_plan.links) {
        const auto before = stored.constFind(link.id);
        const auto now = seen.constFind(link.id);
        const bool isKnown = before != stored.constEnd();
        if (places.contains(link.id) || (isKnown && !followsFrom(link, *before))
            || (now != seen.constEnd() && !sameOutcome(link, *now)))
            continue;
        const bool isSetBack = isKnown && now != seen.constEnd() && wasSetBack(*now, *before);
        if (isSetBack && link.holds.empty())
            links.push_back(*now);
        else if (!link.holds.empty())
            links.push_back(std::move(link));
    }
    m_plan.operations = std::move(kept);
    m_plan.links = std::move(links);
    // What was decided about a link that is refused waits for the next run.
    QSet<QUuid> left;
    for (const LinkState &link : m_plan.links)
        left.insert(link.id);
    std::erase_if(m_plan.conflicts,
                  [&left](const Conflict &conflict) { return !left.contains(conflict.link); });
    std::erase_if(m_plan.settledDecisions, [&left](const SettledDecision &decision) {
        return !left.contains(decision.link);
    });
}

Result<Plan> ApprovedPlan::prepare(const std::vector<size_t> &skipped)
{
    holdSkipped(skipped);
    const std::vector<SideMemory> memories = m_context.memories;
    Result<QHash<QUuid, LinkState>> stored = storedLinks();
    if (!stored)
        return failure(stored.error());
    Result<QHash<QUuid, LinkState>> seen = linksAsTheyAre(*stored);
    if (!seen)
        return failure(seen.error());
    std::vector<size_t> accepted;
    for (size_t index = 0; index < m_plan.operations.size(); ++index) {
        const Operation &operation = m_plan.operations[index];
        if (isUnmoved(operation, *seen, *stored)) {
            accepted.push_back(index);
            continue;
        }
        ++m_context.result.refused;
        m_context.result.warnings.append(
            QStringLiteral("\"%1\" was left alone: it changed since the plan was made.")
                .arg(operation.key));
    }
    keep(accepted, *seen, *stored);
    m_context.memories = memories;
    m_plan.memories = memories;
    m_plan.runId = m_context.options.runId;
    m_plan.pending.clear();
    m_plan.settledPending.clear();
    return std::move(m_plan);
}
