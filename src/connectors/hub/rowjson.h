#pragma once

#include "connectors/hub/hubcells.h"

/// A row as a JSON object that PostgreSQL turns back into a row (json_populate_record): lists and
/// JSON as they are, exact decimals as text, so that nothing on the way rounds them.
[[nodiscard]] QByteArray rowJson(const std::vector<HubCell> &cells);

/// A cell that is not NULL as PostgreSQL reads it in a column of its type, but lists as JSON.
[[nodiscard]] QString cellText(const HubCell &cell);

/// The value of one of its members.
[[nodiscard]] QByteArray cellJson(const HubCell &cell);

/// A cell of a row that PostgreSQL gave as JSON, as `fromCell` takes it.
[[nodiscard]] QVariant cellFromJson(const QJsonValue &json, ColumnType type);

/// `text` as a JSON string, quotes included.
[[nodiscard]] QByteArray jsonString(const QString &text);
