#include "connectors/notion/notionschema.h"

#include "connectors/notion/notionid.h"
#include "connectors/notion/notionrichtext.h"
#include "core/phrase.h"

#include <QJsonArray>

#include <algorithm>

static const QLatin1String IdKey("id");
static const QLatin1String NameKey("name");
static const QLatin1String TypeKey("type");
static const QLatin1String OptionsKey("options");
static const QLatin1String TitleKey("title");
static const QLatin1String PropertiesKey("properties");
static const QLatin1String DatabaseIdKey("database_id");
static const QLatin1String DataSourceIdKey("data_source_id");
static const QLatin1String TargetKey("target");
static const QLatin1String RelationType("relation");

const NotionProperty *NotionSchema::byId(const QString &id) const
{
    const auto found = std::find_if(properties.begin(), properties.end(),
                                    [&](const NotionProperty &each) { return each.id == id; });
    return found == properties.end() ? nullptr : &*found;
}

const NotionProperty *NotionSchema::byName(const QString &name) const
{
    const auto found = std::find_if(properties.begin(), properties.end(),
                                    [&](const NotionProperty &each) { return each.name == name; });
    return found == properties.end() ? nullptr : &*found;
}

QJsonObject NotionSchema::toJson() const
{
    QJsonArray list;
    for (const NotionProperty &property : properties) {
        QJsonObject object{
            {IdKey, property.id}, {NameKey, property.name}, {TypeKey, property.type}};
        if (!property.options.isEmpty())
            object.insert(OptionsKey, QJsonArray::fromStringList(property.options));
        if (property.type == RelationType)
            object.insert(TargetKey, property.target);
        list.append(object);
    }
    return {{DatabaseIdKey, databaseId},
            {DataSourceIdKey, dataSourceId},
            {TitleKey, title},
            {PropertiesKey, list}};
}

NotionSchema NotionSchema::fromJson(const QJsonObject &json)
{
    NotionSchema schema;
    schema.databaseId = json.value(DatabaseIdKey).toString();
    schema.dataSourceId = json.value(DataSourceIdKey).toString();
    schema.title = json.value(TitleKey).toString();
    const QJsonArray list = json.value(PropertiesKey).toArray();
    for (const auto &each : list) {
        NotionProperty property{each[IdKey].toString(),
                                each[NameKey].toString(),
                                each[TypeKey].toString(),
                                {},
                                each[TargetKey].toString()};
        // Kept before targets were: it is to be read again.
        if (property.type == RelationType && !each[TargetKey].isString())
            return {};
        const QJsonArray options = each[OptionsKey].toArray();
        for (const auto &option : options)
            property.options.append(option.toString());
        schema.properties.push_back(property);
    }
    return schema;
}

static NotionProperty propertyOf(const QString &name, const QJsonObject &json)
{
    NotionProperty property{
        json.value(IdKey).toString(), name, json.value(TypeKey).toString(), {}, {}};
    if (property.type == RelationType)
        property.target = notionId(json.value(RelationType)[DataSourceIdKey].toString());
    if (property.type == QLatin1String("status")) {
        const QJsonArray options = json.value(property.type)[OptionsKey].toArray();
        for (const auto &option : options)
            property.options.append(option[NameKey].toString());
    }
    return property;
}

Result<NotionSchema> NotionSchema::fromDataSource(const QJsonObject &dataSource)
{
    const QJsonValue properties = dataSource.value(PropertiesKey);
    NotionSchema schema;
    schema.dataSourceId = notionId(dataSource.value(IdKey).toString());
    schema.databaseId
        = notionId(dataSource.value(QLatin1String("parent"))[DatabaseIdKey].toString());
    schema.title = notionPlainText(dataSource.value(TitleKey).toArray());
    if (!properties.isObject() || schema.dataSourceId.isEmpty())
        return failure(ErrorKind::Malformed,
                       Phrase::tr("Notion described the database in a form that is not known; "
                                  "a newer version of Unified Sync may be needed."));
    const QJsonObject object = properties.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        schema.properties.push_back(propertyOf(it.key(), it.value().toObject()));
    return schema;
}
