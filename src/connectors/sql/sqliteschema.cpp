#include "connectors/sql/sqliteschema.h"

#include "connectors/hub/sqltext.h"

QString sqliteType(ColumnType type)
{
    switch (type) {
    case ColumnType::Integer:
    case ColumnType::Boolean:
        return QStringLiteral("INTEGER");
    case ColumnType::DoublePrecision:
        return QStringLiteral("REAL");
    default:
        // Numbers of any length stay exact as text.
        return QStringLiteral("TEXT");
    }
}

QString sqliteNow()
{
    return QStringLiteral("strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'");
}

static QString newId()
{
    return QStringLiteral("lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
                          "substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) "
                          "|| '-' || hex(randomblob(6)))");
}

QStringList sharedTablesSql()
{
    return {
        QStringLiteral("CREATE TABLE IF NOT EXISTS sync_hub (\n"
                       "    id TEXT PRIMARY KEY,\n"
                       "    generation INTEGER NOT NULL,\n"
                       "    created_at TEXT NOT NULL\n"
                       ") STRICT"),
        QStringLiteral("INSERT INTO sync_hub (id, generation, created_at)\n"
                       "SELECT %1, 1, %2\n"
                       "WHERE NOT EXISTS (SELECT 1 FROM sync_hub)")
            .arg(newId(), sqliteNow()),
        QStringLiteral("CREATE TABLE IF NOT EXISTS sync_lease (\n"
                       "    service TEXT PRIMARY KEY,\n"
                       "    holder TEXT NOT NULL,\n"
                       "    expires_at TEXT NOT NULL\n"
                       ") STRICT"),
        QStringLiteral("CREATE TABLE IF NOT EXISTS sync_tombstones (\n"
                       "    table_name TEXT NOT NULL,\n"
                       "    row_id TEXT NOT NULL,\n"
                       "    deleted_at TEXT NOT NULL,\n"
                       "    PRIMARY KEY (table_name, row_id)\n"
                       ") STRICT"),
        QStringLiteral("CREATE TABLE IF NOT EXISTS sync_logs (\n"
                       "    id TEXT PRIMARY KEY,\n"
                       "    event_type TEXT NOT NULL,\n"
                       "    status TEXT NOT NULL,\n"
                       "    message TEXT,\n"
                       "    details TEXT,\n"
                       "    created_at TEXT DEFAULT (%1)\n"
                       ") STRICT")
            .arg(sqliteNow()),
    };
}

static QString fieldColumnSql(const FieldColumn &column)
{
    QString sql = quotedName(column.name) + u' ' + sqliteType(column.type);
    if (column.required)
        sql += QStringLiteral(" NOT NULL");
    if (column.type == ColumnType::Boolean)
        sql += QStringLiteral(" CHECK (%1 IN (0, 1))").arg(quotedName(column.name));
    return sql;
}

static QStringList columnsSql(const TableLayout &layout)
{
    QStringList columns{
        QStringLiteral("\"id\" TEXT PRIMARY KEY NOT NULL DEFAULT (%1)").arg(newId())};
    for (const StoredIdColumns &stored : layout.storedIds) {
        columns.append(quotedName(stored.id) + QStringLiteral(" TEXT UNIQUE"));
        if (!stored.version.isEmpty())
            columns.append(quotedName(stored.version) + QStringLiteral(" TEXT"));
        if (!stored.updatedAt.isEmpty())
            columns.append(quotedName(stored.updatedAt) + QStringLiteral(" TEXT"));
    }
    columns.append(QStringLiteral("\"last_sync_source\" TEXT"));
    for (const FieldColumn &column : layout.fields)
        columns.append(fieldColumnSql(column));
    for (const auto &[name, type] : layout.extra)
        columns.append(quotedName(name) + u' ' + sqliteType(type));
    columns.append(QStringLiteral("\"created_at\" TEXT NOT NULL DEFAULT (%1)").arg(sqliteNow()));
    columns.append(QStringLiteral("\"updated_at\" TEXT NOT NULL DEFAULT (%1)").arg(sqliteNow()));
    columns.append(QStringLiteral("\"deleted_at\" TEXT"));
    for (const QStringList &key : layout.unique) {
        QStringList names;
        for (const QString &name : key)
            names.append(quotedName(name));
        columns.append(QStringLiteral("UNIQUE (%1)").arg(names.join(QStringLiteral(", "))));
    }
    return columns;
}

/// What a table that is made here has.
static QStringList columnNames(const TableLayout &layout)
{
    QStringList names{QStringLiteral("last_sync_source"), QStringLiteral("deleted_at")};
    for (const StoredIdColumns &stored : layout.storedIds)
        names << stored.id << stored.version << stored.updatedAt;
    for (const FieldColumn &column : layout.fields)
        names.append(column.name);
    for (const auto &column : layout.extra)
        names.append(column.first);
    names.removeAll(QString());
    return names;
}

/// True of an update that changes more than the stamp.
static QString changesMoreSql(const QStringList &columns)
{
    QStringList changes;
    for (const QString &name : columns) {
        const QString column = quotedName(name);
        if (name != QLatin1String("updated_at"))
            changes.append(QStringLiteral("NEW.%1 IS NOT OLD.%1").arg(column));
    }
    return changes.join(QStringLiteral("\n    OR "));
}

QStringList serviceTriggersSql(const TableLayout &layout, const QStringList &columns)
{
    const QString table = quotedName(layout.table);
    // SQLite's clock ticks in milliseconds: an edit within the same one counts up instead, so that
    // two versions of a row never share a stamp. Setting the stamp does not fire the trigger again.
    const QString next = QStringLiteral(
        "CASE\n"
        "        WHEN OLD.updated_at IS NULL OR OLD.updated_at < %1 THEN %1\n"
        "        WHEN substr(OLD.updated_at, 21, 6) GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'\n"
        "             AND substr(OLD.updated_at, 21, 6) < '999999'\n"
        "            THEN substr(OLD.updated_at, 1, 20)\n"
        "                 || printf('%06d', CAST(substr(OLD.updated_at, 21, 6) AS INTEGER) + 1) "
        "|| 'Z'\n"
        "        ELSE coalesce(strftime('%Y-%m-%dT%H:%M:%S', substr(OLD.updated_at, 1, 19),\n"
        "                               '+1 second') || '.000000Z', %1)\n"
        "    END");
    const QString stamp = QString(next).replace(QStringLiteral("%1"), u'(' + sqliteNow() + u')');
    return {
        QStringLiteral("CREATE TRIGGER IF NOT EXISTS ")
            + quotedName(layout.table + QStringLiteral("_updated_at"))
            + QStringLiteral("\nAFTER UPDATE ON ") + table
            + QStringLiteral("\nWHEN NEW.updated_at IS OLD.updated_at "
                             "OR (NEW.updated_at < OLD.updated_at AND (\n    ")
            + changesMoreSql(columns) + QStringLiteral("))\nBEGIN\n    UPDATE ") + table
            + QStringLiteral(" SET updated_at = ") + stamp
            + QStringLiteral("\n    WHERE \"id\" = NEW.\"id\";\nEND"),
        QStringLiteral("CREATE TRIGGER IF NOT EXISTS ")
            + quotedName(layout.table + QStringLiteral("_tombstone"))
            + QStringLiteral("\nAFTER DELETE ON ") + table
            + QStringLiteral("\nBEGIN\n    INSERT OR REPLACE INTO sync_tombstones "
                             "(table_name, row_id, deleted_at)\n    VALUES (")
            + quotedText(layout.table) + QStringLiteral(", OLD.\"id\", ") + sqliteNow()
            + QStringLiteral(");\nEND"),
        QStringLiteral("CREATE TRIGGER IF NOT EXISTS ")
            + quotedName(layout.table + QStringLiteral("_tombstone_back"))
            + QStringLiteral("\nAFTER INSERT ON ") + table
            + QStringLiteral("\nBEGIN\n    DELETE FROM sync_tombstones\n    WHERE table_name = ")
            + quotedText(layout.table) + QStringLiteral(" AND row_id = NEW.\"id\";\nEND"),
    };
}

QStringList serviceTableSql(const TableLayout &layout)
{
    const QString table = quotedName(layout.table);
    return QStringList{QStringLiteral("CREATE TABLE IF NOT EXISTS ") + table
                           + QStringLiteral(" (\n    ")
                           + columnsSql(layout).join(QStringLiteral(",\n    "))
                           + QStringLiteral("\n) STRICT"),
                       QStringLiteral("CREATE INDEX IF NOT EXISTS ")
                           + quotedName(layout.table + QStringLiteral("_changed"))
                           + QStringLiteral(" ON ") + table + QStringLiteral(" (updated_at)")}
    + serviceTriggersSql(layout, columnNames(layout));
}

Result<QString> hubSchemaSql(std::span<const ServiceDefinition> definitions)
{
    QStringList statements = sharedTablesSql();
    for (const ServiceDefinition &definition : definitions) {
        const Result<TableLayout> layout = tableLayout(definition);
        if (!layout)
            return failure(layout.error());
        statements += serviceTableSql(*layout);
    }
    return statements.join(QStringLiteral(";\n\n")) + QStringLiteral(";\n");
}
