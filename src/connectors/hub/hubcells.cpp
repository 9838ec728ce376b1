#include "connectors/hub/hubcells.h"

#include "core/phrase.h"

#include <QUuid>

#include <algorithm>

QString rowIdOf(const WriteRequest &request)
{
    if (request.kind != OperationKind::Create)
        return request.recordId;
    const QUuid id = request.link.isNull() ? QUuid::createUuid() : request.link;
    return id.toString(QUuid::WithoutBraces);
}

static const Value *writtenValue(const WriteRequest &request, const FieldColumn &column)
{
    const auto field
        = std::find_if(request.fields.begin(), request.fields.end(),
                       [&column](const auto &entry) { return entry.first == column.field; });
    return field == request.fields.end() || !field->second.isKnown() ? nullptr : &field->second;
}

static void addFields(const WriteRequest &request, const TableLayout &layout,
                      const QSet<QString> &columns, std::vector<HubCell> &cells,
                      std::vector<FieldRefusal> &refused)
{
    for (const FieldColumn &column : layout.fields) {
        const Value *written = writtenValue(request, column);
        if (!columns.contains(column.name))
            continue;
        // A new row must have something in every column that may not be empty.
        const bool isFilledUp
            = !written && column.required && request.kind == OperationKind::Create;
        if (!written && !isFilledUp)
            continue;
        const auto value = toCell(written ? *written : Value::null(), column.type, column.required);
        if (value)
            cells.push_back({column.name, column.type, *value});
        else if (written)
            refused.push_back({column.field,
                               Phrase::tr("The hub's column %1 cannot hold this value: %2.")
                                   .arg(column.name, value.error())});
    }
}

std::vector<std::pair<QString, QString>> keysOf(const WriteRequest &request,
                                                const TableLayout &layout)
{
    std::vector<std::pair<QString, QString>> keys;
    for (const FieldColumn &column : layout.fields) {
        const Value *written = writtenValue(request, column);
        const bool isKey
            = std::find(layout.unique.begin(), layout.unique.end(), QStringList{column.name})
            != layout.unique.end();
        if (!isKey || !written || written->isNull())
            continue;
        if (const auto cell = toCell(*written, column.type, column.required))
            keys.emplace_back(column.name, cell->toString());
    }
    return keys;
}

static QVariant stampOf(const Member &member)
{
    if (const std::optional<Instant> stamp = parseInstant(member.version.stamp))
        return formatInstant(*stamp);
    return member.version.edited ? QVariant(formatInstant(member.version.edited->from))
                                 : QVariant();
}

static void addBookkeeping(const WriteRequest &request, const TableLayout &layout,
                           const QSet<QString> &columns, std::vector<HubCell> &cells)
{
    const auto add = [&](const QString &column, ColumnType type, const QVariant &value) {
        if (columns.contains(column))
            cells.push_back({column, type, value});
    };
    for (const StoredIdColumns &stored : layout.storedIds) {
        const auto member = request.members.find(stored.side);
        if (member == request.members.end() || member->recordId.isEmpty())
            continue;
        add(stored.id, ColumnType::Text, member->recordId);
        add(stored.version, ColumnType::Text, member->version.stamp);
        add(stored.updatedAt, ColumnType::TimestampTz, stampOf(*member));
    }
    // The hub's own edits are called by the name that its first users know.
    const QString source = request.writtenFrom == QLatin1String("hub") ? QStringLiteral("supabase")
                                                                       : request.writtenFrom;
    if (!source.isEmpty())
        add(QStringLiteral("last_sync_source"), ColumnType::Text, source);
}

std::vector<HubCell> cellsOf(const WriteRequest &request, const TableLayout &layout,
                             const QSet<QString> &columns, std::vector<FieldRefusal> &refused)
{
    std::vector<HubCell> cells;
    addFields(request, layout, columns, cells, refused);
    addBookkeeping(request, layout, columns, cells);
    return cells;
}
