#include "connectors/sql/sqlitetables.h"

#include "connectors/hub/sqltext.h"
#include "connectors/sql/sqliteschema.h"
#include "core/clock.h"

/// Rows that are read at a time.
static constexpr int PageSize = 1000;

SqliteTables::SqliteTables(const QString &path, std::chrono::milliseconds patience)
    : m_file(path, patience)
    , m_lease(m_file)
{ }

QString SqliteTables::label() const
{
    return m_file.path();
}

QString SqliteTables::typeName(ColumnType type) const
{
    return sqliteType(type);
}

Result<void> SqliteTables::takeLease(const QString &service, const QString &holder, Instant now)
{
    return m_lease.take(service, holder, now);
}

void SqliteTables::releaseLease(const QString &service, const QString &holder)
{
    m_lease.release(service, holder);
}

Result<QString> SqliteTables::open(const QStringList &, const CancelToken &)
{
    m_openedAt = SystemClock().now();
    if (!m_file.exists())
        return QString();
    if (const Result<void> opened = m_file.open(false); !opened)
        return failure(opened.error());
    const Result<Columns> hub = columns(QStringLiteral("sync_hub"));
    if (!hub)
        return failure(hub.error());
    if (hub->empty())
        return QString();
    const Result<QSqlQuery *> query
        = m_file.run(QStringLiteral("SELECT id, generation FROM sync_hub LIMIT 1"));
    if (!query)
        return failure(query.error());
    QString identity;
    if ((*query)->next())
        identity = (*query)->value(0).toString() + u'/' + (*query)->value(1).toString();
    (*query)->finish();
    return identity;
}

Result<HubTables::Columns> SqliteTables::columns(const QString &table)
{
    const Result<QSqlQuery *> query = m_file.run(
        QStringLiteral("SELECT name, type FROM pragma_table_info(:table_name)"), {table});
    if (!query)
        return failure(query.error());
    Columns columns;
    while ((*query)->next())
        columns.push_back(
            {(*query)->value(0).toString(), std::nullopt, (*query)->value(1).toString()});
    return columns;
}

static QStringList quotedNames(const HubTables::Columns &columns)
{
    QStringList names;
    for (const HubTableColumn &column : columns)
        names.append(quotedName(column.name));
    return names;
}

/// The WHERE clause for the rows of `table` that are wanted, and the values of its places.
static std::pair<QString, QVariantList> conditionsOf(const HubTable &table, const QString &after)
{
    QStringList conditions;
    QVariantList values;
    if (!table.tombstonesOf.isEmpty()) {
        conditions.append(QStringLiteral("table_name = ?"));
        values.append(table.tombstonesOf);
    }
    if (table.since) {
        // A stamp that another program wrote in a form of its own does not sort; it counts.
        conditions.append(QStringLiteral("(%1 >= ? OR %1 NOT LIKE '____-__-__T__:__:__.______Z')")
                              .arg(quotedName(table.stamp)));
        values.append(sortableInstant(*table.since));
    }
    if (!table.keys.isEmpty()) {
        const QStringList places(table.keys.size(), QStringLiteral("?"));
        conditions.append(quotedName(table.key) + QStringLiteral(" IN (")
                          + places.join(QStringLiteral(", ")) + u')');
        for (const QString &key : table.keys)
            values.append(key);
    }
    if (!after.isEmpty()) {
        conditions.append(quotedName(table.key) + QStringLiteral(" > ?"));
        values.append(after);
    }
    const QString where = conditions.isEmpty()
        ? QString()
        : QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    return {where, values};
}

Result<HubTables::Rows> SqliteTables::page(const HubTable &table, const Columns &columns,
                                           const QString &after, const CancelToken &)
{
    const auto [where, values] = conditionsOf(table, after);
    const Result<QSqlQuery *> query = m_file.run(
        QStringLiteral("SELECT ") + quotedNames(columns).join(QStringLiteral(", "))
            + QStringLiteral(" FROM ") + quotedName(table.name) + where
            + QStringLiteral(" ORDER BY %1 LIMIT %2").arg(quotedName(table.key)).arg(PageSize),
        values);
    if (!query)
        return failure(query.error());
    Rows rows;
    rows.reserve(PageSize);
    while ((*query)->next()) {
        QVariantList cells;
        cells.reserve(qsizetype(columns.size()));
        for (size_t column = 0; column < columns.size(); ++column)
            cells.append((*query)->value(int(column)));
        rows.push_back(std::move(cells));
    }
    (*query)->finish();
    return rows;
}

/// Bytes of a database that writes them as text become bytes again.
static QVariant boundCell(const HubTableColumn &column, const QVariant &cell)
{
    const bool isBytes = column.declared.compare(QLatin1String("BLOB"), Qt::CaseInsensitive) == 0
        && cell.userType() == QMetaType::QString
        && cell.toString().startsWith(QLatin1String("\\x"));
    return isBytes ? QVariant(QByteArray::fromHex(cell.toString().mid(2).toLatin1())) : cell;
}

/// The statement that adds one row. A row that is equal is not updated: that would stamp it.
static QString insertSql(const HubTable &table, const HubTables::Columns &columns,
                         ExistingRows existing)
{
    QStringList key;
    for (const QString &name : table.wholeKey())
        key.append(quotedName(name));
    const QStringList names = quotedNames(columns);
    QStringList settings;
    QStringList given;
    QStringList places;
    for (const QString &name : names) {
        settings.append(name + QStringLiteral(" = excluded.") + name);
        given.append(QStringLiteral("excluded.") + name);
        places.append(QStringLiteral("?"));
    }
    const QString comma = QStringLiteral(", ");
    const QString otherwise = existing == ExistingRows::Keep
        ? QStringLiteral("NOTHING")
        : QStringLiteral("UPDATE SET ") + settings.join(comma) + QStringLiteral(" WHERE (kept.")
            + names.join(QStringLiteral(", kept.")) + QStringLiteral(") IS NOT (")
            + given.join(comma) + u')';
    return QStringLiteral("INSERT INTO ") + quotedName(table.name) + QStringLiteral(" AS kept (")
        + names.join(comma) + QStringLiteral(") VALUES (") + places.join(comma)
        + QStringLiteral(") ON CONFLICT (") + key.join(comma) + QStringLiteral(") DO ") + otherwise;
}

Result<void> SqliteTables::insert(const HubTable &table, const Columns &columns, const Rows &rows,
                                  ExistingRows existing)
{
    const QString sql = insertSql(table, columns, existing);
    return m_file.transaction([&]() -> Result<void> {
        for (const QVariantList &row : rows) {
            QVariantList values;
            values.reserve(row.size());
            for (qsizetype place = 0; place < row.size(); ++place)
                values.append(boundCell(columns[size_t(place)], row[place]));
            const Result<QSqlQuery *> added = m_file.run(sql, values);
            if (!added && added.error().kind == ErrorKind::Refused)
                return failure(rowIsRefused(table, row.value(0).toString(), added.error()));
            if (!added)
                return failure(added.error());
        }
        return {};
    });
}
