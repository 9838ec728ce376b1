#pragma once

#include "connectors/hub/rowjudge.h"

#include <functional>
#include <span>

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
    /// Carries every row to a table that has none.
    [[nodiscard]] Result<void> copy(const Between &between, const CancelToken &cancel);
    /// Carries the rows that `to` lacks or has in an older form; answers how many. Refused, naming
    /// them, where `to` has a newer form: no edit there is overwritten.
    [[nodiscard]] Result<qint64> carryDifferences(const Between &between,
                                                  const CancelToken &cancel);
    /// The same for rows whose stamp is `since` or later, where there is a stamp; answers whether
    /// the tables were different there.
    [[nodiscard]] Result<bool> carryChanges(Instant since, const Between &between,
                                            const CancelToken &cancel);
    /// As `carryDifferences`, where both have been used since `copiedAt`, when they were equal:
    /// what changed or was deleted in `to` alone stays so. Refused, naming them, where rows changed
    /// in both, or were deleted in `from` and are still there in `to`.
    [[nodiscard]] Result<qint64> carryEditsSince(Instant copiedAt, const Between &between,
                                                 const CancelToken &cancel);
    /// Reads both tables anew; Refused where they are not equal.
    [[nodiscard]] Result<RowsHash> verify(const Between &between, const CancelToken &cancel);

    [[nodiscard]] const HubTable &table() const { return m_table; }
    /// For a person: "books", "sync_tombstones of books".
    [[nodiscard]] QString name() const;

private:
    using PageTaker = std::function<Result<void>(const HubTables::Rows &)>;

    /// Which rows are looked at, and when both tables were equal, if they ever were.
    struct Scope
    {
        std::optional<Instant> since;
        std::optional<Instant> copiedAt;
    };

    [[nodiscard]] Result<void> forEachPage(HubTables &hub, const HubTable &table,
                                           const HubTables::Columns &columns, const PageTaker &take,
                                           const CancelToken &cancel) const;
    [[nodiscard]] HubTable rowsSince(std::optional<Instant> since) const;
    [[nodiscard]] Result<qint64> carry(const Scope &scope, const Between &between,
                                       const CancelToken &cancel);
    [[nodiscard]] Result<HubTables::Rows> rowsDue(std::span<const QVariantList> rows,
                                                  const Scope &scope, const CancelToken &cancel);
    [[nodiscard]] Result<HubTables::Rows> withoutDeleted(const HubTables::Rows &due,
                                                         const QStringList &missing,
                                                         const Scope &scope,
                                                         const CancelToken &cancel);
    [[nodiscard]] Result<void> checkDeletions(const QStringList &deleted,
                                              const CancelToken &cancel);
    [[nodiscard]] Error changedThere(const QStringList &keys, const Scope &scope) const;
    void matchColumns(const HubTables::Columns &from, const HubTables::Columns &to);
    [[nodiscard]] Result<void> checkMissing(const CancelToken &cancel);
    [[nodiscard]] Result<void> checkEmpty(const CancelToken &cancel);
    [[nodiscard]] Result<RowsHash> hashOf(HubTables &hub, const HubTables::Columns &columns,
                                          std::optional<Instant> since, const Between &between,
                                          const CancelToken &cancel) const;

    HubTables &m_from;
    HubTables &m_to;
    HubTable m_table;
    HubTables::Columns m_fromColumns; ///< the key, then all that both have
    HubTables::Columns m_toColumns; ///< the same columns, as they are there
    HubTables::Columns m_missing; ///< the key, then what only `from` has
    RowJudge m_judge; ///< knows these columns
};
