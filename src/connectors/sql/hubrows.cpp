#include "connectors/sql/hubrows.h"

#include "connectors/hub/sqltext.h"
#include "connectors/sql/sqliteschema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlError>

#include <algorithm>

/// Rows that are read and handed out at a time.
static constexpr int PageSize = 1000;
HubRows::HubRows(SqliteFile &file, const TableLayout &layout)
    : m_file(file)
    , m_layout(layout)
{ }

Result<std::vector<std::pair<QString, QString>>> HubRows::columns()
{
    const Result<QSqlQuery *> query = m_file.run(
        QStringLiteral("SELECT name, type FROM pragma_table_info(:table_name)"), {m_layout.table});
    if (!query)
        return failure(query.error());
    std::vector<std::pair<QString, QString>> columns;
    while ((*query)->next())
        columns.emplace_back((*query)->value(0).toString(), (*query)->value(1).toString());
    return columns;
}

void HubRows::setColumns(const QSet<QString> &names)
{
    m_present = names;
    m_reader = HubRecordReader(m_layout, names);
    QStringList list{QStringLiteral("rowid")};
    for (const HubRecordReader::Column &column : m_reader.columns())
        list.append(quotedName(column.name));
    m_columns = list.join(QStringLiteral(", "));
}

QString HubRows::select(const QString &rest) const
{
    return QStringLiteral("SELECT ") + m_columns + QStringLiteral(" FROM ")
        + quotedName(m_layout.table) + u' ' + rest;
}

Record HubRows::recordOf(const QSqlQuery &row) const
{
    return m_reader.recordOf([&row](size_t column) { return row.value(int(column) + 1); });
}

/// Stamps of other writers may have another form; ours sort as text.
static QString sortable(const QString &stamp)
{
    const std::optional<Instant> at = parseInstant(stamp);
    return at ? sortableInstant(*at) : QString();
}

Result<QString> HubRows::forEachWhere(const QString &condition, const QVariantList &values,
                                      const RecordSink &sink, const CancelToken &cancel)
{
    const QString sql = select(QStringLiteral("WHERE rowid > :after %1 ORDER BY rowid LIMIT %2")
                                   .arg(condition)
                                   .arg(PageSize));
    QString newest;
    qint64 after = std::numeric_limits<qint64>::min();
    for (bool more = true; more;) {
        if (cancel.isCancelled())
            return failure(ErrorKind::Cancelled, QStringLiteral("The sync was cancelled."));
        const Result<QSqlQuery *> query = m_file.run(sql, QVariantList{after} + values);
        if (!query)
            return failure(query.error());
        std::vector<Record> page;
        while ((*query)->next()) {
            after = (*query)->value(0).toLongLong();
            page.push_back(recordOf(**query));
        }
        more = page.size() == PageSize;
        for (Record &record : page) {
            newest = std::max(newest, sortable(record.version.stamp));
            if (Result<void> taken = sink(std::move(record)); !taken)
                return failure(taken.error());
        }
    }
    return newest;
}

Result<QString> HubRows::forEach(const RecordSink &sink, const CancelToken &cancel)
{
    return forEachWhere({}, {}, sink, cancel);
}

/// A lower bound for stamps of both forms, "2026-11-22T…" and "2026-11-22 …": the blank sorts
/// first.
static QString roughBound(Instant since)
{
    return sortableInstant(since).replace(u'T', u' ').left(19);
}

Result<QString> HubRows::forEachSince(Instant since, const RecordSink &sink,
                                      const CancelToken &cancel)
{
    // The first condition is one for the index, the second one is exact.
    return forEachWhere(QStringLiteral("AND updated_at >= :rough "
                                       "AND replace(updated_at, ' ', 'T') >= :since"),
                        {roughBound(since), sortableInstant(since)}, sink, cancel);
}

static QString jsonList(const QStringList &texts)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

Result<QMap<QString, Record>> HubRows::byIds(const QStringList &ids)
{
    const Result<QSqlQuery *> query
        = m_file.run(select(QStringLiteral("WHERE \"id\" IN (SELECT value FROM json_each(:ids))")),
                     {jsonList(ids)});
    if (!query)
        return failure(query.error());
    QMap<QString, Record> records;
    while ((*query)->next()) {
        Record record = recordOf(**query);
        records.insert(record.id, record);
    }
    return records;
}

Result<std::vector<Record>> HubRows::byStoredIds(const QString &side, const QStringList &ids)
{
    std::vector<Record> records;
    const StoredIdColumns *stored = m_layout.storedIdsOf(side);
    if (!stored || ids.isEmpty() || !hasColumn(stored->id))
        return records;
    const Result<QSqlQuery *> query = m_file.run(
        select(QStringLiteral("WHERE %1 IN (SELECT value FROM json_each(:ids))")
                   .arg(quotedName(stored->id))),
        {jsonList(ids + QStringList(ids).replaceInStrings(QStringLiteral("-"), QString()))});
    if (!query)
        return failure(query.error());
    while ((*query)->next())
        records.push_back(recordOf(**query));
    return records;
}

Result<QStringList> HubRows::idsByValues(const QList<int> &fields, const QSet<QString> &keys)
{
    QList<const FieldColumn *> columns;
    QStringList names{QStringLiteral("\"id\"")};
    for (const int field : fields) {
        columns.append(m_layout.columnOf(field));
        if (!columns.back() || !hasColumn(columns.back()->name))
            return QStringList();
        names.append(quotedName(columns.back()->name));
    }
    // Folding knows more letters than SQLite does, so the comparison happens here.
    const Result<QSqlQuery *> query
        = m_file.run(QStringLiteral("SELECT %1 FROM %2")
                         .arg(names.join(QStringLiteral(", ")), quotedName(m_layout.table)));
    if (!query)
        return failure(query.error());
    QStringList ids;
    while ((*query)->next()) {
        std::vector<Value> values;
        values.reserve(size_t(columns.size()));
        for (qsizetype index = 0; index < columns.size(); ++index)
            values.push_back(fromCell((*query)->value(int(index) + 1), columns[index]->type,
                                      columns[index]->fieldType));
        if (keys.contains(foldedKey(values)))
            ids.append((*query)->value(0).toString());
    }
    return ids;
}

Result<std::vector<Record>> HubRows::byValues(const QList<int> &fields,
                                              const std::vector<std::vector<Value>> &combinations)
{
    std::vector<Record> records;
    if (fields.isEmpty() || combinations.empty())
        return records;
    QSet<QString> keys;
    for (const std::vector<Value> &combination : combinations)
        keys.insert(foldedKey(combination));
    const Result<QStringList> ids = idsByValues(fields, keys);
    if (!ids)
        return failure(ids.error());
    Result<QMap<QString, Record>> found = byIds(*ids);
    if (!found)
        return failure(found.error());
    for (const Record &record : std::as_const(*found))
        records.push_back(record);
    return records;
}

static QMap<QString, QString> pairsOf(QSqlQuery &query)
{
    QMap<QString, QString> pairs;
    while (query.next())
        pairs.insert(query.value(0).toString(), query.value(1).toString());
    return pairs;
}

Result<QMap<QString, QString>> HubRows::tombstones(const QStringList &ids)
{
    const Result<QSqlQuery *> query
        = m_file.run(QStringLiteral("SELECT row_id, deleted_at FROM sync_tombstones "
                                    "WHERE table_name = :table_name "
                                    "AND row_id IN (SELECT value FROM json_each(:ids))"),
                     {m_layout.table, jsonList(ids)});
    if (!query)
        return failure(query.error());
    return pairsOf(**query);
}

Result<QMap<QString, QString>> HubRows::tombstonesSince(Instant since)
{
    const Result<QSqlQuery *> query
        = m_file.run(QStringLiteral("SELECT row_id, deleted_at FROM sync_tombstones "
                                    "WHERE table_name = :table_name AND deleted_at >= :since"),
                     {m_layout.table, sortableInstant(since)});
    if (!query)
        return failure(query.error());
    return pairsOf(**query);
}
