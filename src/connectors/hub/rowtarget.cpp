#include "connectors/hub/rowtarget.h"

#include "connectors/hub/refusalwords.h"
#include "connectors/hub/sqlstate.h"

/// SQLSTATE of a statement that took too long.
static const QLatin1String TooSlow("57014");

RowTarget::RowTarget(HubServer &rowServer, const TableLayout &tableLayout)
    : server(rowServer)
    , layout(tableLayout)
{ }

RowQuery RowTarget::query() const
{
    RowQuery query;
    query.table = layout.table;
    query.columns = reader->columns();
    return query;
}

Record RowTarget::recordOf(const QVariantList &cells) const
{
    return recordOfCells(*reader, cells);
}

void RowTarget::fail(std::span<RowEntry> entries, const Error &error) const
{
    for (const RowEntry &entry : entries) {
        entry.result->state = error.kind == ErrorKind::LostAnswer
            ? WriteResult::State::Unknown
            : WriteResult::State::NotDelivered;
        entry.result->error = refusalInWords(error, layout);
        entry.result->refused.clear();
    }
}

bool RowTarget::freeKeys(std::span<const RowEntry> entries) const
{
    QMap<QString, QStringList> needed;
    for (const RowEntry &entry : entries) {
        for (const auto &[column, value] : keysOf(*entry.request, layout))
            needed[column].append(value);
    }
    bool isFreed = false;
    for (auto key = needed.begin(); key != needed.end(); ++key)
        isFreed |= server.dropDeleted(layout.table, key.key(), key.value()).has_value();
    return isFreed;
}

bool isHalved(const Error &error)
{
    return error.kind == ErrorKind::Refused
        || (error.kind == ErrorKind::Unavailable
            && (error.code == TooSlow || isBrokenState(error.code)));
}

QByteArray jsonArrayOf(std::span<const RowEntry> entries)
{
    QByteArray json = "[";
    for (const RowEntry &entry : entries) {
        if (json.size() > 1)
            json += ',';
        json += entry.json;
    }
    return json + ']';
}

Record recordOfCells(const HubRecordReader &reader, const QVariantList &cells)
{
    Record record
        = reader.recordOf([&cells](size_t column) { return cells.value(qsizetype(column)); });
    if (record.version.edited)
        record.version.stamp = sortableInstant(record.version.edited->from);
    return record;
}
