#include "sync/references.h"

#include <QSet>

#include <algorithm>

static const QLatin1Char SideSeparator(':');

/// "side:id" → id, where the reference was made by this side; the bare id otherwise.
static QString bareId(const QString &sideId, const QString &element)
{
    const QString prefix = sideId + SideSeparator;
    return element.startsWith(prefix) ? element.mid(prefix.size()) : element;
}

bool References::isNeeded() const
{
    return std::any_of(
        m_definition.fields.begin(), m_definition.fields.end(),
        [](const FieldDefinition &field) { return field.type == FieldType::Reference; });
}

bool References::hasUnresolved(const Value &canonical)
{
    const QStringList elements = canonical.toSet();
    return std::any_of(elements.begin(), elements.end(),
                       [](const QString &element) { return element.contains(SideSeparator); });
}

Result<void> References::resolve(int side, std::span<Record *> records)
{
    for (int field = 0; field < int(m_definition.fieldCount()); ++field) {
        if (m_definition.fields[size_t(field)].type != FieldType::Reference)
            continue;
        if (Result<void> done = resolveField(side, field, records); !done)
            return done;
    }
    for (int field = 0; field < int(m_definition.fieldCount()); ++field) {
        if (m_definition.fields[size_t(field)].derivedFrom.isEmpty()
            || !m_definition.sides[size_t(side)].edits)
            continue;
        if (Result<void> done = deriveField(field, records); !done)
            return done;
    }
    return {};
}

Result<void> References::resolveField(int side, int field, std::span<Record *> records)
{
    const QString &sideId = m_definition.sideId(side);
    QSet<QString> ids;
    for (const Record *record : records) {
        for (const QString &element : record->fields[size_t(field)].toSet())
            ids.insert(bareId(sideId, element));
    }
    if (ids.isEmpty())
        return {};
    Result<QMap<QString, QUuid>> links
        = m_store.resolveRecords(m_definition.fields[size_t(field)].service, sideId, ids.values());
    if (!links)
        return failure(links.error());
    for (Record *record : records) {
        Value &value = record->fields[size_t(field)];
        QStringList canonical;
        for (const QString &element : value.toSet()) {
            const QString id = bareId(sideId, element);
            const auto link = links->constFind(id);
            canonical.append(link != links->constEnd() ? link->toString(QUuid::WithoutBraces)
                                                       : sideId + SideSeparator + id);
        }
        if (!canonical.isEmpty())
            value = Value::set(canonical);
    }
    return {};
}

Result<void> References::deriveField(int field, std::span<Record *> records)
{
    const int reference = m_definition.fieldIndex(m_definition.fields[size_t(field)].derivedFrom);
    std::vector<QUuid> links;
    const auto firstLink = [&](const Record &record) {
        for (const QString &element : record.fields[size_t(reference)].toSet()) {
            if (!element.contains(SideSeparator))
                return QUuid::fromString(element);
        }
        return QUuid();
    };
    for (const Record *record : records) {
        if (const QUuid link = firstLink(*record); !link.isNull())
            links.push_back(link);
    }
    const QString &service = m_definition.fields[size_t(reference)].service;
    Result<QMap<QUuid, Value>> titles
        = m_store.agreedValues(service, m_definition.fields[size_t(field)].derivedField, links);
    if (!titles)
        return failure(titles.error());
    for (Record *record : records) {
        if (!record->fields[size_t(reference)].isKnown())
            continue;
        const QUuid link = firstLink(*record);
        record->fields[size_t(field)]
            = titles->contains(link) ? titles->value(link) : Value::null();
    }
    return {};
}

Result<Value> References::idsFor(int side, int field, const Value &canonical)
{
    if (!canonical.isKnown() || canonical.isNull())
        return canonical;
    std::vector<QUuid> links;
    for (const QString &element : canonical.toSet()) {
        if (!element.contains(SideSeparator))
            links.push_back(QUuid::fromString(element));
    }
    const QString &sideId = m_definition.sideId(side);
    Result<QMap<QUuid, QString>> ids
        = m_store.recordsOf(m_definition.fields[size_t(field)].service, sideId, links);
    if (!ids)
        return failure(ids.error());
    QStringList result = ids->values();
    for (const QString &element : canonical.toSet()) {
        if (element.startsWith(sideId + SideSeparator))
            result.append(bareId(sideId, element));
    }
    return Value::set(result);
}
