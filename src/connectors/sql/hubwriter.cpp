#include "connectors/sql/hubwriter.h"

#include "connectors/hub/sqltext.h"
#include "connectors/sql/sqliteschema.h"
#include "core/phrase.h"

#include <algorithm>
#include <numeric>

HubWriter::HubWriter(SqliteFile &file, const TableLayout &layout, HubRows &rows)
    : m_file(file)
    , m_layout(layout)
    , m_rows(rows)
{ }

void HubWriter::Assignment::set(const QString &name, const QVariant &value)
{
    names.append(quotedName(name));
    values.append(value);
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
    std::vector<size_t> places(requests.size());
    std::iota(places.begin(), places.end(), size_t(0));
    std::vector<size_t> blocked;
    if (Result<void> written = writePlaces(requests, results, places, &blocked); !written)
        return written;
    // Rows that another one was in the way of, which may have made room by now, or is deleted: as
    // long as one of them finds a place the others may, too.
    for (const size_t place : blocked)
        freeKeys(requests[place]);
    for (bool isLast = false; !blocked.empty();) {
        std::vector<size_t> left;
        Result<void> written = writePlaces(requests, results, blocked, isLast ? nullptr : &left);
        if (!written)
            return written;
        isLast = left.size() == blocked.size();
        blocked = std::move(left);
    }
    return readBack(results);
}

/// `blocked` takes the rows whose unique key another one has; without it they are refused.
Result<void> HubWriter::writePlaces(std::span<const WriteRequest> requests,
                                    std::span<WriteResult> results,
                                    const std::vector<size_t> &places, std::vector<size_t> *blocked)
{
    for (const size_t index : places) {
        results[index] = {};
        Result<void> written = writeOne(requests[index], results[index]);
        if (written)
            continue;
        Error error = written.error();
        if (blocked && error.kind == ErrorKind::Refused && m_file.isInTransaction()
            && error.detail.contains(QLatin1String("UNIQUE"))) {
            blocked->push_back(index);
            continue;
        }
        if (error.kind != ErrorKind::Refused)
            return written;
        error.detail = inWords(error.detail);
        // As a rule a refused statement undoes itself and nothing else.
        if (!m_file.isInTransaction())
            return failure(error);
        results[index] = {WriteResult::State::NotDelivered, {}, error, {}};
    }
    return {};
}

/// A deleted row does not hold a unique key that a living one needs: it goes for good.
void HubWriter::freeKeys(const WriteRequest &request)
{
    if (!m_rows.hasColumn(QStringLiteral("deleted_at")))
        return;
    for (const auto &[column, value] : keysOf(request, m_layout))
        (void)m_file.run(QStringLiteral("DELETE FROM %1 WHERE deleted_at IS NOT NULL AND %2 = ?")
                             .arg(quotedName(m_layout.table), quotedName(column)),
                         {value});
}

Result<void> HubWriter::writeOne(const WriteRequest &request, WriteResult &result)
{
    return request.kind == OperationKind::Create ? insert(request, result)
                                                 : update(request, result);
}

HubWriter::Assignment HubWriter::assignmentOf(const WriteRequest &request,
                                              WriteResult &result) const
{
    Assignment assignment;
    for (const HubCell &cell : cellsOf(request, m_layout, m_rows.presentColumns(), result.refused))
        assignment.set(cell.column, cell.value);
    return assignment;
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
                             .arg(quotedName(m_layout.table), quotedName(stored.id)),
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
        .arg(settings.join(QStringLiteral(", ")), quotedName(m_layout.table));
}

Result<void> HubWriter::insert(const WriteRequest &request, WriteResult &result)
{
    freeStoredIds(request);
    Assignment assignment = assignmentOf(request, result);
    const QString id = rowIdOf(request);
    assignment.set(QStringLiteral("id"), id);
    QStringList marks;
    marks.fill(QStringLiteral("?"), assignment.names.size());
    const QString sql
        = QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
              .arg(quotedName(m_layout.table), assignment.names.join(QStringLiteral(", ")),
                   marks.join(QStringLiteral(", ")));
    const Result<QSqlQuery *> inserted
        = m_file.run(sql + reviving(assignment.names), assignment.values);
    if (!inserted)
        return failure(inserted.error());
    if ((*inserted)->numRowsAffected() == 0)
        return failure(
            ErrorKind::Refused,
            Phrase::tr("The hub's table %1 has a row with this id already.").arg(m_layout.table));
    result.state = WriteResult::State::Delivered;
    result.record.id = id;
    return {};
}

Result<void> HubWriter::update(const WriteRequest &request, WriteResult &result)
{
    Assignment assignment = assignmentOf(request, result);
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
                      .arg(quotedName(m_layout.table), settings.join(QStringLiteral(", ")));
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
                Phrase::tr("The row %1 is not in the hub's table %2 any more.")
                    .arg(request.recordId, m_layout.table),
                {},
                {},
                {}}
        : Error{ErrorKind::Moved,
                Phrase::tr("The row %1 of the hub's table %2 changed since it was read.")
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
            return Phrase::tr("The hub's table %1 has a row with this id already.")
                .arg(m_layout.table);
        if (notion && column == notion->id)
            return Phrase::tr("The hub's table %1 has a row for this Notion page already.")
                .arg(m_layout.table);
        return Phrase::tr("Another row of the hub's table %1 has the same %2 already, and it "
                          "must be unique.")
            .arg(m_layout.table, column);
    }
    if (constraint.contains(QLatin1String("NOT NULL")))
        return Phrase::tr("The column %2 of the hub's table %1 must not be empty.")
            .arg(m_layout.table, column);
    return Phrase::tr("The hub's table %1 refused the row: %2.").arg(m_layout.table, constraint);
}
