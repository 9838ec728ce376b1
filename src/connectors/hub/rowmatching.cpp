#include "connectors/hub/rowmatching.h"

#include "connectors/hub/textpattern.h"

#include <algorithm>

using MatchColumns = std::vector<const FieldColumn *>;

/// Empty where the table lacks one of them.
static MatchColumns matchColumns(const ServiceDefinition &definition, const TableLayout &layout,
                                 const TableFacts &table, const QStringList &fields)
{
    MatchColumns columns;
    columns.reserve(size_t(fields.size()));
    for (const QString &field : fields) {
        const FieldColumn *column = layout.columnOf(definition.fieldIndex(field));
        if (!column || !table.hasColumn(column->name))
            return {};
        columns.push_back(column);
    }
    return columns;
}

/// Whether a pattern can be tested on the column as it is.
static bool isText(const TableFacts &table, const FieldColumn &column)
{
    return column.type == ColumnType::Text
        && std::any_of(table.columns.begin(), table.columns.end(), [&column](const auto &known) {
               return known.first == column.name
                   && (known.second == QLatin1String("text")
                       || known.second.startsWith(QLatin1String("character varying")));
           });
}

static RowQuery queryFor(const TableLayout &layout, const TableFacts &table,
                         const MatchColumns &columns, const Lookup &lookup)
{
    RowQuery rows;
    rows.table = layout.table;
    rows.columns = {{rows.key, ColumnType::Uuid}};
    for (size_t index = 0; index < columns.size(); ++index) {
        const FieldColumn &column = *columns[index];
        rows.columns.push_back({column.name, column.type});
        const QStringList patterns = rows.conditions.empty() && isText(table, column)
            ? foldedPatterns(lookup.matchValues, index)
            : QStringList();
        if (!patterns.isEmpty())
            rows.conditions = {{column.name, RowCondition::Test::LikeAny, patterns}};
    }
    return rows;
}

Result<QStringList> idsMatching(HubServer &server, const ServiceDefinition &definition,
                                const TableLayout &layout, const TableFacts &table,
                                const Lookup &lookup, const CancelToken &cancel)
{
    QStringList ids;
    const MatchColumns columns = matchColumns(definition, layout, table, lookup.matchFields);
    if (columns.empty() || lookup.matchValues.empty())
        return ids;
    QSet<QString> keys;
    for (const std::vector<Value> &combination : lookup.matchValues)
        keys.insert(foldedKey(combination));
    const auto take = [&](const QVariantList &cells) {
        std::vector<Value> values;
        values.reserve(columns.size());
        for (size_t index = 0; index < columns.size(); ++index)
            values.push_back(fromCell(cells.value(qsizetype(index) + 1), columns[index]->type,
                                      columns[index]->fieldType));
        if (keys.contains(foldedKey(values)))
            ids.append(cells.value(0).toString());
        return Result<void>();
    };
    const Result<void> done
        = forEachRow(server, queryFor(layout, table, columns, lookup), take, cancel);
    if (!done)
        return failure(done.error());
    return ids;
}
