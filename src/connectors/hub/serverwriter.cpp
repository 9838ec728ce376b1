#include "connectors/hub/serverwriter.h"

#include "connectors/hub/refusalwords.h"
#include "connectors/hub/rowaligner.h"
#include "connectors/hub/rowjson.h"
#include "connectors/hub/sqlstate.h"

#include <algorithm>
#include <numeric>

/// So many new rows are worth a way of their own.
static constexpr size_t FewestCopied = 50;
/// A request larger than this is sent in halves.
static constexpr qsizetype LargestRequest = 1'000'000;
/// SQLSTATE of a statement that took too long.
static const QLatin1String TooSlow("57014");
static const QLatin1String NotUnique("23505");

Record recordOfCells(const HubRecordReader &reader, const QVariantList &cells)
{
    Record record
        = reader.recordOf([&cells](size_t column) { return cells.value(qsizetype(column)); });
    if (record.version.edited)
        record.version.stamp = sortableInstant(record.version.edited->from);
    return record;
}

ServerWriter::ServerWriter(HubServer &server, const TableLayout &layout)
    : m_server(server)
    , m_layout(layout)
{ }

void ServerWriter::setColumns(const HubRecordReader &reader, QSet<QString> present,
                              QSet<QString> plain)
{
    m_reader = &reader;
    m_present = std::move(present);
    m_plain = std::move(plain);
}

RowQuery ServerWriter::query() const
{
    RowQuery query;
    query.table = m_layout.table;
    query.columns = m_reader->columns();
    return query;
}

ServerWriter::Entry ServerWriter::entryOf(const WriteRequest &request, WriteResult &result) const
{
    Entry entry{&request, &result, rowIdOf(request), {}, {}, {}};
    std::vector<HubCell> cells = cellsOf(request, m_layout, m_present, result.refused);
    const bool isCreated = request.kind == OperationKind::Create;
    const bool isKept = request.kind == OperationKind::Update
        || (request.kind == OperationKind::Delete && request.fresh && !request.fresh->alive);
    if (isCreated)
        cells.push_back({QStringLiteral("id"), ColumnType::Uuid, entry.id});
    // The database reads "now" as its own time.
    if (!isKept)
        cells.push_back(
            {QStringLiteral("deleted_at"), ColumnType::TimestampTz,
             request.kind == OperationKind::Delete ? QVariant(QStringLiteral("now")) : QVariant()});
    if (isCreated) {
        entry.cells = std::move(cells);
        return entry;
    }
    entry.json = "{\"id\":" + jsonString(entry.id) + ",\"set\":" + rowJson(cells);
    if (request.fresh) {
        const QString &stamp = request.fresh->version.stamp;
        entry.json += ",\"seen\":" + (stamp.isEmpty() ? QByteArray("null") : jsonString(stamp));
    }
    entry.json += '}';
    return entry;
}

std::vector<WriteResult> ServerWriter::write(std::span<const WriteRequest> requests,
                                             const CancelToken &cancel)
{
    std::vector<WriteResult> results(requests.size());
    Entries created;
    Entries changed;
    for (size_t index = 0; index < requests.size(); ++index) {
        Entries &entries = requests[index].kind == OperationKind::Create ? created : changed;
        entries.push_back(entryOf(requests[index], results[index]));
    }
    // Deletions first: a new row may take over what a deleted one kept.
    applyRange(changed, cancel);
    insertGroups(std::move(created));
    return results;
}

void ServerWriter::fail(std::span<Entry> entries, const Error &error) const
{
    for (const Entry &entry : entries) {
        entry.result->state = error.kind == ErrorKind::LostAnswer
            ? WriteResult::State::Unknown
            : WriteResult::State::NotDelivered;
        entry.result->error = refusalInWords(error, m_layout);
        entry.result->refused.clear();
    }
}

static QByteArray jsonArray(const std::vector<QByteArray> &elements)
{
    QByteArray json = "[";
    for (const QByteArray &element : elements) {
        if (json.size() > 1)
            json += ',';
        json += element;
    }
    return json + ']';
}

// --- New rows ------------------------------------------------------------------------------------

void ServerWriter::alignColumns(Entries &entries) const
{
    RowAligner aligner(m_plain);
    for (const Entry &entry : entries)
        aligner.add(entry.cells);
    aligner.arrange();
    for (Entry &entry : entries)
        entry.cells = aligner.aligned(entry.cells, entry.names);
}

/// One request has rows of identical keys, and no id twice.
void ServerWriter::insertGroups(Entries &&entries)
{
    alignColumns(entries);
    std::vector<Entries> groups;
    std::vector<int> rounds;
    QHash<QString, int> seen;
    seen.reserve(qsizetype(entries.size()));
    for (Entry &entry : entries) {
        const int round = seen[entry.id]++;
        size_t group = 0;
        while (group < groups.size()
               && (rounds[group] != round || groups[group].front().names != entry.names))
            ++group;
        if (group == groups.size()) {
            groups.emplace_back();
            rounds.push_back(round);
        }
        groups[group].push_back(std::move(entry));
    }
    for (Entries &group : groups)
        addRange(group);
}

static bool isHalved(const Error &error)
{
    return error.kind == ErrorKind::Refused
        || (error.kind == ErrorKind::Unavailable
            && (error.code == TooSlow || isBrokenState(error.code)));
}

/// How much text the cells of a row have, about.
static qsizetype sizeOf(const std::vector<HubCell> &cells)
{
    return std::accumulate(
        cells.begin(), cells.end(), qsizetype(0), [](qsizetype size, const HubCell &cell) {
            return size
                + (cell.value.userType() == QMetaType::QString ? cell.value.toString().size() : 1);
        });
}

void ServerWriter::addRange(std::span<Entry> entries)
{
    const qsizetype size = std::accumulate(
        entries.begin(), entries.end(), qsizetype(0),
        [](qsizetype sum, const Entry &entry) { return sum + sizeOf(entry.cells); });
    if (entries.size() > 1 && size > LargestRequest) {
        const size_t half = entries.size() / 2;
        addRange(entries.first(half));
        return addRange(entries.subspan(half));
    }
    if (entries.size() >= FewestCopied && copy(entries))
        return;
    for (Entry &entry : entries) {
        entry.json = rowJson(entry.cells);
        entry.cells.clear();
    }
    insertRange(entries);
}

/// False where nothing was written: whatever is the matter, also with one of the rows, is found out
/// where they are inserted.
bool ServerWriter::copy(std::span<Entry> entries)
{
    std::vector<std::span<const HubCell>> rows;
    rows.reserve(entries.size());
    for (const Entry &entry : entries)
        rows.emplace_back(entry.cells);
    QHash<QString, Record> written;
    written.reserve(qsizetype(entries.size()));
    const auto take = [&](const QVariantList &cells) {
        Record record = recordOfCells(*m_reader, cells);
        const QString id = record.id;
        written.emplace(id, std::move(record));
    };
    const Result<bool> copied = m_server.copy(query(), entries.front().names, rows, take);
    if (copied && *copied) {
        settleNew(entries, std::move(written));
        return true;
    }
    const bool isOpen = !copied && copied.error().kind == ErrorKind::LostAnswer;
    if (isOpen)
        fail(entries, copied.error());
    return isOpen;
}

void ServerWriter::insertRange(std::span<Entry> entries)
{
    qsizetype size = 0;
    for (const Entry &entry : entries)
        size += entry.json.size();
    const bool isDivisible = entries.size() > 1;
    if (!isDivisible || size <= LargestRequest) {
        Result<void> done = insert(entries);
        if (!done && done.error().code == NotUnique) {
            const bool hasFreed = freeStoredIds(entries);
            if (freeKeys(entries) || hasFreed)
                done = insert(entries);
        }
        if (done)
            return;
        if (!isDivisible || !isHalved(done.error()))
            return fail(entries, done.error());
    }
    const size_t half = entries.size() / 2;
    insertRange(entries.first(half));
    insertRange(entries.subspan(half));
}

Result<void> ServerWriter::insert(std::span<Entry> entries)
{
    std::vector<QByteArray> rows;
    rows.reserve(entries.size());
    for (const Entry &entry : entries)
        rows.push_back(entry.json);
    const auto rowsWritten = m_server.insert(query(), entries.front().names, jsonArray(rows));
    if (!rowsWritten)
        return failure(rowsWritten.error());
    QHash<QString, Record> written;
    for (const QVariantList &cells : *rowsWritten) {
        Record record = recordOfCells(*m_reader, cells);
        const QString id = record.id;
        written.emplace(id, std::move(record));
    }
    settleNew(entries, std::move(written));
    return {};
}

/// `written`: what the database shows of the new rows, by id.
void ServerWriter::settleNew(std::span<Entry> entries, QHash<QString, Record> &&written)
{
    std::vector<Entry *> missed;
    for (Entry &entry : entries) {
        const auto record = written.find(entry.id);
        if (record == written.end()) {
            missed.push_back(&entry);
            continue;
        }
        entry.result->state = WriteResult::State::Delivered;
        entry.result->record = std::move(*record);
    }
    explainSkipped(missed);
}

/// New rows that the database did not take. One that lives already bears the name of its link, so
/// it is what an earlier attempt made: it is open whether that was all, and the next run looks.
void ServerWriter::explainSkipped(const std::vector<Entry *> &skipped)
{
    if (skipped.empty())
        return;
    RowQuery there = query();
    there.columns
        = {{there.key, ColumnType::Text}, {QStringLiteral("deleted_at"), ColumnType::TimestampTz}};
    there.conditions = {{there.key, RowCondition::Test::OneOf, {}}};
    for (const Entry *entry : skipped)
        there.conditions.front().values.append(entry->id);
    QSet<QString> alive;
    const auto take = [&alive](const QVariantList &cells) {
        if (cells.value(1).isNull())
            alive.insert(cells.value(0).toString());
        return Result<void>();
    };
    const Result<void> looked = forEachRow(m_server, there, take, CancelToken());
    for (Entry *entry : skipped) {
        const bool isOpen = !looked || alive.contains(entry->id);
        fail({entry, 1},
             {isOpen ? ErrorKind::LostAnswer : ErrorKind::Unavailable,
              QStringLiteral("The hub's table %1 did not take the row now.").arg(m_layout.table),
              {},
              {},
              {}});
    }
}

/// A deleted row gives up the ids of records that get a row of their own. False where none did.
bool ServerWriter::freeStoredIds(std::span<Entry> entries)
{
    bool isFreed = false;
    for (const StoredIdColumns &stored : m_layout.storedIds) {
        QStringList ids;
        for (const Entry &entry : entries) {
            const QString id = entry.request->members.value(stored.side).recordId;
            if (!id.isEmpty())
                ids.append(id);
        }
        if (!ids.isEmpty() && m_present.contains(stored.id))
            isFreed |= m_server.freeIds(m_layout.table, stored.id, ids).has_value();
    }
    return isFreed;
}

/// A deleted row does not hold a unique key that a living one needs: it goes for good.
bool ServerWriter::freeKeys(std::span<Entry> entries)
{
    QMap<QString, QStringList> needed;
    for (const Entry &entry : entries) {
        for (const auto &[column, value] : keysOf(*entry.request, m_layout))
            needed[column].append(value);
    }
    bool isFreed = false;
    for (auto key = needed.begin(); key != needed.end(); ++key)
        isFreed |= m_server.dropDeleted(m_layout.table, key.key(), key.value()).has_value();
    return isFreed;
}

// --- Changes -------------------------------------------------------------------------------------

void ServerWriter::applyRange(std::span<Entry> entries, const CancelToken &cancel)
{
    if (entries.empty())
        return;
    // The changes travel as a text, in which each of these is escaped.
    qsizetype size = 0;
    for (const Entry &entry : entries)
        size += entry.json.size() + entry.json.count('"') + entry.json.count('\\');
    const bool isDivisible = entries.size() > 1;
    if (!isDivisible || size <= LargestRequest) {
        Entries blocked;
        const Result<void> done = apply(entries, cancel, &blocked);
        applyAgain(std::move(blocked), cancel);
        if (done)
            return;
        if (!isDivisible || !isHalved(done.error()))
            return fail(entries, done.error());
    }
    const size_t half = entries.size() / 2;
    applyRange(entries.first(half), cancel);
    applyRange(entries.subspan(half), cancel);
}

/// Rows that another one was in the way of, which may have made room by now, or is deleted: as long
/// as one of them finds a place the others may, too.
void ServerWriter::applyAgain(Entries entries, const CancelToken &cancel)
{
    if (!entries.empty())
        (void)freeKeys(entries);
    for (bool isLast = false; !entries.empty();) {
        Entries blocked;
        if (const Result<void> done = apply(entries, cancel, isLast ? nullptr : &blocked); !done)
            return fail(entries, done.error());
        isLast = blocked.size() == entries.size();
        entries = std::move(blocked);
    }
}

/// `blocked` takes the rows whose unique key another one has; without it they are refused.
Result<void> ServerWriter::apply(std::span<Entry> entries, const CancelToken &cancel,
                                 Entries *blocked)
{
    std::vector<QByteArray> changes;
    changes.reserve(entries.size());
    for (const Entry &entry : entries)
        changes.push_back(entry.json);
    const auto outcomes = m_server.apply(m_layout.table, jsonArray(changes));
    if (!outcomes)
        return failure(outcomes.error());
    if (size_t(outcomes->size()) != entries.size())
        return failure(ErrorKind::LostAnswer,
                       QStringLiteral("The hub's answer to %1 changes tells of %2.")
                           .arg(entries.size())
                           .arg(outcomes->size()));
    std::vector<Entry *> missed;
    for (size_t index = 0; index < entries.size(); ++index) {
        const QJsonObject outcome = outcomes->at(qsizetype(index)).toObject();
        if (blocked && outcome.value(QLatin1String("code")) == NotUnique)
            blocked->push_back(entries[index]);
        else if (!settle(entries[index], outcome))
            missed.push_back(&entries[index]);
    }
    explainMisses(missed, cancel);
    return {};
}

/// False where there was no row to change.
bool ServerWriter::settle(Entry &entry, const QJsonObject &outcome) const
{
    const QString code = outcome.value(QLatin1String("code")).toString();
    if (!code.isEmpty()) {
        const QString detail = outcome.value(QLatin1String("detail")).toString();
        const QString message = outcome.value(QLatin1String("message")).toString();
        Error error = errorOfState(code, detail.isEmpty() ? message : message + u' ' + detail,
                                   m_server.label());
        // Whatever it was, the database took this one change back.
        if (error.kind == ErrorKind::LostAnswer)
            error.kind = ErrorKind::Unavailable;
        fail({&entry, 1}, error);
        return true;
    }
    const QJsonObject row = outcome.value(QLatin1String("row")).toObject();
    if (row.isEmpty())
        return false;
    QVariantList cells;
    for (const HubRecordReader::Column &column : m_reader->columns())
        cells.append(cellFromJson(row.value(column.name), column.type));
    entry.result->state = WriteResult::State::Delivered;
    entry.result->record = recordOfCells(*m_reader, cells);
    return true;
}

/// Rows that were not changed: gone, or changed by somebody else.
void ServerWriter::explainMisses(const std::vector<Entry *> &missed, const CancelToken &cancel)
{
    if (missed.empty())
        return;
    RowQuery there = query();
    there.columns.resize(1);
    there.conditions = {{there.key, RowCondition::Test::OneOf, {}}};
    for (const Entry *entry : missed)
        there.conditions.front().values.append(entry->id);
    QSet<QString> found;
    const auto take = [&found](const QVariantList &cells) {
        found.insert(cells.value(0).toString());
        return Result<void>();
    };
    const Result<void> looked = forEachRow(m_server, there, take, cancel);
    for (Entry *entry : missed) {
        const bool isGone = looked && !found.contains(entry->id);
        fail({entry, 1},
             {isGone ? ErrorKind::NotFound : ErrorKind::Moved,
              (isGone ? QStringLiteral("The row %1 is not in the hub's table %2 any more.")
                      : QStringLiteral("The row %1 of the hub's table %2 changed since it was "
                                       "read."))
                  .arg(entry->id, m_layout.table),
              {},
              {},
              {}});
    }
}
