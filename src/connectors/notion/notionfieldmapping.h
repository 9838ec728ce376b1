#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

#include <vector>

/// What a definition says about where Notion keeps one field. Plain value.
struct NotionFieldMapping
{
    enum class Source { Property, Markdown, CreatedTime, LastEditedTime, Url, Rest };

    Source source = Source::Property;
    QStringList names; ///< property names, tried in order
    QStringList types; ///< property types that may be there; empty: any
    QMap<QString, QString> values; ///< Notion's value → the field's
    bool lowerCase = false;
    QString part;
    bool readOnly = false;

    bool operator==(const NotionFieldMapping &) const = default;
};

/// The mapping and, behind it, its else-chain, in the order to try. An error names the field, the
/// key and what was expected (kind Usage).
[[nodiscard]] Result<std::vector<NotionFieldMapping>> parseNotionMapping(const QJsonObject &json,
                                                                         const QString &field);
