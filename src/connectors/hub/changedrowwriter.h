#pragma once

#include "connectors/hub/rowtarget.h"

/// Changes and deletes rows of a table on a server by compare-and-set (`HubServer::apply`): a row
/// that somebody else changed meanwhile stays as it is. Rows that another one is in the way of are
/// tried again as long as one of them finds a place.
class ChangedRowWriter
{
public:
    explicit ChangedRowWriter(const RowTarget &target);

    /// Settles the result of each of `entries`, which have `json`.
    void write(std::span<RowEntry> entries, const CancelToken &cancel);

private:
    void applyAgain(RowEntries entries, const CancelToken &cancel);
    [[nodiscard]] Result<void> apply(std::span<RowEntry> entries, const CancelToken &cancel,
                                     RowEntries *blocked);
    [[nodiscard]] bool settle(RowEntry &entry, const QJsonObject &outcome) const;
    void explainMisses(const std::vector<RowEntry *> &missed, const CancelToken &cancel);

    const RowTarget &m_target;
};
