#include "core/servicedefinition.h"

bool FieldDefinition::isWritableOn(int side) const
{
    const std::optional<QJsonObject> &here = mapping.at(static_cast<size_t>(side));
    return here && !here->value(QLatin1String("read_only")).toBool();
}

int ServiceDefinition::sideIndex(QStringView id) const
{
    for (size_t index = 0; index < sides.size(); ++index) {
        if (sides[index].id == id)
            return static_cast<int>(index);
    }
    return -1;
}

int ServiceDefinition::fieldIndex(QStringView name) const
{
    for (size_t index = 0; index < fields.size(); ++index) {
        if (fields[index].name == name)
            return static_cast<int>(index);
    }
    return -1;
}

QString ServiceDefinition::databaseVariable() const
{
    return QStringLiteral("NOTION_%1_DB_ID").arg(name.toUpper());
}
