#pragma once

#include "connectors/hub/tablelayout.h"

#include <span>

/// The storage class of a column in the embedded hub: TEXT, INTEGER or REAL.
[[nodiscard]] QString sqliteType(ColumnType type);

/// An SQL expression: the database's own time, in the width of `sortableInstant`.
[[nodiscard]] QString sqliteNow();

/// Statements that make what every service needs (sync_hub with its one row, sync_lease,
/// sync_tombstones, sync_logs) and what one service needs; each may be run again and again and
/// leaves what is there as it is.
[[nodiscard]] QStringList sharedTablesSql();
[[nodiscard]] QStringList serviceTableSql(const TableLayout &layout);
/// Only what may be added to a table that somebody else made, with these columns: its triggers.
[[nodiscard]] QStringList serviceTriggersSql(const TableLayout &layout, const QStringList &columns);

/// Everything that an embedded hub needs for these services, as one text.
[[nodiscard]] Result<QString> hubSchemaSql(std::span<const ServiceDefinition> definitions);
