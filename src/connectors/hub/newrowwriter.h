#pragma once

#include "connectors/hub/rowtarget.h"

/// Adds new rows to a table on a server in few large requests: many by `HubServer::copy`, the
/// others by `HubServer::insert`. A row that the database refuses is looked for by halves and fails
/// alone.
class NewRowWriter
{
public:
    explicit NewRowWriter(const RowTarget &target);

    /// Settles the result of each of `entries`, which have `cells`.
    void write(RowEntries &&entries);

private:
    void alignColumns(RowEntries &entries) const;
    void addRange(std::span<RowEntry> entries);
    [[nodiscard]] bool copy(std::span<RowEntry> entries);
    void insertRange(std::span<RowEntry> entries);
    [[nodiscard]] Result<void> insert(std::span<RowEntry> entries);
    void settle(std::span<RowEntry> entries, QHash<QString, Record> &&written);
    void explainSkipped(const std::vector<RowEntry *> &skipped);
    [[nodiscard]] bool freeStoredIds(std::span<RowEntry> entries);

    const RowTarget &m_target;
};
