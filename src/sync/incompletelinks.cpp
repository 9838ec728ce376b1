#include "sync/incompletelinks.h"

#include "sync/equality.h"
#include "sync/linktext.h"

Result<void> IncompleteLinks::index(const std::vector<QUuid> &ids)
{
    const ServiceDefinition &definition = m_context.definition;
    m_lacking.assign(definition.sideCount(), std::vector<ByKey>(definition.matchKeys.size()));
    const Result<std::vector<LinkState>> links = m_context.links(ids);
    if (!links)
        return failure(links.error());
    for (const LinkState &link : *links) {
        if (!link.alive.value.toBool() || m_context.blocked.contains(link.id))
            continue;
        std::vector<Value> values;
        values.reserve(link.fields.size());
        for (const Agreed &agreed : link.fields)
            values.push_back(agreed.value);
        for (size_t side = 0; side < link.sides.size(); ++side) {
            if (link.sides[side].member || !definition.sides[side].written)
                continue;
            for (size_t key = 0; key < definition.matchKeys.size(); ++key) {
                if (const size_t hash = matchKeyHash(definition, values, key); hash != 0)
                    m_lacking[side][key][hash].append(link.id);
            }
        }
    }
    return {};
}

void IncompleteLinks::ask(int side, const Unlinked &record)
{
    Question question;
    question.id = QUuid::createUuidV5(QUuid(), m_context.definition.name + u'+' + record.id)
                      .toString(QUuid::WithoutBraces);
    question.side = side;
    question.recordIds.append(record.id);
    const int title = m_context.definition.fieldIndex(m_context.definition.titleField);
    question.key = unpackView(record.packed).record.fields.at(size_t(title)).toDisplayText(120);
    question.why = QStringLiteral("It looks like a record that is still to be made in %1; do they "
                                  "belong together?")
                       .arg(sideName(m_context.definition.sideId(side)));
    m_context.questions.push_back(std::move(question));
}

Result<void> IncompleteLinks::attachSide(int side, Observation &observation)
{
    std::vector<Unlinked> &records = observation.unlinked[size_t(side)];
    std::vector<ByKey> &lacking = m_lacking[size_t(side)];
    std::vector<QHash<size_t, int>> count(lacking.size());
    for (const Unlinked &record : records) {
        for (size_t key = 0; key < record.keys.size(); ++key)
            count[key][record.keys[key]] += record.alive ? 1 : 0;
    }
    std::vector<Unlinked> left;
    for (Unlinked &record : records) {
        QList<QUuid> links;
        bool isOnlyOne = false;
        for (size_t key = 0; record.alive && links.isEmpty() && key < record.keys.size(); ++key) {
            links = lacking[key].value(record.keys[key]);
            isOnlyOne = links.size() == 1 && count[key].value(record.keys[key]) == 1;
        }
        const Result<bool> former
            = links.isEmpty() ? Result<bool>(false) : m_context.store().isFormerId(side, record.id);
        if (!former)
            return failure(former.error());
        const bool wasOurs = record.createdByUs && m_context.openCreates.contains(side);
        if (links.isEmpty() || *former || wasOurs) {
            left.push_back(std::move(record));
        } else if (!isOnlyOne || m_attached.value(links.first()).contains(side)) {
            ask(side, record);
        } else {
            SideViews &views = observation.links[links.first()];
            views.resize(m_context.definition.sideCount());
            views[size_t(side)] = unpackView(record.packed);
            m_attached[links.first()].append(side);
        }
    }
    records = std::move(left);
    return {};
}

Result<void> IncompleteLinks::attach(const std::vector<QUuid> &ids, Observation &observation)
{
    if (Result<void> indexed = index(ids); !indexed)
        return indexed;
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
        place.member = Member{view.record.id, view.record.version, m_context.now(),
                              view.record.editedByUs, view.fingerprint};
        place.fields.resize(m_context.definition.fieldCount());
        place.alive = {Value::boolean(view.record.alive), link.alive.revision};
    }
}
