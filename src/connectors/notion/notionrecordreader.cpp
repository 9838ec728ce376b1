#include "connectors/notion/notionrecordreader.h"

#include "connectors/notion/notionid.h"
#include "connectors/notion/notionpropertyreader.h"
#include "connectors/notion/valueconversion.h"

#include <QHash>

using namespace std::chrono_literals;
using Source = NotionFieldMapping::Source;

static const QLatin1String IdKey("id");
static const QLatin1String PropertiesKey("properties");
static const QLatin1String CreatedTimeKey("created_time");
static const QLatin1String LastEditedTimeKey("last_edited_time");

std::optional<TimeInterval> notionStamp(const QString &stamp)
{
    const std::optional<Instant> time = parseInstant(stamp);
    if (!time)
        return std::nullopt;
    return TimeInterval{*time, *time + 60s};
}

bool isWholePage(const QJsonObject &object)
{
    return object.value(QLatin1String("object")).toString() == QLatin1String("page")
        && object.value(PropertiesKey).isObject() && object.value(LastEditedTimeKey).isString()
        && !object.value(IdKey).toString().isEmpty();
}

static QString translated(const NotionFieldMapping &mapping, const QString &text,
                          QStringList &unmapped)
{
    QString folded = mapping.lowerCase ? text.toLower() : text;
    if (mapping.values.isEmpty())
        return folded;
    const auto found = mapping.values.constFind(text);
    if (found != mapping.values.constEnd())
        return *found;
    unmapped.append(QStringLiteral("%1: %2").arg(mapping.names.value(0), text));
    return folded;
}

static Value translatedValue(const NotionFieldMapping &mapping, const Value &value,
                             QStringList &unmapped)
{
    if (mapping.values.isEmpty() && !mapping.lowerCase)
        return value;
    if (value.kind() == Value::Kind::Text)
        return Value::text(translated(mapping, value.toText(), unmapped));
    if (value.kind() != Value::Kind::Set)
        return value;
    QStringList texts;
    const QStringList set = value.toSet();
    for (const QString &each : set)
        texts.append(translated(mapping, each, unmapped));
    return Value::set(texts);
}

Value inNotionsWords(const NotionFieldMapping &mapping, const Value &value)
{
    if (mapping.values.isEmpty())
        return value;
    const auto word = [&](const QString &text) { return mapping.values.key(text, text); };
    if (value.kind() == Value::Kind::Text)
        return Value::text(word(value.toText()));
    if (value.kind() != Value::Kind::Set)
        return value;
    QStringList words;
    const QStringList set = value.toSet();
    for (const QString &each : set)
        words.append(word(each));
    return Value::set(words);
}

NotionRecordReader::NotionRecordReader(std::vector<FieldType> fieldTypes, QString bot)
    : m_fieldTypes(std::move(fieldTypes))
    , m_bot(std::move(bot))
{ }

static Value readRest(const QJsonObject &properties, const NotionMapping &mapping)
{
    QJsonObject rest;
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QJsonObject property = it.value().toObject();
        if (mapping.mappedIds().contains(property.value(IdKey).toString()))
            continue;
        // Its content could not be read whole.
        if (property.value(property.value(QLatin1String("type")).toString()).isUndefined())
            return Value::unknown();
        const QJsonValue value = notionPropertyAsJson(property);
        if (!value.isNull())
            rest.insert(it.key(), value);
    }
    return rest.isEmpty() ? Value::null() : Value::json(rest);
}

static Value readSource(const NotionBinding &binding, FieldType wanted, const QJsonObject &page,
                        const QHash<QString, QJsonObject> &byId, const NotionMapping &mapping)
{
    switch (binding.mapping.source) {
    case Source::Property: {
        if (!binding.property || !byId.contains(binding.property->id))
            return {};
        const QJsonObject property = byId.value(binding.property->id);
        if (property.value(QLatin1String("type")).toString() != binding.property->type)
            return {};
        return readNotionProperty(property, wanted, binding.mapping.part);
    }
    case Source::CreatedTime:
    case Source::LastEditedTime: {
        const QLatin1String key
            = binding.mapping.source == Source::CreatedTime ? CreatedTimeKey : LastEditedTimeKey;
        const std::optional<Instant> time = parseInstant(page.value(key).toString());
        return time ? convertedTo(wanted, Value::instant(*time)) : Value::unknown();
    }
    case Source::Url:
        return convertedTo(wanted, Value::text(page.value(QLatin1String("url")).toString()));
    case Source::Rest:
        return readRest(page.value(PropertiesKey).toObject(), mapping);
    case Source::Markdown:
        break;
    }
    return {};
}

Value NotionRecordReader::readField(size_t field, const QJsonObject &page,
                                    const QHash<QString, QJsonObject> &byId,
                                    const NotionMapping &mapping, QStringList &unmapped) const
{
    Value first;
    for (const NotionBinding &binding : mapping.fields().at(field)) {
        const Value value = readSource(binding, m_fieldTypes.at(field), page, byId, mapping);
        if (value.isAbsent())
            continue;
        if (!value.isNull())
            return translatedValue(binding.mapping, value, unmapped);
        first = value;
    }
    return first;
}

Record NotionRecordReader::read(const QJsonObject &page, const NotionMapping &mapping,
                                QStringList &unmapped) const
{
    Record record;
    record.id = notionId(page.value(IdKey).toString());
    record.version.stamp = page.value(LastEditedTimeKey).toString();
    record.version.edited = notionStamp(record.version.stamp);
    record.created = parseInstant(page.value(CreatedTimeKey).toString());
    record.alive = !page.value(QLatin1String("in_trash")).toBool();
    record.createdByUs = !m_bot.isEmpty()
        && notionId(page.value(QLatin1String("created_by"))[IdKey].toString()) == m_bot;
    record.editedByUs = !m_bot.isEmpty()
        && notionId(page.value(QLatin1String("last_edited_by"))[IdKey].toString()) == m_bot;
    QHash<QString, QJsonObject> byId;
    const QJsonObject properties = page.value(PropertiesKey).toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it)
        byId.insert(it.value()[IdKey].toString(), it.value().toObject());
    for (size_t field = 0; field < m_fieldTypes.size(); ++field)
        record.fields.push_back(readField(field, page, byId, mapping, unmapped));
    return record;
}
