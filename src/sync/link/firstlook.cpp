#include "sync/link/firstlook.h"

#include "sync/common/bodysight.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"

static bool differ(const ServiceDefinition &definition, const Record &left, const Record &right)
{
    for (size_t field = 0; field < definition.fieldCount(); ++field) {
        const Value &one = left.fields[field];
        const Value &other = right.fields[field];
        if (one.isKnown() && other.isKnown() && !sameValue(definition.fields[field], one, other))
            return true;
    }
    return false;
}

/// Of sides that edit: where only one does, it has its way whatever the others show.
static bool differ(const ServiceDefinition &definition, const SideViews &views)
{
    const SideView *first = nullptr;
    for (size_t side = 0; side < views.size(); ++side) {
        const SideView &view = views[side];
        if (view.state != SideView::State::Found || !definition.sides[side].edits)
            continue;
        if (first && differ(definition, first->record, view.record))
            return true;
        first = first ? first : &view;
    }
    return false;
}

/// False where the record cannot be linked now.
static Result<bool> readAgain(const RunContext &context, References &references, int side,
                              NewLink &link)
{
    SideView &view = link.views[size_t(side)];
    Result<std::vector<Reading>> readings = context.read(side, {view.record.id});
    if (!readings && stopsRun(readings.error().kind))
        return failure(readings.error());
    if (!readings || readings->front().state != Reading::State::Found
        || !readings->front().record.alive)
        return false;
    Record &fresh = readings->front().record;
    view.fingerprint = recordFingerprint(context.definition, fresh);
    Record *pointer = &fresh;
    if (Result<void> done = references.resolve(side, std::span(&pointer, 1)); !done)
        return failure(done.error());
    view.record = std::move(fresh);
    link.link.sides[size_t(side)].member = memberOf(context, side, view.record, view.fingerprint);
    return true;
}

/// Reads the doubtful sides again; false where one of them cannot be linked now.
static Result<bool> isConfirmed(const RunContext &context, References &references, NewLink &link)
{
    if (!differ(context.definition, link.views))
        return true;
    for (int side = 0; side < context.sideCount(); ++side) {
        if (link.views[size_t(side)].state != SideView::State::Found
            || !context.connector(side).traits().listingsAreHints)
            continue;
        Result<bool> read = readAgain(context, references, side, link);
        if (!read || !*read)
            return read;
    }
    return true;
}

Result<std::vector<PendingRead>>
readWhereDifferent(const RunContext &context, References &references, std::vector<NewLink> &links)
{
    std::vector<PendingRead> waiting;
    std::vector<NewLink> kept;
    kept.reserve(links.size());
    for (NewLink &link : links) {
        const Result<bool> confirmed = isConfirmed(context, references, link);
        if (!confirmed)
            return failure(confirmed.error());
        if (*confirmed) {
            kept.push_back(std::move(link));
            continue;
        }
        for (int side = 0; side < context.sideCount(); ++side) {
            const SideView &view = link.views[size_t(side)];
            if (view.state == SideView::State::Found)
                waiting.push_back({side, view.record.id, ToBeLinked});
        }
    }
    links = std::move(kept);
    return waiting;
}
