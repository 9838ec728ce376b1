#include "connectors/hub/serverhub.h"

#include "connectors/hub/rowjson.h"
#include "connectors/hub/rowmatching.h"
#include "core/phrase.h"

#include <QJsonDocument>

#include <algorithm>

/// Clocks and transactions overlap: an incremental scan begins this much before its cursor.
static constexpr std::chrono::minutes Overlap{10};
/// A question is taken to have been on its way for no longer than this; far less than the overlap.
static constexpr std::chrono::minutes LongestAnswer{1};

ServerHub::ServerHub(std::unique_ptr<HubServer> server, const ServiceDefinition &definition,
                     size_t batchSize)
    : m_definition(definition)
    , m_checkedLayout(tableLayout(definition))
    , m_layout(m_checkedLayout.value_or(TableLayout()))
    , m_server(std::move(server))
    , m_batchSize(batchSize)
    , m_writer(*m_server, m_layout)
{ }

SideTraits ServerHub::traits() const
{
    SideTraits traits;
    traits.freshReadBeforeWrite = true;
    traits.carriesToken = true;
    traits.batchSize = m_batchSize;
    return traits;
}

RequestCounts ServerHub::requestCounts() const
{
    return m_server->requestCounts();
}

// --- Opening -------------------------------------------------------------------------------------

static Instant localNow()
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Result<HubFacts> ServerHub::facts(const CancelToken &cancel)
{
    const Instant before = localNow();
    const auto answer
        = m_server->describe(QStringList{m_layout.table} + serverSharedTables(), cancel);
    if (!answer)
        return failure(answer.error());
    auto facts = readHubFacts(*answer);
    if (const std::optional<Instant> time = facts ? facts->time : std::nullopt) {
        const Instant after = localNow();
        m_serverTime = time;
        m_askedAt = std::max(before, after - LongestAnswer);
        m_clock = {*time - after, *time - before};
    }
    return facts;
}

/// Makes what is not there, and looks again.
Result<void> ServerHub::makeMissing(HubFacts &facts, const CancelToken &cancel)
{
    QStringList statements;
    const QStringList shared = serverSharedTables();
    const bool isShared = std::all_of(shared.begin(), shared.end(), [&facts](const QString &table) {
        return facts.tables.contains(table);
    });
    if (!isShared)
        statements += serverSharedSql(m_server->flavour());
    if (!facts.tables.contains(m_layout.table))
        statements += serverTableSql(m_layout, m_server->flavour());
    if (statements.isEmpty() && !facts.identity.isEmpty())
        return {};
    Result<void> made = statements.isEmpty() ? nameHub(*m_server) : m_server->make(statements);
    if (!made)
        return made;
    auto again = this->facts(cancel);
    if (!again)
        return failure(again.error());
    facts = std::move(*again);
    return {};
}

Result<QStringList> ServerHub::makeSchema(const CancelToken &cancel)
{
    if (!m_checkedLayout)
        return failure(m_checkedLayout.error());
    auto known = facts(cancel);
    if (!known)
        return failure(known.error());
    QStringList statements = serverSharedSql(m_server->flavour());
    const bool isThere = known->tables.contains(m_layout.table);
    if (isThere) {
        if (const auto checked = checkHubColumns(*known, m_layout, m_definition); !checked)
            return failure(checked.error());
    }
    if (!isThere) {
        statements += serverTableSql(m_layout, m_server->flavour());
    } else {
        // A table that is there keeps its columns and its rights; its rows' changes must be seen.
        const TableFacts &table = known->tables[m_layout.table];
        if (!table.stampsChanges)
            statements.append(touchTriggerSql(m_layout.table));
        if (!table.hasTombstones)
            statements += tombstoneTriggersSql(m_layout.table);
    }
    if (const Result<void> made = m_server->make(statements); !made)
        return failure(made.error());
    const auto now = facts(cancel);
    if (!now)
        return failure(now.error());
    if (const Result<void> checked = checkHubTable(*now, m_layout, m_definition); !checked)
        return failure(checked.error());
    std::vector<bool> available(m_layout.fieldCount, true);
    return missingColumns(now->tables.value(m_layout.table), m_layout, m_definition, available);
}

Result<SideStatus> ServerHub::open(const SideMemory &memory, Access access,
                                   const CancelToken &cancel)
{
    if (!m_checkedLayout)
        return failure(m_checkedLayout.error());
    auto known = facts(cancel);
    if (!known)
        return failure(known.error());
    // What a service was synced with before is looked for, never made anew in silence.
    if (access == Access::ReadWrite && memory.identity.isEmpty()) {
        if (const Result<void> made = makeMissing(*known, cancel); !made)
            return failure(made.error());
    }
    SideStatus status;
    status.label = m_server->label();
    status.identity = known->identity;
    status.clock = m_clock;
    status.fieldAvailable.assign(m_layout.fieldCount, true);
    m_exists = known->tables.contains(m_layout.table);
    status.exists = m_exists;
    if (!m_exists)
        return status;
    if (const Result<void> checked = checkHubTable(*known, m_layout, m_definition); !checked)
        return failure(checked.error());
    useTable(status, *known);
    return status;
}

void ServerHub::useTable(SideStatus &status, const HubFacts &facts)
{
    m_table = facts.tables.value(m_layout.table);
    m_present.clear();
    for (const auto &column : m_table.columns)
        m_present.insert(column.first);
    m_reader = HubRecordReader(m_layout, m_present);
    m_writer.setColumns(m_reader, m_present, m_table.plainColumns);
    status.warnings += missingColumns(m_table, m_layout, m_definition, status.fieldAvailable);
}

Result<SideSchema> ServerHub::schema(const CancelToken &)
{
    return hubTableSchema(m_definition, m_layout, m_table.columns, m_exists, m_server->label());
}

// --- Reading -------------------------------------------------------------------------------------

RowQuery ServerHub::query() const
{
    RowQuery query;
    query.table = m_layout.table;
    query.columns = m_reader.columns();
    return query;
}

Result<ScanReport> ServerHub::scan(const ScanRequest &request, const RecordSink &sink,
                                   const CancelToken &cancel)
{
    ScanReport report;
    report.complete = request.mode == ScanRequest::Mode::Full;
    if (!m_exists)
        return report;
    RowQuery rows = query();
    std::optional<RowCondition> deleted;
    if (report.complete) {
        rows.isCounted = true;
    } else {
        const Instant since = request.mode == ScanRequest::Mode::Hours
            ? request.now - std::chrono::hours(request.hours)
            : parseInstant(request.cursor).value_or(Instant() + Overlap) - Overlap;
        const QStringList bound{formatInstant(since)};
        rows.conditions = {{QStringLiteral("updated_at"), RowCondition::Test::AtLeast, bound}};
        deleted = RowCondition{QStringLiteral("deleted_at"), RowCondition::Test::AtLeast, bound};
    }
    qint64 total = -1;
    const Result<void> done = forEachRow(
        *m_server, rows,
        [&](const QVariantList &cells) {
            Record record = recordOfCells(m_reader, cells);
            ++report.seen;
            if (record.version.edited)
                report.cursor = std::max(report.cursor, record.version.stamp);
            return sink(std::move(record));
        },
        cancel, &total);
    if (!done)
        return failure(done.error());
    if (report.complete && total > report.seen) {
        report.complete = false;
        report.incompleteReason = Phrase::tr("the hub counts %1 rows in %2 and gave only %3")
                                      .arg(total)
                                      .arg(m_layout.table)
                                      .arg(report.seen);
    }
    if (deleted) {
        if (const Result<void> added = addTombstones(*deleted, report, cancel); !added)
            return failure(added.error());
    }
    // A stamp of the future must not hide what changes until then.
    if (m_serverTime)
        report.cursor
            = std::min(report.cursor, sortableInstant(*m_serverTime + (localNow() - m_askedAt)));
    // Hours move no cursor; an empty table begins where it was found empty.
    if (request.mode == ScanRequest::Mode::Hours)
        report.cursor.clear();
    else if (report.cursor.isEmpty())
        report.cursor = deleted || !m_serverTime ? request.cursor : sortableInstant(*m_serverTime);
    return report;
}

Result<void> ServerHub::addTombstones(const RowCondition &condition, ScanReport &report,
                                      const CancelToken &cancel)
{
    if (!m_table.hasTombstones)
        return {};
    const auto stones = tombstones(condition, cancel);
    if (!stones)
        return failure(stones.error());
    for (auto it = stones->begin(); it != stones->end(); ++it) {
        report.trashHints.append(it.key());
        report.cursor = std::max(report.cursor, it.value());
    }
    return {};
}

Result<QMap<QString, QString>> ServerHub::tombstones(const RowCondition &condition,
                                                     const CancelToken &cancel)
{
    RowQuery stones;
    stones.table = QStringLiteral("sync_tombstones");
    stones.key = QStringLiteral("row_id");
    stones.columns
        = {{stones.key, ColumnType::Text}, {QStringLiteral("deleted_at"), ColumnType::TimestampTz}};
    stones.conditions
        = {{QStringLiteral("table_name"), RowCondition::Test::OneOf, {m_layout.table}}, condition};
    QMap<QString, QString> found;
    const auto take = [&found](const QVariantList &cells) {
        const auto at = parseInstant(cells.value(1).toString());
        found.insert(cells.value(0).toString(),
                     at ? sortableInstant(*at) : cells.value(1).toString());
        return Result<void>();
    };
    const Result<void> done = forEachRow(*m_server, stones, take, cancel);
    if (!done)
        return failure(done.error());
    return found;
}

Result<std::vector<Record>> ServerHub::recordsWith(const RowCondition &condition,
                                                   const CancelToken &cancel)
{
    std::vector<Record> records;
    RowQuery rows = query();
    rows.conditions = {{condition.column, condition.test,
                        m_table.possibleValues(condition.column, condition.values)}};
    if (rows.conditions.front().values.isEmpty())
        return records;
    const auto take = [&](const QVariantList &cells) {
        records.push_back(recordOfCells(m_reader, cells));
        return Result<void>();
    };
    const Result<void> done = forEachRow(*m_server, rows, take, cancel);
    if (!done)
        return failure(done.error());
    return records;
}

Result<std::vector<Reading>> ServerHub::read(const QStringList &ids, const CancelToken &cancel)
{
    std::vector<Reading> readings(size_t(ids.size()));
    if (!m_exists)
        return readings;
    auto records = recordsWith({QStringLiteral("id"), RowCondition::Test::OneOf, ids}, cancel);
    if (!records)
        return failure(records.error());
    QHash<QString, Record *> byId;
    for (Record &record : *records)
        byId.insert(record.id, &record);
    QMap<QString, QString> deleted;
    if (m_table.hasTombstones && byId.size() < ids.size()) {
        auto stones
            = tombstones({QStringLiteral("row_id"), RowCondition::Test::OneOf, ids}, cancel);
        if (!stones)
            return failure(stones.error());
        deleted = std::move(*stones);
    }
    for (qsizetype index = 0; index < ids.size(); ++index) {
        Reading &reading = readings[size_t(index)];
        const QString &id = ids[index];
        if (const Record *record = byId.value(id)) {
            reading = {Reading::State::Found, *record, {}};
        } else if (deleted.contains(id)) {
            reading.state = Reading::State::Found;
            reading.record.id = id;
            reading.record.alive = false;
            reading.record.version.stamp = deleted.value(id);
            reading.record.fields.resize(m_layout.fieldCount);
        } else {
            reading.reason = goneReason(m_layout, m_table.hasTombstones);
        }
    }
    return readings;
}

Result<std::vector<Record>> ServerHub::find(const Lookup &lookup, const CancelToken &cancel)
{
    std::vector<Record> found;
    if (!m_exists)
        return found;
    const StoredIdColumns *stored = m_layout.storedIdsOf(lookup.side);
    if (stored && m_present.contains(stored->id)) {
        // Another program may have kept ids without dashes.
        const QStringList bare
            = QStringList(lookup.storedIds).replaceInStrings(QStringLiteral("-"), QString());
        auto records
            = recordsWith({stored->id, RowCondition::Test::OneOf, lookup.storedIds + bare}, cancel);
        if (!records)
            return records;
        found = std::move(*records);
    }
    const auto ids = idsMatching(*m_server, m_definition, m_layout, m_table, lookup, cancel);
    if (!ids)
        return failure(ids.error());
    auto others = recordsWith({QStringLiteral("id"), RowCondition::Test::OneOf, *ids}, cancel);
    if (!others)
        return others;
    for (Record &record : *others) {
        const bool isThere
            = std::any_of(found.begin(), found.end(),
                          [&record](const Record &other) { return other.id == record.id; });
        if (!isThere)
            found.push_back(std::move(record));
    }
    return found;
}

// --- Writing -------------------------------------------------------------------------------------

std::vector<WriteResult> ServerHub::write(std::span<const WriteRequest> requests,
                                          const CancelToken &cancel)
{
    return m_writer.write(requests, cancel);
}

Result<void> ServerHub::takeLease(const QString &service, const QString &holder, Instant)
{
    return takeServerLease(*m_server, service, holder);
}

void ServerHub::releaseLease(const QString &service, const QString &holder)
{
    // A lease that cannot be given back ends by itself.
    (void)m_server->lease(service, holder, std::chrono::seconds(0));
}

Result<void> ServerHub::appendLog(std::span<const LogEntry> entries)
{
    QJsonArray rows;
    for (const LogEntry &entry : entries)
        rows.append(QJsonObject{{QStringLiteral("id"), entry.id},
                                {QStringLiteral("event_type"), entry.eventType},
                                {QStringLiteral("status"), entry.status},
                                {QStringLiteral("message"), entry.message},
                                {QStringLiteral("details"), entry.details},
                                {QStringLiteral("created_at"), formatInstant(entry.createdAt)}});
    if (rows.isEmpty())
        return {};
    return m_server->append(QStringLiteral("sync_logs"), {QStringLiteral("id")},
                            rows.first().toObject().keys(),
                            QJsonDocument(rows).toJson(QJsonDocument::Compact), ExistingRows::Keep);
}

Result<void> ServerHub::pruneLog(Instant oldest)
{
    return m_server->pruneLogs(oldest);
}
