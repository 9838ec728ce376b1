#include "sync/linker.h"

#include "sync/equality.h"
#include "sync/linktext.h"

#include <algorithm>

/// Namespace of link ids: one record gives the same link on every machine and after every crash.
static const QUuid LinkNamespace(0x6f1f7d3a, 0x2c5b, 0x4b1e, 0x9d, 0x53, 0x7a, 0x60, 0x1e, 0x0c,
                                 0x88, 0x21);

QString Linker::titleOf(const Unlinked &record) const
{
    const int field = m_context.definition.fieldIndex(m_context.definition.titleField);
    const SideView view = unpackView(record.packed);
    const Value &title = view.record.fields.at(size_t(field));
    return title.isKnown() && !title.isNull() ? title.toDisplayText(120) : record.id;
}

/// Records that a lookup found: linked ones only warn, the others are candidates.
Result<void> Linker::addFound(int side, int newcomers, std::vector<Record> &&records)
{
    const QString &newcomerSide = m_context.definition.sideId(newcomers);
    Pool &pool = m_pools[size_t(side)];
    for (Record &record : records) {
        Result<std::optional<MemberSummary>> known = m_context.store().findMember(side, record.id);
        if (!known)
            return failure(known.error());
        const bool present
            = std::any_of(pool.records.begin(), pool.records.end(),
                          [&](const Unlinked &other) { return other.id == record.id; });
        if (*known) {
            noteKeys(m_linkedKeys, m_context.definition, record, (*known)->link);
            m_claimedIds.insert(storedIdKey(newcomerSide, record.storedIds.value(newcomerSide)));
        } else if (!present) {
            const QByteArray fingerprint = recordFingerprint(m_context.definition, record);
            pool.records.push_back(
                packView(m_context.definition,
                         {SideView::State::Found, std::move(record), fingerprint, {}}));
        }
    }
    return {};
}

Lookup Linker::lookupFor(const std::vector<SideView> &newcomers, int side, size_t key) const
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
Result<void> Linker::lookUp(int side, int newcomers)
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

/// Nothing can match where only one side has unlinked records: a first sync spares itself the
/// index.
void Linker::indexPools()
{
    const auto filled = std::count_if(m_pools.begin(), m_pools.end(),
                                      [](const Pool &pool) { return !pool.records.empty(); });
    for (Pool &pool : m_pools) {
        pool.taken.assign(pool.records.size(), false);
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

Result<void> Linker::fillPools(Observation &observation)
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
    indexPools();
    return {};
}

void Linker::ask(int side, const Unlinked &record, int other, const QList<size_t> &candidates,
                 const QString &why)
{
    Question question;
    question.side = other;
    question.subjectSide = side;
    question.subject = record.id;
    question.key = titleOf(record);
    question.why = why;
    for (const size_t index : candidates)
        question.recordIds.append(m_pools[size_t(other)].records[index].id);
    question.id = QUuid::createUuidV5(LinkNamespace, m_context.definition.name + u'?' + record.id)
                      .toString(QUuid::WithoutBraces);
    m_questions.push_back(std::move(question));
}

Linker::Match Linker::matchByKey(int side, const Unlinked &record, int other, size_t &found)
{
    const Pool &pool = m_pools[size_t(other)];
    const QString prefix = storedIdKey(m_context.definition.sideId(side), {});
    for (size_t key = 0; key < record.keys.size(); ++key) {
        const size_t hash = record.keys[key];
        QList<size_t> candidates = hash == 0 ? QList<size_t>() : pool.byKey[key].value(hash);
        // A record that keeps another id of this side belongs to that one.
        candidates.removeIf([&](size_t index) {
            const Unlinked &candidate = pool.records[index];
            const bool claimed = std::any_of(
                candidate.storedIds.begin(), candidate.storedIds.end(), [&](const QString &stored) {
                    return stored.startsWith(prefix) && stored.size() > prefix.size();
                });
            return pool.taken[index] || !candidate.alive || claimed || mayBeOurs(other, candidate)
                || isSetApart(other, candidate.id);
        });
        if (candidates.isEmpty())
            continue;
        if (candidates.size() == 1 && m_pools[size_t(side)].byKey[key].value(hash).size() == 1) {
            found = candidates.first();
            return Match::One;
        }
        ask(side, record, other, candidates,
            QStringLiteral("Several records have the same %1; which of them belong together?")
                .arg(m_context.definition.matchKeys[key].join(QStringLiteral(" and "))));
        return Match::Question;
    }
    return Match::None;
}

/// A person said that it is nobody's counterpart.
bool Linker::isSetApart(int side, const QString &recordId) const
{
    const IdentityChoice *choice = m_context.choiceAbout(side, recordId);
    return choice && choice->kind != Decision::Kind::LinkWith;
}

Linker::Match Linker::matchAsAnswered(const IdentityChoice &choice, const Unlinked &record,
                                      int other, size_t &found)
{
    if (choice.kind != Decision::Kind::LinkWith || choice.otherSide != other)
        return Match::None;
    const Pool &pool = m_pools[size_t(other)];
    for (size_t index = 0; index < pool.records.size(); ++index) {
        if (pool.records[index].id != choice.otherId || pool.taken[index]
            || !pool.records[index].alive)
            continue;
        found = index;
        return Match::One;
    }
    ask(choice.side, record, other, {},
        QStringLiteral("The record that it was to be linked with is deleted, gone, or linked "
                       "already."));
    return Match::Question;
}

Linker::Match Linker::match(int side, const Unlinked &record, int other, size_t &found)
{
    if (const IdentityChoice *choice = m_context.choiceAbout(side, record.id))
        return matchAsAnswered(*choice, record, other, found);
    const Pool &pool = m_pools[size_t(other)];
    const QString stored = storedIdKey(m_context.definition.sideId(side), record.id);
    if (m_claimedIds.contains(stored)) {
        ask(side, record, other, {},
            QStringLiteral("A record that is linked already keeps this record's id."));
        return Match::Question;
    }
    const QList<size_t> candidates = pool.byStoredId.value(stored);
    if (candidates.isEmpty())
        return matchByKey(side, record, other, found);
    if (candidates.size() == 1 && pool.records[candidates.first()].alive) {
        found = candidates.first();
        return Match::One;
    }
    ask(side, record, other, candidates,
        QStringLiteral("A deleted record in %1, or more than one, keeps this record's id.")
            .arg(sideName(m_context.definition.sideId(other))));
    return Match::Question;
}

/// While a create is unsettled, a record of our own account may be what it made.
bool Linker::mayBeOurs(int side, const Unlinked &record) const
{
    return record.createdByUs && m_context.openCreates.contains(side);
}

/// A record that a linked one resembles may be what we made for that one, or what a listing hid
/// when we made it; empty: no doubt.
Result<QString> Linker::doubtAbout(int side, const Unlinked &record) const
{
    if (!m_context.definition.sides[size_t(side)].written)
        return QString();
    for (const size_t key : record.keys) {
        const auto link = m_linkedKeys.constFind(key);
        if (key == 0 || link == m_linkedKeys.constEnd())
            continue;
        if (record.createdByUs)
            return QStringLiteral("It was made by a sync and looks like a record that is linked "
                                  "already.");
        const Result<bool> wasHidden = isOlderThanOurs(side, record, *link);
        if (!wasHidden)
            return failure(wasHidden.error());
        if (*wasHidden)
            return QStringLiteral("It looks like a record that a sync made here later, when no "
                                  "listing showed this one yet.");
    }
    return QString();
}

/// Whether we created the link's record on that side after this one. Both times are the side's own.
Result<bool> Linker::isOlderThanOurs(int side, const Unlinked &record, const QUuid &link) const
{
    const Result<bool> isOurs = m_context.store().wasCreatedByUs(link, side);
    if (!isOurs)
        return failure(isOurs.error());
    if (!*isOurs || !record.created)
        return false;
    const Result<std::vector<LinkState>> state = m_context.links(std::span(&link, 1));
    if (!state)
        return failure(state.error());
    const std::optional<Member> &member = state->front().sides[size_t(side)].member;
    if (!member)
        return false;
    const Result<std::vector<Reading>> reading
        = m_context.connector(side).read({member->recordId}, m_context.cancel);
    if (!reading)
        return failure(reading.error());
    const std::optional<Instant> &made = reading->front().record.created;
    return reading->front().state == Reading::State::Found && made && *record.created <= *made;
}

void Linker::noteCreation(int side, const Unlinked &record, const Pairing &pairing)
{
    bool creates = false;
    for (int other = 0; other < m_context.sideCount(); ++other)
        creates = creates
            || (other != side && pairing[size_t(other)] < 0
                && m_context.definition.sides[size_t(other)].written);
    m_creations += creates ? 1 : 0;
    const size_t key = record.keys.empty() ? 0 : record.keys.front();
    if (creates && key != 0 && m_linkedKeys.contains(key))
        m_lookalikes.append(titleOf(record));
}

Result<void> Linker::pair(int side, size_t index)
{
    const Unlinked &record = m_pools[size_t(side)].records[index];
    m_pools[size_t(side)].taken[index] = true;
    const IdentityChoice *choice = m_context.choiceAbout(side, record.id);
    if (!record.alive || mayBeOurs(side, record)
        || (choice && choice->kind == Decision::Kind::Ignore))
        return {};
    Result<bool> former = m_context.store().isFormerId(side, record.id);
    if (!former)
        return failure(former.error());
    if (*former) {
        ask(side, record, side, {index},
            QStringLiteral("This record was linked once before and given up."));
        return {};
    }
    const Result<QString> doubt = choice ? Result<QString>(QString()) : doubtAbout(side, record);
    if (!doubt)
        return failure(doubt.error());
    if (!doubt->isEmpty()) {
        ask(side, record, side, {}, *doubt);
        return {};
    }
    Pairing pairing(m_context.definition.sideCount(), -1);
    pairing[size_t(side)] = qint32(index);
    for (int other = 0; other < m_context.sideCount(); ++other) {
        size_t found = 0;
        const Match outcome = other == side ? Match::None : match(side, record, other, found);
        if (outcome == Match::Question)
            return {};
        if (outcome == Match::One) {
            m_pools[size_t(other)].taken[found] = true;
            pairing[size_t(other)] = qint32(found);
        }
    }
    noteCreation(side, record, pairing);
    m_pairings.push_back(std::move(pairing));
    return {};
}

Result<void> Linker::run(Observation &observation)
{
    if (Result<void> filled = fillPools(observation); !filled)
        return filled;
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (!m_context.definition.sides[size_t(side)].edits)
            continue;
        for (size_t index = 0; index < m_pools[size_t(side)].records.size(); ++index) {
            if (m_pools[size_t(side)].taken[index])
                continue;
            if (Result<void> done = pair(side, index); !done)
                return done;
        }
    }
    return {};
}

void Linker::join(NewLink &fresh, int side, SideView &&view) const
{
    LinkSide &place = fresh.link.sides[size_t(side)];
    place.member = Member{view.record.id, view.record.version, m_context.now(),
                          view.record.editedByUs, view.fingerprint};
    place.fields.resize(m_context.definition.fieldCount());
    fresh.views[size_t(side)] = std::move(view);
}

std::vector<NewLink> Linker::take(size_t from, size_t count)
{
    std::vector<NewLink> links;
    for (size_t index = from; index < std::min(from + count, m_pairings.size()); ++index) {
        NewLink fresh;
        QString name;
        for (int side = 0; side < m_context.sideCount(); ++side) {
            const qint32 place = m_pairings[index][size_t(side)];
            if (place < 0)
                continue;
            Unlinked &record = m_pools[size_t(side)].records[size_t(place)];
            // The editing side names the link, so that both machines that see it call it the same.
            if (name.isEmpty() || m_context.definition.sides[size_t(side)].edits)
                name = m_context.definition.name + u'/'
                    + storedIdKey(m_context.definition.sideId(side), record.id);
            if (fresh.views.empty()) {
                fresh.link = emptyLink(m_context.definition, {});
                fresh.views.resize(m_context.definition.sideCount());
            }
            join(fresh, side, unpackView(record.packed));
            record = {};
        }
        fresh.link.id = QUuid::createUuidV5(LinkNamespace, name);
        links.push_back(std::move(fresh));
    }
    return links;
}
