#include "app/hubcopy/hubcopytables.h"

#include "connectors/hub/tablelayout.h"
#include "core/phrase.h"

#include <algorithm>

/// The columns of `layout` and of bookkeeping, by type.
static QHash<QString, ColumnType> typesOf(const TableLayout &layout)
{
    QHash<QString, ColumnType> types{{QStringLiteral("id"), ColumnType::Uuid},
                                     {QStringLiteral("last_sync_source"), ColumnType::Text},
                                     {QStringLiteral("created_at"), ColumnType::TimestampTz},
                                     {QStringLiteral("updated_at"), ColumnType::TimestampTz},
                                     {QStringLiteral("deleted_at"), ColumnType::TimestampTz}};
    for (const FieldColumn &column : layout.fields)
        types.insert(column.name, column.type);
    for (const auto &[name, type] : layout.extra)
        types.insert(name, type);
    for (const StoredIdColumns &stored : layout.storedIds) {
        types.insert(stored.id, ColumnType::Text);
        types.insert(stored.version, ColumnType::Text);
        types.insert(stored.updatedAt, ColumnType::TimestampTz);
    }
    return types;
}

static HubTable serviceTable(const TableLayout &layout)
{
    HubTable table;
    table.name = layout.table;
    table.types = typesOf(layout);
    table.stamp = QStringLiteral("updated_at");
    return table;
}

HubTable logsTable()
{
    HubTable table;
    table.name = QStringLiteral("sync_logs");
    table.types = {{QStringLiteral("event_type"), ColumnType::Text},
                   {QStringLiteral("status"), ColumnType::Text},
                   {QStringLiteral("message"), ColumnType::Text},
                   {QStringLiteral("details"), ColumnType::Jsonb},
                   {QStringLiteral("created_at"), ColumnType::TimestampTz}};
    table.stamp = QStringLiteral("created_at");
    return table;
}

Result<QStringList> tableNames(const ServiceCatalog &catalog)
{
    QStringList names;
    for (const ServiceDefinition &service : catalog.services()) {
        const auto layout = tableLayout(service);
        if (!layout)
            return failure(layout.error());
        names.append(layout->table);
    }
    return names;
}

Result<HubContents> hubContents(HubTables &hub, const ServiceCatalog &catalog)
{
    HubContents contents;
    contents.services.reserve(catalog.services().size());
    std::vector<HubTable> &tables = contents.tables;
    tables.reserve(2 * catalog.services().size() + 1);
    for (const ServiceDefinition &service : catalog.services()) {
        const auto layout = tableLayout(service);
        if (!layout)
            return failure(layout.error());
        const auto columns = hub.columns(layout->table);
        if (!columns)
            return failure(columns.error());
        if (columns->empty())
            continue;
        contents.services.push_back(&service);
        const auto known
            = std::find_if(tables.begin(), tables.end(), [&layout](const HubTable &table) {
                  return table.name == layout->table;
              });
        if (known == tables.end())
            tables.push_back(serviceTable(*layout));
        else
            known->types.insert(typesOf(*layout));
    }
    if (tables.empty())
        return failure(ErrorKind::Usage,
                       Phrase::tr("The hub %1 has no table of any service.").arg(hub.label()));
    const size_t count = tables.size();
    for (size_t table = 0; table < count; ++table)
        tables.push_back(tombstonesOf(tables[table].name));
    tables.push_back(logsTable());
    return contents;
}
