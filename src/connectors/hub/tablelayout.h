#pragma once

#include "connectors/hub/cellcodec.h"

/// A column that holds one field of the definition.
struct FieldColumn
{
    int field = 0;
    QString name;
    ColumnType type = ColumnType::Text;
    FieldType fieldType = FieldType::Text;
    bool required = false;
};

/// The columns in which a row keeps the record of another side.
struct StoredIdColumns
{
    QString side; ///< "notion"
    QString id; ///< unique
    QString version; ///< empty: not kept
    QString updatedAt; ///< empty: not kept
};

/// One service's table, the same for every SQL database: what the definition's hub side says.
struct TableLayout
{
    QString table;
    std::vector<FieldColumn> fields; ///< only fields that the hub side has, in their order
    std::vector<std::pair<QString, ColumnType>> extra; ///< belong to the hub, never written
    std::vector<StoredIdColumns> storedIds;
    std::vector<QStringList> unique; ///< further unique keys
    size_t fieldCount = 0; ///< of the definition
    int hubSide = 0;

    [[nodiscard]] const StoredIdColumns *storedIdsOf(QStringView side) const;
    [[nodiscard]] const FieldColumn *columnOf(int field) const; ///< nullptr: the hub lacks it
};

/// Reads the layout out of `definition`; an error (Usage) names the file, the key and what was
/// expected there.
[[nodiscard]] Result<TableLayout> tableLayout(const ServiceDefinition &definition);
