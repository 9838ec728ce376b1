#include "connectors/sql/sqlitehub.h"

#include "connectors/hub/sqltext.h"
#include "connectors/sql/sqliteschema.h"
#include "core/phrase.h"

#include <QJsonDocument>

/// Clocks and transactions overlap: an incremental scan begins this much before its cursor.
static constexpr std::chrono::minutes Overlap{10};
static constexpr size_t BatchSize = 500;

SqliteHub::SqliteHub(const QString &path, const ServiceDefinition &definition,
                     std::chrono::milliseconds patience)
    : m_definition(definition)
    , m_checkedLayout(tableLayout(definition))
    , m_layout(m_checkedLayout.value_or(TableLayout()))
    , m_file(path, patience)
    , m_rows(m_file, m_layout)
    , m_writer(m_file, m_layout, m_rows)
    , m_lease(m_file)
{ }

SideTraits SqliteHub::traits() const
{
    SideTraits traits;
    traits.freshReadBeforeWrite = true;
    traits.carriesToken = true;
    traits.batchSize = BatchSize;
    return traits;
}

Result<bool> SqliteHub::hasTable(const QString &name)
{
    const Result<QSqlQuery *> query = m_file.run(
        QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = :name"),
        {name});
    if (!query)
        return failure(query.error());
    const bool found = (*query)->next() && (*query)->value(0).toInt() > 0;
    (*query)->finish();
    return found;
}

Result<SideStatus> SqliteHub::open(const SideMemory &memory, Access access, const CancelToken &)
{
    if (!m_checkedLayout)
        return failure(m_checkedLayout.error());
    SideStatus status;
    status.label = m_file.path();
    status.fieldAvailable.assign(m_layout.fieldCount, true);
    status.exists = false;
    // What a service was synced with before is looked for, never made anew in silence.
    const bool mayCreate = access == Access::ReadWrite && memory.identity.isEmpty();
    if (!m_file.exists() && !mayCreate)
        return status;
    if (const Result<void> opened = m_file.open(access == Access::ReadOnly); !opened)
        return failure(opened.error());
    Result<bool> found = hasTable(m_layout.table);
    if (!found)
        return failure(found.error());
    if (access == Access::ReadWrite && (*found || mayCreate)) {
        if (const Result<void> made = makeTables(*found); !made)
            return failure(made.error());
        found = true;
    }
    if (const Result<void> known = readIdentity(status); !known)
        return failure(known.error());
    m_exists = *found;
    status.exists = m_exists;
    if (!m_exists)
        return status;
    if (const Result<void> read = readColumns(status); !read)
        return failure(read.error());
    return status;
}

Result<void> SqliteHub::makeTables(bool tableExists)
{
    return m_file.transaction([&]() -> Result<void> {
        QStringList statements = sharedTablesSql();
        if (tableExists) {
            const auto columns = m_rows.columns();
            if (!columns)
                return failure(columns.error());
            m_columns = *columns;
            if (Result<void> checked = checkColumns(); !checked)
                return checked;
            QStringList names;
            for (const auto &column : m_columns)
                names.append(column.first);
            statements += serviceTriggersSql(m_layout, names);
        } else {
            statements += serviceTableSql(m_layout);
        }
        for (const QString &sql : std::as_const(statements)) {
            if (const Result<QSqlQuery *> made = m_file.run(sql); !made)
                return failure(made.error());
        }
        return {};
    });
}

Result<void> SqliteHub::readIdentity(SideStatus &status)
{
    const Result<bool> tombstones = hasTable(QStringLiteral("sync_tombstones"));
    const Result<bool> hub = hasTable(QStringLiteral("sync_hub"));
    if (!tombstones || !hub)
        return failure(!tombstones ? tombstones.error() : hub.error());
    m_hasTombstones = *tombstones;
    if (!*hub)
        return {};
    const Result<QSqlQuery *> query
        = m_file.run(QStringLiteral("SELECT id, generation FROM sync_hub LIMIT 1"));
    if (!query)
        return failure(query.error());
    if ((*query)->next())
        status.identity = (*query)->value(0).toString() + u'/' + (*query)->value(1).toString();
    (*query)->finish();
    return {};
}

static bool contains(const std::vector<std::pair<QString, QString>> &columns, const QString &name)
{
    return std::any_of(columns.begin(), columns.end(),
                       [&name](const auto &column) { return column.first == name; });
}

/// Without these a row has no identity, no version or no way to be deleted.
Result<void> SqliteHub::checkColumns()
{
    QStringList needed{QStringLiteral("id"), QStringLiteral("updated_at"),
                       QStringLiteral("deleted_at")};
    for (const StoredIdColumns &stored : m_layout.storedIds) {
        if (m_definition.sideIndex(stored.side) >= 0)
            needed.append(stored.id);
    }
    for (const QString &name : std::as_const(needed)) {
        if (!contains(m_columns, name))
            return failure(
                ErrorKind::Usage,
                Phrase::tr("The hub's table %1 has no column %2, which syncing needs; add it "
                           "with: %3;")
                    .arg(m_layout.table, name,
                         addColumnSql(m_layout.table, name, QStringLiteral("TEXT"))));
    }
    for (const QString &name : needed.mid(3)) {
        if (Result<void> checked = checkUnique(name); !checked)
            return checked;
    }
    return checkUnique(QStringLiteral("id"));
}

Result<void> SqliteHub::checkUnique(const QString &column)
{
    const Result<QSqlQuery *> query = m_file.run(
        QStringLiteral("SELECT count(*) FROM pragma_index_list(:table_name) AS indexes "
                       "WHERE \"unique\" = 1 AND partial = 0 "
                       "AND (SELECT group_concat(name) FROM pragma_index_info(indexes.name)) "
                       "= :column_name"),
        {m_layout.table, column});
    if (!query)
        return failure(query.error());
    const bool isUnique = (*query)->next() && (*query)->value(0).toInt() > 0;
    (*query)->finish();
    if (isUnique)
        return {};
    return failure(ErrorKind::Usage,
                   QStringLiteral("The column %2 of the hub's table %1 must be unique, or a record "
                                  "could be written twice; make it so with: CREATE UNIQUE INDEX %3 "
                                  "ON %4 (%5);")
                       .arg(m_layout.table, column,
                            quotedName(m_layout.table + u'_' + column + QStringLiteral("_key")),
                            quotedName(m_layout.table), quotedName(column)));
}

Result<void> SqliteHub::readColumns(SideStatus &status)
{
    const auto columns = m_rows.columns();
    if (!columns)
        return failure(columns.error());
    m_columns = *columns;
    if (Result<void> checked = checkColumns(); !checked)
        return checked;
    QSet<QString> names;
    for (const auto &column : m_columns)
        names.insert(column.first);
    m_rows.setColumns(names);
    for (const FieldColumn &column : m_layout.fields) {
        if (names.contains(column.name))
            continue;
        status.fieldAvailable[size_t(column.field)] = false;
        status.warnings.append(
            Phrase::tr("The hub's table %1 has no column %2; %3 is left out. To add it: %4;")
                .arg(m_layout.table, column.name, m_definition.fields[size_t(column.field)].label,
                     addColumnSql(m_layout.table, column.name, sqliteType(column.type))));
    }
    return {};
}

Result<SideSchema> SqliteHub::schema(const CancelToken &)
{
    return hubTableSchema(m_definition, m_layout, m_columns, m_exists, m_file.path());
}

Result<QString> SqliteHub::databaseTime()
{
    const Result<QSqlQuery *> query = m_file.run(QStringLiteral("SELECT ") + sqliteNow());
    if (!query)
        return failure(query.error());
    const QString time = (*query)->next() ? (*query)->value(0).toString() : QString();
    (*query)->finish();
    return time;
}

Result<void> SqliteHub::addTombstones(Instant since, ScanReport &report)
{
    if (!m_hasTombstones)
        return {};
    const Result<QMap<QString, QString>> deleted = m_rows.tombstonesSince(since);
    if (!deleted)
        return failure(deleted.error());
    for (auto it = deleted->begin(); it != deleted->end(); ++it) {
        report.trashHints.append(it.key());
        report.cursor = std::max(report.cursor, it.value());
    }
    return {};
}

Result<ScanReport> SqliteHub::scan(const ScanRequest &request, const RecordSink &sink,
                                   const CancelToken &cancel)
{
    ScanReport report;
    report.complete = request.mode == ScanRequest::Mode::Full;
    if (!m_exists)
        return report;
    const RecordSink counting = [&](Record &&record) {
        ++report.seen;
        return sink(std::move(record));
    };
    const Result<QString> before = databaseTime();
    if (!before)
        return failure(before.error());
    Instant since{};
    if (request.mode == ScanRequest::Mode::Hours)
        since = request.now - std::chrono::hours(request.hours);
    else if (request.mode == ScanRequest::Mode::Since)
        since = parseInstant(request.cursor).value_or(Instant() + Overlap) - Overlap;
    const Result<QString> newest = report.complete ? m_rows.forEach(counting, cancel)
                                                   : m_rows.forEachSince(since, counting, cancel);
    if (!newest)
        return failure(newest.error());
    report.cursor = *newest;
    if (const Result<void> added = addTombstones(since, report); !added)
        return failure(added.error());
    // A stamp of the future must not hide what changes until then.
    report.cursor = std::min(report.cursor, *before);
    // Hours move no cursor; an empty table begins where it was found empty.
    if (request.mode == ScanRequest::Mode::Hours)
        report.cursor.clear();
    else if (report.cursor.isEmpty())
        report.cursor = report.complete ? *before : request.cursor;
    return report;
}

Result<std::vector<Reading>> SqliteHub::read(const QStringList &ids, const CancelToken &)
{
    std::vector<Reading> readings(size_t(ids.size()));
    if (!m_exists)
        return readings;
    const Result<QMap<QString, Record>> records = m_rows.byIds(ids);
    if (!records)
        return failure(records.error());
    QMap<QString, QString> tombstones;
    if (m_hasTombstones && records->size() < ids.size()) {
        const Result<QMap<QString, QString>> found = m_rows.tombstones(ids);
        if (!found)
            return failure(found.error());
        tombstones = *found;
    }
    for (qsizetype index = 0; index < ids.size(); ++index) {
        Reading &reading = readings[size_t(index)];
        const auto record = records->find(ids[index]);
        if (record != records->end()) {
            reading = {Reading::State::Found, *record, {}};
        } else if (tombstones.contains(ids[index])) {
            reading.state = Reading::State::Found;
            reading.record.id = ids[index];
            reading.record.alive = false;
            reading.record.version.stamp = tombstones.value(ids[index]);
            reading.record.fields.resize(m_layout.fieldCount);
        } else {
            reading.reason = goneReason(m_layout, m_hasTombstones);
        }
    }
    return readings;
}

Result<std::vector<Record>> SqliteHub::find(const Lookup &lookup, const CancelToken &)
{
    if (!m_exists)
        return std::vector<Record>();
    Result<std::vector<Record>> found = m_rows.byStoredIds(lookup.side, lookup.storedIds);
    if (!found)
        return found;
    QList<int> fields;
    for (const QString &name : lookup.matchFields)
        fields.append(m_definition.fieldIndex(name));
    Result<std::vector<Record>> matching = m_rows.byValues(fields, lookup.matchValues);
    if (!matching)
        return matching;
    for (Record &record : *matching) {
        const bool isThere
            = std::any_of(found->begin(), found->end(),
                          [&record](const Record &other) { return other.id == record.id; });
        if (!isThere)
            found->push_back(std::move(record));
    }
    return found;
}

std::vector<WriteResult> SqliteHub::write(std::span<const WriteRequest> requests,
                                          const CancelToken &)
{
    return m_writer.write(requests);
}

RequestCounts SqliteHub::requestCounts() const
{
    return {};
}

Result<void> SqliteHub::takeLease(const QString &service, const QString &holder, Instant now)
{
    return m_lease.take(service, holder, now);
}

void SqliteHub::releaseLease(const QString &service, const QString &holder)
{
    m_lease.release(service, holder);
}

Result<void> SqliteHub::appendLog(std::span<const LogEntry> entries)
{
    return m_file.transaction([&]() -> Result<void> {
        for (const LogEntry &entry : entries) {
            const QByteArray details = QJsonDocument(entry.details).toJson(QJsonDocument::Compact);
            const Result<QSqlQuery *> added = m_file.run(
                QStringLiteral("INSERT OR IGNORE INTO sync_logs "
                               "(id, event_type, status, message, details, created_at) VALUES "
                               "(:id, :event_type, :status, :message, :details, :created_at)"),
                {entry.id, entry.eventType, entry.status, entry.message, QString::fromUtf8(details),
                 sortableInstant(entry.createdAt)});
            if (!added)
                return failure(added.error());
        }
        return {};
    });
}

Result<void> SqliteHub::pruneLog(Instant oldest)
{
    const Result<QSqlQuery *> done = m_file.run(
        QStringLiteral("DELETE FROM sync_logs WHERE created_at < :oldest "
                       "AND json_valid(details) AND json_extract(details, '$.run_id') IS NOT NULL"),
        {sortableInstant(oldest)});
    return done ? Result<void>() : failure(done.error());
}
