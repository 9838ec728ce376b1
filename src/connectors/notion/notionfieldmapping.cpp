#include "connectors/notion/notionfieldmapping.h"

#include "core/phrase.h"

#include <QJsonArray>

static const QLatin1String PropertyKey("property");
static const QLatin1String TypeKey("type");
static const QLatin1String ContentKey("content");
static const QLatin1String PageKey("page");
static const QLatin1String RestKey("rest");
static const QLatin1String ElseKey("else");
static const QLatin1String MapKey("map");
static const QLatin1String CaseKey("case");
static const QLatin1String PartKey("part");
static const QLatin1String ReadOnlyKey("read_only");

static tl::unexpected<Error> wrong(const QString &field, QLatin1String key, const QString &expected)
{
    return failure(ErrorKind::Usage,
                   Phrase::tr("The field \"%1\" of the definition: \"notion.%2\" must be %3.")
                       .arg(field, key, expected));
}

static Result<void> checkKeys(const QJsonObject &json, const QString &field)
{
    static const QList<QLatin1String> known{PropertyKey, TypeKey, ContentKey, PageKey, RestKey,
                                            ElseKey,     MapKey,  CaseKey,    PartKey, ReadOnlyKey};
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!known.contains(it.key()))
            return failure(ErrorKind::Usage,
                           Phrase::tr("The field \"%1\" of the definition: \"notion.%2\" is not "
                                      "a known key.")
                               .arg(field, it.key()));
    }
    return {};
}

static QStringList texts(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString()};
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const auto &each : array)
        list.append(each.toString());
    list.removeAll(QString());
    return list;
}

static Result<void> parseSource(const QJsonObject &json, const QString &field,
                                NotionFieldMapping &mapping)
{
    mapping.names = texts(json.value(PropertyKey));
    mapping.types = texts(json.value(TypeKey));
    const QString page = json.value(PageKey).toString();
    if (json.contains(ContentKey)) {
        if (json.value(ContentKey).toString() != QLatin1String("markdown"))
            return wrong(field, ContentKey, QStringLiteral("\"markdown\""));
        mapping.source = NotionFieldMapping::Source::Markdown;
    } else if (json.value(RestKey).toBool()) {
        mapping.source = NotionFieldMapping::Source::Rest;
    } else if (page == QLatin1String("created_time")) {
        mapping.source = NotionFieldMapping::Source::CreatedTime;
    } else if (page == QLatin1String("last_edited_time")) {
        mapping.source = NotionFieldMapping::Source::LastEditedTime;
    } else if (page == QLatin1String("url")) {
        mapping.source = NotionFieldMapping::Source::Url;
    } else if (json.contains(PageKey)) {
        return wrong(field, PageKey, Phrase::tr("created_time, last_edited_time or url"));
    } else if (mapping.names.isEmpty()) {
        return wrong(field, PropertyKey,
                     Phrase::tr("a property's name, or a list of names to try"));
    }
    return {};
}

static Result<NotionFieldMapping> parseOne(const QJsonObject &json, const QString &field)
{
    NotionFieldMapping mapping;
    if (const Result<void> known = checkKeys(json, field); !known)
        return failure(known.error());
    if (const Result<void> source = parseSource(json, field, mapping); !source)
        return failure(source.error());
    const QJsonValue map = json.value(MapKey);
    if (!map.isUndefined() && !map.isObject())
        return wrong(field, MapKey, Phrase::tr("an object from Notion's value to the field's"));
    const QJsonObject pairs = map.toObject();
    for (auto it = pairs.begin(); it != pairs.end(); ++it)
        mapping.values.insert(it.key(), it.value().toString());
    if (json.contains(CaseKey) && json.value(CaseKey).toString() != QLatin1String("lower"))
        return wrong(field, CaseKey, QStringLiteral("\"lower\""));
    mapping.lowerCase = json.contains(CaseKey);
    mapping.part = json.value(PartKey).toString();
    mapping.readOnly = json.value(ReadOnlyKey).toBool()
        || (mapping.source != NotionFieldMapping::Source::Property
            && mapping.source != NotionFieldMapping::Source::Markdown);
    return mapping;
}

Result<std::vector<NotionFieldMapping>> parseNotionMapping(const QJsonObject &json,
                                                           const QString &field)
{
    std::vector<NotionFieldMapping> chain;
    QJsonObject rest = json;
    while (!rest.isEmpty()) {
        const Result<NotionFieldMapping> mapping = parseOne(rest, field);
        if (!mapping)
            return failure(mapping.error());
        chain.push_back(*mapping);
        rest = rest.value(ElseKey).toObject();
    }
    if (chain.empty())
        return wrong(field, PropertyKey, QStringLiteral("given"));
    // A field with alternatives has no one place that a write could go to.
    for (NotionFieldMapping &mapping : chain)
        mapping.readOnly = mapping.readOnly || chain.size() > 1;
    return chain;
}
