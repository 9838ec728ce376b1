#pragma once

#include "connectors/hub/canonicalcell.h"
#include "connectors/hub/hubtables.h"

#include <functional>

/// Carries the rows of one table from one hub to another and proves that they arrived. Every column
/// of `from` that `to` has is carried, also those that the product does not know; memory holds one
/// page at a time. Errors: Usage where the tables do not fit, Refused where a row does not, those
/// of the hubs otherwise.
class TableCopy
{
public:
    /// Called before each page with the rows so far; an error ends the work with it.
    using Between = std::function<Result<void>(qint64 rows)>;

    TableCopy(HubTables &from, HubTables &to, HubTable table);

    /// Writes nothing. Usage where `to` has no such table, where it lacks a column that has a value
    /// in `from`, or where it has rows and is to keep them.
    [[nodiscard]] Result<void> prepare(ExistingRows existing, const CancelToken &cancel);
    /// Overwriting is for the rows of a copy that did not get to its end.
    [[nodiscard]] Result<void> copy(ExistingRows existing, const Between &between,
                                    const CancelToken &cancel);
    /// Reads both tables anew; Refused where they are not equal.
    [[nodiscard]] Result<RowsHash> verify(const Between &between, const CancelToken &cancel);

    [[nodiscard]] const HubTable &table() const { return m_table; }
    /// For a person: "books", "sync_tombstones of books".
    [[nodiscard]] QString name() const;

private:
    using PageTaker = std::function<Result<void>(const HubTables::Rows &)>;

    [[nodiscard]] Result<void> forEachPage(HubTables &hub, const HubTables::Columns &columns,
                                           const PageTaker &take, const CancelToken &cancel) const;
    void matchColumns(const HubTables::Columns &from, const HubTables::Columns &to);
    [[nodiscard]] Result<void> checkMissing(const CancelToken &cancel);
    [[nodiscard]] Result<void> checkEmpty(const CancelToken &cancel);
    [[nodiscard]] Result<RowsHash> hashOf(HubTables &hub, const HubTables::Columns &columns,
                                          const Between &between, const CancelToken &cancel) const;

    HubTables &m_from;
    HubTables &m_to;
    HubTable m_table;
    HubTables::Columns m_fromColumns; ///< the key, then all that both have
    HubTables::Columns m_toColumns; ///< the same columns, as they are there
    HubTables::Columns m_missing; ///< the key, then what only `from` has
    std::vector<ColumnType> m_types; ///< by which both are compared
};
