#pragma once

#include "connectors/hub/hubcells.h"
#include "connectors/hub/hubserver.h"

/// One record on its way to a table on a server.
struct RowEntry
{
    const WriteRequest *request = nullptr;
    WriteResult *result = nullptr;
    QString id;
    std::vector<HubCell> cells; ///< of a new row that is not `json` yet
    QStringList names; ///< of the columns that a new row sets
    QByteArray json;
};
using RowEntries = std::vector<RowEntry>;

/// One service's table on a server, and what the writers of its rows share. The server and the
/// layout outlive it; it lives on the server's thread.
class RowTarget
{
public:
    /// A request larger than so many bytes is sent in halves.
    static constexpr qsizetype LargestRequest = 1'000'000;
    /// SQLSTATE of a row whose unique key another one has (PostgreSQL: Appendix A).
    static constexpr QLatin1String NotUnique{"23505"};

    RowTarget(HubServer &rowServer, const TableLayout &tableLayout);

    /// What asks for all columns of the table's rows.
    [[nodiscard]] RowQuery query() const;
    /// The record that a row's cells show, as `recordOfCells` reads them.
    [[nodiscard]] Record recordOf(const QVariantList &cells) const;
    /// Settles that `entries` were not written: Unknown after a lost answer, else NotDelivered.
    void fail(std::span<RowEntry> entries, const Error &error) const;
    /// A deleted row does not hold a unique key that a living one needs: it goes for good. False
    /// where none did.
    [[nodiscard]] bool freeKeys(std::span<const RowEntry> entries) const;

    HubServer &server;
    const TableLayout &layout;
    const HubRecordReader *reader = nullptr; ///< tells which columns are answered
    QSet<QString> present; ///< columns that may be written
    QSet<QString> plain; ///< those of them that are NULL in a new row that says nothing of them
};

/// Whether a request that failed so is tried again in halves, so that a row that the database does
/// not take fails alone.
[[nodiscard]] bool isHalved(const Error &error);

/// The JSON that each of the entries has, as one array.
[[nodiscard]] QByteArray jsonArrayOf(std::span<const RowEntry> entries);

/// The record that a row's cells show; its stamp is in `sortableInstant`'s form.
[[nodiscard]] Record recordOfCells(const HubRecordReader &reader, const QVariantList &cells);
