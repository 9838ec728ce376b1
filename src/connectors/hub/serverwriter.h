#pragma once

#include "connectors/hub/hubcells.h"
#include "connectors/hub/hubserver.h"

/// Writes records into one service's table on a server: new rows in few large requests, changes by
/// compare-and-set. A row that the database refuses is that record's failure alone; it is looked
/// for by halves. What a row shows afterwards is part of the same answer.
class ServerWriter
{
public:
    ServerWriter(HubServer &server, const TableLayout &layout);

    /// `reader` tells which columns are answered and outlives this; `present` which may be written,
    /// `plain` which of them are NULL in a new row that says nothing of them.
    void setColumns(const HubRecordReader &reader, QSet<QString> present, QSet<QString> plain);

    [[nodiscard]] std::vector<WriteResult> write(std::span<const WriteRequest> requests,
                                                 const CancelToken &cancel);

private:
    /// One request on its way to the wire.
    struct Entry
    {
        const WriteRequest *request = nullptr;
        WriteResult *result = nullptr;
        QString id;
        std::vector<HubCell> cells; ///< of a new row that is not `json` yet
        QStringList names;
        QByteArray json;
    };
    using Entries = std::vector<Entry>;

    [[nodiscard]] Entry entryOf(const WriteRequest &request, WriteResult &result) const;
    void alignColumns(Entries &entries) const;
    void insertGroups(Entries &&entries);
    void addRange(std::span<Entry> entries);
    [[nodiscard]] bool copy(std::span<Entry> entries);
    void insertRange(std::span<Entry> entries);
    [[nodiscard]] Result<void> insert(std::span<Entry> entries);
    void settleNew(std::span<Entry> entries, QHash<QString, Record> &&written);
    [[nodiscard]] bool freeStoredIds(std::span<Entry> entries);
    [[nodiscard]] bool freeKeys(std::span<Entry> entries);
    void applyAgain(Entries entries, const CancelToken &cancel);
    void applyRange(std::span<Entry> entries, const CancelToken &cancel);
    [[nodiscard]] Result<void> apply(std::span<Entry> entries, const CancelToken &cancel,
                                     Entries *blocked);
    [[nodiscard]] bool settle(Entry &entry, const QJsonObject &outcome) const;
    void explainSkipped(const std::vector<Entry *> &skipped);
    void explainMisses(const std::vector<Entry *> &missed, const CancelToken &cancel);
    void fail(std::span<Entry> entries, const Error &error) const;
    [[nodiscard]] RowQuery query() const;

    HubServer &m_server;
    const TableLayout &m_layout;
    const HubRecordReader *m_reader = nullptr;
    QSet<QString> m_present;
    QSet<QString> m_plain;
};

/// The record that a row's cells show; its stamp is in `sortableInstant`'s form.
[[nodiscard]] Record recordOfCells(const HubRecordReader &reader, const QVariantList &cells);
