#include "sandbox/endpoints.h"
#include "sandbox/pagequery.h"
#include "sandbox/renderer.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

const Schema &schemaOfPage(const Workspace &workspace, PageKey key)
{
    const int table = workspace.store.currentTable(key);
    return workspace.store.table(table < 0 ? int(key.table) : table).schema;
}

// These four always come as a list, one element an item.
bool isPaged(const QString &type)
{
    return type == u"title" || type == u"rich_text" || type == u"relation" || type == u"people";
}

QJsonObject propertyItem(const Property &property, const QJsonValue &value)
{
    return object({{u"object", u"property_item"},
                   {u"id", property.id},
                   {u"type", property.type},
                   {property.type, value}});
}

QJsonObject pagedItems(const Property &property, const QJsonArray &items, const ListWindow &window,
                       const QJsonValue &summary)
{
    const int end = std::min(window.from + window.size, int(items.size()));
    QJsonArray results;
    for (int index = window.from; index < end; ++index)
        results.append(propertyItem(property, items.at(index)));
    const QString cursor = nextCursor(end, int(items.size()));
    QJsonObject list = listOf(results, cursor, QStringLiteral("property_item"));
    const bool isLast = cursor.isEmpty();
    list.insert(u"property_item",
                object({{u"id", property.id},
                        {u"type", property.type},
                        {u"next_url", null()},
                        {property.type, isLast ? summary : QJsonValue(QJsonObject())}}));
    return list;
}

// The list of a rollup has the related values; its own value comes on the last page only.
QJsonObject rollupItems(const Property &property, const QJsonValue &value, const ListWindow &window)
{
    QJsonObject list = pagedItems(property, value[u"array"].toArray(), window, value);
    QJsonArray results;
    const QJsonArray items = list.value(u"results").toArray();
    for (const QJsonValue item : items) {
        QJsonObject shown = item[u"rollup"].toObject();
        shown.insert(u"object", QStringLiteral("property_item"));
        shown.insert(u"id", property.id);
        results.append(shown);
    }
    list.insert(u"results", results);
    return list;
}

} // namespace

ApiAnswer showPage(Workspace &workspace, const ApiRequest &request)
{
    const auto key = workspace.visiblePage(request.path.at(1));
    if (!key)
        return notFound(QStringLiteral("page"), request.path.at(1));
    const auto ids = requestedProperties(request, schemaOfPage(workspace, *key));
    if (!ids)
        return tl::unexpected(ids.error());
    return Renderer(workspace, request.version).page(*key, *ids);
}

ApiAnswer showPageProperty(Workspace &workspace, const ApiRequest &request)
{
    const auto key = workspace.visiblePage(request.path.at(1));
    if (!key)
        return notFound(QStringLiteral("page"), request.path.at(1));
    const Property *property = schemaOfPage(workspace, *key).find(request.path.at(3));
    if (property == nullptr)
        return notFound(QStringLiteral("property"), request.path.at(3));
    const auto window = listWindow(request);
    if (!window)
        return tl::unexpected(window.error());
    const QJsonValue value = Renderer(workspace, request.version).wholeValue(*key, *property);
    if (property->type == u"rollup")
        return rollupItems(*property, value, *window);
    if (isPaged(property->type))
        return pagedItems(*property, value.toArray(), *window, QJsonObject());
    return propertyItem(*property, value);
}

} // namespace sandbox
