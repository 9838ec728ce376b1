#include "sync/link/incompletelinks.h"

#include "core/phrase.h"
#include "sync/common/bodysight.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"

Result<void> IncompleteLinks::index(const std::vector<QUuid> &ids)
{
    const ServiceDefinition &definition = m_context.definition;
    m_lacking.assign(definition.sideCount(), std::vector<ByKey>(definition.matchKeys.size()));
    const Result<std::vector<LinkState>> links = m_context.links(ids);
    if (!links)
        return failure(links.error());
    for (const LinkState &link : *links) {
        if (!link.alive.value.toBool())
            continue;
        std::vector<Value> values;
        values.reserve(link.fields.size());
        for (const Agreed &agreed : link.fields)
            values.push_back(agreed.value);
        for (size_t side = 0; side < link.sides.size(); ++side) {
            if (link.sides[side].member || !definition.sides[side].written)
                continue;
            nameLink(link);
            for (size_t key = 0; key < definition.matchKeys.size(); ++key) {
                if (const size_t hash = matchKeyHash(definition, values, key); hash != 0)
                    m_lacking[side][key][hash].append(link.id);
            }
        }
    }
    return {};
}

void IncompleteLinks::nameLink(const LinkState &link)
{
    for (size_t side = 0; side < link.sides.size(); ++side) {
        if (const std::optional<Member> &member = link.sides[side].member) {
            m_names.insert(link.id, {int(side), member->recordId});
            return;
        }
    }
}

void IncompleteLinks::countUnlinked(const Observation &observation)
{
    const size_t keys = m_context.definition.matchKeys.size();
    m_count.assign(observation.unlinked.size(), std::vector<QHash<size_t, int>>(keys));
    for (size_t side = 0; side < observation.unlinked.size(); ++side) {
        for (const Unlinked &record : observation.unlinked[side]) {
            for (size_t key = 0; record.alive && key < record.keys.size(); ++key)
                ++m_count[side][key][record.keys[key]];
        }
    }
}

void IncompleteLinks::ask(int side, const Unlinked &record, const QList<QUuid> &links)
{
    Question question;
    question.id = QUuid::createUuidV5(QUuid(), m_context.definition.name + u'+' + record.id)
                      .toString(QUuid::WithoutBraces);
    question.subjectSide = side;
    question.subject = record.id;
    // The links are named by their records on the side of the first of them.
    question.side = m_names.value(links.first()).first;
    for (const QUuid &link : links) {
        m_context.askedCreates.insert({side, link});
        const auto &[where, id] = m_names.value(link);
        if (where == question.side)
            question.recordIds.append(id);
    }
    const int title = m_context.definition.fieldIndex(m_context.definition.titleField);
    question.key = unpackView(record.packed).record.fields.at(size_t(title)).toDisplayText(120);
    question.why = Phrase::tr("It looks like a record that is still to be made in %1; do they "
                              "belong together?")
                       .arg(sideName(m_context.definition.sideId(side)));
    m_context.questions.push_back(std::move(question));
}

/// Links that lack this side and may be the record's; certain where it is the only one, both ways,
/// or where a person said so.
Result<QList<QUuid>> IncompleteLinks::linksFor(int side, const Unlinked &record,
                                               bool &isCertain) const
{
    if (const IdentityChoice *choice = m_context.choiceAbout(side, record.id)) {
        if (choice->kind != Decision::Kind::LinkWith)
            return QList<QUuid>();
        const Result<std::optional<MemberSummary>> summary
            = m_context.store().findMember(choice->otherSide, choice->otherId);
        if (!summary)
            return failure(summary.error());
        const std::optional<MemberSummary> &known = *summary;
        isCertain = true;
        return known && m_names.contains(known->link) ? QList<QUuid>{known->link} : QList<QUuid>();
    }
    for (size_t key = 0; record.alive && key < record.keys.size(); ++key) {
        QList<QUuid> links = m_lacking[size_t(side)][key].value(record.keys[key]);
        if (links.isEmpty())
            continue;
        isCertain = links.size() == 1 && m_count[size_t(side)][key].value(record.keys[key]) == 1;
        return links;
    }
    return QList<QUuid>();
}

Result<void> IncompleteLinks::attachSide(int side, Observation &observation)
{
    std::vector<Unlinked> &records = observation.unlinked[size_t(side)];
    std::vector<Unlinked> left;
    for (Unlinked &record : records) {
        bool isCertain = false;
        const Result<QList<QUuid>> links = linksFor(side, record, isCertain);
        if (!links)
            return failure(links.error());
        const Result<bool> former = links->isEmpty()
            ? Result<bool>(false)
            : m_context.store().isFormerId(side, record.id);
        if (!former)
            return failure(former.error());
        const bool mayBeOurs = record.createdByUs && m_context.openCreates.contains(side);
        const bool isOpen = std::any_of(links->begin(), links->end(), [this](const QUuid &link) {
            return m_context.blocked.contains(link);
        });
        if (links->isEmpty() || *former || mayBeOurs) {
            left.push_back(std::move(record));
        } else if (isOpen) {
            observation.pending.push_back({side, record.id, ToBeLinked});
        } else if (!isCertain || m_attached.value(links->first()).contains(side)) {
            ask(side, record, *links);
        } else {
            SideViews &views = observation.links[links->first()];
            views.resize(m_context.definition.sideCount());
            views[size_t(side)] = unpackView(record.packed);
            m_attached[links->first()].append(side);
        }
    }
    records = std::move(left);
    return {};
}

Result<void> IncompleteLinks::attach(const std::vector<QUuid> &ids, Observation &observation)
{
    if (Result<void> indexed = index(ids); !indexed)
        return indexed;
    countUnlinked(observation);
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (Result<void> done = attachSide(side, observation); !done)
            return done;
    }
    return {};
}

void IncompleteLinks::join(LinkState &link, SideViews &views) const
{
    for (const int side : m_attached.value(link.id)) {
        const SideView &view = views[size_t(side)];
        LinkSide &place = link.sides[size_t(side)];
        place.member = memberOf(m_context, side, view.record, view.fingerprint);
        place.fields.resize(m_context.definition.fieldCount());
        place.alive = {Value::boolean(view.record.alive), link.alive.revision};
    }
}
