#include "sync/linker.h"

#include "sync/equality.h"
#include "sync/linkmerge.h"

#include <algorithm>

/// Namespace of link ids: one record gives the same link on every machine and after every crash.
static const QUuid LinkNamespace(0x6f1f7d3a, 0x2c5b, 0x4b1e, 0x9d, 0x53, 0x7a, 0x60, 0x1e, 0x0c,
                                 0x88, 0x21);

static QString storedKey(const QString &sideId, const QString &recordId)
{
    return sideId + u':' + recordId;
}

QString Linker::titleOf(const Record &record) const
{
    const int field = m_context.definition.fieldIndex(m_context.definition.titleField);
    const Value &title = record.fields[size_t(field)];
    return title.isKnown() && !title.isNull() ? title.toDisplayText(120) : record.id;
}

void Linker::add(int side, SideView &&view)
{
    Pool &pool = m_pools[size_t(side)];
    const size_t index = pool.views.size();
    for (auto it = view.record.storedIds.begin(); it != view.record.storedIds.end(); ++it)
        pool.byStoredId[storedKey(it.key(), it.value())].append(index);
    for (size_t key = 0; key < m_context.definition.matchKeys.size(); ++key) {
        if (const size_t hash = matchKeyHash(m_context.definition, view.record.fields, key);
            hash != 0)
            pool.byKey[key][hash].append(index);
    }
    pool.views.push_back(std::move(view));
    pool.taken.push_back(false);
}

/// Records that a lookup found: linked ones only warn, the others are candidates.
Result<void> Linker::addFound(int side, int newcomers, std::vector<Record> &&records)
{
    const QString &newcomerSide = m_context.definition.sideId(newcomers);
    for (Record &record : records) {
        Result<std::optional<MemberSummary>> known = m_context.store().findMember(side, record.id);
        if (!known)
            return failure(known.error());
        const bool present
            = std::any_of(m_pools[size_t(side)].views.begin(), m_pools[size_t(side)].views.end(),
                          [&](const SideView &view) { return view.record.id == record.id; });
        if (*known) {
            m_linkedKeys.insert(matchKeyHash(m_context.definition, record.fields, 0));
            m_claimedIds.insert(storedKey(newcomerSide, record.storedIds.value(newcomerSide)));
        } else if (!present) {
            const QByteArray fingerprint = recordFingerprint(m_context.definition, record);
            add(side, {SideView::State::Found, std::move(record), fingerprint, {}});
        }
    }
    return {};
}

/// An incremental run has not seen the whole other side: it asks for what may be the same.
Result<void> Linker::lookUp(int side, int newcomers)
{
    const Pool &pool = m_pools[size_t(newcomers)];
    const std::vector<QStringList> keys = m_context.definition.matchKeys;
    const size_t known = pool.views.size();
    for (size_t key = 0; key < std::max<size_t>(keys.size(), 1) && known > 0; ++key) {
        Lookup lookup;
        lookup.side = m_context.definition.sideId(newcomers);
        if (!keys.empty())
            lookup.matchFields = keys[key];
        for (const SideView &view : pool.views) {
            if (key == 0)
                lookup.storedIds.append(view.record.id);
            std::vector<Value> values;
            for (const QString &name : std::as_const(lookup.matchFields))
                values.push_back(view.record.fields[size_t(m_context.definition.fieldIndex(name))]);
            if (!values.empty()
                && std::none_of(values.begin(), values.end(),
                                [](const Value &value) { return foldedForMatch(value).isEmpty(); }))
                lookup.matchValues.push_back(std::move(values));
        }
        Result<std::vector<Record>> found
            = m_context.connector(side).find(lookup, m_context.cancel);
        if (!found)
            return failure(found.error());
        if (Result<void> added = addFound(side, newcomers, std::move(*found)); !added)
            return added;
    }
    return {};
}

Result<void> Linker::fillPools()
{
    m_pools.resize(m_context.definition.sideCount());
    for (int side = 0; side < m_context.sideCount(); ++side) {
        m_pools[size_t(side)].byKey.resize(m_context.definition.matchKeys.size());
        std::vector<SideView> &views = m_observation.unlinked[size_t(side)];
        std::sort(views.begin(), views.end(), [](const SideView &left, const SideView &right) {
            return std::tie(left.record.created, left.record.id)
                < std::tie(right.record.created, right.record.id);
        });
        for (SideView &view : views)
            add(side, std::move(view));
        views.clear();
    }
    m_linkedKeys = m_observation.knownKeys;
    for (int side = 0; side < m_context.sideCount(); ++side) {
        for (int newcomers = 0; newcomers < m_context.sideCount(); ++newcomers) {
            const bool relevant = newcomers != side
                && m_context.definition.sides[size_t(newcomers)].edits
                && !m_observation.completeScan[size_t(side)];
            if (!relevant)
                continue;
            if (Result<void> done = lookUp(side, newcomers); !done)
                return done;
        }
    }
    return {};
}

void Linker::ask(const SideView &view, int side, const QList<size_t> &candidates,
                 const QString &why)
{
    Question question;
    question.side = side;
    question.key = titleOf(view.record);
    question.why = why;
    for (const size_t index : candidates)
        question.recordIds.append(m_pools[size_t(side)].views[index].record.id);
    question.id
        = QUuid::createUuidV5(LinkNamespace, m_context.definition.name + u'?' + view.record.id)
              .toString(QUuid::WithoutBraces);
    m_result.questions.push_back(std::move(question));
}

Linker::Match Linker::matchByKey(int side, const SideView &view, int other, size_t &found)
{
    const Pool &pool = m_pools[size_t(other)];
    const QString &sideId = m_context.definition.sideId(side);
    for (size_t key = 0; key < m_context.definition.matchKeys.size(); ++key) {
        const size_t hash = matchKeyHash(m_context.definition, view.record.fields, key);
        QList<size_t> candidates = hash == 0 ? QList<size_t>() : pool.byKey[key].value(hash);
        // A record that keeps another id of this side belongs to that one.
        candidates.removeIf([&](size_t index) {
            const Record &record = pool.views[index].record;
            return pool.taken[index] || !record.alive || !record.storedIds.value(sideId).isEmpty();
        });
        if (candidates.isEmpty())
            continue;
        if (candidates.size() == 1 && m_pools[size_t(side)].byKey[key].value(hash).size() == 1) {
            found = candidates.first();
            return Match::One;
        }
        ask(view, other, candidates,
            QStringLiteral("Several records have the same %1; which of them belong together?")
                .arg(m_context.definition.matchKeys[key].join(QStringLiteral(" and "))));
        return Match::Question;
    }
    return Match::None;
}

Linker::Match Linker::match(int side, const SideView &view, int other, size_t &found)
{
    const Pool &pool = m_pools[size_t(other)];
    const QString stored = storedKey(m_context.definition.sideId(side), view.record.id);
    if (m_claimedIds.contains(stored)) {
        ask(view, other, {},
            QStringLiteral("A record that is linked already keeps this record's id."));
        return Match::Question;
    }
    const QList<size_t> candidates = pool.byStoredId.value(stored);
    if (candidates.isEmpty())
        return matchByKey(side, view, other, found);
    if (candidates.size() == 1 && pool.views[candidates.first()].record.alive) {
        found = candidates.first();
        return Match::One;
    }
    ask(view, other, candidates,
        QStringLiteral("A deleted record in %1, or more than one, keeps this record's id.")
            .arg(sideName(m_context.definition.sideId(other))));
    return Match::Question;
}

void Linker::join(NewLink &fresh, int side, SideView &&view) const
{
    LinkSide &place = fresh.link.sides[size_t(side)];
    place.member = Member{view.record.id, view.record.version, m_context.now(),
                          view.record.editedByUs, view.fingerprint};
    place.fields.resize(m_context.definition.fieldCount());
    fresh.views[size_t(side)] = std::move(view);
}

NewLink Linker::begin(int side, const SideView &view) const
{
    const QString name = m_context.definition.name + u'/'
        + storedKey(m_context.definition.sideId(side), view.record.id);
    NewLink fresh{emptyLink(m_context.definition, QUuid::createUuidV5(LinkNamespace, name)), {}};
    fresh.views.resize(m_context.definition.sideCount());
    return fresh;
}

Result<void> Linker::link(int side, size_t index)
{
    SideView &view = m_pools[size_t(side)].views[index];
    m_pools[size_t(side)].taken[index] = true;
    if (!view.record.alive)
        return {};
    Result<bool> former = m_context.store().isFormerId(side, view.record.id);
    if (!former)
        return failure(former.error());
    if (*former) {
        ask(view, side, {index},
            QStringLiteral("This record was linked once before and given up."));
        return {};
    }
    NewLink fresh = begin(side, view);
    bool alone = true;
    for (int other = 0; other < m_context.sideCount(); ++other) {
        size_t found = 0;
        const Match outcome = other == side ? Match::None : match(side, view, other, found);
        if (outcome == Match::Question)
            return {};
        if (outcome == Match::One) {
            alone = false;
            m_pools[size_t(other)].taken[found] = true;
            join(fresh, other, std::move(m_pools[size_t(other)].views[found]));
        }
    }
    const size_t key = m_context.definition.matchKeys.empty()
        ? 0
        : matchKeyHash(m_context.definition, view.record.fields, 0);
    if (alone && key != 0 && m_linkedKeys.contains(key))
        m_result.lookalikes.append(titleOf(view.record));
    join(fresh, side, std::move(view));
    m_result.links.push_back(std::move(fresh));
    return {};
}

Result<Linking> Linker::run()
{
    if (Result<void> filled = fillPools(); !filled)
        return failure(filled.error());
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (!m_context.definition.sides[size_t(side)].edits)
            continue;
        for (size_t index = 0; index < m_pools[size_t(side)].views.size(); ++index) {
            if (m_pools[size_t(side)].taken[index])
                continue;
            if (Result<void> done = link(side, index); !done)
                return failure(done.error());
        }
    }
    return std::move(m_result);
}
