#pragma once

#include "connectors/hub/tablelayout.h"

#include <span>

/// Whose PostgreSQL it is. On Supabase the tables are granted to the project's service role and
/// shut to everybody else; on a server of one's own they belong to whoever makes them.
enum class ServerFlavour { Postgres, Supabase };

/// Statements that make what every service needs: sync_hub with its one row, sync_lease,
/// sync_tombstones, sync_logs, and the functions that triggers and connectors call. Each may be run
/// again and again and leaves what is there as it is: a table of somebody else keeps its columns,
/// its triggers and its rights.
[[nodiscard]] QStringList serverSharedSql(ServerFlavour flavour);
/// The same for what one service needs.
[[nodiscard]] QStringList serverTableSql(const TableLayout &layout, ServerFlavour flavour);
/// What tells changes and deletions of a table's rows; of use for a table of somebody else, too.
[[nodiscard]] QString touchTriggerSql(const QString &table);
[[nodiscard]] QStringList tombstoneTriggersSql(const QString &table);
[[nodiscard]] QString grantSql(const QString &table, const QString &role);

/// The names of the tables that `serverSharedSql` makes.
[[nodiscard]] QStringList serverSharedTables();

/// A query that tells about tables what a connector must know, as one JSON object; `tables` is an
/// expression of type TEXT[], `hub` one of type JSONB for the hub's own row. `HubFacts` reads it.
[[nodiscard]] QString describeQuery(const QString &tables, const QString &hub);

/// Everything that a hub on a server needs for these services, as one text.
[[nodiscard]] Result<QString> serverSchemaSql(std::span<const ServiceDefinition> definitions,
                                              ServerFlavour flavour);
