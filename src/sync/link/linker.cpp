#include "sync/link/linker.h"

#include "core/phrase.h"
#include "sync/common/bodysight.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"

#include <algorithm>

/// Namespace of link ids: one record gives the same link on every machine and after every crash.
static const QUuid LinkNamespace(0x6f1f7d3a, 0x2c5b, 0x4b1e, 0x9d, 0x53, 0x7a, 0x60, 0x1e, 0x0c,
                                 0x88, 0x21);

static const QString HiddenByListing = Phrase::tr(
    "It looks like a record that a sync made here later, when no listing showed this one yet.");

QString Linker::titleOf(const Unlinked &record) const
{
    const int field = m_context.definition.fieldIndex(m_context.definition.titleField);
    const SideView view = unpackView(record.packed);
    const Value &title = view.record.fields.at(size_t(field));
    return title.isKnown() && !title.isNull() ? title.toDisplayText(120) : record.id;
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
    for (const size_t index : candidates) {
        question.recordIds.append(m_pools.of(other).records[index].id);
        m_pools.of(other).asked[index] = true;
    }
    question.id = QUuid::createUuidV5(LinkNamespace, m_context.definition.name + u'?' + record.id)
                      .toString(QUuid::WithoutBraces);
    m_questions.push_back(std::move(question));
}

Linker::Match Linker::matchByKey(int side, const Unlinked &record, int other, size_t &found)
{
    const LinkPool &pool = m_pools.of(other);
    const QString &sideId = m_context.definition.sideId(side);
    for (size_t key = 0; key < record.keys.size(); ++key) {
        const size_t hash = record.keys[key];
        QList<size_t> candidates = hash == 0 ? QList<size_t>() : pool.byKey[key].value(hash);
        // A record that keeps another id of this side belongs to that one.
        candidates.removeIf([&](size_t index) {
            const Unlinked &candidate = pool.records[index];
            return pool.taken[index] || !candidate.alive || !candidate.storedIdOn(sideId).isEmpty()
                || mayBeOurs(other, candidate) || isSetApart(other, candidate.id);
        });
        if (candidates.isEmpty())
            continue;
        if (candidates.size() == 1 && m_pools.of(side).byKey[key].value(hash).size() == 1) {
            found = candidates.first();
            return Match::One;
        }
        QStringList labels;
        for (const QString &name : m_context.definition.matchKeys[key])
            labels
                << m_context.definition.fields[size_t(m_context.definition.fieldIndex(name))].label;
        ask(side, record, other, candidates,
            Phrase::tr("Several records have the same %1; which of them belong together?")
                .arg(labels.join(QStringLiteral(", "))));
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
    const LinkPool &pool = m_pools.of(other);
    for (size_t index = 0; index < pool.records.size(); ++index) {
        if (pool.records[index].id != choice.otherId || pool.taken[index]
            || !pool.records[index].alive)
            continue;
        found = index;
        return Match::One;
    }
    ask(choice.side, record, other, {},
        Phrase::tr("The record that it was to be linked with is deleted, gone, or linked "
                   "already."));
    return Match::Question;
}

Linker::Match Linker::match(int side, const Unlinked &record, int other, size_t &found)
{
    if (const IdentityChoice *choice = m_context.choiceAbout(side, record.id))
        return matchAsAnswered(*choice, record, other, found);
    const Match stored = matchByStoredId(side, record, other, found);
    return stored == Match::None ? matchByKey(side, record, other, found) : stored;
}

/// Ids that either record keeps of the other.
Linker::Match Linker::matchByStoredId(int side, const Unlinked &record, int other, size_t &found)
{
    const LinkPool &pool = m_pools.of(other);
    const QString own = storedIdKey(m_context.definition.sideId(side), record.id);
    if (m_pools.isClaimed(own)) {
        ask(side, record, other, {},
            Phrase::tr("A record that is linked already keeps this record's id."));
        return Match::Question;
    }
    QList<size_t> candidates = pool.byStoredId.value(own);
    const QString kept = record.storedIdOn(m_context.definition.sideId(other));
    const auto keptPlace = pool.byId.constFind(kept);
    if (!kept.isEmpty() && keptPlace != pool.byId.constEnd() && !candidates.contains(*keptPlace))
        candidates.append(*keptPlace);
    const QString obstacle
        = m_pools.obstacle(storedIdKey(m_context.definition.sideId(other), kept));
    if (!kept.isEmpty() && !obstacle.isEmpty()) {
        ask(side, record, other, candidates, obstacle);
        return Match::Question;
    }
    if (candidates.isEmpty())
        return Match::None;
    const Unlinked &candidate = pool.records[candidates.first()];
    const QString back = candidate.storedIdOn(m_context.definition.sideId(side));
    const bool agrees = back.isEmpty() || back == record.id;
    if (candidates.size() == 1 && candidate.alive && agrees && !pool.taken[candidates.first()]) {
        found = candidates.first();
        return Match::One;
    }
    ask(side, record, other, candidates,
        Phrase::tr("The ids that it and the records in %1 keep contradict each other, or one "
                   "of them is deleted.")
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
        const auto link = m_pools.linkedKeys().constFind(key);
        if (key == 0 || link == m_pools.linkedKeys().constEnd())
            continue;
        if (record.createdByUs)
            return Phrase::tr("It was made by a sync and looks like a record that is linked "
                              "already.");
        Result<QString> doubt = doubtBesideLinked(side, record, *link);
        if (!doubt || !doubt->isEmpty())
            return doubt;
    }
    return QString();
}

/// A linked record with the same key on the same side: perhaps we made it after this one, or it is
/// not there any more. Both times are the side's own.
Result<QString> Linker::doubtBesideLinked(int side, const Unlinked &record, const QUuid &link) const
{
    const Result<std::vector<LinkState>> state = m_context.links(std::span(&link, 1));
    if (!state)
        return failure(state.error());
    const std::optional<Member> &member = state->front().sides[size_t(side)].member;
    if (!member || !state->front().alive.value.toBool())
        return QString();
    const Result<bool> isOurs = m_context.store().wasCreatedByUs(link, side);
    if (!isOurs)
        return failure(isOurs.error());
    const Result<std::vector<Reading>> reading = m_context.read(side, {member->recordId});
    if (!reading)
        return failure(reading.error());
    const Record &other = reading->front().record;
    if (reading->front().state != Reading::State::Found)
        return Phrase::tr("It looks like a linked record whose own one in %1 cannot be read.")
            .arg(sideName(m_context.definition.sideId(side)));
    // The record itself tells that it is ours, too, where the journal was lost.
    const bool isNewer = !other.created || (record.created && *record.created <= *other.created);
    return (*isOurs || other.createdByUs) && isNewer ? HiddenByListing : QString();
}

/// A record that is ours and not older, with the same key on the same side: this one may be what a
/// listing hid when we made that.
bool Linker::hasTwinOfOurs(int side, const Unlinked &record) const
{
    const LinkPool &pool = m_pools.of(side);
    for (size_t key = 0; key < record.keys.size(); ++key) {
        const QList<size_t> twins
            = record.keys[key] == 0 ? QList<size_t>() : pool.byKey[key].value(record.keys[key]);
        const bool found = std::any_of(twins.begin(), twins.end(), [&](size_t index) {
            const Unlinked &twin = pool.records[index];
            return twin.id != record.id && twin.alive && twin.createdByUs
                && record.created <= twin.created;
        });
        if (found)
            return true;
    }
    return false;
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
    if (creates && key != 0 && m_pools.linkedKeys().contains(key))
        m_lookalikes.append(titleOf(record));
}

/// Ids that the counterparts keep of sides that are still missing: a row knows its page.
Linker::Match Linker::joinByKeptIds(int subjectSide, Pairing &pairing)
{
    for (int side = 0; side < m_context.sideCount(); ++side) {
        const qint32 place = pairing[size_t(side)];
        for (int other = 0; side != subjectSide && place >= 0 && other < m_context.sideCount();
             ++other) {
            if (pairing[size_t(other)] >= 0)
                continue;
            size_t found = 0;
            const Match match
                = matchByStoredId(side, m_pools.of(side).records[size_t(place)], other, found);
            if (match == Match::Question)
                return match;
            if (match == Match::None)
                continue;
            m_pools.of(other).taken[found] = true;
            pairing[size_t(other)] = qint32(found);
        }
    }
    return Match::None;
}

Result<void> Linker::pair(int side, size_t index)
{
    const Unlinked &record = m_pools.of(side).records[index];
    m_pools.of(side).taken[index] = true;
    const IdentityChoice *choice = m_context.choiceAbout(side, record.id);
    if (!record.alive || m_pools.of(side).asked[index] || mayBeOurs(side, record)
        || (choice && choice->kind == Decision::Kind::Ignore))
        return {};
    Result<bool> former = m_context.store().isFormerId(side, record.id);
    if (!former)
        return failure(former.error());
    if (*former) {
        ask(side, record, side, {index},
            Phrase::tr("This record was linked once before and given up."));
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
            m_pools.of(other).taken[found] = true;
            pairing[size_t(other)] = qint32(found);
        }
    }
    if (joinByKeptIds(side, pairing) == Match::Question)
        return {};
    const bool isAlone
        = std::count(pairing.begin(), pairing.end(), -1) == std::ptrdiff_t(pairing.size()) - 1;
    if (isAlone && !choice && hasTwinOfOurs(side, record)) {
        ask(side, record, side, {}, HiddenByListing);
        return {};
    }
    noteCreation(side, record, pairing);
    m_pairings.push_back(std::move(pairing));
    return {};
}

Result<void> Linker::run(Observation &observation)
{
    if (Result<void> filled = m_pools.fill(observation); !filled)
        return filled;
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (!m_context.definition.sides[size_t(side)].edits)
            continue;
        for (size_t index = 0; index < m_pools.of(side).records.size(); ++index) {
            if (m_pools.of(side).taken[index])
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
    place.member = memberOf(m_context, side, view.record, view.fingerprint);
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
            Unlinked &record = m_pools.of(side).records[size_t(place)];
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
