#include "connectors/hub/tablecopy.h"

#include "connectors/hub/sqltext.h"

#include <algorithm>

TableCopy::TableCopy(HubTables &from, HubTables &to, HubTable table)
    : m_from(from)
    , m_to(to)
    , m_table(std::move(table))
{ }

QString TableCopy::name() const
{
    return m_table.tombstonesOf.isEmpty()
        ? m_table.name
        : QStringLiteral("%1 of %2").arg(m_table.name, m_table.tombstonesOf);
}

// --- Before anything is written ------------------------------------------------------------------

static const HubTableColumn *columnNamed(const HubTables::Columns &columns, const QString &name)
{
    const auto found
        = std::find_if(columns.begin(), columns.end(),
                       [&name](const HubTableColumn &column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

/// What the product says of the column, else what a server says of it.
static std::optional<ColumnType> knownType(const HubTable &table, const HubTableColumn &from,
                                           const HubTableColumn *to)
{
    if (table.types.contains(from.name))
        return table.types.value(from.name);
    return from.type || !to ? from.type : to->type;
}

void TableCopy::matchColumns(const HubTables::Columns &from, const HubTables::Columns &to)
{
    HubTables::Columns ordered = from;
    std::stable_partition(ordered.begin(), ordered.end(), [this](const HubTableColumn &column) {
        return column.name == m_table.key;
    });
    m_fromColumns.clear();
    m_toColumns.clear();
    m_types.clear();
    m_missing = {ordered.front()};
    for (HubTableColumn &column : ordered) {
        const HubTableColumn *there = columnNamed(to, column.name);
        const std::optional<ColumnType> type = knownType(m_table, column, there);
        if (!there) {
            column.type = type;
            m_missing.push_back(column);
            continue;
        }
        m_fromColumns.push_back(column);
        m_toColumns.push_back(*there);
        // A row is known by its key letter by letter.
        m_types.push_back(column.name == m_table.key ? ColumnType::Text
                                                     : type.value_or(ColumnType::Text));
    }
}

Result<void> TableCopy::prepare(ExistingRows existing, const CancelToken &cancel)
{
    const auto from = m_from.columns(m_table.name);
    if (!from)
        return failure(from.error());
    const auto to = m_to.columns(m_table.name);
    if (!to)
        return failure(to.error());
    for (const auto &[hub, columns] : {std::pair(&m_from, &*from), std::pair(&m_to, &*to)}) {
        if (!columnNamed(*columns, m_table.key))
            return failure(ErrorKind::Usage,
                           QStringLiteral("The hub %1 has no table %2 with a column %3.")
                               .arg(hub->label(), m_table.name, m_table.key));
    }
    matchColumns(*from, *to);
    if (Result<void> checked = checkMissing(cancel); !checked)
        return checked;
    return existing == ExistingRows::Overwrite ? Result<void>() : checkEmpty(cancel);
}

Result<void> TableCopy::checkMissing(const CancelToken &cancel)
{
    if (m_missing.size() < 2)
        return {};
    const auto check = [this](const HubTables::Rows &rows) -> Result<void> {
        for (const QVariantList &row : rows) {
            for (size_t place = 1; place < m_missing.size(); ++place) {
                if (row.value(qsizetype(place)).isNull())
                    continue;
                const HubTableColumn &column = m_missing[place];
                const QString type = m_to.typeName(column.type.value_or(ColumnType::Text));
                return failure(ErrorKind::Usage,
                               QStringLiteral("The table %1 of the hub %2 has no column %3, which "
                                              "holds values in %4; add it with: %5;")
                                   .arg(m_table.name, m_to.label(), column.name, m_from.label(),
                                        addColumnSql(m_table.name, column.name, type)));
            }
        }
        return {};
    };
    return forEachPage(m_from, m_missing, check, cancel);
}

Result<void> TableCopy::checkEmpty(const CancelToken &cancel)
{
    const auto rows = m_to.page(m_table, {m_toColumns.front()}, {}, cancel);
    if (!rows)
        return failure(rows.error());
    if (rows->empty())
        return {};
    return failure(
        ErrorKind::Usage,
        QStringLiteral("The hub %1 has rows in %2 already; a hub is copied only to where "
                       "there are none: empty that table, or name another hub.")
            .arg(m_to.label(), name()));
}

// --- Rows ----------------------------------------------------------------------------------------

Result<void> TableCopy::forEachPage(HubTables &hub, const HubTables::Columns &columns,
                                    const PageTaker &take, const CancelToken &cancel) const
{
    QString after;
    while (true) {
        if (cancel.isCancelled())
            return failure(ErrorKind::Cancelled, QStringLiteral("The copy was interrupted."));
        const auto rows = hub.page(m_table, columns, after, cancel);
        if (!rows)
            return failure(rows.error());
        if (rows->empty())
            return {};
        if (Result<void> taken = take(*rows); !taken)
            return taken;
        const QString last = rows->back().value(0).toString();
        if (last.isEmpty() || last == after)
            return failure(ErrorKind::Malformed,
                           QStringLiteral("The hub %1 gave the same rows of %2 twice.")
                               .arg(hub.label(), name()));
        after = last;
    }
}

Result<void> TableCopy::copy(ExistingRows existing, const Between &between,
                             const CancelToken &cancel)
{
    qint64 done = 0;
    const auto carry = [&](const HubTables::Rows &rows) -> Result<void> {
        if (Result<void> goesOn = between(done); !goesOn)
            return goesOn;
        done += qint64(rows.size());
        return m_to.insert(m_table, m_toColumns, rows, existing);
    };
    return forEachPage(m_from, m_fromColumns, carry, cancel);
}

Result<RowsHash> TableCopy::hashOf(HubTables &hub, const HubTables::Columns &columns,
                                   const Between &between, const CancelToken &cancel) const
{
    QStringList names;
    for (const HubTableColumn &column : m_fromColumns)
        names.append(column.name);
    RowsHash hash;
    std::vector<QByteArray> cells(m_types.size());
    const auto add = [&](const HubTables::Rows &rows) -> Result<void> {
        if (Result<void> goesOn = between(hash.rows()); !goesOn)
            return goesOn;
        for (const QVariantList &row : rows) {
            for (size_t place = 0; place < cells.size(); ++place)
                cells[place] = canonicalCell(row.value(qsizetype(place)), m_types[place]);
            hash.add(names, cells);
        }
        return {};
    };
    if (const Result<void> done = forEachPage(hub, columns, add, cancel); !done)
        return failure(done.error());
    return hash;
}

Result<RowsHash> TableCopy::verify(const Between &between, const CancelToken &cancel)
{
    auto from = hashOf(m_from, m_fromColumns, between, cancel);
    if (!from)
        return from;
    auto to = hashOf(m_to, m_toColumns, between, cancel);
    if (!to || *to == *from)
        return to;
    const QString difference = to->rows() == from->rows()
        ? QStringLiteral("both have %1 rows, and their contents differ").arg(to->rows())
        : QStringLiteral("%1 rows and %2 rows").arg(from->rows()).arg(to->rows());
    return failure(ErrorKind::Refused,
                   QStringLiteral("The copy of %1 in %2 is not equal to what is in %3 (%4): "
                                  "somebody may have written there meanwhile; empty the table in "
                                  "%2 and copy again.")
                       .arg(name(), m_to.label(), m_from.label(), difference));
}
