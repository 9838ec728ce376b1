#include "connectors/notion/notionpropertyreader.h"

#include "connectors/notion/notiondate.h"
#include "connectors/notion/notionid.h"
#include "connectors/notion/notionrichtext.h"
#include "connectors/notion/valueconversion.h"

#include <QHash>
#include <QJsonArray>
#include <QUrl>

/// References of one kind that a page shows at most (Notion: page property values).
static constexpr qsizetype ShownReferences = 25;

static const QLatin1String TypeKey("type");
static const QLatin1String NameKey("name");
static const QLatin1String IdKey("id");

namespace {

using Reader = Value (*)(const QJsonValue &content, FieldType wanted, const QString &part);

Value readRichText(const QJsonValue &content, FieldType wanted, const QString &part)
{
    if (!content.isArray())
        return Value::unknown();
    const QString text = notionPlainText(content.toArray());
    if (part.isEmpty())
        return convertedTo(wanted, Value::text(text));
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (part == QLatin1String("given_name"))
        return Value::text(words.value(0));
    if (part == QLatin1String("family_name"))
        return Value::text(words.size() > 1 ? words.last() : QString());
    if (part == QLatin1String("middle_name"))
        return Value::text(words.mid(1, std::max<qsizetype>(words.size() - 2, 0)).join(u' '));
    return Value::unknown();
}

Value readNumber(const QJsonValue &content, FieldType wanted, const QString &)
{
    if (content.isNull())
        return Value::null();
    if (!content.isDouble())
        return Value::unknown();
    return convertedTo(wanted, Value::number(content.toDouble()));
}

Value readOption(const QJsonValue &content, FieldType wanted, const QString &)
{
    if (content.isNull())
        return Value::null();
    if (!content[NameKey].isString())
        return Value::unknown();
    return convertedTo(wanted, Value::text(content[NameKey].toString()));
}

Value readOptions(const QJsonValue &content, FieldType wanted, const QString &)
{
    if (!content.isArray())
        return Value::unknown();
    QStringList names;
    const QJsonArray options = content.toArray();
    for (const auto &option : options)
        names.append(option[NameKey].toString());
    return convertedTo(wanted, Value::set(names));
}

Value readDate(const QJsonValue &content, FieldType wanted, const QString &part)
{
    const NotionDate date = NotionDate::fromJson(content);
    if (part == QLatin1String("zone"))
        return Value::text(date.zone);
    if (part == QLatin1String("all_day"))
        return date.start.isEmpty() ? Value::null() : Value::boolean(!hasTime(date.start));
    if (wanted == FieldType::Json && part.isEmpty())
        return Value::json(content);
    return convertedTo(
        wanted,
        dateValue(part == QLatin1String("end") ? date.end : date.start, wanted == FieldType::Date));
}

Value readCheckbox(const QJsonValue &content, FieldType wanted, const QString &)
{
    return content.isBool() ? convertedTo(wanted, Value::boolean(content.toBool()))
                            : Value::unknown();
}

Value readString(const QJsonValue &content, FieldType wanted, const QString &)
{
    if (content.isNull())
        return Value::null();
    return content.isString() ? convertedTo(wanted, Value::text(content.toString()))
                              : Value::unknown();
}

Value readInstant(const QJsonValue &content, FieldType wanted, const QString &)
{
    return content.isString() ? convertedTo(wanted, dateValue(content.toString(), false))
                              : Value::unknown();
}

QString personName(const QJsonValue &person)
{
    const QString name = person[NameKey].toString();
    return name.isEmpty() ? notionId(person[IdKey].toString()) : name;
}

Value readPerson(const QJsonValue &content, FieldType wanted, const QString &)
{
    if (content.isNull())
        return Value::null();
    if (!content[IdKey].isString())
        return Value::unknown();
    if (wanted == FieldType::Reference)
        return Value::set({notionId(content[IdKey].toString())});
    return convertedTo(wanted, Value::text(personName(content)));
}

Value readPeople(const QJsonValue &content, FieldType wanted, const QString &)
{
    if (!content.isArray())
        return Value::unknown();
    QStringList people;
    const QJsonArray list = content.toArray();
    for (const auto &person : list)
        people.append(wanted == FieldType::Reference ? notionId(person[IdKey].toString())
                                                     : personName(person));
    return convertedTo(wanted, Value::set(people));
}

Value readRelation(const QJsonValue &content, FieldType wanted, const QString &)
{
    if (!content.isArray())
        return Value::unknown();
    QStringList ids;
    const QJsonArray list = content.toArray();
    for (const auto &each : list)
        ids.append(notionId(each[IdKey].toString()));
    return convertedTo(wanted, Value::set(ids));
}

/// The address of a file; a hosted one without its signature, which changes with every read.
QString fileAddress(const QJsonValue &file)
{
    const QString type = file[TypeKey].toString();
    const QString address = file[type][QLatin1String("url")].toString();
    return type == QLatin1String("file") ? address.section(u'?', 0, 0) : address;
}

Value readFiles(const QJsonValue &content, FieldType wanted, const QString &)
{
    if (!content.isArray())
        return Value::unknown();
    const QJsonArray files = content.toArray();
    QStringList addresses;
    QJsonArray list;
    for (const auto &file : files) {
        const QString address = fileAddress(file);
        if (address.isEmpty())
            return Value::unknown();
        addresses.append(address);
        list.append(QJsonObject{{NameKey, file[NameKey]}, {QStringLiteral("url"), address}});
    }
    if (wanted == FieldType::Json)
        return list.isEmpty() ? Value::null() : Value::json(list);
    if (wanted == FieldType::Tags)
        return Value::set(addresses);
    return convertedTo(wanted, Value::text(addresses.value(0)));
}

Value readFormula(const QJsonValue &content, FieldType wanted, const QString &part)
{
    const QString type = content[TypeKey].toString();
    const QJsonValue result = content[type];
    if (type == QLatin1String("string"))
        return readString(result, wanted, {});
    if (type == QLatin1String("number"))
        return readNumber(result, wanted, {});
    if (type == QLatin1String("boolean"))
        return result.isNull() ? Value::null() : readCheckbox(result, wanted, {});
    if (type == QLatin1String("date"))
        return readDate(result, wanted, part);
    return Value::unknown();
}

Value readRollupArray(const QJsonArray &elements, FieldType wanted)
{
    const bool asSet = wanted == FieldType::Tags || wanted == FieldType::Reference;
    QStringList texts;
    QJsonArray json;
    for (const auto &element : elements) {
        const Value value
            = readNotionProperty(element.toObject(), asSet ? wanted : FieldType::Json);
        if (!value.isKnown())
            return Value::unknown();
        texts += value.toSet();
        if (!asSet && !value.isNull())
            json.append(value.toPlainJson());
    }
    if (asSet)
        return Value::set(texts);
    if (json.isEmpty())
        return Value::null();
    if (wanted == FieldType::Json)
        return Value::json(json);
    for (const auto &each : std::as_const(json))
        texts.append(each.isArray() ? convertedTo(FieldType::Text, Value::json(each)).toText()
                                    : each.toVariant().toString());
    return convertedTo(wanted, Value::text(texts.join(QStringLiteral(", "))));
}

Value readRollup(const QJsonValue &content, FieldType wanted, const QString &part)
{
    const QString type = content[TypeKey].toString();
    if (type == QLatin1String("number"))
        return readNumber(content[type], wanted, {});
    if (type == QLatin1String("date"))
        return readDate(content[type], wanted, part);
    if (type == QLatin1String("array") && content[type].isArray())
        return readRollupArray(content[type].toArray(), wanted);
    return Value::unknown();
}

Value readUniqueId(const QJsonValue &content, FieldType wanted, const QString &)
{
    const QJsonValue number = content[QLatin1String("number")];
    if (number.isNull())
        return Value::null();
    if (!number.isDouble())
        return Value::unknown();
    const QString prefix = content[QLatin1String("prefix")].toString();
    const QString digits = QString::number(number.toInteger());
    if (wanted == FieldType::Integer || wanted == FieldType::Number || prefix.isEmpty())
        return convertedTo(wanted, Value::number(digits));
    return convertedTo(wanted, Value::text(prefix + u'-' + digits));
}

Value readVerification(const QJsonValue &content, FieldType wanted, const QString &)
{
    const QJsonValue state = content[QLatin1String("state")];
    if (content.isNull())
        return Value::null();
    if (!state.isString())
        return Value::unknown();
    if (wanted == FieldType::Boolean)
        return Value::boolean(state.toString() == QLatin1String("verified"));
    return convertedTo(wanted, Value::text(state.toString()));
}

Value readPlace(const QJsonValue &content, FieldType wanted, const QString &)
{
    if (content.isNull())
        return Value::null();
    if (!content.isObject())
        return Value::unknown();
    if (wanted == FieldType::Json)
        return Value::json(content);
    const QString name = content[NameKey].toString();
    const QString address = content[QLatin1String("address")].toString();
    if (name.isEmpty() && address.isEmpty())
        return convertedTo(wanted,
                           Value::text(QStringLiteral("%1, %2")
                                           .arg(content[QLatin1String("lat")].toDouble())
                                           .arg(content[QLatin1String("lon")].toDouble())));
    return convertedTo(wanted,
                       Value::text(name.isEmpty() || name == address ? address
                                       : address.isEmpty()
                                       ? name
                                       : name + QStringLiteral(", ") + address));
}

Value readButton(const QJsonValue &, FieldType, const QString &)
{
    return Value::null();
}

const QHash<QString, Reader> &readers()
{
    static const QHash<QString, Reader> table{
        {QStringLiteral("title"), readRichText},
        {QStringLiteral("rich_text"), readRichText},
        {QStringLiteral("number"), readNumber},
        {QStringLiteral("select"), readOption},
        {QStringLiteral("status"), readOption},
        {QStringLiteral("multi_select"), readOptions},
        {QStringLiteral("date"), readDate},
        {QStringLiteral("checkbox"), readCheckbox},
        {QStringLiteral("url"), readString},
        {QStringLiteral("email"), readString},
        {QStringLiteral("phone_number"), readString},
        {QStringLiteral("people"), readPeople},
        {QStringLiteral("relation"), readRelation},
        {QStringLiteral("rollup"), readRollup},
        {QStringLiteral("formula"), readFormula},
        {QStringLiteral("files"), readFiles},
        {QStringLiteral("created_time"), readInstant},
        {QStringLiteral("last_edited_time"), readInstant},
        {QStringLiteral("created_by"), readPerson},
        {QStringLiteral("last_edited_by"), readPerson},
        {QStringLiteral("unique_id"), readUniqueId},
        {QStringLiteral("verification"), readVerification},
        {QStringLiteral("place"), readPlace},
        {QStringLiteral("button"), readButton},
    };
    return table;
}

qsizetype mentionsIn(const QJsonArray &items)
{
    return std::count_if(items.begin(), items.end(), [](const QJsonValue &item) {
        return item[TypeKey].toString() == QLatin1String("mention");
    });
}

} // namespace

Value readNotionProperty(const QJsonObject &property, FieldType wanted, const QString &part)
{
    const QString type = property.value(TypeKey).toString();
    const Reader reader = readers().value(type);
    const QJsonValue content = property.value(type);
    if (!reader || content.isUndefined())
        return Value::unknown();
    return reader(content, wanted, part);
}

bool isCutShort(const QJsonObject &property)
{
    if (property.value(QLatin1String("is_whole")).toBool())
        return false;
    if (property.value(QLatin1String("has_more")).toBool())
        return true;
    const QString type = property.value(TypeKey).toString();
    const QJsonValue content = property.value(type);
    if (type == QLatin1String("relation") || type == QLatin1String("people"))
        return content.toArray().size() >= ShownReferences;
    if (type == QLatin1String("title") || type == QLatin1String("rich_text"))
        return mentionsIn(content.toArray()) >= ShownReferences;
    if (type == QLatin1String("rollup"))
        return content[QLatin1String("array")].toArray().size() >= ShownReferences;
    return false;
}

QJsonValue notionPropertyAsJson(const QJsonObject &property)
{
    const QString type = property.value(TypeKey).toString();
    if (type == QLatin1String("date"))
        return property.value(type);
    static const QStringList sets{QStringLiteral("multi_select"), QStringLiteral("people"),
                                  QStringLiteral("relation")};
    const FieldType wanted = sets.contains(type) ? FieldType::Tags : FieldType::Json;
    return readNotionProperty(property, wanted).toPlainJson();
}
