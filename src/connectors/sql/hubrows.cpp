#include "connectors/sql/hubrows.h"

#include "connectors/sql/sqliteschema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlError>
#include <QUuid>

#include <algorithm>

/// Rows that are read and handed out at a time.
static constexpr int PageSize = 1000;
/// Separates the values of a match key; occurs in no text that a person writes.
static constexpr QChar KeySeparator(0x1f);

// The first columns of every query, before the stored ids and the fields.
enum FixedColumn { RowNumber, Id, UpdatedAt, DeletedAt, CreatedAt, FixedColumnCount };

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
    // A column that is not there is read as NULL and, for a field, not at all.
    const auto expression = [this](const QString &name) {
        return hasColumn(name) ? quoted(name) : QStringLiteral("NULL");
    };
    QStringList list{QStringLiteral("rowid"), expression(QStringLiteral("id")),
                     expression(QStringLiteral("updated_at")),
                     expression(QStringLiteral("deleted_at")),
                     expression(QStringLiteral("created_at"))};
    for (const StoredIdColumns &stored : m_layout.storedIds)
        list.append(expression(stored.id));
    for (const FieldColumn &column : m_layout.fields)
        list.append(expression(column.name));
    m_columns = list.join(QStringLiteral(", "));
}

QString HubRows::select(const QString &rest) const
{
    return QStringLiteral("SELECT ") + m_columns + QStringLiteral(" FROM ") + quoted(m_layout.table)
        + u' ' + rest;
}

static std::optional<TimeInterval> intervalOf(const QString &stamp)
{
    const std::optional<Instant> at = parseInstant(stamp);
    if (!at)
        return std::nullopt;
    return TimeInterval{*at, *at + std::chrono::microseconds(1)};
}

/// A UUID in its usual form, as Notion gives its ids, though another program kept it without dashes
/// or in capitals; anything else as it is.
static QString usualForm(const QString &id)
{
    QString dashed = id.trimmed();
    constexpr qsizetype bareLength = 32;
    if (dashed.size() == bareLength) {
        for (const qsizetype place : {20, 16, 12, 8})
            dashed.insert(place, u'-');
    }
    const QUuid uuid = QUuid::fromString(dashed);
    return uuid.isNull() ? id : uuid.toString(QUuid::WithoutBraces);
}

Record HubRows::recordOf(const QSqlQuery &row) const
{
    Record record;
    record.id = row.value(Id).toString();
    record.version.stamp = row.value(UpdatedAt).toString();
    record.version.edited = intervalOf(record.version.stamp);
    record.alive = row.value(DeletedAt).toString().isEmpty();
    record.created = parseInstant(row.value(CreatedAt).toString());
    int column = FixedColumnCount;
    for (const StoredIdColumns &stored : m_layout.storedIds) {
        const QString id = row.value(column++).toString();
        if (!id.isEmpty())
            record.storedIds.insert(stored.side, usualForm(id));
    }
    record.fields.resize(m_layout.fieldCount);
    for (const FieldColumn &field : m_layout.fields) {
        if (hasColumn(field.name))
            record.fields[size_t(field.field)]
                = fromSql(row.value(column), field.type, field.fieldType);
        ++column;
    }
    return record;
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
            after = (*query)->value(RowNumber).toLongLong();
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
                   .arg(quoted(stored->id))),
        {jsonList(ids + QStringList(ids).replaceInStrings(QStringLiteral("-"), QString()))});
    if (!query)
        return failure(query.error());
    while ((*query)->next())
        records.push_back(recordOf(**query));
    return records;
}

const FieldColumn *HubRows::columnOf(int field) const
{
    const auto found
        = std::find_if(m_layout.fields.begin(), m_layout.fields.end(),
                       [field](const FieldColumn &column) { return column.field == field; });
    return found == m_layout.fields.end() || !hasColumn(found->name) ? nullptr : &*found;
}

static QString folded(const Value &value)
{
    return value.toPlainJson().isString()
        ? value.toPlainJson().toString().simplified().toCaseFolded()
        : value.toDisplayText(1000).simplified().toCaseFolded();
}

Result<QStringList> HubRows::idsByValues(const QList<int> &fields, const QSet<QString> &keys)
{
    QList<const FieldColumn *> columns;
    QStringList names{QStringLiteral("\"id\"")};
    for (const int field : fields) {
        columns.append(columnOf(field));
        if (!columns.back())
            return QStringList();
        names.append(quoted(columns.back()->name));
    }
    // Folding knows more letters than SQLite does, so the comparison happens here.
    const Result<QSqlQuery *> query
        = m_file.run(QStringLiteral("SELECT %1 FROM %2")
                         .arg(names.join(QStringLiteral(", ")), quoted(m_layout.table)));
    if (!query)
        return failure(query.error());
    QStringList ids;
    while ((*query)->next()) {
        QString key;
        for (qsizetype index = 0; index < columns.size(); ++index)
            key += folded(fromSql((*query)->value(int(index) + 1), columns[index]->type,
                                  columns[index]->fieldType))
                + KeySeparator;
        if (keys.contains(key))
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
    for (const std::vector<Value> &combination : combinations) {
        QString key;
        for (const Value &value : combination)
            key += folded(value) + KeySeparator;
        keys.insert(key);
    }
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
