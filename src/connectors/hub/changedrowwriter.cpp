#include "connectors/hub/changedrowwriter.h"

#include "connectors/hub/rowjson.h"
#include "connectors/hub/sqlstate.h"
#include "core/phrase.h"

ChangedRowWriter::ChangedRowWriter(const RowTarget &target)
    : m_target(target)
{ }

void ChangedRowWriter::write(std::span<RowEntry> entries, const CancelToken &cancel)
{
    if (entries.empty())
        return;
    // The changes travel as a text, in which each of these is escaped.
    qsizetype size = 0;
    for (const RowEntry &entry : entries)
        size += entry.json.size() + entry.json.count('"') + entry.json.count('\\');
    const bool isDivisible = entries.size() > 1;
    if (!isDivisible || size <= RowTarget::LargestRequest) {
        RowEntries blocked;
        const Result<void> done = apply(entries, cancel, &blocked);
        applyAgain(std::move(blocked), cancel);
        if (done)
            return;
        if (!isDivisible || !isHalved(done.error()))
            return m_target.fail(entries, done.error());
    }
    const size_t half = entries.size() / 2;
    write(entries.first(half), cancel);
    write(entries.subspan(half), cancel);
}

/// Rows that another one was in the way of, which may have made room by now, or is deleted: as long
/// as one of them finds a place the others may, too.
void ChangedRowWriter::applyAgain(RowEntries entries, const CancelToken &cancel)
{
    if (!entries.empty())
        (void)m_target.freeKeys(entries);
    for (bool isLast = false; !entries.empty();) {
        RowEntries blocked;
        if (const Result<void> done = apply(entries, cancel, isLast ? nullptr : &blocked); !done)
            return m_target.fail(entries, done.error());
        isLast = blocked.size() == entries.size();
        entries = std::move(blocked);
    }
}

/// `blocked` takes the rows whose unique key another one has; without it they are refused.
Result<void> ChangedRowWriter::apply(std::span<RowEntry> entries, const CancelToken &cancel,
                                     RowEntries *blocked)
{
    const auto outcomes = m_target.server.apply(m_target.layout.table, jsonArrayOf(entries));
    if (!outcomes)
        return failure(outcomes.error());
    if (size_t(outcomes->size()) != entries.size())
        return failure(ErrorKind::LostAnswer,
                       Phrase::tr("The hub's answer to %1 changes tells of %2.")
                           .arg(entries.size())
                           .arg(outcomes->size()));
    std::vector<RowEntry *> missed;
    for (size_t index = 0; index < entries.size(); ++index) {
        const QJsonObject outcome = outcomes->at(qsizetype(index)).toObject();
        if (blocked && outcome.value(QLatin1String("code")) == RowTarget::NotUnique)
            blocked->push_back(entries[index]);
        else if (!settle(entries[index], outcome))
            missed.push_back(&entries[index]);
    }
    explainMisses(missed, cancel);
    return {};
}

/// False where there was no row to change.
bool ChangedRowWriter::settle(RowEntry &entry, const QJsonObject &outcome) const
{
    const QString code = outcome.value(QLatin1String("code")).toString();
    if (!code.isEmpty()) {
        const QString detail = outcome.value(QLatin1String("detail")).toString();
        const QString message = outcome.value(QLatin1String("message")).toString();
        Error error = errorOfState(code, detail.isEmpty() ? message : message + u' ' + detail,
                                   m_target.server.label());
        // Whatever it was, the database took this one change back.
        if (error.kind == ErrorKind::LostAnswer)
            error.kind = ErrorKind::Unavailable;
        m_target.fail({&entry, 1}, error);
        return true;
    }
    const QJsonObject row = outcome.value(QLatin1String("row")).toObject();
    if (row.isEmpty())
        return false;
    QVariantList cells;
    for (const HubRecordReader::Column &column : m_target.reader->columns())
        cells.append(cellFromJson(row.value(column.name), column.type));
    entry.result->state = WriteResult::State::Delivered;
    entry.result->record = m_target.recordOf(cells);
    return true;
}

/// Rows that were not changed: gone, or changed by somebody else.
void ChangedRowWriter::explainMisses(const std::vector<RowEntry *> &missed,
                                     const CancelToken &cancel)
{
    if (missed.empty())
        return;
    RowQuery there = m_target.query();
    there.columns.resize(1);
    there.conditions = {{there.key, RowCondition::Test::OneOf, {}}};
    for (const RowEntry *entry : missed)
        there.conditions.front().values.append(entry->id);
    QSet<QString> found;
    const auto take = [&found](const QVariantList &cells) {
        found.insert(cells.value(0).toString());
        return Result<void>();
    };
    const Result<void> looked = forEachRow(m_target.server, there, take, cancel);
    for (RowEntry *entry : missed) {
        const bool isGone = looked && !found.contains(entry->id);
        m_target.fail({entry, 1},
                      {isGone ? ErrorKind::NotFound : ErrorKind::Moved,
                       (isGone ? Phrase::tr("The row %1 is not in the hub's table %2 any more.")
                               : Phrase::tr("The row %1 of the hub's table %2 changed since it was "
                                            "read."))
                           .arg(entry->id, m_target.layout.table),
                       {},
                       {},
                       {}});
    }
}
