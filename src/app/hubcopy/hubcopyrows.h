#pragma once

#include "app/hubcopy/hubcopy.h"
#include "app/hubcopy/hubcopytables.h"
#include "app/hubcopy/hubleases.h"
#include "connectors/hub/tablecopy.h"

/// Two open hubs whose leases are held, and what a long work on them needs besides.
struct HubPair
{
    HubTables &from;
    HubTables &to;
    HubLeases &leases;
    const CancelToken &cancel;
    const CopyProgress &progress;
};

/// The rows' way from one hub to another, all tables of a copy together. The hubs outlive it.
/// Errors: those of `TableCopy`, and Locked where a lease is lost.
class HubCopyRows
{
public:
    explicit HubCopyRows(const HubPair &hubs);

    /// First of all: looks at every table, and writes nothing.
    [[nodiscard]] Result<void> prepare(const HubContents &contents, ExistingRows existing);
    /// Carries everything and proves that both hubs are equal. Changes of other programs that come
    /// meanwhile are carried, too; Refused, naming the table, where they do not end.
    [[nodiscard]] Result<std::vector<CopiedTable>> copyAll(ExistingRows existing);
    /// Carries what only `from` has to a finished copy that is in use (`TableCopy`); answers how
    /// many rows.
    [[nodiscard]] Result<qint64> carryEditsSince(Instant copiedAt);

private:
    [[nodiscard]] TableCopy::Between reporting(const QString &what, const TableCopy &copy) const;
    [[nodiscard]] Result<void> copyTables(ExistingRows existing);
    [[nodiscard]] Result<void> makeEqual();
    [[nodiscard]] Result<QString> carryLateChanges(std::vector<bool> &areEqual);
    [[nodiscard]] Result<void> compareTables(std::vector<bool> &areEqual, bool isLastRound);
    [[nodiscard]] Result<qint64> carryEditsOnce(Instant copiedAt);

    HubPair m_hubs;
    std::vector<TableCopy> m_copies;
    std::vector<CopiedTable> m_tables; ///< what comparing them told
};
