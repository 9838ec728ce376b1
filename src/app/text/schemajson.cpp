#include "app/text/schemajson.h"

#include <QJsonArray>

static QJsonObject sideJson(const QString &side, const SideSchema &schema)
{
    QJsonArray columns;
    for (const auto &[name, type] : schema.columns)
        columns.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("type"), type}});
    return {{QStringLiteral("side"), side},
            {QStringLiteral("title"), schema.title},
            {QStringLiteral("location"), schema.location},
            {QStringLiteral("exists"), schema.exists},
            {QStringLiteral("columns"), columns}};
}

static QJsonObject bindingJson(const FieldBinding &binding)
{
    return {
        {QStringLiteral("name"), binding.remoteName},
        {QStringLiteral("expected"), binding.expectedType},
        {QStringLiteral("found"), binding.actualType.isEmpty() ? QJsonValue() : binding.actualType},
        {QStringLiteral("ok"), binding.ok},
        {QStringLiteral("note"), binding.note}};
}

static QJsonObject fieldJson(const ServiceDefinition &definition, const FieldDefinition &field,
                             const std::vector<SideSchema> &schemas)
{
    QJsonObject json{{QStringLiteral("field"), field.name},
                     {QStringLiteral("type"), fieldTypeName(field.type)}};
    for (size_t side = 0; side < schemas.size(); ++side) {
        for (const FieldBinding &binding : schemas[side].bindings) {
            if (binding.field == field.name)
                json.insert(definition.sides.at(side).id, bindingJson(binding));
        }
    }
    return json;
}

QJsonObject schemaJson(const ServiceDefinition &definition, const std::vector<SideSchema> &schemas)
{
    QJsonArray sides;
    for (size_t side = 0; side < schemas.size(); ++side)
        sides.append(sideJson(definition.sides.at(side).id, schemas[side]));
    QJsonArray mapping;
    for (const FieldDefinition &field : definition.fields)
        mapping.append(fieldJson(definition, field, schemas));
    return {{QStringLiteral("service"), definition.name},
            {QStringLiteral("pattern"), definition.pattern},
            {QStringLiteral("sides"), sides},
            {QStringLiteral("mapping"), mapping}};
}
