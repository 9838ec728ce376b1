#include "sync/recover/recovery.h"

#include "core/phrase.h"
#include "sync/common/equality.h"
#include "sync/recover/adoption.h"
#include "sync/recover/lostcreates.h"
#include "sync/recover/settling.h"

static constexpr size_t SettleChunk = 100;

/// Where the created record carries our token it is found by it; an update names its record.
QString Recovery::readableId(int side, const JournalEntry &intent) const
{
    if (intent.kind != OperationKind::Create)
        return intent.recordId;
    return m_context.connector(side).traits().carriesToken
        ? intent.link.toString(QUuid::WithoutBraces)
        : QString();
}

std::optional<JournalEntry::State> Recovery::decide(int side, const JournalEntry &intent,
                                                    Reading &reading, LinkState &link) const
{
    const bool found = reading.state == Reading::State::Found;
    if (intent.kind == OperationKind::Create) {
        // A tombstone is of a former record of that name.
        if (!found || isTombstone(reading.record))
            return JournalEntry::State::Failed;
        adopt(m_context, side, intent, reading.record, link);
        return JournalEntry::State::Done;
    }
    // A record that cannot be read does not say whether the write arrived, unless the side answers
    // for itself.
    if (!found)
        return m_context.connector(side).traits().listingsAreHints
            ? std::nullopt
            : std::optional(JournalEntry::State::Failed);
    if (!link.sides[size_t(side)].member)
        return JournalEntry::State::Failed;
    const SettledWrite write{m_context.definition, side, intent, reading.record,
                             m_context.connector(side).traits().listingsAreHints};
    if (settleWrite(write, link))
        m_context.toRead.insert(link.id);
    const bool wantedDead = intent.kind == OperationKind::Delete;
    const bool delivered
        = intent.kind == OperationKind::Update || reading.record.alive != wantedDead;
    return delivered ? JournalEntry::State::Done : JournalEntry::State::Failed;
}

Result<void> Recovery::settleChunk(int side, std::span<const JournalEntry *const> intents)
{
    QStringList ids;
    std::vector<QUuid> linkIds;
    for (const JournalEntry *intent : intents) {
        ids.append(readableId(side, *intent));
        linkIds.push_back(intent->link);
    }
    Result<std::vector<Reading>> readings = m_context.read(side, ids);
    if (!readings) {
        if (stopsRun(readings.error().kind))
            return failure(readings.error());
        m_context.blocked.append(QList<QUuid>(linkIds.begin(), linkIds.end()));
        for (const QString &id : std::as_const(ids))
            m_context.unsettledRecords.insert({side, id});
        m_context.result.warnings.append(
            Phrase::tr(
                "%1 writes of an interrupted run could not be looked up yet; their records wait.")
                .arg(ids.size()));
        return {};
    }
    std::vector<Record *> records;
    for (Reading &reading : *readings) {
        if (reading.state == Reading::State::Found)
            records.push_back(&reading.record);
    }
    if (Result<void> done = m_references.resolve(side, records); !done)
        return done;
    Result<std::vector<LinkState>> links = m_context.links(linkIds);
    if (!links)
        return failure(links.error());
    std::vector<SettledOperation> settled;
    for (size_t index = 0; index < intents.size(); ++index) {
        const auto link = std::find_if(links->begin(), links->end(), [&](const LinkState &state) {
            return state.id == intents[index]->link;
        });
        if (link == links->end())
            continue;
        const std::optional<JournalEntry::State> state
            = decide(side, *intents[index], (*readings)[index], *link);
        if (!state) {
            m_context.blocked.append(link->id);
            continue;
        }
        settled.push_back({intents[index]->id, *state, (*readings)[index].record.id, {}, &*link});
        if (m_context.options.dryRun)
            m_context.overlay.insert(link->id, *link);
    }
    if (m_context.options.dryRun || settled.empty())
        return {};
    return m_context.store().settleOperations(settled);
}

Result<void> Recovery::settleSide(int side, const std::vector<const JournalEntry *> &intents)
{
    std::vector<const JournalEntry *> readable;
    std::vector<const JournalEntry *> nameless;
    for (const JournalEntry *intent : intents)
        (readableId(side, *intent).isEmpty() ? nameless : readable).push_back(intent);
    if (Result<void> done = LostCreates(m_context, m_references).settle(side, nameless); !done)
        return done;
    for (size_t from = 0; from < readable.size(); from += SettleChunk) {
        m_context.report(RunProgress::Phase::Settling, m_context.definition.sideId(side),
                         qint64(from), qint64(readable.size()));
        const std::span chunk
            = std::span(readable).subspan(from, std::min(SettleChunk, readable.size() - from));
        if (Result<void> done = settleChunk(side, chunk); !done)
            return done;
    }
    return {};
}

Result<void> Recovery::settle()
{
    Result<std::vector<JournalEntry>> intents = m_context.store().openIntents();
    if (!intents)
        return failure(intents.error());
    for (int side = 0; side < m_context.sideCount(); ++side) {
        std::vector<const JournalEntry *> here;
        for (const JournalEntry &intent : *intents) {
            if (intent.side == m_context.definition.sideId(side))
                here.push_back(&intent);
        }
        if (Result<void> done = settleSide(side, here); !done)
            return done;
    }
    return {};
}
