#include "sync/link/keptids.h"

#include "sync/common/linktext.h"
#include "sync/merge/answer.h"

#include <algorithm>

/// Without a precondition: it touches nothing that a person edits, and what somebody edited
/// meanwhile shows as different from what the link knows.
static WriteRequest requestFor(const RunContext &context, const LinkState &link, int side,
                               const Member &member)
{
    WriteRequest request;
    request.kind = OperationKind::Update;
    request.link = link.id;
    request.recordId = member.recordId;
    for (int other = 0; other < context.sideCount(); ++other) {
        const std::optional<Member> &place = link.sides[size_t(other)].member;
        if (other != side && place)
            request.members.insert(context.definition.sideId(other), *place);
    }
    return request;
}

/// Takes the row's new version into the link, so that the next scan knows it.
static Result<void> takeAnswer(const RunContext &context, References &references, int side,
                               LinkState &link, Record &&answer)
{
    const QByteArray raw = recordFingerprint(context.definition, answer);
    Record *record = &answer;
    if (Result<void> done = references.resolve(side, std::span(&record, 1)); !done)
        return done;
    Operation nothing;
    nothing.kind = OperationKind::Update;
    nothing.side = side;
    showAnswer(context, link, nothing, answer, {});
    std::optional<Member> &member = link.sides[size_t(side)].member;
    if (member && !member->fingerprint.isEmpty())
        member->fingerprint = raw;
    return context.store().saveLinks(std::span(&link, 1));
}

static Result<void> keepIdsOn(const RunContext &context, References &references, int side,
                              std::span<LinkState> links, std::span<const size_t> places)
{
    std::vector<WriteRequest> requests;
    std::vector<size_t> sent;
    for (const size_t place : places) {
        const std::optional<Member> &member = links[place].sides[size_t(side)].member;
        if (!member || !links[place].shown(side, AliveField).value.toBool())
            continue;
        requests.push_back(requestFor(context, links[place], side, *member));
        sent.push_back(place);
    }
    if (requests.empty())
        return {};
    std::vector<WriteResult> results = context.connector(side).write(requests, context.cancel);
    for (size_t index = 0; index < results.size(); ++index) {
        if (results[index].state != WriteResult::State::Delivered)
            continue;
        if (Result<void> taken = takeAnswer(context, references, side, links[sent[index]],
                                            std::move(results[index].record));
            !taken)
            return taken;
    }
    return {};
}

static bool keepsIds(const RunContext &context, int side)
{
    return context.connector(side).traits().carriesToken
        && context.definition.sides[size_t(side)].written;
}

bool hasUntoldRow(const RunContext &context, const LinkState &link, const SideViews &views)
{
    for (int side = 0; side < context.sideCount(); ++side) {
        const SideView &view = views[size_t(side)];
        if (view.state != SideView::State::Found || !keepsIds(context, side))
            continue;
        for (int other = 0; other < context.sideCount(); ++other) {
            const std::optional<Member> &member = link.sides[size_t(other)].member;
            if (other != side && member
                && view.record.storedIds.value(context.definition.sideId(other))
                    != member->recordId)
                return true;
        }
    }
    return false;
}

Result<void> keepIds(const RunContext &context, References &references, std::span<LinkState> links,
                     const std::vector<size_t> &places)
{
    for (int side = 0; side < context.sideCount(); ++side) {
        if (!keepsIds(context, side))
            continue;
        const size_t batch = std::max<size_t>(context.connector(side).traits().batchSize, 1);
        for (size_t from = 0; from < places.size(); from += batch) {
            const std::span chunk
                = std::span(places).subspan(from, std::min(batch, places.size() - from));
            if (Result<void> kept = keepIdsOn(context, references, side, links, chunk); !kept)
                return kept;
        }
    }
    return {};
}
