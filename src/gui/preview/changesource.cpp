#include "gui/preview/changesource.h"

#include "gui/common/words.h"

PlanChanges::PlanChanges(SharedResult result, ServiceDefinition definition)
    : m_result(std::move(result))
    , m_definition(std::move(definition))
{ }

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

int PlanChanges::fieldCount(size_t change) const
{
    return int(operation(change).fields.size());
}

ChangeHead PlanChanges::head(size_t change) const
{
    const Operation &shown = operation(change);
    return {shown.kind, sideLabel(m_definition.sideId(shown.side)), shown.key, shown.why,
            fieldCount(change)};
}

ChangeField PlanChanges::field(size_t change, int field) const
{
    const Operation &shown = operation(change);
    const int index = shown.fields.at(size_t(field));
    return {m_definition.fields.at(size_t(index)).label, m_result->plan.before(shown, index),
            m_result->plan.after(shown, index)};
}

JournalChanges::JournalChanges(std::vector<JournalEntry> entries, ServiceDefinition definition)
    : m_entries(std::move(entries))
    , m_definition(std::move(definition))
{ }

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
    const QString why = outcome.isEmpty() ? entry.why : outcome;
    return {entry.kind, sideLabel(entry.side), entry.key, why, fieldCount(change)};
}

ChangeField JournalChanges::field(size_t change, int field) const
{
    const QJsonObject shown = m_entries.at(change).fields.at(field).toObject();
    const QString name = shown.value(QLatin1String("name")).toString();
    const int index = m_definition.fieldIndex(name);
    return {index < 0 ? name : m_definition.fields.at(size_t(index)).label,
            Value::fromTaggedJson(shown.value(QLatin1String("before"))),
            Value::fromTaggedJson(shown.value(QLatin1String("after")))};
}
