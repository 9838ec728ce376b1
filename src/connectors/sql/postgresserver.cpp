#include "connectors/sql/postgresserver.h"

#include "connectors/hub/sqltext.h"

#include <QJsonDocument>

#include <algorithm>

/// Rows that are read at a time.
static constexpr int PageSize = 1000;
static constexpr qsizetype MostValues = 1000;

PostgresServer::PostgresServer(PostgresAddress address)
    : m_connection(std::move(address))
{ }

QString PostgresServer::label() const
{
    return m_connection.address().label();
}

RequestCounts PostgresServer::requestCounts() const
{
    RequestCounts counts;
    counts.requests = m_connection.statements();
    return counts;
}

qsizetype PostgresServer::mostValues() const
{
    return MostValues;
}

static QString quotedTexts(const QStringList &texts)
{
    QStringList quoted;
    for (const QString &text : texts)
        quoted.append(quotedText(text));
    return quoted.join(QStringLiteral(", "));
}

static tl::unexpected<Error> notUnderstood(const QString &label)
{
    return failure(ErrorKind::Malformed,
                   QStringLiteral("The answer of the hub %1 could not be understood.").arg(label));
}

Result<QJsonObject> PostgresServer::describe(const QStringList &tables, const CancelToken &)
{
    const auto ask = [&](const QString &sql) -> Result<QJsonObject> {
        const auto text = m_connection.value(sql, false);
        if (!text)
            return failure(text.error());
        const QJsonDocument document = QJsonDocument::fromJson(text->toUtf8());
        if (!document.isObject() && !text->isEmpty())
            return notUnderstood(label());
        return document.object();
    };
    auto facts = ask(QStringLiteral("SELECT ((%1) || jsonb_build_object('may_create', "
                                    "has_schema_privilege(current_schema(), 'CREATE')))::text")
                         .arg(describeQuery(QStringLiteral("ARRAY[%1]").arg(quotedTexts(tables)),
                                            QStringLiteral("NULL::jsonb"))));
    if (!facts)
        return facts;
    const QJsonObject known = facts->value(QLatin1String("tables")).toObject();
    for (auto table = known.begin(); table != known.end(); ++table) {
        const QJsonArray columns = table.value()[QLatin1String("columns")].toArray();
        for (const QJsonValue column : columns)
            m_types.insert({table.key(), column[QLatin1String("name")].toString()},
                           column[QLatin1String("type")].toString());
    }
    if (!known.contains(QLatin1String("sync_hub")))
        return facts;
    const auto hub = ask(QStringLiteral("SELECT to_jsonb(h)::text FROM sync_hub h LIMIT 1"));
    if (!hub)
        return failure(hub.error());
    facts->insert(QStringLiteral("hub"), *hub);
    return facts;
}

Result<void> PostgresServer::make(const QStringList &statements)
{
    // Two homes that come at once make the tables one after the other.
    return m_connection.runTogether(
        QStringList{QStringLiteral("SELECT pg_advisory_xact_lock(hashtext('unified-sync'))")}
        + statements);
}

/// Every cell as text: lists as JSON, yes and no as 1 and 0, anything else in PostgreSQL's form.
QString PostgresServer::expressions(const RowQuery &query) const
{
    QStringList list;
    for (const HubRecordReader::Column &column : query.columns) {
        const QString name = quotedName(column.name);
        const QString type = m_types.value({query.table, column.name});
        if (type.endsWith(QLatin1String("[]")))
            list.append(QStringLiteral("to_json(%1)::text").arg(name));
        else if (type == QLatin1String("boolean"))
            list.append(QStringLiteral("%1::int::text").arg(name));
        else
            list.append(name + QStringLiteral("::text"));
    }
    return list.join(QStringLiteral(", "));
}

/// The WHERE clause.
static QString conditions(const RowQuery &query)
{
    QStringList list;
    for (const RowCondition &condition : query.conditions) {
        const QString name = quotedName(condition.column);
        const QStringList &values = condition.values;
        switch (condition.test) {
        case RowCondition::Test::OneOf:
            list.append(QStringLiteral("%1 IN (").arg(name) + quotedTexts(values) + u')');
            break;
        case RowCondition::Test::AtLeast:
            list.append(name + QStringLiteral(" >= ") + quotedText(values.front()));
            break;
        case RowCondition::Test::LikeAny:
            list.append(name + QStringLiteral("::text ILIKE ANY (ARRAY[") + quotedTexts(values)
                        + QStringLiteral("])"));
            break;
        }
    }
    if (!query.after.isEmpty())
        list.append(quotedName(query.key) + QStringLiteral(" > ") + quotedText(query.after));
    return list.isEmpty() ? QString()
                          : QStringLiteral(" WHERE ") + list.join(QStringLiteral(" AND "));
}

static std::vector<QVariantList> allCells(QSqlQuery &query, size_t columns)
{
    std::vector<QVariantList> rows;
    while (query.next()) {
        QVariantList cells;
        cells.reserve(qsizetype(columns));
        for (size_t column = 0; column < columns; ++column)
            cells.append(query.value(int(column)));
        rows.push_back(std::move(cells));
    }
    return rows;
}

Result<RowPage> PostgresServer::rows(const RowQuery &query, const CancelToken &)
{
    RowPage page;
    const QString where = conditions(query);
    const QString table = quotedName(query.table);
    if (query.isCounted) {
        const auto counted
            = m_connection.value(QStringLiteral("SELECT count(*) FROM ") + table + where, false);
        if (!counted)
            return failure(counted.error());
        page.total = counted->toLongLong();
    }
    auto read
        = m_connection.run(QStringLiteral("SELECT ") + expressions(query) + QStringLiteral(" FROM ")
                               + table + where + QStringLiteral(" ORDER BY ") + table + u'.'
                               + quotedName(query.key) + QStringLiteral(" LIMIT %1").arg(PageSize),
                           false);
    if (!read)
        return failure(read.error());
    page.rows = allCells(*read, query.columns.size());
    return page;
}

/// "a", "b"
static QString nameList(const QStringList &names)
{
    QStringList quoted;
    for (const QString &name : names)
        quoted.append(quotedName(name));
    return quoted.join(QStringLiteral(", "));
}

/// "a" = excluded."a", "b" = excluded."b"
static QString settingsOf(const QStringList &names)
{
    QStringList settings;
    for (const QString &name : names)
        settings.append(QStringLiteral("%1 = excluded.%1").arg(quotedName(name)));
    return settings.join(QStringLiteral(", "));
}

/// FROM clause that turns a JSON array into rows of the table.
static QString recordSet(const QString &table, const QByteArray &rows)
{
    return QStringLiteral("json_populate_recordset(NULL::%1, ").arg(quotedName(table))
        + quotedText(QString::fromUtf8(rows)) + u')';
}

Result<std::vector<QVariantList>>
PostgresServer::insert(const RowQuery &query, const QStringList &names, const QByteArray &rows)
{
    const QString columns = nameList(names);
    auto written = m_connection.run(
        QStringLiteral("INSERT INTO %1 AS kept (").arg(quotedName(query.table)) + columns
            + QStringLiteral(") SELECT ") + columns + QStringLiteral(" FROM ")
            + recordSet(query.table, rows) + QStringLiteral(" ON CONFLICT (\"id\") DO UPDATE SET ")
            + settingsOf(names) + QStringLiteral(" WHERE kept.deleted_at IS NOT NULL RETURNING ")
            + expressions(query),
        true);
    if (!written)
        return failure(written.error());
    return allCells(*written, query.columns.size());
}

/// COPY asks no rules and writes over what an identity column makes, and a view's triggers may do
/// anything with its rows.
Result<bool> PostgresServer::isPlainTable(const QString &table)
{
    if (const auto known = m_plainTables.constFind(table); known != m_plainTables.constEnd())
        return *known;
    const auto answer = m_connection.value(
        QStringLiteral("SELECT relkind = 'r' AND NOT relhasrules AND NOT EXISTS (SELECT FROM "
                       "pg_attribute WHERE attrelid = c.oid AND (attidentity = 'a' OR "
                       "attgenerated <> '')) FROM pg_class c WHERE c.oid = to_regclass(%1)")
            .arg(quotedText(quotedName(table))),
        false);
    if (!answer)
        return failure(answer.error());
    const bool isPlain = QVariant(*answer).toBool();
    m_plainTables.insert(table, isPlain);
    return isPlain;
}

/// For each of the columns; nothing where one of them cannot be copied into.
std::optional<std::vector<CopyForm>>
PostgresServer::copyForms(const QString &table, const QStringList &names,
                          std::span<const std::span<const HubCell>> rows) const
{
    std::vector<CopyForm> forms(size_t(names.size()), CopyForm::Text);
    for (size_t column = 0; column < forms.size(); ++column) {
        const auto row = std::find_if(rows.begin(), rows.end(), [column](const auto &cells) {
            return !cells[column].value.isNull();
        });
        if (row == rows.end())
            continue;
        const auto form
            = copyForm((*row)[column].type, m_types.value({table, names[qsizetype(column)]}));
        if (!form)
            return std::nullopt;
        forms[column] = *form;
    }
    return forms;
}

/// A line of data with its end; nothing where a cell cannot be said.
static std::optional<QByteArray> copyLine(std::span<const HubCell> row,
                                          const std::vector<CopyForm> &forms)
{
    QByteArray line;
    for (size_t cell = 0; cell < row.size(); ++cell) {
        if (cell > 0)
            line += '\t';
        if (!appendCopyText(line, row[cell], forms[cell]))
            return std::nullopt;
    }
    return line + '\n';
}

Result<bool> PostgresServer::copy(const RowQuery &query, const QStringList &names,
                                  std::span<const std::span<const HubCell>> rows,
                                  const std::function<void(const QVariantList &)> &take)
{
    const auto isPlain = isPlainTable(query.table);
    if (!isPlain)
        return failure(isPlain.error());
    const qsizetype key = names.indexOf(query.key);
    const auto forms = copyForms(query.table, names, rows);
    if (!*isPlain || key < 0 || !forms)
        return false;
    QStringList keys;
    for (const std::span<const HubCell> row : rows)
        keys.append(row[size_t(key)].value.toString());
    // The query shows what became of the rows before anybody else can see them; a row that was
    // there already, where a trigger kept ours away, is none of them.
    const QString table = quotedName(query.table);
    const QString sql = QStringLiteral("COPY %1 (").arg(table) + nameList(names)
        + QStringLiteral(") FROM STDIN; SELECT ") + expressions(query)
        + QStringLiteral(" FROM %1 WHERE xmin = pg_current_xact_id()::xid AND ").arg(table)
        + quotedName(query.key) + QStringLiteral(" IN (") + quotedTexts(keys) + u')';
    size_t next = 0;
    const auto line = [&]() -> std::optional<QByteArray> {
        return next < rows.size() ? copyLine(rows[next++], *forms) : QByteArray();
    };
    const Result<void> done = m_connection.copy(sql, line, take);
    return done ? Result<bool>(true) : failure(done.error());
}

Result<QJsonArray> PostgresServer::apply(const QString &table, const QByteArray &changes)
{
    const auto text = m_connection.value(
        QStringLiteral("SELECT usync_apply(") + quotedText(table) + QStringLiteral(", ")
            + quotedText(QString::fromUtf8(changes)) + QStringLiteral(")::text"),
        true);
    if (!text)
        return failure(text.error());
    return QJsonDocument::fromJson(text->toUtf8()).array();
}

Result<void> PostgresServer::freeIds(const QString &table, const QString &column,
                                     const QStringList &ids)
{
    const auto done = m_connection.run(
        QStringLiteral("UPDATE %1 SET %2 = NULL WHERE deleted_at IS NOT NULL AND %2 IN (")
                .arg(quotedName(table), quotedName(column))
            + quotedTexts(ids) + u')',
        true);
    return done ? Result<void>() : failure(done.error());
}

Result<void> PostgresServer::dropDeleted(const QString &table, const QString &column,
                                         const QStringList &values)
{
    const auto done = m_connection.run(
        QStringLiteral("DELETE FROM %1 WHERE deleted_at IS NOT NULL AND %2::text IN (")
                .arg(quotedName(table), quotedName(column))
            + quotedTexts(values) + u')',
        true);
    return done ? Result<void>() : failure(done.error());
}

Result<QJsonObject> PostgresServer::lease(const QString &service, const QString &holder,
                                          std::chrono::seconds time)
{
    const auto text = m_connection.value(
        QStringLiteral("SELECT usync_lease(%1, %2)::text")
            .arg(quotedTexts({service, holder}), QString::number(time.count())),
        true);
    if (!text)
        return failure(text.error());
    return QJsonDocument::fromJson(text->toUtf8()).object();
}

Result<void> PostgresServer::append(const QString &table, const QStringList &key,
                                    const QStringList &names, const QByteArray &rows,
                                    ExistingRows existing)
{
    const QString columns = nameList(names);
    const QString otherwise = existing == ExistingRows::Keep
        ? QStringLiteral("NOTHING")
        : QStringLiteral("UPDATE SET ") + settingsOf(names);
    const auto done = m_connection.run(
        QStringLiteral("INSERT INTO ") + quotedName(table) + QStringLiteral(" (") + columns
            + QStringLiteral(") SELECT ") + columns + QStringLiteral(" FROM ")
            + recordSet(table, rows) + QStringLiteral(" ON CONFLICT (") + nameList(key)
            + QStringLiteral(") DO ") + otherwise,
        true);
    return done ? Result<void>() : failure(done.error());
}

Result<void> PostgresServer::pruneLogs(Instant before)
{
    // What other programs log there is theirs.
    const auto done = m_connection.run(
        QStringLiteral(
            "DELETE FROM sync_logs WHERE created_at < %1 AND details ->> 'run_id' IS NOT "
            "NULL")
            .arg(quotedText(formatInstant(before))),
        true);
    return done ? Result<void>() : failure(done.error());
}
