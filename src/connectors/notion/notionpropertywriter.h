#pragma once

#include "connectors/notion/notionschema.h"
#include "core/value.h"

/// One value on its way into a property.
struct NotionPropertyWrite
{
    NotionProperty property;
    Value value; ///< in Notion's own words: option names as they are there
    QString part; ///< "end" of a date; else the whole, a date's start included
    QJsonObject
        fresh; ///< the property as the page shows it now (or as written so far); may be empty
};

/// The object to put under the property's id in a write, `{"number": 8}`. Pure. Refused, with a
/// sentence about this value, where Notion cannot hold it or the type is read-only. What the value
/// does not cover (a date's end and zone, a text's formatting) is taken over from `fresh`.
/// readNotionProperty() of the result with its type added gives the value again.
[[nodiscard]] Result<QJsonObject> writeNotionProperty(const NotionPropertyWrite &write);
