#pragma once

#include "connectors/hub/changedrowwriter.h"
#include "connectors/hub/newrowwriter.h"

/// Writes records into one service's table on a server: new rows in few large requests, changes by
/// compare-and-set. A row that the database refuses is that record's failure alone. What a row
/// shows afterwards is part of the same answer.
class ServerWriter
{
public:
    /// Both outlive this.
    ServerWriter(HubServer &server, const TableLayout &layout);
    ServerWriter(const ServerWriter &) = delete;
    ServerWriter &operator=(const ServerWriter &) = delete;
    ~ServerWriter() = default;

    /// `reader` tells which columns are answered and outlives this; `present` which may be written,
    /// `plain` which of them are NULL in a new row that says nothing of them.
    void setColumns(const HubRecordReader &reader, QSet<QString> present, QSet<QString> plain);

    [[nodiscard]] std::vector<WriteResult> write(std::span<const WriteRequest> requests,
                                                 const CancelToken &cancel);

private:
    [[nodiscard]] RowEntry entryOf(const WriteRequest &request, WriteResult &result) const;

    RowTarget m_target;
    NewRowWriter m_new;
    ChangedRowWriter m_changed;
};
