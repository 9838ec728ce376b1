#include "sync/link/linkpools.h"

#include "core/phrase.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"

#include <algorithm>

/// Records read because others keep their ids; more are asked about unread.
static constexpr qsizetype MostStoredReads = 300;

/// Records that a lookup found: linked ones only warn, the others are candidates.
Result<void> LinkPools::addFound(int side, int newcomers, std::vector<Record> &&records)
{
    const QString &newcomerSide = m_context.definition.sideId(newcomers);
    LinkPool &pool = m_pools[size_t(side)];
    for (Record &record : records) {
        const Result<std::optional<MemberSummary>> summary
            = m_context.store().findMember(side, record.id);
        if (!summary)
            return failure(summary.error());
        const std::optional<MemberSummary> &known = *summary;
        const bool present
            = std::any_of(pool.records.begin(), pool.records.end(),
                          [&](const Unlinked &other) { return other.id == record.id; });
        if (known) {
            noteKeys(m_linkedKeys, m_context.definition, record, known->link);
            m_claimedIds.insert(storedIdKey(newcomerSide, record.storedIds.value(newcomerSide)));
        } else if (!present && !m_context.unsettledRecords.contains({side, record.id})) {
            const QByteArray fingerprint = recordFingerprint(m_context.definition, record);
            pool.records.push_back(
                packView(m_context.definition,
                         {SideView::State::Found, std::move(record), fingerprint, {}}));
        }
    }
    return {};
}

Lookup LinkPools::lookupFor(const std::vector<SideView> &newcomers, int side, size_t key) const
{
    Lookup lookup;
    lookup.side = m_context.definition.sideId(side);
    if (key < m_context.definition.matchKeys.size())
        lookup.matchFields = m_context.definition.matchKeys[key];
    for (const SideView &view : newcomers) {
        if (key == 0)
            lookup.storedIds.append(view.record.id);
        std::vector<Value> values;
        for (const QString &name : std::as_const(lookup.matchFields))
            values.push_back(view.record.fields[size_t(m_context.definition.fieldIndex(name))]);
        const bool identifies = !values.empty()
            && std::none_of(values.begin(), values.end(),
                            [](const Value &value) { return foldedForMatch(value).isEmpty(); });
        if (identifies)
            lookup.matchValues.push_back(std::move(values));
    }
    return lookup;
}

/// An incremental run has not seen the whole other side: it asks for what may be the same.
Result<void> LinkPools::lookUp(int side, int newcomers)
{
    std::vector<SideView> views;
    for (const Unlinked &record : m_pools[size_t(newcomers)].records)
        views.push_back(unpackView(record.packed));
    const size_t keys = std::max<size_t>(m_context.definition.matchKeys.size(), 1);
    for (size_t key = 0; key < keys && !views.empty(); ++key) {
        Result<std::vector<Record>> found
            = m_context.connector(side).find(lookupFor(views, newcomers, key), m_context.cancel);
        if (!found)
            return failure(found.error());
        if (Result<void> added = addFound(side, newcomers, std::move(*found)); !added)
            return added;
    }
    return {};
}

/// Ids of this side that live records of editing sides keep.
QStringList LinkPools::storedIdsOf(int side) const
{
    QStringList ids;
    for (int keeper = 0; keeper < m_context.sideCount(); ++keeper) {
        if (keeper == side || !m_context.definition.sides[size_t(keeper)].edits)
            continue;
        for (const Unlinked &record : m_pools[size_t(keeper)].records) {
            const QString id = record.storedIdOn(m_context.definition.sideId(side));
            if (record.alive && !id.isEmpty())
                ids.append(id);
        }
    }
    ids.removeDuplicates();
    return ids;
}

/// Adds the record to the pool, or says why not.
Result<QString> LinkPools::takeStored(int side, const QString &id, bool isRead)
{
    const Result<std::optional<MemberSummary>> known = m_context.store().findMember(side, id);
    if (!known)
        return failure(known.error());
    const QString name = sideName(m_context.definition.sideId(side));
    if (known->has_value())
        return Phrase::tr("It keeps the id of a record in %1 that is linked with another one.")
            .arg(name);
    if (m_context.unsettledRecords.contains({side, id}))
        return Phrase::tr("It keeps the id of a record in %1 that an interrupted run may have "
                          "made.")
            .arg(name);
    if (!isRead)
        return Phrase::tr("It keeps the id of a record that %1 does not list.").arg(name);
    Result<std::vector<Reading>> readings = m_context.read(side, {id});
    if (!readings && stopsRun(readings.error().kind))
        return failure(readings.error());
    if (!readings || readings->front().state != Reading::State::Found)
        return Phrase::tr("It keeps the id of a record in %1 that cannot be read.").arg(name);
    Record &record = readings->front().record;
    if (!record.alive)
        return Phrase::tr("It keeps the id of a record in %1 that is deleted.").arg(name);
    if (record.id != id)
        return Phrase::tr("It keeps the id of a record in %1 in another form than %1 does.")
            .arg(name);
    const QByteArray fingerprint = recordFingerprint(m_context.definition, record);
    LinkPool &pool = m_pools[size_t(side)];
    pool.byId.insert(id, pool.records.size());
    pool.records.push_back(packView(m_context.definition,
                                    {SideView::State::Found, std::move(record), fingerprint, {}}));
    return QString();
}

/// A record that another one names belongs to it, whether a listing shows it or not.
Result<void> LinkPools::readStored(int side)
{
    const QStringList ids = storedIdsOf(side);
    if (ids.isEmpty())
        return {};
    LinkPool &pool = m_pools[size_t(side)];
    const QSet<QString> wanted(ids.begin(), ids.end());
    for (size_t index = 0; index < pool.records.size(); ++index) {
        if (wanted.contains(pool.records[index].id))
            pool.byId.insert(pool.records[index].id, index);
    }
    qsizetype reads = 0;
    for (const QString &id : ids) {
        if (pool.byId.contains(id))
            continue;
        const Result<QString> obstacle = takeStored(side, id, reads++ < MostStoredReads);
        if (!obstacle)
            return failure(obstacle.error());
        if (!obstacle->isEmpty())
            m_obstacles.insert(storedIdKey(m_context.definition.sideId(side), id), *obstacle);
    }
    return {};
}

/// Nothing can match where only one side has unlinked records: a first sync spares itself the
/// index.
void LinkPools::index()
{
    const auto filled = std::count_if(m_pools.begin(), m_pools.end(),
                                      [](const LinkPool &pool) { return !pool.records.empty(); });
    for (LinkPool &pool : m_pools) {
        pool.taken.assign(pool.records.size(), false);
        pool.asked.assign(pool.records.size(), false);
        pool.byKey.resize(m_context.definition.matchKeys.size());
        for (size_t index = 0; filled > 1 && index < pool.records.size(); ++index) {
            const Unlinked &record = pool.records[index];
            for (const QString &stored : record.storedIds)
                pool.byStoredId[stored].append(index);
            for (size_t key = 0; key < record.keys.size(); ++key) {
                if (record.keys[key] != 0)
                    pool.byKey[key][record.keys[key]].append(index);
            }
        }
    }
}

/// Whether a key is unique among a side's own records shows only where they were all seen.
Result<void> LinkPools::lookUpTwins(int side, const Observation &observation)
{
    const bool mayMatch = std::any_of(m_pools.begin(), m_pools.end(), [&](const LinkPool &pool) {
        return &pool != &m_pools[size_t(side)] && !pool.records.empty();
    });
    if (!mayMatch || observation.completeScan[size_t(side)])
        return {};
    return lookUp(side, side);
}

Result<void> LinkPools::fill(Observation &observation)
{
    m_pools.resize(m_context.definition.sideCount());
    for (int side = 0; side < m_context.sideCount(); ++side) {
        std::vector<Unlinked> &records = m_pools[size_t(side)].records;
        records = std::move(observation.unlinked[size_t(side)]);
        std::sort(records.begin(), records.end(), [](const Unlinked &left, const Unlinked &right) {
            return std::tie(left.created, left.id) < std::tie(right.created, right.id);
        });
    }
    m_linkedKeys = std::move(observation.knownKeys);
    for (int side = 0; side < m_context.sideCount(); ++side) {
        for (int newcomers = 0; newcomers < m_context.sideCount(); ++newcomers) {
            const bool relevant = newcomers != side
                && m_context.definition.sides[size_t(newcomers)].edits
                && !observation.completeScan[size_t(side)];
            if (!relevant)
                continue;
            if (Result<void> done = lookUp(side, newcomers); !done)
                return done;
        }
    }
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (Result<void> done = lookUpTwins(side, observation); !done)
            return done;
        if (Result<void> done = readStored(side); !done)
            return done;
    }
    index();
    return {};
}
