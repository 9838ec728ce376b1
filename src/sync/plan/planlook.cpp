#include "sync/common/equality.h"
#include "sync/plan/approvedplan.h"

#include <algorithm>

// The part of ApprovedPlan that looks at what became of its records since it was made.

/// What tripped it were records that a look at recent changes does not show.
static bool isAboutUnseenRecords(const Guard &guard)
{
    static const QStringList names{OlderRecords, QStringLiteral("zero_records"),
                                   QStringLiteral("safety_valve")};
    return names.contains(guard.name);
}

/// Whether the plan's cursors say what changed since it was made: by the same mapping, on the same
/// sides. A hub that was not there yet is new from its first row on.
bool ApprovedPlan::knowsSince() const
{
    if (m_plan.memories.size() != m_context.memories.size())
        return false;
    for (int side = 0; side < m_context.sideCount(); ++side) {
        const SideMemory &then = m_plan.memories[size_t(side)];
        const bool isHub = !m_context.connector(side).traits().listingsAreHints;
        const bool isSame = then.identity == m_context.memories[size_t(side)].identity
            || (isHub && then.identity.isEmpty());
        if (then.dependsOn != m_context.definition.hash || !isSame
            || (!isHub && then.cursor.isEmpty()))
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
        const QStringList warnings = m_context.result.warnings;
        const std::vector<RunError> errors = m_context.result.errors;
        Result<std::optional<QHash<QUuid, LinkState>>> since = linksSincePlan(stored);
        if (!since)
            return failure(since.error());
        if (std::optional<QHash<QUuid, LinkState>> &seen = *since; seen.has_value())
            return std::move(*seen);
        m_context.memories = memories;
        m_context.result.warnings = warnings; // told again by the look that counts
        m_context.result.errors = errors;
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

/// What changed since the plan was made; nothing where that does not tell what became of its links.
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
    if (tellsOtherwise(*seen))
        return std::optional<QHash<QUuid, LinkState>>();
    m_sawSince = true;
    return std::optional(std::move(*seen));
}

namespace {

/// The records that a plan links for the first time.
struct FirstLinks
{
    QSet<std::pair<int, QString>> members; ///< side and id
    QSet<size_t> keys; ///< hashes of what they may be recognised by

    [[nodiscard]] bool mayBeIn(int side, const QStringList &trash) const
    {
        return std::any_of(trash.begin(), trash.end(), [&](const QString &id) {
            return members.contains({side, id});
        });
    }
    /// Whether a record that is not one of them may be the same thing as one.
    [[nodiscard]] bool mayBe(int side, const Unlinked &record) const
    {
        return !members.contains({side, record.id})
            && (!record.storedIds.isEmpty()
                || std::any_of(record.keys.begin(), record.keys.end(),
                               [&](size_t key) { return keys.contains(key); }));
    }
};

} // namespace

static void add(const LinkState &link, const ServiceDefinition &definition, FirstLinks &found)
{
    for (size_t side = 0; side < link.sides.size(); ++side) {
        if (const std::optional<Member> &member = link.sides[side].member)
            found.members.insert({int(side), member->recordId});
    }
    std::vector<Value> values;
    values.reserve(link.fields.size());
    for (const Agreed &agreed : link.fields)
        values.push_back(agreed.value);
    for (size_t key = 0; key < definition.matchKeys.size(); ++key) {
        if (const size_t hash = matchKeyHash(definition, values, key); hash != 0)
            found.keys.insert(hash);
    }
}

/// Whether a record that the plan links for the first time may be in the bin by now, or one showed
/// up that may be the same thing.
bool ApprovedPlan::concernsNewLinks(const Observation &observation,
                                    const QHash<QUuid, LinkState> &stored) const
{
    FirstLinks planned;
    for (const LinkState &link : m_plan.links) {
        if (!stored.contains(link.id))
            add(link, m_context.definition, planned);
    }
    for (int side = 0; side < m_context.sideCount(); ++side) {
        const std::vector<Unlinked> &records = observation.unlinked[size_t(side)];
        if (planned.mayBeIn(side, observation.unlinkedTrash[size_t(side)])
            || std::any_of(records.begin(), records.end(),
                           [&](const Unlinked &record) { return planned.mayBe(side, record); }))
            return true;
    }
    return false;
}

/// Whether a link of the plan would be another one now. What changed since shows one side of it
/// alone: only a look at what all sides changed since the last run tells what became of it.
bool ApprovedPlan::tellsOtherwise(const QHash<QUuid, LinkState> &seen) const
{
    return std::any_of(m_plan.links.begin(), m_plan.links.end(), [&](const LinkState &link) {
        const auto now = seen.constFind(link.id);
        if (now == seen.constEnd())
            return false;
        for (size_t side = 0; side < link.sides.size(); ++side) {
            if (now->sides[side].member.has_value() != link.sides[side].member.has_value())
                return true;
        }
        return now->frozen != link.frozen || !sameOutcome(link, *now);
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
    m_steppedNow.clear();
    for (const Operation &operation : now->operations)
        m_steppedNow.insert(now->links[operation.link].id);
    QHash<QUuid, LinkState> links;
    for (LinkState &link : now->links)
        links[link.id] = std::move(link);
    m_now = std::move(*now);
    m_now.links.clear();
    return links;
}

Result<void> ApprovedPlan::addStored(const QSet<QUuid> &ids, QHash<QUuid, LinkState> &links)
{
    const std::vector<QUuid> asked(ids.begin(), ids.end());
    Result<std::vector<LinkState>> stored = m_context.links(asked);
    if (!stored)
        return failure(stored.error());
    for (LinkState &link : *stored)
        links[link.id] = std::move(link);
    return {};
}

Result<QHash<QUuid, LinkState>> ApprovedPlan::storedLinks()
{
    QSet<QUuid> ids;
    for (const LinkState &link : m_plan.links)
        ids.insert(link.id);
    QHash<QUuid, LinkState> links;
    if (Result<void> added = addStored(ids, links); !added)
        return failure(added.error());
    return links;
}
