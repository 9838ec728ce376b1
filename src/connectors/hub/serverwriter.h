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

    /// `reader` tells which columns are answered; `present` which may be written. Both outlive
    /// this.
    void setColumns(const HubRecordReader &reader, const QSet<QString> &present);

    [[nodiscard]] std::vector<WriteResult> write(std::span<const WriteRequest> requests,
                                                 const CancelToken &cancel);

private:
    /// One request on its way to the wire.
    struct Entry
    {
        const WriteRequest *request = nullptr;
        WriteResult *result = nullptr;
        QString id;
        QStringList names;
        QByteArray json;
    };
    using Entries = std::vector<Entry>;

    [[nodiscard]] Entry entryOf(const WriteRequest &request, WriteResult &result) const;
    void insertGroups(Entries &&entries);
    void insertRange(std::span<Entry> entries);
    [[nodiscard]] Result<void> insert(std::span<Entry> entries);
    [[nodiscard]] bool freeStoredIds(std::span<Entry> entries);
    void applyRange(std::span<Entry> entries, const CancelToken &cancel);
    [[nodiscard]] Result<void> apply(std::span<Entry> entries, const CancelToken &cancel);
    void settle(Entry &entry, const QJsonObject &outcome, std::vector<Entry *> &missed) const;
    void explainMisses(const std::vector<Entry *> &missed, const CancelToken &cancel);
    void fail(std::span<Entry> entries, const Error &error) const;
    [[nodiscard]] Error inWords(const Error &error) const;
    [[nodiscard]] RowQuery query() const;

    HubServer &m_server;
    const TableLayout &m_layout;
    const HubRecordReader *m_reader = nullptr;
    const QSet<QString> *m_present = nullptr;
};

/// The record that a row's cells show; its stamp is in `sortableInstant`'s form.
[[nodiscard]] Record recordOfCells(const HubRecordReader &reader, const QVariantList &cells);
