#include "sync/observe/unlinkedreads.h"

#include "sync/common/linktext.h"

/// Records without a link may be older than what this run scans: those that a person answered a
/// question about, and those that waited for a create.
static Result<QStringList> unlinkedToRead(const RunContext &context, int side,
                                          Observation &observation)
{
    QStringList ids;
    for (const IdentityChoice &choice : context.identities) {
        if (choice.isNew && choice.side == side)
            ids.append(choice.recordId);
        if (choice.isNew && choice.otherSide == side)
            ids.append(choice.otherId);
    }
    const Result<std::vector<PendingRead>> pending = context.store().pendingReads();
    if (!pending)
        return failure(pending.error());
    for (const PendingRead &read : *pending) {
        if (read.side != side || read.reason != ToBeLinked)
            continue;
        ids.append(read.recordId);
        observation.settledPending.push_back(read);
    }
    ids.removeDuplicates();
    const std::vector<Unlinked> &unlinked = observation.unlinked[size_t(side)];
    ids.removeIf([&unlinked](const QString &id) {
        return std::any_of(unlinked.begin(), unlinked.end(),
                           [&id](const Unlinked &record) { return record.id == id; });
    });
    return ids;
}

Result<void> readUnlinked(const RunContext &context, int side, MemberIndex &members,
                          Observation &observation)
{
    const Result<QStringList> ids = unlinkedToRead(context, side, observation);
    if (!ids)
        return failure(ids.error());
    if (ids->isEmpty())
        return {};
    Result<std::vector<Reading>> readings = context.read(side, *ids);
    if (!readings)
        return failure(readings.error());
    for (Reading &reading : *readings) {
        if (reading.state != Reading::State::Found)
            continue;
        const Result<std::optional<MemberSummary>> known = members.find(reading.record.id);
        if (!known)
            return failure(known.error());
        if (known->has_value() || context.unsettledRecords.contains({side, reading.record.id}))
            continue;
        const QByteArray fingerprint = recordFingerprint(context.definition, reading.record);
        observation.unlinked[size_t(side)].push_back(
            packView(context.definition,
                     {SideView::State::Found, std::move(reading.record), fingerprint, {}}));
    }
    return {};
}
