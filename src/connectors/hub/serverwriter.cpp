#include "connectors/hub/serverwriter.h"

#include "connectors/hub/rowjson.h"

ServerWriter::ServerWriter(HubServer &server, const TableLayout &layout)
    : m_target(server, layout)
    , m_new(m_target)
    , m_changed(m_target)
{ }

void ServerWriter::setColumns(const HubRecordReader &reader, QSet<QString> present,
                              QSet<QString> plain)
{
    m_target.reader = &reader;
    m_target.present = std::move(present);
    m_target.plain = std::move(plain);
}

RowEntry ServerWriter::entryOf(const WriteRequest &request, WriteResult &result) const
{
    RowEntry entry{&request, &result, rowIdOf(request), {}, {}, {}};
    std::vector<HubCell> cells
        = cellsOf(request, m_target.layout, m_target.present, result.refused);
    const bool isCreated = request.kind == OperationKind::Create;
    const bool isKept = request.kind == OperationKind::Update
        || (request.kind == OperationKind::Delete && request.fresh && !request.fresh->alive);
    if (isCreated)
        cells.push_back({QStringLiteral("id"), ColumnType::Uuid, entry.id});
    // The database reads "now" as its own time.
    if (!isKept)
        cells.push_back(
            {QStringLiteral("deleted_at"), ColumnType::TimestampTz,
             request.kind == OperationKind::Delete ? QVariant(QStringLiteral("now")) : QVariant()});
    if (isCreated) {
        entry.cells = std::move(cells);
        return entry;
    }
    entry.json = "{\"id\":" + jsonString(entry.id) + ",\"set\":" + rowJson(cells);
    if (request.fresh) {
        const QString &stamp = request.fresh->version.stamp;
        entry.json += ",\"seen\":" + (stamp.isEmpty() ? QByteArray("null") : jsonString(stamp));
    }
    entry.json += '}';
    return entry;
}

std::vector<WriteResult> ServerWriter::write(std::span<const WriteRequest> requests,
                                             const CancelToken &cancel)
{
    std::vector<WriteResult> results(requests.size());
    RowEntries created;
    RowEntries changed;
    for (size_t index = 0; index < requests.size(); ++index) {
        RowEntries &entries = requests[index].kind == OperationKind::Create ? created : changed;
        entries.push_back(entryOf(requests[index], results[index]));
    }
    // Deletions first: a new row may take over what a deleted one kept.
    m_changed.write(changed, cancel);
    m_new.write(std::move(created));
    return results;
}
