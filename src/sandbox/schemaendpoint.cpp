#include "sandbox/endpoints.h"
#include "sandbox/renderer.h"
#include "sandbox/richtext.h"
#include "sandbox/samplerandom.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

QString typeIn(const QJsonObject &written)
{
    if (written.contains(u"type"))
        return written.value(u"type").toString();
    for (const QString &key : written.keys())
        if (isKnownType(key))
            return key;
    return {};
}

// Options are replaced as a whole; those that keep their id keep their pages.
QJsonObject mergedConfig(const Property &property, const QJsonObject &written)
{
    QJsonObject config = written;
    if (!written.contains(u"options"))
        return config;
    QJsonArray options = written.value(u"options").toArray();
    for (int index = 0; index < options.size(); ++index) {
        QJsonObject option = options.at(index).toObject();
        const QString name = option.value(u"name").toString();
        const auto before = findOption(property, name, option.value(u"id").toString());
        if (before) {
            for (const QString &key : before->keys())
                if (!option.contains(key))
                    option.insert(key, before->value(key));
        }
        options.replace(index, option);
    }
    config.insert(u"options", completedOptions(options, property.id));
    return config;
}

ApiResult<void> addProperty(Table &table, const QString &name, const QJsonObject &written)
{
    const QString type = typeIn(written);
    if (!isKnownType(type) || type == u"title")
        return validationError(
            QStringLiteral("body failed validation: body.properties.%1 should have a known type.")
                .arg(name));
    Property property{makePropertyId(table.id, name + type), name, type, {}};
    property.config = mergedConfig(property, written.value(type).toObject());
    table.schema.properties.append(property);
    return {};
}

ApiResult<void> changeProperty(Table &table, Property &property, const QJsonObject &written)
{
    const QString newName = written.value(u"name").toString();
    if (!newName.isEmpty()) {
        const Property *taken = table.schema.find(newName);
        if (taken != nullptr && taken != &property)
            return validationError(
                QStringLiteral("Cannot rename %1: %2 exists already.").arg(property.name, newName));
        property.name = newName;
    }
    const QString type = typeIn(written);
    if (type.isEmpty())
        return {};
    if (!isKnownType(type) || (type == u"title") != (property.type == u"title"))
        return validationError(
            QStringLiteral("body failed validation: body.properties.%1 cannot become %2.")
                .arg(property.name, type));
    if (type != property.type) {
        property.make = nullptr;
        property.config = {};
    }
    property.type = type;
    if (const QJsonObject config = written.value(type).toObject(); !config.isEmpty())
        property.config = mergedConfig(property, config);
    return {};
}

ApiResult<void> applyProperty(Table &table, const QString &key, const QJsonValue &written)
{
    Property *property = table.schema.find(key);
    if (property == nullptr)
        return written.isNull() ? ApiResult<void>() : addProperty(table, key, written.toObject());
    if (!written.isNull())
        return changeProperty(table, *property, written.toObject());
    if (property->type == u"title")
        return validationError(QStringLiteral("The title property cannot be removed."));
    table.schema.properties.removeAt(property - table.schema.properties.constData());
    return {};
}

// A property that goes, or becomes another type, takes its values with it.
void forgetOtherTypes(Table &table, const Schema &next)
{
    for (const Property &before : table.schema.properties) {
        const Property *now = next.find(before.id);
        if (now != nullptr && now->type == before.type)
            continue;
        for (auto &change : table.changes)
            change.second.values.remove(before.id);
    }
}

} // namespace

ApiAnswer updateDataSource(Workspace &workspace, const ApiRequest &request)
{
    const auto number = workspace.store.findTable(request.path.at(1));
    if (!number || !workspace.isShared(*number))
        return notFound(QStringLiteral("data_source"), request.path.at(1));
    Table &table = workspace.store.table(*number);
    Table changed;
    changed.id = table.id;
    changed.schema = table.schema;
    const QJsonObject properties = request.body.value(u"properties").toObject();
    for (const QString &key : properties.keys())
        if (const auto done = applyProperty(changed, key, properties.value(key)); !done)
            return tl::unexpected(done.error());
    forgetOtherTypes(table, changed.schema);
    table.schema = changed.schema;
    if (const QJsonArray title = request.body.value(u"title").toArray(); !title.isEmpty())
        table.title = title.first()[u"text"][u"content"].toString(joinedText(title));
    if (request.body.value(u"in_trash").isBool())
        table.inTrash = request.body.value(u"in_trash").toBool();
    return Renderer(workspace, request.version).dataSource(*number);
}

} // namespace sandbox
