#pragma once

#include "sandbox/sampledatabase.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace sandbox {

/// One property of a data source. `config` is kept in a form of our own: an option carries the
/// "key" that pages store, which survives a rename of the option.
struct Property
{
    QString id; ///< URL-encoded, as Notion shows it; "title" for the title
    QString name;
    QString type;
    QJsonObject config;
    QJsonValue (*make)(const SampleContext &context) = nullptr; ///< of the sample pages, if any
};

struct Schema
{
    QList<Property> properties;

    /// By id (encoded or decoded) or by name; null if there is none.
    [[nodiscard]] const Property *find(const QString &key) const;
    [[nodiscard]] Property *find(const QString &key);
    [[nodiscard]] const Property *title() const;
};

/// A property id as Notion makes them: four characters, some of them URL-encoded.
[[nodiscard]] QString makePropertyId(const QString &dataSourceId, const QString &name);

/// The options of a select, multi_select or status with ids, colors and keys filled in.
[[nodiscard]] QJsonArray completedOptions(const QJsonArray &options, const QString &propertyId);

/// One option by name or by id, or by the key that a page stores.
[[nodiscard]] std::optional<QJsonObject> findOption(const Property &property, const QString &name,
                                                    const QString &id);
[[nodiscard]] std::optional<QJsonObject> optionByKey(const Property &property, const QString &key);

/// Adds an option with this name and returns its key.
QString addOption(Property &property, const QString &name);

/// What a page reads where nothing was ever written.
[[nodiscard]] QJsonValue emptyValue(const Property &property);

/// True for the types that Notion computes and nobody can write.
[[nodiscard]] bool isReadOnly(const QString &type);

/// True for a type that the sandbox knows, read-only ones included.
[[nodiscard]] bool isKnownType(const QString &type);

} // namespace sandbox
