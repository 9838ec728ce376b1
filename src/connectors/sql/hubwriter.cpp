#include "connectors/sql/hubwriter.h"

#include "connectors/sql/sqliteschema.h"

#include <algorithm>

HubWriter::HubWriter(SqliteFile &file, const TableLayout &layout, HubRows &rows)
    : m_file(file)
    , m_layout(layout)
    , m_rows(rows)
{ }

QString HubWriter::Assignment::quotedName(const QString &name)
{
    return quoted(name);
}

std::vector<WriteResult> HubWriter::write(std::span<const WriteRequest> requests)
{
    std::vector<WriteResult> results(requests.size());
    writeRange(requests, results);
    return results;
}

void HubWriter::writeRange(std::span<const WriteRequest> requests, std::span<WriteResult> results)
{
    const Result<void> done = m_file.transaction([&] { return writeBatch(requests, results); });
    if (done)
        return;
    // The transaction was taken back whole. Where one row is to blame it is looked for by halves.
    std::fill(results.begin(), results.end(), WriteResult());
    if (done.error().kind == ErrorKind::Refused && requests.size() > 1) {
        const size_t half = requests.size() / 2;
        writeRange(requests.first(half), results.first(half));
        writeRange(requests.subspan(half), results.subspan(half));
        return;
    }
    for (WriteResult &result : results)
        result.error = done.error();
}

Result<void> HubWriter::writeBatch(std::span<const WriteRequest> requests,
                                   std::span<WriteResult> results)
{
    for (size_t index = 0; index < requests.size(); ++index) {
        Result<void> written = writeOne(requests[index], results[index]);
        if (written)
            continue;
        Error error = written.error();
        if (error.kind != ErrorKind::Refused)
            return written;
        error.detail = inWords(error.detail);
        // As a rule a refused statement undoes itself and nothing else.
        if (!m_file.isInTransaction())
            return failure(error);
        results[index] = {WriteResult::State::NotDelivered, {}, error, {}};
    }
    return readBack(results);
}

Result<void> HubWriter::writeOne(const WriteRequest &request, WriteResult &result)
{
    return request.kind == OperationKind::Create ? insert(request, result)
                                                 : update(request, result);
}

void HubWriter::assignFields(const WriteRequest &request, WriteResult &result,
                             Assignment &assignment)
{
    for (const FieldColumn &column : m_layout.fields) {
        const auto field
            = std::find_if(request.fields.begin(), request.fields.end(),
                           [&column](const auto &entry) { return entry.first == column.field; });
        if (field == request.fields.end() || !field->second.isKnown()
            || !m_rows.hasColumn(column.name))
            continue;
        const auto value = toSql(field->second, column.type, column.required);
        if (value)
            assignment.set(column.name, *value);
        else
            result.refused.push_back(
                {column.field,
                 QStringLiteral("The hub's column %1 cannot hold this value: %2.")
                     .arg(column.name, value.error())});
    }
}

/// A new row must have something in every column that may not be empty.
void HubWriter::assignRequired(const WriteRequest &request, Assignment &assignment) const
{
    for (const FieldColumn &column : m_layout.fields) {
        const bool isWritten = std::any_of(
            request.fields.begin(), request.fields.end(), [&column](const auto &entry) {
                return entry.first == column.field && entry.second.isKnown();
            });
        if (!column.required || isWritten || !m_rows.hasColumn(column.name))
            continue;
        if (const auto empty = toSql(Value::null(), column.type, true))
            assignment.set(column.name, *empty);
    }
}

static QVariant stampOf(const Member &member)
{
    if (const std::optional<Instant> stamp = parseInstant(member.version.stamp))
        return formatInstant(*stamp);
    return member.version.edited ? QVariant(formatInstant(member.version.edited->from))
                                 : QVariant();
}

void HubWriter::assignBookkeeping(const WriteRequest &request, Assignment &assignment) const
{
    const auto set = [&](const QString &column, const QVariant &value) {
        if (!column.isEmpty() && m_rows.hasColumn(column))
            assignment.set(column, value);
    };
    for (const StoredIdColumns &stored : m_layout.storedIds) {
        const auto member = request.members.find(stored.side);
        if (member == request.members.end() || member->recordId.isEmpty())
            continue;
        set(stored.id, member->recordId);
        set(stored.version, member->version.stamp);
        set(stored.updatedAt, stampOf(*member));
    }
    // The hub's own edits are called by the name that its first users know.
    const QString source = request.writtenFrom == QLatin1String("hub") ? QStringLiteral("supabase")
                                                                       : request.writtenFrom;
    if (!source.isEmpty())
        set(QStringLiteral("last_sync_source"), source);
}

/// A deleted row gives up the ids of records that get a row of their own.
void HubWriter::freeStoredIds(const WriteRequest &request)
{
    for (const StoredIdColumns &stored : m_layout.storedIds) {
        const auto member = request.members.find(stored.side);
        if (member == request.members.end() || member->recordId.isEmpty()
            || !m_rows.hasColumn(stored.id) || !m_rows.hasColumn(QStringLiteral("deleted_at")))
            continue;
        // Where it may not, the insert says so.
        (void)m_file.run(QStringLiteral("UPDATE %1 SET %2 = NULL "
                                        "WHERE %2 = ? AND deleted_at IS NOT NULL")
                             .arg(quoted(m_layout.table), quoted(stored.id)),
                         {member->recordId});
    }
}

/// The end of an insert that lets the same link's former row live again, where it was deleted.
QString HubWriter::reviving(const QStringList &names) const
{
    if (!m_rows.hasColumn(QStringLiteral("deleted_at")))
        return {};
    QStringList settings{QStringLiteral("deleted_at = NULL")};
    for (const QString &name : names)
        settings.append(QStringLiteral("%1 = excluded.%1").arg(name));
    return QStringLiteral(" ON CONFLICT (\"id\") DO UPDATE SET %1 WHERE %2.deleted_at IS NOT NULL")
        .arg(settings.join(QStringLiteral(", ")), quoted(m_layout.table));
}

Result<void> HubWriter::insert(const WriteRequest &request, WriteResult &result)
{
    freeStoredIds(request);
    Assignment assignment;
    const QString id = request.link.isNull() ? QUuid::createUuid().toString(QUuid::WithoutBraces)
                                             : request.link.toString(QUuid::WithoutBraces);
    assignment.set(QStringLiteral("id"), id);
    assignFields(request, result, assignment);
    assignRequired(request, assignment);
    assignBookkeeping(request, assignment);
    QStringList marks;
    marks.fill(QStringLiteral("?"), assignment.names.size());
    const QString sql
        = QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
              .arg(quoted(m_layout.table), assignment.names.join(QStringLiteral(", ")),
                   marks.join(QStringLiteral(", ")));
    const Result<QSqlQuery *> inserted
        = m_file.run(sql + reviving(assignment.names), assignment.values);
    if (!inserted)
        return failure(inserted.error());
    if ((*inserted)->numRowsAffected() == 0)
        return failure(ErrorKind::Refused,
                       QStringLiteral("The hub's table %1 has a row with this id already.")
                           .arg(m_layout.table));
    result.state = WriteResult::State::Delivered;
    result.record.id = id;
    return {};
}

Result<void> HubWriter::update(const WriteRequest &request, WriteResult &result)
{
    Assignment assignment;
    assignFields(request, result, assignment);
    assignBookkeeping(request, assignment);
    QStringList settings;
    for (const QString &name : std::as_const(assignment.names))
        settings.append(name + QStringLiteral(" = ?"));
    if (request.kind == OperationKind::Delete)
        settings.append(QStringLiteral("deleted_at = coalesce(deleted_at, %1)").arg(sqliteNow()));
    else if (request.kind == OperationKind::Restore)
        settings.append(QStringLiteral("deleted_at = NULL"));
    if (settings.isEmpty())
        settings.append(QStringLiteral("\"id\" = \"id\""));
    QString sql = QStringLiteral("UPDATE %1 SET %2 WHERE \"id\" = ?")
                      .arg(quoted(m_layout.table), settings.join(QStringLiteral(", ")));
    assignment.values.append(request.recordId);
    if (request.fresh) {
        sql += QStringLiteral(" AND coalesce(updated_at, '') = ?");
        assignment.values.append(request.fresh->version.stamp);
    }
    const Result<QSqlQuery *> updated = m_file.run(sql, assignment.values);
    if (!updated)
        return failure(updated.error());
    if ((*updated)->numRowsAffected() == 0)
        return explainMiss(request, result);
    result.state = WriteResult::State::Delivered;
    result.record.id = request.recordId;
    return {};
}

Result<void> HubWriter::explainMiss(const WriteRequest &request, WriteResult &result)
{
    const Result<QMap<QString, Record>> now = m_rows.byIds({request.recordId});
    if (!now)
        return failure(now.error());
    result.state = WriteResult::State::NotDelivered;
    result.refused.clear();
    result.error = now->isEmpty()
        ? Error{ErrorKind::NotFound,
                QStringLiteral("The row %1 is not in the hub's table %2 any more.")
                    .arg(request.recordId, m_layout.table),
                {},
                {},
                {}}
        : Error{ErrorKind::Moved,
                QStringLiteral("The row %1 of the hub's table %2 changed since it was read.")
                    .arg(request.recordId, m_layout.table),
                {},
                {},
                {}};
    return {};
}

Result<void> HubWriter::readBack(std::span<WriteResult> results)
{
    QStringList ids;
    for (const WriteResult &result : results) {
        if (result.state == WriteResult::State::Delivered)
            ids.append(result.record.id);
    }
    if (ids.isEmpty())
        return {};
    const Result<QMap<QString, Record>> records = m_rows.byIds(ids);
    if (!records)
        return failure(records.error());
    for (WriteResult &result : results) {
        if (result.state == WriteResult::State::Delivered)
            result.record = records->value(result.record.id);
    }
    return {};
}

/// SQLite names the columns of a broken constraint as "table.column".
QString HubWriter::inWords(const QString &constraint) const
{
    const QString column = constraint.section(u'.', -1).trimmed();
    const StoredIdColumns *notion = m_layout.storedIdsOf(u"notion");
    if (constraint.contains(QLatin1String("UNIQUE"))) {
        if (column == QLatin1String("id"))
            return QStringLiteral("The hub's table %1 has a row with this id already.")
                .arg(m_layout.table);
        if (notion && column == notion->id)
            return QStringLiteral("The hub's table %1 has a row for this Notion page already.")
                .arg(m_layout.table);
        return QStringLiteral("Another row of the hub's table %1 has the same %2 already, and it "
                              "must be unique.")
            .arg(m_layout.table, column);
    }
    if (constraint.contains(QLatin1String("NOT NULL")))
        return QStringLiteral("The column %2 of the hub's table %1 must not be empty.")
            .arg(m_layout.table, column);
    return QStringLiteral("The hub's table %1 refused the row: %2.")
        .arg(m_layout.table, constraint);
}
