#include "connectors/hub/serverschema.h"

#include "connectors/hub/sqltext.h"

QStringList serverSharedTables()
{
    return {QStringLiteral("sync_hub"), QStringLiteral("sync_lease"),
            QStringLiteral("sync_tombstones"), QStringLiteral("sync_logs")};
}

QString grantSql(const QString &table, const QString &role)
{
    return QStringLiteral("GRANT SELECT, INSERT, UPDATE, DELETE ON %1 TO %2")
        .arg(quotedName(table), role);
}

/// Makes a table unless it is there: one that is keeps its columns and whoever may use it. On
/// Supabase a new one is for the service key alone, which row-level security does not bind.
static QStringList makeTableSql(const QString &table, const QString &columns, ServerFlavour flavour)
{
    const QString name = quotedName(table);
    if (flavour != ServerFlavour::Supabase)
        return {QStringLiteral("CREATE TABLE IF NOT EXISTS %1 (\n%2\n)").arg(name, columns)};
    return {QStringLiteral(R"(DO $usync$
BEGIN
IF to_regclass(%3) IS NULL THEN
CREATE TABLE %1 (
%2
);
ALTER TABLE %1 ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON %1 FROM anon;
END IF;
END
$usync$)")
                .arg(name, columns, quotedText(name)),
            grantSql(table, QStringLiteral("service_role"))};
}

static QStringList sharedTablesSql(ServerFlavour flavour)
{
    QStringList statements;
    statements += makeTableSql(QStringLiteral("sync_hub"),
                               QStringLiteral(R"(    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    generation BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now())"),
                               flavour);
    statements += makeTableSql(QStringLiteral("sync_lease"),
                               QStringLiteral(R"(    service TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL)"),
                               flavour);
    statements += makeTableSql(QStringLiteral("sync_tombstones"),
                               QStringLiteral(R"(    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    deleted_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (table_name, row_id))"),
                               flavour);
    statements += makeTableSql(QStringLiteral("sync_logs"),
                               QStringLiteral(R"(    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    event_type TEXT NOT NULL,
    status TEXT NOT NULL,
    message TEXT,
    details JSONB,
    created_at TIMESTAMPTZ DEFAULT now())"),
                               flavour);
    return statements
        + QStringList{
            // One row: a database is one hub, also where two homes come at once.
            QStringLiteral(
                "CREATE UNIQUE INDEX IF NOT EXISTS sync_hub_one_row ON sync_hub ((true))"),
            QStringLiteral("INSERT INTO sync_hub (generation) "
                           "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM sync_hub)"),
            QStringLiteral("CREATE INDEX IF NOT EXISTS sync_tombstones_changed "
                           "ON sync_tombstones (table_name, deleted_at)"),
            QStringLiteral(
                "CREATE INDEX IF NOT EXISTS sync_logs_created ON sync_logs (created_at)"),
        };
}

/// A change moves the stamp, and never back: two versions of a row do not share one, also where who
/// changes it brings a stamp along, from a slow clock or from a row read before. Setting what is
/// there already, or the stamp alone, is no change.
static QString touchFunctionSql()
{
    return QStringLiteral(R"(CREATE OR REPLACE FUNCTION usync_touch() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $usync$
BEGIN
    IF (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at AND NEW IS DISTINCT FROM OLD)
        OR (coalesce(NEW.updated_at < OLD.updated_at, NEW.updated_at IS NULL)
            AND to_jsonb(NEW) - 'updated_at' IS DISTINCT FROM to_jsonb(OLD) - 'updated_at') THEN
        NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
    END IF;
    RETURN NEW;
END
$usync$)");
}

/// Whoever may delete a row leaves a tombstone, though sync_tombstones is not theirs; a row that
/// comes back takes its tombstone away.
static QString tombstoneFunctionSql()
{
    return QStringLiteral(R"(CREATE OR REPLACE FUNCTION usync_tombstone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $usync$
BEGIN
    IF TG_OP = 'INSERT' THEN
        EXECUTE format('DELETE FROM %I.sync_tombstones AS stone USING added '
                       'WHERE stone.table_name = $1 AND stone.row_id = added.id::text',
                       TG_TABLE_SCHEMA)
        USING TG_TABLE_NAME;
        RETURN NULL;
    END IF;
    EXECUTE format('INSERT INTO %I.sync_tombstones (table_name, row_id, deleted_at) '
                   'VALUES ($1, $2, clock_timestamp()) ON CONFLICT (table_name, row_id) '
                   'DO UPDATE SET deleted_at = excluded.deleted_at', TG_TABLE_SCHEMA)
    USING TG_TABLE_NAME, OLD.id::text;
    RETURN NULL;
END
$usync$)");
}

/// Compare-and-set by the database's own clock; answers who holds the lease then.
static QString leaseFunctionSql()
{
    return QStringLiteral(
        R"(CREATE OR REPLACE FUNCTION usync_lease(p_service TEXT, p_holder TEXT, p_seconds INTEGER)
RETURNS JSONB LANGUAGE plpgsql SET search_path FROM CURRENT AS $usync$
DECLARE
    held RECORD;
BEGIN
    INSERT INTO sync_lease AS lease (service, holder, expires_at)
    VALUES (p_service, p_holder, clock_timestamp() + make_interval(secs => p_seconds))
    ON CONFLICT (service) DO UPDATE
        SET holder = excluded.holder, expires_at = excluded.expires_at
        WHERE lease.holder = excluded.holder OR lease.expires_at <= clock_timestamp();
    SELECT holder, expires_at INTO held FROM sync_lease WHERE service = p_service;
    RETURN jsonb_build_object('holder', held.holder, 'expires_at', held.expires_at);
END
$usync$)");
}

/// Changes rows, a JSON array as text (so that no server on the way reads it), one by one, each
/// only while its stamp is the one that was seen; a row that is refused fails alone. Answers, in
/// order: {"row": …} (null: not there, or another stamp) or {"code": …, "message": …, "detail": …}.
/// Long numbers are answered as text, digit by digit.
static QString applyFunctionSql()
{
    return QStringLiteral(
        R"(CREATE OR REPLACE FUNCTION usync_apply(p_table TEXT, p_changes TEXT)
RETURNS JSONB LANGUAGE plpgsql SET search_path FROM CURRENT AS $usync$
DECLARE
    change JSONB;
    settings TEXT;
    shown JSONB;
    detail TEXT;
    outcome JSONB;
    outcomes JSONB[] := '{}';
    exact TEXT[] := ARRAY(
        SELECT attname::text FROM pg_attribute
        WHERE attrelid = to_regclass(quote_ident(p_table)) AND attnum > 0
            AND atttypid = ANY (ARRAY['int8', 'numeric', 'float4', 'float8']::regtype[]));
BEGIN
    FOR change IN SELECT value FROM jsonb_array_elements(p_changes::jsonb) LOOP
        SELECT string_agg(format('%1$I = given.%1$I', key), ', ') INTO settings
        FROM jsonb_object_keys(change -> 'set') AS key;
        BEGIN
            shown := NULL;
            EXECUTE format('UPDATE %1$I AS t SET %2$s FROM jsonb_populate_record(NULL::%1$I, $1) AS given '
                           'WHERE t.id = given.id AND ($2 OR t.updated_at IS NOT DISTINCT FROM $3::timestamptz) '
                           'RETURNING to_jsonb(t)', p_table, coalesce(settings, 'id = t.id'))
            INTO shown
            USING (change -> 'set') || jsonb_build_object('id', change ->> 'id'),
                  (change -> 'seen') IS NULL, change ->> 'seen';
            SELECT jsonb_build_object('row', jsonb_object_agg(key,
                CASE WHEN key = ANY (exact) THEN to_jsonb(value #>> '{}') ELSE value END))
            INTO outcome FROM jsonb_each(shown);
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
            outcome := jsonb_build_object('code', SQLSTATE, 'message', SQLERRM, 'detail', detail);
        END;
        outcomes := outcomes || outcome;
    END LOOP;
    RETURN to_jsonb(outcomes);
END
$usync$)");
}

QString describeQuery(const QString &tables, const QString &hub)
{
    return QStringLiteral(R"(SELECT jsonb_build_object(
    'schema', current_schema(), 'role', current_user, 'time', clock_timestamp(),
    'hub', %2,
    'tables', coalesce(jsonb_object_agg(c.relname, jsonb_build_object(
        'columns', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                'plain', NOT a.attnotnull AND NOT a.atthasdef) ORDER BY a.attnum), '[]')
            FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
        'unique', (
            SELECT coalesce(jsonb_agg(to_jsonb(ARRAY(
                SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey)))), '[]')
            FROM pg_index i
            WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
                AND i.indpred IS NULL AND i.indexprs IS NULL),
        'stamps', EXISTS (
            SELECT 1 FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
                AND t.tgtype & 1 = 1 AND t.tgtype & 2 = 2 AND t.tgtype & 16 = 16
                AND t.tgattr::text = '' AND t.tgqual IS NULL
                AND (p.proname = 'usync_touch' OR p.prosrc ~* 'new\."?updated_at"?\s*:?='
                    OR (p.proname = 'moddatetime'
                        AND encode(t.tgargs, 'escape') LIKE 'updated\_at%'))),
        'tombstones', EXISTS (
            SELECT 1 FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = c.oid AND t.tgenabled IN ('O', 'A') AND t.tgtype & 8 = 8
                AND p.proname = 'usync_tombstone'),
        'hides_rows', row_security_active(c.oid),
        'select', has_table_privilege(c.oid, 'SELECT'),
        'insert', has_table_privilege(c.oid, 'INSERT'),
        'update', has_table_privilege(c.oid, 'UPDATE'))), '{}'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relname = ANY (%1) AND c.relkind IN ('r', 'p', 'v', 'f'))")
        .arg(tables, hub);
}

static QString describeFunctionSql()
{
    return QStringLiteral("CREATE OR REPLACE FUNCTION usync_describe(p_tables TEXT[])\n"
                          "RETURNS JSONB LANGUAGE sql STABLE SET search_path FROM CURRENT "
                          "AS $usync$\n%1\n$usync$")
        .arg(describeQuery(QStringLiteral("p_tables"),
                           QStringLiteral("(SELECT to_jsonb(h) FROM sync_hub h LIMIT 1)")));
}

static QStringList functionSignatures()
{
    return {QStringLiteral("usync_lease(TEXT, TEXT, INTEGER)"),
            QStringLiteral("usync_apply(TEXT, TEXT)"), QStringLiteral("usync_describe(TEXT[])")};
}

QStringList serverSharedSql(ServerFlavour flavour)
{
    QStringList statements = sharedTablesSql(flavour);
    statements << touchFunctionSql() << tombstoneFunctionSql() << leaseFunctionSql()
               << applyFunctionSql() << describeFunctionSql();
    if (flavour != ServerFlavour::Supabase)
        return statements;
    for (const QString &function : functionSignatures()) {
        // New functions are granted to these roles by default there.
        statements.append(QStringLiteral("REVOKE ALL ON FUNCTION %1 FROM PUBLIC, anon, "
                                         "authenticated")
                              .arg(function));
        statements.append(
            QStringLiteral("GRANT EXECUTE ON FUNCTION %1 TO service_role").arg(function));
    }
    return statements;
}

static QString columnSql(const QString &name, const QString &rest)
{
    return QStringLiteral("    ") + quotedName(name) + u' ' + rest;
}

static QStringList columnsSql(const TableLayout &layout)
{
    QStringList columns{columnSql(QStringLiteral("id"),
                                  QStringLiteral("UUID PRIMARY KEY DEFAULT gen_random_uuid()"))};
    for (const StoredIdColumns &stored : layout.storedIds) {
        columns.append(columnSql(stored.id, QStringLiteral("TEXT UNIQUE")));
        if (!stored.version.isEmpty())
            columns.append(columnSql(stored.version, QStringLiteral("TEXT")));
        if (!stored.updatedAt.isEmpty())
            columns.append(columnSql(stored.updatedAt, QStringLiteral("TIMESTAMPTZ")));
    }
    columns.append(columnSql(QStringLiteral("last_sync_source"), QStringLiteral("TEXT")));
    for (const FieldColumn &column : layout.fields)
        columns.append(
            columnSql(column.name,
                      columnTypeName(column.type)
                          + (column.required ? QStringLiteral(" NOT NULL") : QString())));
    for (const auto &[name, type] : layout.extra)
        columns.append(columnSql(name, columnTypeName(type)));
    const QString stamp = QStringLiteral("TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()");
    columns.append(columnSql(QStringLiteral("created_at"), stamp));
    columns.append(columnSql(QStringLiteral("updated_at"), stamp));
    columns.append(columnSql(QStringLiteral("deleted_at"), QStringLiteral("TIMESTAMPTZ")));
    for (const QStringList &key : layout.unique) {
        QStringList names;
        for (const QString &name : key)
            names.append(quotedName(name));
        columns.append(QStringLiteral("    UNIQUE (%1)").arg(names.join(QStringLiteral(", "))));
    }
    return columns;
}

QString touchTriggerSql(const QString &table)
{
    return QStringLiteral("CREATE OR REPLACE TRIGGER %1 BEFORE UPDATE ON %2 "
                          "FOR EACH ROW EXECUTE FUNCTION usync_touch()")
        .arg(quotedName(QStringLiteral("usync_touch_") + table), quotedName(table));
}

QStringList tombstoneTriggersSql(const QString &table)
{
    const QString name = QStringLiteral("usync_tombstone_") + table;
    return {QStringLiteral("CREATE OR REPLACE TRIGGER %1 AFTER DELETE ON %2 "
                           "FOR EACH ROW EXECUTE FUNCTION usync_tombstone()")
                .arg(quotedName(name), quotedName(table)),
            QStringLiteral("CREATE OR REPLACE TRIGGER %1 AFTER INSERT ON %2 "
                           "REFERENCING NEW TABLE AS added "
                           "FOR EACH STATEMENT EXECUTE FUNCTION usync_tombstone()")
                .arg(quotedName(name + QStringLiteral("_back")), quotedName(table))};
}

/// A table that was there before may lack the columns that this is about; what is missing then is
/// told where the service is checked.
static QString watchTableSql(const QString &table)
{
    const QStringList statements
        = QStringList{QStringLiteral("CREATE INDEX IF NOT EXISTS %1 ON %2 (updated_at)")
                          .arg(quotedName(table + QStringLiteral("_changed")), quotedName(table)),
                      touchTriggerSql(table)}
        + tombstoneTriggersSql(table);
    return QStringLiteral(R"(DO $usync$
BEGIN
IF (SELECT count(*) = 2 FROM pg_attribute
    WHERE attrelid = to_regclass(%1) AND NOT attisdropped AND (attname = 'id'
        OR (attname = 'updated_at' AND atttypid = 'timestamptz'::regtype))) THEN
%2;
END IF;
END
$usync$)")
        .arg(quotedText(quotedName(table)), statements.join(QStringLiteral(";\n")));
}

QStringList serverTableSql(const TableLayout &layout, ServerFlavour flavour)
{
    return makeTableSql(layout.table, columnsSql(layout).join(QStringLiteral(",\n")), flavour)
        + QStringList{watchTableSql(layout.table)};
}

Result<QString> serverSchemaSql(std::span<const ServiceDefinition> definitions,
                                ServerFlavour flavour)
{
    QStringList statements = serverSharedSql(flavour);
    for (const ServiceDefinition &definition : definitions) {
        const Result<TableLayout> layout = tableLayout(definition);
        if (!layout)
            return failure(layout.error());
        statements += serverTableSql(*layout, flavour);
    }
    return statements.join(QStringLiteral(";\n\n")) + QStringLiteral(";\n");
}
