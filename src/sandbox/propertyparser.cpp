#include "sandbox/propertyparser.h"

#include "sandbox/samplerandom.h"
#include "sandbox/sandboxjson.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

namespace sandbox {

namespace {

constexpr int longestOption = 100;
constexpr int dateLength = 10; // "2026-01-01"

tl::unexpected<ApiError> wrongType(const Property &property, const QString &expected)
{
    return validationError(QStringLiteral("%1 is expected to be %2.").arg(property.name, expected));
}

ApiResult<QJsonValue> parseTextField(const Property &property, const QJsonValue &written, int limit)
{
    if (written.isNull())
        return written;
    if (!written.isString())
        return wrongType(property, property.type);
    const int length = int(written.toString().size());
    if (length > limit)
        return tooLong(QStringLiteral("body.properties.%1.%2").arg(property.name, property.type),
                       length, limit);
    return length == 0 ? null() : written;
}

ApiResult<QJsonValue> parsePeople(const Property &property, const QJsonArray &written)
{
    if (written.size() > longestArray)
        return tooLong(QStringLiteral("body.properties.%1.people").arg(property.name),
                       int(written.size()), longestArray);
    QJsonArray people;
    for (const QJsonValue person : written)
        people.append(object({{u"object", u"user"}, {u"id", person[u"id"]}}));
    return people;
}

ApiResult<QJsonValue> parseFiles(const Property &property, const QJsonArray &written)
{
    if (written.size() > longestArray)
        return tooLong(QStringLiteral("body.properties.%1.files").arg(property.name),
                       int(written.size()), longestArray);
    QJsonArray files;
    for (const QJsonValue item : written) {
        const bool isHosted = item[u"file"].isObject();
        const QString url
            = unsignedUrl((isHosted ? item[u"file"] : item[u"external"])[u"url"].toString());
        if (url.size() > longestText)
            return tooLong(QStringLiteral("body.properties.%1.files.url").arg(property.name),
                           int(url.size()), longestText);
        const QString kind = isHosted ? QStringLiteral("file") : QStringLiteral("external");
        files.append(object({{u"name", item[u"name"].toString(url)},
                             {u"type", kind},
                             {kind, object({{u"url", url}})}}));
    }
    return files;
}

ApiResult<QJsonValue> parsePlace(const Property &property, const QJsonValue &written)
{
    if (!written.isNull() && (!written[u"lat"].isDouble() || !written[u"lon"].isDouble()))
        return wrongType(property, QStringLiteral("a place with lat and lon"));
    return written;
}

ApiResult<QJsonValue> parseVerification(const Property &property, const QJsonValue &written)
{
    const QString state = written[u"state"].toString();
    if (state != u"verified" && state != u"unverified")
        return wrongType(property, QStringLiteral("verification"));
    return object({{u"state", state},
                   {u"date", written[u"date"].isObject() ? written[u"date"] : null()},
                   {u"verified_by", null()}});
}

// A time reads back with milliseconds and an offset, a zone's own where one was given.
QString withOffset(const QString &text, const QTimeZone &zone)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), zone);
    QString shown = time.toOffsetFromUtc(time.offsetFromUtc()).toString(Qt::ISODateWithMs);
    if (shown.endsWith(u'Z'))
        shown.replace(shown.size() - 1, 1, QStringLiteral("+00:00"));
    return shown;
}

bool hasOffset(const QString &text)
{
    static const QRegularExpression offset(QStringLiteral("(Z|[+-]\\d{2}:?\\d{2})$"));
    return text.size() > dateLength && offset.match(text).hasMatch();
}

} // namespace

PropertyParser::PropertyParser(const Workspace &workspace, Schema schema)
    : m_workspace(workspace)
    , m_schema(std::move(schema))
{ }

ApiResult<QHash<QString, QJsonValue>> PropertyParser::parse(const QJsonObject &properties)
{
    QHash<QString, QJsonValue> values;
    for (const QString &name : properties.keys()) {
        Property *property = m_schema.find(name);
        if (property == nullptr)
            return validationError(QStringLiteral("%1 is not a property that exists.").arg(name));
        if (isReadOnly(property->type))
            return validationError(
                QStringLiteral("Cannot create or update property %1: %2 is read-only.")
                    .arg(name, property->type));
        const auto value = parseValue(*property, properties.value(name).toObject());
        if (!value)
            return tl::unexpected(value.error());
        values.insert(property->id, *value);
    }
    return values;
}

/// The most characters of a plain text; 0 for another type.
static int longestOf(const QString &type)
{
    if (type == u"url")
        return longestText;
    return type == u"email" || type == u"phone_number" ? longestAddress : 0;
}

static ApiResult<QJsonValue> parseRuns(const Property &property, const QJsonValue &written)
{
    const auto runs = parseRichText(
        written, QStringLiteral("body.properties.%1.%2").arg(property.name, property.type));
    return runs ? ApiResult<QJsonValue>(*runs) : tl::unexpected(runs.error());
}

ApiResult<QJsonValue> PropertyParser::parseValue(Property &property, const QJsonObject &written)
{
    const QString &type = property.type;
    const QJsonValue content = written.value(type);
    if (content.isUndefined())
        return wrongType(property, type);
    if (type == u"title" || type == u"rich_text")
        return parseRuns(property, content);
    if (type == u"number")
        return content.isDouble() || content.isNull() ? ApiResult<QJsonValue>(content)
                                                      : wrongType(property, type);
    if (type == u"checkbox")
        return content.isBool() ? ApiResult<QJsonValue>(content) : wrongType(property, type);
    if (type == u"select" || type == u"status")
        return parseOption(property, content);
    if (type == u"date")
        return content.isNull() ? ApiResult<QJsonValue>(content) : parseDate(content.toObject());
    if (const int longest = longestOf(type); longest > 0)
        return parseTextField(property, content, longest);
    if (type == u"place")
        return parsePlace(property, content);
    if (type == u"verification")
        return parseVerification(property, content);
    return content.isArray() ? parseList(property, content.toArray()) : wrongType(property, type);
}

ApiResult<QJsonValue> PropertyParser::parseList(Property &property, const QJsonArray &written)
{
    if (property.type == u"multi_select")
        return parseOptions(property, written);
    if (property.type == u"relation")
        return parseRelation(written);
    return property.type == u"people" ? parsePeople(property, written)
                                      : parseFiles(property, written);
}

ApiResult<QJsonValue> PropertyParser::parseOption(Property &property, const QJsonValue &written)
{
    if (written.isNull())
        return property.type == u"status" ? emptyValue(property) : null();
    const QString name = written[u"name"].toString();
    const QString id = written[u"id"].toString();
    if (const auto option = findOption(property, name, id))
        return option->value(u"key");
    if (!id.isEmpty() || name.isEmpty() || property.type == u"status")
        return validationError(QStringLiteral("Invalid %1 option. Option \"%2\" does not exist.")
                                   .arg(property.type, name.isEmpty() ? id : name));
    if (name.contains(u','))
        return validationError(
            QStringLiteral("Invalid %1 option, commas not allowed: %2").arg(property.type, name));
    if (name.size() > longestOption)
        return tooLong(QStringLiteral("body.properties.%1.name").arg(property.name),
                       int(name.size()), longestOption);
    return addOption(property, name);
}

ApiResult<QJsonValue> PropertyParser::parseOptions(Property &property, const QJsonArray &written)
{
    if (written.size() > longestArray)
        return tooLong(QStringLiteral("body.properties.%1.multi_select").arg(property.name),
                       int(written.size()), longestArray);
    QJsonArray keys;
    for (const QJsonValue item : written) {
        const auto key = parseOption(property, item);
        if (!key)
            return tl::unexpected(key.error());
        if (!keys.contains(*key))
            keys.append(*key);
    }
    return keys;
}

ApiResult<QJsonValue> PropertyParser::parseRelation(const QJsonArray &written) const
{
    if (written.size() > longestArray)
        return tooLong(QStringLiteral("body.properties.relation"), int(written.size()),
                       longestArray);
    QJsonArray references;
    for (const QJsonValue item : written) {
        const auto page = m_workspace.visiblePage(item[u"id"].toString());
        if (!page)
            return notFound(QStringLiteral("page"), item[u"id"].toString());
        references.append(object({{u"id", m_workspace.store.pageId(*page)}}));
    }
    return references;
}

ApiResult<QJsonValue> PropertyParser::parseDate(const QJsonObject &written) const
{
    QString start = written.value(u"start").toString();
    QString end = written.value(u"end").toString();
    QString zoneName = written.value(u"time_zone").toString();
    if (!isDateText(start) || (!end.isEmpty() && !isDateText(end)))
        return validationError(QStringLiteral(
            "body failed validation: date.start should be a valid ISO 8601 date string."));
    const QTimeZone zone = zoneName.isEmpty() ? QTimeZone::utc() : QTimeZone(zoneName.toUtf8());
    if (!zone.isValid() || (!zoneName.isEmpty() && (hasOffset(start) || hasOffset(end))))
        return validationError(QStringLiteral(
            "body failed validation: date with a time_zone should have no UTC offset."));
    for (QString *text : {&start, &end})
        if (text->size() > dateLength)
            *text = withOffset(*text, zone);
    if (!m_workspace.behaviour.keepsTimeZones)
        zoneName.clear();
    const auto textOrNull
        = [](const QString &text) { return text.isEmpty() ? null() : QJsonValue(text); };
    return object(
        {{u"start", start}, {u"end", textOrNull(end)}, {u"time_zone", textOrNull(zoneName)}});
}

bool isDateText(const QString &text)
{
    if (text.size() == dateLength)
        return QDate::fromString(text, Qt::ISODate).isValid();
    return parseInstant(text).has_value();
}

} // namespace sandbox
