#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

/// One property of a data source. `id` is kept exactly as Notion gives it (percent-encoded
/// already).
struct NotionProperty
{
    QString id;
    QString name;
    QString type;
    QStringList options; ///< status only: the names that a write may use
    QString target; ///< relation only: the data source that it points to

    bool operator==(const NotionProperty &) const = default;
};

/// What is known of a data source: plain value, kept between runs so that an idle run need not ask.
struct NotionSchema
{
    QString databaseId;
    QString dataSourceId;
    QString title;
    std::vector<NotionProperty> properties;

    [[nodiscard]] const NotionProperty *byId(const QString &id) const;
    [[nodiscard]] const NotionProperty *byName(const QString &name) const;

    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing usable in `json`: a schema without a dataSourceId.
    [[nodiscard]] static NotionSchema fromJson(const QJsonObject &json);

    /// From the answer of GET /v1/data_sources/{id}; Malformed where it is not one.
    [[nodiscard]] static Result<NotionSchema> fromDataSource(const QJsonObject &dataSource);

    bool operator==(const NotionSchema &) const = default;
};
