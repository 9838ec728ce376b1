#include "connectors/hub/newrowwriter.h"

#include "connectors/hub/rowaligner.h"
#include "connectors/hub/rowjson.h"
#include "core/phrase.h"

#include <numeric>

/// So many new rows are worth a way of their own.
static constexpr size_t FewestCopied = 50;

NewRowWriter::NewRowWriter(const RowTarget &target)
    : m_target(target)
{ }

void NewRowWriter::alignColumns(RowEntries &entries) const
{
    RowAligner aligner(m_target.plain);
    for (const RowEntry &entry : entries)
        aligner.add(entry.cells);
    aligner.arrange();
    for (RowEntry &entry : entries)
        entry.cells = aligner.aligned(entry.cells, entry.names);
}

/// One request has rows of identical keys, and no id twice.
void NewRowWriter::write(RowEntries &&entries)
{
    alignColumns(entries);
    std::vector<RowEntries> groups;
    std::vector<int> rounds;
    QHash<QString, int> seen;
    seen.reserve(qsizetype(entries.size()));
    for (RowEntry &entry : entries) {
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
    for (RowEntries &group : groups)
        addRange(group);
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

void NewRowWriter::addRange(std::span<RowEntry> entries)
{
    const qsizetype size = std::accumulate(
        entries.begin(), entries.end(), qsizetype(0),
        [](qsizetype sum, const RowEntry &entry) { return sum + sizeOf(entry.cells); });
    if (entries.size() > 1 && size > RowTarget::LargestRequest) {
        const size_t half = entries.size() / 2;
        addRange(entries.first(half));
        return addRange(entries.subspan(half));
    }
    if (entries.size() >= FewestCopied && copy(entries))
        return;
    for (RowEntry &entry : entries) {
        entry.json = rowJson(entry.cells);
        entry.cells.clear();
    }
    insertRange(entries);
}

static void keep(Record &&record, QHash<QString, Record> &records)
{
    const QString id = record.id;
    records.emplace(id, std::move(record));
}

/// False where nothing was written: whatever is the matter, also with one of the rows, is found out
/// where they are inserted.
bool NewRowWriter::copy(std::span<RowEntry> entries)
{
    std::vector<std::span<const HubCell>> rows;
    rows.reserve(entries.size());
    for (const RowEntry &entry : entries)
        rows.emplace_back(entry.cells);
    QHash<QString, Record> written;
    written.reserve(qsizetype(entries.size()));
    const auto take = [&](const QVariantList &cells) { keep(m_target.recordOf(cells), written); };
    const Result<bool> copied
        = m_target.server.copy(m_target.query(), entries.front().names, rows, take);
    if (copied && *copied) {
        settle(entries, std::move(written));
        return true;
    }
    const bool isOpen = !copied && copied.error().kind == ErrorKind::LostAnswer;
    if (isOpen)
        m_target.fail(entries, copied.error());
    return isOpen;
}

void NewRowWriter::insertRange(std::span<RowEntry> entries)
{
    qsizetype size = 0;
    for (const RowEntry &entry : entries)
        size += entry.json.size();
    const bool isDivisible = entries.size() > 1;
    if (!isDivisible || size <= RowTarget::LargestRequest) {
        Result<void> done = insert(entries);
        if (!done && done.error().code == RowTarget::NotUnique) {
            const bool hasFreed = freeStoredIds(entries);
            if (m_target.freeKeys(entries) || hasFreed)
                done = insert(entries);
        }
        if (done)
            return;
        if (!isDivisible || !isHalved(done.error()))
            return m_target.fail(entries, done.error());
    }
    const size_t half = entries.size() / 2;
    insertRange(entries.first(half));
    insertRange(entries.subspan(half));
}

Result<void> NewRowWriter::insert(std::span<RowEntry> entries)
{
    const auto rowsWritten
        = m_target.server.insert(m_target.query(), entries.front().names, jsonArrayOf(entries));
    if (!rowsWritten)
        return failure(rowsWritten.error());
    QHash<QString, Record> written;
    for (const QVariantList &cells : *rowsWritten)
        keep(m_target.recordOf(cells), written);
    settle(entries, std::move(written));
    return {};
}

/// `written`: what the database shows of the new rows, by id.
void NewRowWriter::settle(std::span<RowEntry> entries, QHash<QString, Record> &&written)
{
    std::vector<RowEntry *> missed;
    for (RowEntry &entry : entries) {
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
void NewRowWriter::explainSkipped(const std::vector<RowEntry *> &skipped)
{
    if (skipped.empty())
        return;
    RowQuery there = m_target.query();
    there.columns
        = {{there.key, ColumnType::Text}, {QStringLiteral("deleted_at"), ColumnType::TimestampTz}};
    there.conditions = {{there.key, RowCondition::Test::OneOf, {}}};
    for (const RowEntry *entry : skipped)
        there.conditions.front().values.append(entry->id);
    QSet<QString> alive;
    const auto take = [&alive](const QVariantList &cells) {
        if (cells.value(1).isNull())
            alive.insert(cells.value(0).toString());
        return Result<void>();
    };
    const Result<void> looked = forEachRow(m_target.server, there, take, CancelToken());
    for (RowEntry *entry : skipped) {
        const bool isOpen = !looked || alive.contains(entry->id);
        m_target.fail(
            {entry, 1},
            {isOpen ? ErrorKind::LostAnswer : ErrorKind::Unavailable,
             Phrase::tr("The hub's table %1 did not take the row now.").arg(m_target.layout.table),
             {},
             {},
             {}});
    }
}

/// A deleted row gives up the ids of records that get a row of their own. False where none did.
bool NewRowWriter::freeStoredIds(std::span<RowEntry> entries)
{
    bool isFreed = false;
    for (const StoredIdColumns &stored : m_target.layout.storedIds) {
        QStringList ids;
        for (const RowEntry &entry : entries) {
            const QString id = entry.request->members.value(stored.side).recordId;
            if (!id.isEmpty())
                ids.append(id);
        }
        if (!ids.isEmpty() && m_target.present.contains(stored.id))
            isFreed |= m_target.server.freeIds(m_target.layout.table, stored.id, ids).has_value();
    }
    return isFreed;
}
