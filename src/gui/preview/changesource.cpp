#include "gui/preview/changesource.h"

#include "app/text/translation.h"
#include "gui/common/words.h"

#include <QHash>

#include <algorithm>
#include <limits>
#include <numeric>

void ChangeSource::group(const std::vector<quint32> &recordOf)
{
    quint32 records = 0;
    for (const quint32 record : recordOf)
        records = std::max(records, record + 1);
    m_first.assign(size_t(records) + 1, 0);
    for (const quint32 record : recordOf)
        ++m_first[size_t(record) + 1];
    std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
    std::vector<quint32> next = m_first;
    m_changes.resize(recordOf.size());
    for (size_t change = 0; change < recordOf.size(); ++change) {
        m_changes[next[recordOf[change]]++] = quint32(change);
        if (const QString written = side(change); !m_sides.contains(written))
            m_sides.append(written);
    }
}

std::span<const quint32> ChangeSource::changesOf(size_t record) const
{
    const size_t first = m_first.at(record);
    return std::span(m_changes).subspan(first, m_first.at(record + 1) - first);
}

PlanChanges::PlanChanges(SharedResult result, ServiceDefinition definition)
    : m_result(std::move(result))
    , m_definition(std::move(definition))
{
    constexpr quint32 None = std::numeric_limits<quint32>::max();
    std::vector<quint32> recordOfLink(m_result->plan.links.size(), None);
    std::vector<quint32> recordOf;
    recordOf.reserve(count());
    quint32 records = 0;
    for (const Operation &shown : m_result->plan.operations) {
        quint32 &record = recordOfLink.at(shown.link);
        if (record == None)
            record = records++;
        recordOf.push_back(record);
    }
    group(recordOf);
}

const Operation &PlanChanges::operation(size_t change) const
{
    return m_result->plan.operations.at(change);
}

size_t PlanChanges::count() const
{
    return m_result->plan.operations.size();
}

OperationKind PlanChanges::kind(size_t change) const
{
    return operation(change).kind;
}

std::vector<int> PlanChanges::fieldsOf(const Operation &shown) const
{
    if (shown.kind != OperationKind::Delete || !shown.fields.empty())
        return shown.fields;
    std::vector<int> fields;
    for (int field = 0; field < int(m_definition.fieldCount()); ++field) {
        const Value value = m_result->plan.before(shown, field);
        if (m_definition.fields[size_t(field)].isOn(shown.side) && value.isKnown()
            && !value.isEmpty())
            fields.push_back(field);
    }
    return fields;
}

int PlanChanges::fieldCount(size_t change) const
{
    return int(fieldsOf(operation(change)).size());
}

ChangeHead PlanChanges::head(size_t change) const
{
    const Operation &shown = operation(change);
    const QString side = m_definition.sideId(shown.side);
    return {shown.kind,         sideLabel(side),
            shown.key,          translated(shown.why),
            fieldCount(change), side == QLatin1String("hub")};
}

ChangeField PlanChanges::field(size_t change, int field) const
{
    const Operation &shown = operation(change);
    const int index = fieldsOf(shown).at(size_t(field));
    const bool isGone = shown.kind == OperationKind::Delete;
    return {m_definition.fields.at(size_t(index)), m_result->plan.before(shown, index),
            isGone ? Value::null() : m_result->plan.after(shown, index)};
}

QString PlanChanges::side(size_t change) const
{
    return m_definition.sideId(operation(change).side);
}

ListedRecord PlanChanges::record(size_t change) const
{
    const LinkState &link = m_result->plan.links.at(operation(change).link);
    ListedRecord record{m_definition.name, link.id, {}, {}};
    for (size_t side = 0; side < link.sides.size(); ++side) {
        if (const auto &member = link.sides[side].member; member && !member->recordId.isEmpty())
            record.ids.insert(m_definition.sideId(int(side)), member->recordId);
    }
    return record;
}

JournalChanges::JournalChanges(std::vector<JournalEntry> entries, ServiceDefinition definition)
    : m_entries(std::move(entries))
    , m_definition(std::move(definition))
{
    QHash<QUuid, quint32> records;
    std::vector<quint32> recordOf;
    recordOf.reserve(m_entries.size());
    for (const JournalEntry &entry : m_entries) {
        const auto next = quint32(records.size());
        const auto known = records.constFind(entry.link);
        recordOf.push_back(known == records.constEnd() ? *records.insert(entry.link, next)
                                                       : *known);
    }
    group(recordOf);
}

OperationKind JournalChanges::kind(size_t change) const
{
    return m_entries.at(change).kind;
}

int JournalChanges::fieldCount(size_t change) const
{
    return int(m_entries.at(change).fields.size());
}

ChangeHead JournalChanges::head(size_t change) const
{
    const JournalEntry &entry = m_entries.at(change);
    const QString outcome = journalStateText(entry.state, entry.error);
    const QString why = outcome.isEmpty() ? translated(entry.why) : outcome;
    return {entry.kind, sideLabel(entry.side), entry.key,
            why,        fieldCount(change),    entry.side == QLatin1String("hub")};
}

ChangeField JournalChanges::field(size_t change, int field) const
{
    const QJsonObject shown = m_entries.at(change).fields.at(field).toObject();
    const QString name = shown.value(QLatin1String("name")).toString();
    const int index = m_definition.fieldIndex(name);
    FieldDefinition unknown;
    unknown.name = unknown.label = name;
    return {index < 0 ? unknown : m_definition.fields.at(size_t(index)),
            Value::fromTaggedJson(shown.value(QLatin1String("before"))),
            Value::fromTaggedJson(shown.value(QLatin1String("after")))};
}

QString JournalChanges::side(size_t change) const
{
    return m_entries.at(change).side;
}

ListedRecord JournalChanges::record(size_t change) const
{
    const JournalEntry &entry = m_entries.at(change);
    ListedRecord record{m_definition.name, entry.link, {}, {}};
    // Until it is made, a new record has the id of the one that it comes from.
    const bool isThere
        = entry.kind != OperationKind::Create || entry.state == JournalEntry::State::Done;
    if (isThere && !entry.recordId.isEmpty())
        record.ids.insert(entry.side, entry.recordId);
    return record;
}
