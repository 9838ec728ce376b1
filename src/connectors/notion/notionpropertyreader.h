#pragma once

#include "core/servicedefinition.h"
#include "core/value.h"

/// The value of one property as a page (or a property-item listing put together) shows it, in the
/// canonical form of a field of type `wanted`. `part` picks one part: of a date "start", "end",
/// "zone" or "all_day", of a name "given_name", "middle_name" or "family_name". Pure. A type or an
/// answer that is not known is Unknown, never Null.
[[nodiscard]] Value readNotionProperty(const QJsonObject &property, FieldType wanted,
                                       const QString &part = {});

/// True where the page shows only the beginning of this property: `has_more`, or as many references
/// as a page shows at most.
[[nodiscard]] bool isCutShort(const QJsonObject &property);

/// The canonical form of a property's value for a field that collects properties as JSON.
[[nodiscard]] QJsonValue notionPropertyAsJson(const QJsonObject &property);
