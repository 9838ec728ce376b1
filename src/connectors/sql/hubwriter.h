#pragma once

#include "connectors/hub/hubcells.h"
#include "connectors/sql/hubrows.h"

/// Writes batches of records into one service's table: one transaction per batch, atomic per
/// record. A statement that the database refuses is that record's failure alone. What a row shows
/// afterwards is read back in the same transaction.
class HubWriter
{
public:
    HubWriter(SqliteFile &file, const TableLayout &layout, HubRows &rows);

    [[nodiscard]] std::vector<WriteResult> write(std::span<const WriteRequest> requests);

private:
    /// Names and values of the columns that one statement sets.
    struct Assignment
    {
        QStringList names;
        QVariantList values;

        void set(const QString &name, const QVariant &value);
    };

    void writeRange(std::span<const WriteRequest> requests, std::span<WriteResult> results);
    [[nodiscard]] Result<void> writeBatch(std::span<const WriteRequest> requests,
                                          std::span<WriteResult> results);
    [[nodiscard]] Result<void> writeOne(const WriteRequest &request, WriteResult &result);
    [[nodiscard]] Result<void> insert(const WriteRequest &request, WriteResult &result);
    [[nodiscard]] Result<void> update(const WriteRequest &request, WriteResult &result);
    [[nodiscard]] QString reviving(const QStringList &names) const;
    [[nodiscard]] Result<void> writePlaces(std::span<const WriteRequest> requests,
                                           std::span<WriteResult> results,
                                           const std::vector<size_t> &places,
                                           std::vector<size_t> *blocked);
    void freeKeys(const WriteRequest &request);
    void freeStoredIds(const WriteRequest &request);
    [[nodiscard]] Result<void> readBack(std::span<WriteResult> results);
    [[nodiscard]] Assignment assignmentOf(const WriteRequest &request, WriteResult &result) const;
    [[nodiscard]] Result<void> explainMiss(const WriteRequest &request, WriteResult &result);
    [[nodiscard]] QString inWords(const QString &constraint) const;

    SqliteFile &m_file;
    const TableLayout &m_layout;
    HubRows &m_rows;
};
