#include "sync/plan/planner.h"

#include "core/phrase.h"
#include "sync/link/firstlook.h"
#include "sync/link/keptids.h"
#include "sync/merge/linkmerge.h"

#include <algorithm>

/// Links merged together: as many as are loaded with one look-up.
static constexpr size_t MergeChunk = 500;

using LinkViews = std::unordered_map<QUuid, SideViews, UuidHash>;

void Planner::begin()
{
    m_plan = {};
    m_plan.service = m_context.definition.name;
    m_plan.runId = m_context.options.runId;
    // A full reconcile asks every open question anew, also where it was merely due.
    m_plan.mode = m_context.full ? RunMode::Full : m_context.options.mode;
    m_plan.createdAt = m_context.now();
}

Result<void> Planner::resolve(std::span<SideViews *> views)
{
    if (!m_references.isNeeded())
        return {};
    for (int side = 0; side < m_context.sideCount(); ++side) {
        std::vector<Record *> records;
        for (SideViews *link : views) {
            SideView &view = (*link)[size_t(side)];
            if (view.state == SideView::State::Found)
                records.push_back(&view.record);
        }
        if (Result<void> done = m_references.resolve(side, records); !done)
            return done;
    }
    return {};
}

/// References that are not linked yet wait in `pending`; a paused link waits for a GET.
void Planner::rememberPending(const LinkState &link)
{
    if (link.condition == LinkState::Condition::Paused && link.pausedSide >= 0) {
        const std::optional<Member> &member = link.sides[size_t(link.pausedSide)].member;
        m_plan.pending.push_back({link.pausedSide, member->recordId, link.reason});
        return;
    }
    bool unresolved = false;
    for (int field = 0; field < m_context.fieldCount(); ++field) {
        unresolved = unresolved
            || (m_context.definition.fields[size_t(field)].type == FieldType::Reference
                && References::hasUnresolved(link.agreed(field).value));
    }
    for (int side = 0; side < m_context.sideCount(); ++side) {
        const std::optional<Member> &member = link.sides[size_t(side)].member;
        if (!member || !m_context.definition.sides[size_t(side)].edits)
            continue;
        if (!link.frozen.empty())
            m_plan.pending.push_back({side, member->recordId, OpenConflict});
        // A read sees the reference, too.
        if (unresolved && !m_partial.contains({side, member->recordId}))
            m_plan.pending.push_back({side, member->recordId, UnresolvedReference});
        else if (m_unresolved.contains(link.id))
            m_plan.settledPending.push_back({side, member->recordId, UnresolvedReference});
    }
}

void Planner::mergeOne(LinkState &&link, SideViews &views, bool isNew)
{
    for (size_t side = 0; side < views.size(); ++side)
        views[side].clock = m_context.clocks[side];
    const auto decisions = m_context.decisions.constFind(link.id);
    MergeOptions options{m_context.now(), m_context.result.startedAt, m_context.full, {}};
    if (decisions != m_context.decisions.constEnd())
        options.decisions = *decisions;
    LinkMerge merge = mergeLink(m_context.definition, link, views, options);
    const bool seen = std::any_of(views.begin(), views.end(), [](const SideView &view) {
        return view.state == SideView::State::Found;
    });
    // Whoever makes a record that may be there already makes it twice.
    std::erase_if(merge.operations, [&](const Operation &operation) {
        return operation.kind == OperationKind::Create
            && m_context.askedCreates.contains({operation.side, link.id});
    });
    if (merge.operations.empty() && !merge.decided && !seen && !isNew)
        return;
    if (merge.operations.empty())
        ++m_plan.unchanged;
    for (Operation &operation : merge.operations) {
        operation.link = m_plan.links.size();
        m_plan.operations.push_back(std::move(operation));
    }
    std::move(merge.conflicts.begin(), merge.conflicts.end(), std::back_inserter(m_plan.conflicts));
    std::move(merge.settledDecisions.begin(), merge.settledDecisions.end(),
              std::back_inserter(m_plan.settledDecisions));
    m_plan.warnings += merge.warnings;
    rememberPending(link);
    if (isNew && hasUntoldRow(m_context, link, views))
        m_plan.untold.push_back(link.id);
    m_plan.links.push_back(std::move(link));
}

/// A record that cannot be read shows no key, yet another one may look like it.
void Planner::noteMissing(const LinkState &link, const SideViews &views)
{
    const bool isMissing = std::any_of(views.begin(), views.end(), [](const SideView &view) {
        return view.state == SideView::State::Missing;
    });
    if (!isMissing)
        return;
    Record known;
    known.fields.reserve(link.fields.size());
    for (const Agreed &agreed : link.fields)
        known.fields.push_back(agreed.value);
    noteKeys(m_missingKeys, m_context.definition, known, link.id);
}

Result<void> Planner::mergeChunk(std::span<const QUuid> ids, LinkViews &views)
{
    Result<std::vector<LinkState>> links = m_context.links(ids);
    if (!links)
        return failure(links.error());
    std::vector<SideViews *> chunk;
    for (const LinkState &link : *links)
        chunk.push_back(&views[link.id]);
    if (Result<void> done = resolve(chunk); !done)
        return done;
    for (size_t index = 0; index < links->size(); ++index) {
        noteMissing((*links)[index], *chunk[index]);
        m_incomplete.join((*links)[index], *chunk[index]);
        mergeOne(std::move((*links)[index]), *chunk[index], false);
    }
    return {};
}

Result<void> Planner::addUnsettled(Observation &observation)
{
    Result<std::vector<QUuid>> unsettled = m_context.store().unsettledLinks();
    if (!unsettled)
        return failure(unsettled.error());
    const QList<QUuid> settled = m_context.overlay.keys();
    unsettled->insert(unsettled->end(), settled.begin(), settled.end());
    unsettled->insert(unsettled->end(), m_context.toRead.begin(), m_context.toRead.end());
    // What is named twice would look like two links that the same record may belong to.
    std::sort(unsettled->begin(), unsettled->end());
    unsettled->erase(std::unique(unsettled->begin(), unsettled->end()), unsettled->end());
    for (const QUuid &link : *unsettled) {
        if (!m_context.blocked.contains(link))
            observation.links[link].resize(m_context.definition.sideCount());
    }
    return m_incomplete.attach(*unsettled, observation);
}

/// The view of a side that shows what it showed last.
static void showAsBefore(const ServiceDefinition &definition, SideView &view, const LinkSide &place)
{
    const std::optional<Member> &member = place.member;
    if (!member)
        return;
    view.state = SideView::State::Found;
    view.fingerprint = member->fingerprint;
    view.record.id = member->recordId;
    view.record.version = member->version;
    view.record.alive = place.alive.value.toBool();
    view.record.fields.reserve(place.fields.size());
    for (size_t field = 0; field < place.fields.size(); ++field) {
        const Value &shown = place.fields[field].value;
        view.record.fields.push_back(definition.fields[field].type == FieldType::Reference
                                         ? References::shownAgain(shown)
                                         : shown);
    }
}

/// A link whose reference was not linked is looked at again as it last was: its target may be
/// linked now.
Result<void> Planner::addUnresolved(LinkViews &views)
{
    Result<std::vector<PendingRead>> pending = m_context.store().pendingReads();
    if (!pending)
        return failure(pending.error());
    for (const PendingRead &read : *pending) {
        if (read.reason != UnresolvedReference)
            continue;
        const Result<std::optional<MemberSummary>> found
            = m_context.store().findMember(read.side, read.recordId);
        if (!found)
            return failure(found.error());
        const std::optional<MemberSummary> &known = *found;
        if (!known || m_context.blocked.contains(known->link))
            continue;
        const QUuid id = known->link;
        m_unresolved.insert(id);
        const Result<std::vector<LinkState>> state = m_context.links(std::span(&id, 1));
        if (!state)
            return failure(state.error());
        if (!state->empty())
            lookAgain(state->front(), read.side, views);
    }
    return {};
}

void Planner::lookAgain(const LinkState &link, int side, LinkViews &views)
{
    SideViews &sides = views[link.id];
    sides.resize(m_context.definition.sideCount());
    if (sides[size_t(side)].state == SideView::State::NotObserved)
        showAsBefore(m_context.definition, sides[size_t(side)], link.sides[size_t(side)]);
}

/// What a field is derived from may have changed though the record did not.
Result<void> Planner::addStale(LinkViews &views)
{
    if (!m_context.full || !m_references.derives())
        return {};
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (!m_context.definition.sides[size_t(side)].edits)
            continue;
        std::vector<QUuid> ids;
        Result<void> gathered = m_context.store().forEachMember(side, [&](MemberSummary &&summary) {
            if (summary.condition == LinkState::Condition::Active && summary.alive
                && !m_context.blocked.contains(summary.link))
                ids.push_back(summary.link);
        });
        if (!gathered)
            return gathered;
        for (size_t from = 0; from < ids.size(); from += MergeChunk) {
            const auto chunk
                = std::span(ids).subspan(from, std::min(MergeChunk, ids.size() - from));
            if (Result<void> added = addStale(side, chunk, views); !added)
                return added;
        }
    }
    return {};
}

Result<void> Planner::addStale(int side, std::span<const QUuid> ids, LinkViews &views)
{
    const Result<std::vector<LinkState>> links = m_context.links(ids);
    if (!links)
        return failure(links.error());
    const Result<std::vector<QUuid>> stale = m_references.staleLinks(*links);
    if (!stale)
        return failure(stale.error());
    for (const LinkState &link : *links) {
        if (std::find(stale->begin(), stale->end(), link.id) != stale->end())
            lookAgain(link, side, views);
    }
    return {};
}

Result<void> Planner::mergeKnown(LinkViews &views)
{
    std::vector<QUuid> ids;
    ids.reserve(views.size());
    for (const auto &[link, view] : views)
        ids.push_back(link);
    std::sort(ids.begin(), ids.end());
    for (size_t from = 0; from < ids.size(); from += MergeChunk) {
        if (m_context.cancel.isCancelled())
            return failure(
                ErrorKind::Cancelled,
                Phrase::tr("The run was cancelled while it was planning; nothing was written."));
        m_context.report(RunProgress::Phase::Planning, {}, qint64(from), qint64(ids.size()));
        const std::span chunk
            = std::span(ids).subspan(from, std::min(MergeChunk, ids.size() - from));
        if (Result<void> done = mergeChunk(chunk, views); !done)
            return done;
    }
    return {};
}

Result<void> Planner::mergeNew(size_t count)
{
    std::vector<NewLink> links = m_linker.take(m_planned, count);
    m_planned += links.size();
    std::vector<SideViews *> views;
    views.reserve(links.size());
    for (NewLink &fresh : links)
        views.push_back(&fresh.views);
    if (Result<void> done = resolve(views); !done)
        return done;
    const Result<std::vector<PendingRead>> waiting
        = readWhereDifferent(m_context, m_references, links);
    if (!waiting)
        return failure(waiting.error());
    m_plan.pending.insert(m_plan.pending.end(), waiting->begin(), waiting->end());
    m_plan.links.reserve(m_plan.links.size() + links.size());
    for (NewLink &fresh : links)
        mergeOne(std::move(fresh.link), fresh.views, true);
    return {};
}

void Planner::takeQuestions()
{
    m_plan.questions = m_linker.questions();
    m_plan.questions.insert(m_plan.questions.end(), m_context.questions.begin(),
                            m_context.questions.end());
    for (const QString &question : std::as_const(m_context.answered))
        m_plan.settledDecisions.push_back({question, {}});
}

Result<Plan> Planner::nextPortion(size_t count)
{
    begin();
    if (Result<void> done = mergeNew(count); !done)
        return failure(done.error());
    takeQuestions();
    m_plan.memories = m_context.memories;
    return std::move(m_plan);
}

Result<void> Planner::complete(Plan &plan)
{
    m_plan = std::move(plan);
    while (waiting() > 0) {
        if (Result<void> done = mergeNew(MergeChunk); !done)
            return done;
    }
    plan = std::move(m_plan);
    return {};
}

Result<Plan> Planner::build(Observation &&observation)
{
    begin();
    m_plan.unchanged = observation.unchanged;
    m_plan.paused = observation.paused;
    if (Result<void> done = addUnsettled(observation); !done)
        return failure(done.error());
    m_plan.pending = observation.pending;
    m_plan.settledPending = observation.settledPending;
    for (const PendingRead &read : observation.pending) {
        if (read.reason == ReadInPart)
            m_partial.insert({read.side, read.recordId});
    }
    if (Result<void> done = addUnresolved(observation.links); !done)
        return failure(done.error());
    if (Result<void> done = addStale(observation.links); !done)
        return failure(done.error());
    if (Result<void> done = mergeKnown(observation.links); !done)
        return failure(done.error());
    observation.links.clear();
    observation.knownKeys.insert(m_missingKeys);
    if (Result<void> done = m_linker.run(observation); !done)
        return failure(done.error());
    takeQuestions();
    Result<qint64> linked = m_context.store().linkCount();
    if (!linked)
        return failure(linked.error());
    m_plan.guards = std::move(observation.guards);
    std::vector<Guard> more = checkPlan(m_context.definition, m_plan, *linked,
                                        {m_linker.creations(), m_linker.lookalikes()});
    std::move(more.begin(), more.end(), std::back_inserter(m_plan.guards));
    m_plan.memories = m_context.memories;
    return std::move(m_plan);
}

Result<Plan> Planner::remerge(LinkViews &&views)
{
    begin();
    // A few links only: neither the cursors nor the open questions of the run are touched.
    m_plan.mode = RunMode::Incremental;
    if (Result<void> done = mergeKnown(views); !done)
        return failure(done.error());
    return std::move(m_plan);
}
