#pragma once

#include "core/result.h"
#include "core/servicedefinition.h"
#include "core/value.h"

#include <QVariant>

/// The column types of a definition's hub side, as they are called in PostgreSQL.
enum class ColumnType {
    Text,
    TextArray,
    Integer,
    DoublePrecision,
    Numeric,
    Boolean,
    Date,
    TimestampTz,
    Uuid,
    UuidArray,
    Jsonb
};

[[nodiscard]] std::optional<ColumnType> columnTypeNamed(QStringView name);
[[nodiscard]] QString columnTypeName(ColumnType type); ///< "TEXT[]"

/// Values as an embedded hub stores them, pure and lossless: lists and JSON are JSON text, instants
/// and dates ISO 8601 text, exact decimals text. What a column cannot hold is refused with a reason
/// for a person ("holds whole numbers only"), never rounded or cut. A Null for a column that is NOT
/// NULL is written as "".
[[nodiscard]] tl::expected<QVariant, QString> toCell(const Value &value, ColumnType type,
                                                     bool required);

/// The other way; a text that is not what the column should hold is Unknown.
[[nodiscard]] Value fromCell(const QVariant &value, ColumnType column, FieldType field);

/// "2026-11-22T07:39:00.000000Z": an instant of fixed width, so that texts sort by time.
[[nodiscard]] QString sortableInstant(Instant instant);
