#include "sync/link/references.h"

#include "sync/common/equality.h"

#include <QSet>

#include <algorithm>

static const QLatin1Char SideSeparator(':');
/// Marks a link's UUID among ids of records, which may be UUIDs themselves.
static const QLatin1String LinkPrefix("link:");

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

bool References::derives() const
{
    return std::any_of(m_definition.fields.begin(), m_definition.fields.end(),
                       [](const FieldDefinition &field) { return !field.derivedFrom.isEmpty(); });
}

Value References::shownAgain(const Value &canonical)
{
    QStringList elements;
    for (const QString &element : canonical.toSet())
        elements.append(element.contains(SideSeparator) ? element : LinkPrefix + element);
    return elements.isEmpty() ? canonical : Value::set(elements);
}

/// The sides that a reference of `side` is written to: there its target must have a record by then,
/// or the reference would be written as none.
QStringList References::otherSides(int side, int field) const
{
    QStringList sides;
    for (int other = 0; other < int(m_definition.sideCount()); ++other) {
        if (other != side && m_definition.sides[size_t(other)].written
            && m_definition.fields[size_t(field)].mapping[size_t(other)])
            sides.append(m_definition.sideId(other));
    }
    return sides;
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
        for (const QString &element : record->fields[size_t(field)].toSet()) {
            if (!element.startsWith(LinkPrefix))
                ids.insert(bareId(sideId, element));
        }
    }
    Result<QMap<QString, QUuid>> links = m_store.resolveRecords(
        m_definition.fields[size_t(field)].service, sideId, ids.values(), otherSides(side, field));
    if (!links)
        return failure(links.error());
    for (Record *record : records) {
        Value &value = record->fields[size_t(field)];
        QStringList canonical;
        for (const QString &element : value.toSet()) {
            if (element.startsWith(LinkPrefix)) {
                canonical.append(element.mid(LinkPrefix.size()));
                continue;
            }
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

/// The first of the links that a canonical reference holds; null: there is none.
static QUuid firstLink(const Value &canonical)
{
    for (const QString &element : canonical.toSet()) {
        if (!element.contains(SideSeparator))
            return QUuid::fromString(element);
    }
    return {};
}

Result<QMap<QUuid, Value>> References::titlesOf(int field, std::span<const Value> references)
{
    std::vector<QUuid> links;
    for (const Value &reference : references) {
        if (const QUuid link = firstLink(reference); !link.isNull())
            links.push_back(link);
    }
    const FieldDefinition &derived = m_definition.fields[size_t(field)];
    const int source = m_definition.fieldIndex(derived.derivedFrom);
    return m_store.agreedValues(m_definition.fields[size_t(source)].service, derived.derivedField,
                                links);
}

Result<void> References::deriveField(int field, std::span<Record *> records)
{
    const int reference = m_definition.fieldIndex(m_definition.fields[size_t(field)].derivedFrom);
    std::vector<Value> references;
    references.reserve(records.size());
    for (const Record *record : records)
        references.push_back(record->fields[size_t(reference)]);
    const Result<QMap<QUuid, Value>> titles = titlesOf(field, references);
    if (!titles)
        return failure(titles.error());
    for (size_t index = 0; index < records.size(); ++index) {
        if (references[index].isKnown())
            records[index]->fields[size_t(field)]
                = titles->value(firstLink(references[index]), Value::null());
    }
    return {};
}

Result<std::vector<QUuid>> References::staleLinks(std::span<const LinkState> links)
{
    std::vector<QUuid> stale;
    for (int field = 0; field < int(m_definition.fieldCount()); ++field) {
        const FieldDefinition &derived = m_definition.fields[size_t(field)];
        if (derived.derivedFrom.isEmpty())
            continue;
        const int reference = m_definition.fieldIndex(derived.derivedFrom);
        std::vector<Value> references;
        references.reserve(links.size());
        for (const LinkState &link : links)
            references.push_back(link.agreed(reference).value);
        const Result<QMap<QUuid, Value>> titles = titlesOf(field, references);
        if (!titles)
            return failure(titles.error());
        for (size_t index = 0; index < links.size(); ++index) {
            const QUuid target = firstLink(references[index]);
            if (titles->contains(target)
                && !sameValue(derived, titles->value(target), links[index].agreed(field).value))
                stale.push_back(links[index].id);
        }
    }
    return stale;
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
