#include "sandbox/renderer.h"
#include "sandbox/richtext.h"
#include "sandbox/samplevalues.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

QString containerUrl(const QString &id)
{
    return QStringLiteral("https://app.notion.com/") + QString(id).remove(u'-');
}

QJsonValue emojiIcon(const QString &emoji)
{
    return emoji.isEmpty() ? null() : QJsonValue(object({{u"type", u"emoji"}, {u"emoji", emoji}}));
}

QJsonArray shownOptions(const QJsonArray &options)
{
    QJsonArray list;
    for (const QJsonValue option : options) {
        QJsonObject shown = option.toObject();
        shown.remove(QStringLiteral("key"));
        if (!shown.contains(u"description"))
            shown.insert(u"description", null());
        list.append(shown);
    }
    return list;
}

// Notion's three groups; where the names do not say it, an option is still to do.
QJsonArray statusGroups(const QJsonArray &options)
{
    QJsonArray todo;
    QJsonArray doing;
    QJsonArray done;
    for (const QJsonValue option : options) {
        const QString name = option[u"name"].toString();
        QJsonArray &group = name == u"In progress"    ? doing
            : name == u"Done" || name == u"Cancelled" ? done
                                                      : todo;
        group.append(option[u"id"]);
    }
    const auto group = [](const QString &name, const QString &color, const QJsonArray &ids) {
        return object({{u"id", name}, {u"name", name}, {u"color", color}, {u"option_ids", ids}});
    };
    return {group(QStringLiteral("To-do"), QStringLiteral("gray"), todo),
            group(QStringLiteral("In progress"), QStringLiteral("blue"), doing),
            group(QStringLiteral("Complete"), QStringLiteral("green"), done)};
}

} // namespace

QJsonObject Renderer::propertyConfig(const Property &property) const
{
    const QJsonObject &config = property.config;
    if (config.contains(u"options")) {
        QJsonObject shown
            = object({{u"options", shownOptions(config.value(u"options").toArray())}});
        if (property.type == u"status")
            shown.insert(u"groups", statusGroups(config.value(u"options").toArray()));
        return shown;
    }
    if (property.type == u"relation") {
        const Table &target = m_store.table(config.value(u"table").toInt());
        QJsonObject shown = object({{u"database_id", m_store.database(target.database).id},
                                    {u"data_source_id", target.id},
                                    {u"type", u"single_property"},
                                    {u"single_property", QJsonObject()}});
        if (m_version == ApiVersion::Databases)
            shown.remove(QStringLiteral("data_source_id"));
        return shown;
    }
    if (property.type == u"rollup")
        return object({{u"function", config.value(u"function")},
                       {u"relation_property_name", config.value(u"via")},
                       {u"rollup_property_name", config.value(u"target")}});
    if (property.type == u"formula")
        return object({{u"expression", config.value(u"expression")}});
    return config;
}

QJsonObject Renderer::propertySchema(const Property &property) const
{
    return object({{u"id", property.id},
                   {u"name", property.name},
                   {u"description", null()},
                   {u"type", property.type},
                   {property.type, propertyConfig(property)}});
}

QJsonObject Renderer::schema(const Schema &schema) const
{
    QJsonObject properties;
    for (const Property &property : schema.properties)
        properties.insert(property.name, propertySchema(property));
    return properties;
}

QJsonObject Renderer::dataSource(int number) const
{
    const Table &table = m_store.table(number);
    const Database &database = m_store.database(table.database);
    const QString author = personId(m_store.seed(), 0);
    const QJsonObject user = object({{u"object", u"user"}, {u"id", author}});
    return object({
        {u"object", u"data_source"},
        {u"id", table.id},
        {u"title", plainText(table.title)},
        {u"description", QJsonArray()},
        {u"parent", object({{u"type", u"database_id"}, {u"database_id", database.id}})},
        {u"database_parent", object({{u"type", u"workspace"}, {u"workspace", true}})},
        {u"is_inline", false},
        {u"in_trash", table.inTrash || database.inTrash},
        {u"created_time", u"2022-12-01T09:00:00.000Z"},
        {u"last_edited_time", u"2025-12-31T18:00:00.000Z"},
        {u"created_by", user},
        {u"last_edited_by", user},
        {u"icon", emojiIcon(database.emoji)},
        {u"cover", null()},
        {u"properties", schema(table.schema)},
        {u"url", containerUrl(database.id)},
        {u"public_url", null()},
    });
}

QJsonObject Renderer::database(int number) const
{
    const Database &database = m_store.database(number);
    QJsonArray sources;
    for (const int table : database.tables)
        sources.append(
            object({{u"id", m_store.table(table).id}, {u"name", m_store.table(table).title}}));
    QJsonObject shown = object({
        {u"object", u"database"},
        {u"id", database.id},
        {u"title", plainText(database.title)},
        {u"description", QJsonArray()},
        {u"parent", object({{u"type", u"workspace"}, {u"workspace", true}})},
        {u"is_inline", false},
        {u"is_locked", false},
        {u"in_trash", database.inTrash},
        {u"created_time", u"2022-12-01T09:00:00.000Z"},
        {u"last_edited_time", u"2025-12-31T18:00:00.000Z"},
        {u"icon", emojiIcon(database.emoji)},
        {u"cover", null()},
        {u"url", containerUrl(database.id)},
        {u"public_url", null()},
    });
    if (m_version == ApiVersion::Databases)
        shown.insert(u"properties", schema(m_store.table(database.tables.front()).schema));
    else
        shown.insert(u"data_sources", sources);
    if (m_version != ApiVersion::Current)
        shown.insert(u"archived", database.inTrash);
    return shown;
}

} // namespace sandbox
