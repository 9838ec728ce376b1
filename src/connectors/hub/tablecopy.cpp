#include "connectors/hub/tablecopy.h"

#include "connectors/hub/sqltext.h"
#include "core/phrase.h"

#include <QSet>

#include <algorithm>

/// Rows that are looked up in one request.
static constexpr size_t LookedUpAtOnce = 100;
/// Rows that a sentence names.
static constexpr qsizetype MostNamed = 5;

TableCopy::TableCopy(HubTables &from, HubTables &to, HubTable table)
    : m_from(from)
    , m_to(to)
    , m_table(std::move(table))
    , m_judge(m_table)
{ }

QString TableCopy::name() const
{
    return m_table.tombstonesOf.isEmpty()
        ? m_table.name
        : QStringLiteral("%1 of %2").arg(m_table.name, m_table.tombstonesOf);
}

// --- Before anything is written ------------------------------------------------------------------

static const HubTableColumn *columnNamed(const HubTables::Columns &columns, const QString &name)
{
    const auto found
        = std::find_if(columns.begin(), columns.end(),
                       [&name](const HubTableColumn &column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

/// What the product says of the column, else what a server says of it.
static std::optional<ColumnType> knownType(const HubTable &table, const HubTableColumn &from,
                                           const HubTableColumn *to)
{
    if (table.types.contains(from.name))
        return table.types.value(from.name);
    return from.type || !to ? from.type : to->type;
}

void TableCopy::matchColumns(const HubTables::Columns &from, const HubTables::Columns &to)
{
    HubTables::Columns ordered = from;
    std::stable_partition(ordered.begin(), ordered.end(), [this](const HubTableColumn &column) {
        return column.name == m_table.key;
    });
    m_fromColumns.clear();
    m_toColumns.clear();
    m_judge = RowJudge(m_table);
    m_missing = {ordered.front()};
    for (HubTableColumn &column : ordered) {
        const HubTableColumn *there = columnNamed(to, column.name);
        const std::optional<ColumnType> type = knownType(m_table, column, there);
        if (!there) {
            column.type = type;
            m_missing.push_back(column);
            continue;
        }
        m_fromColumns.push_back(column);
        m_toColumns.push_back(*there);
        // A row is known by its key letter by letter.
        m_judge.addColumn(column.name,
                          column.name == m_table.key ? ColumnType::Text
                                                     : type.value_or(ColumnType::Text));
    }
}

Result<void> TableCopy::prepare(ExistingRows existing, const CancelToken &cancel)
{
    const auto from = m_from.columns(m_table.name);
    if (!from)
        return failure(from.error());
    const auto to = m_to.columns(m_table.name);
    if (!to)
        return failure(to.error());
    for (const auto &[hub, columns] : {std::pair(&m_from, &*from), std::pair(&m_to, &*to)}) {
        if (!columnNamed(*columns, m_table.key))
            return failure(ErrorKind::Usage,
                           Phrase::tr("The hub %1 has no table %2 with a column %3.")
                               .arg(hub->label(), m_table.name, m_table.key));
    }
    matchColumns(*from, *to);
    if (Result<void> checked = checkMissing(cancel); !checked)
        return checked;
    return existing == ExistingRows::Overwrite ? Result<void>() : checkEmpty(cancel);
}

Result<void> TableCopy::checkMissing(const CancelToken &cancel)
{
    if (m_missing.size() < 2)
        return {};
    const auto check = [this](const HubTables::Rows &rows) -> Result<void> {
        for (const QVariantList &row : rows) {
            for (size_t place = 1; place < m_missing.size(); ++place) {
                if (row.value(qsizetype(place)).isNull())
                    continue;
                const HubTableColumn &column = m_missing[place];
                const QString type = m_to.typeName(column.type.value_or(ColumnType::Text));
                return failure(ErrorKind::Usage,
                               Phrase::tr("The table %1 of the hub %2 has no column %3, which "
                                          "holds values in %4; add it with: %5;")
                                   .arg(m_table.name, m_to.label(), column.name, m_from.label(),
                                        addColumnSql(m_table.name, column.name, type)));
            }
        }
        return {};
    };
    return forEachPage(m_from, m_table, m_missing, check, cancel);
}

Result<void> TableCopy::checkEmpty(const CancelToken &cancel)
{
    const auto rows = m_to.page(m_table, {m_toColumns.front()}, {}, cancel);
    if (!rows)
        return failure(rows.error());
    if (rows->empty())
        return {};
    return failure(ErrorKind::Usage,
                   Phrase::tr("The hub %1 has rows in %2 already; a hub is copied only to where "
                              "there are none: empty that table, or name another hub.")
                       .arg(m_to.label(), name()));
}

// --- Rows ----------------------------------------------------------------------------------------

Result<void> TableCopy::forEachPage(HubTables &hub, const HubTable &table,
                                    const HubTables::Columns &columns, const PageTaker &take,
                                    const CancelToken &cancel) const
{
    QString after;
    while (true) {
        if (cancel.isCancelled())
            return failure(ErrorKind::Cancelled, Phrase::tr("The copy was interrupted."));
        const auto rows = hub.page(table, columns, after, cancel);
        if (!rows)
            return failure(rows.error());
        if (rows->empty())
            return {};
        if (Result<void> taken = take(*rows); !taken)
            return taken;
        const QString last = rows->back().value(0).toString();
        if (last.isEmpty() || last == after)
            return failure(
                ErrorKind::Malformed,
                Phrase::tr("The hub %1 gave the same rows of %2 twice.").arg(hub.label(), name()));
        after = last;
    }
}

Result<void> TableCopy::copy(const Between &between, const CancelToken &cancel)
{
    qint64 done = 0;
    const auto carry = [&](const HubTables::Rows &rows) -> Result<void> {
        if (Result<void> goesOn = between(done); !goesOn)
            return goesOn;
        done += qint64(rows.size());
        return m_to.insert(m_table, m_toColumns, rows, ExistingRows::Keep);
    };
    return forEachPage(m_from, m_table, m_fromColumns, carry, cancel);
}

Result<RowsHash> TableCopy::hashOf(HubTables &hub, const HubTables::Columns &columns,
                                   std::optional<Instant> since, const Between &between,
                                   const CancelToken &cancel) const
{
    RowsHash hash;
    const auto add = [&](const HubTables::Rows &rows) -> Result<void> {
        if (Result<void> goesOn = between(hash.rows()); !goesOn)
            return goesOn;
        for (const QVariantList &row : rows) {
            if (m_judge.isSince(row, since))
                m_judge.addTo(hash, row);
        }
        return {};
    };
    if (const Result<void> done = forEachPage(hub, rowsSince(since), columns, add, cancel); !done)
        return failure(done.error());
    return hash;
}

Result<RowsHash> TableCopy::verify(const Between &between, const CancelToken &cancel)
{
    auto from = hashOf(m_from, m_fromColumns, {}, between, cancel);
    if (!from)
        return from;
    auto to = hashOf(m_to, m_toColumns, {}, between, cancel);
    if (!to || *to == *from)
        return to;
    const QString difference = to->rows() == from->rows()
        ? Phrase::tr("both have %1 rows, and their contents differ").arg(to->rows())
        : Phrase::tr("%1 rows and %2 rows").arg(from->rows()).arg(to->rows());
    return failure(ErrorKind::Refused,
                   Phrase::tr("The copy of %1 in %2 is not equal to what is in %3 (%4): "
                              "somebody may have written there meanwhile; stop the programs "
                              "that do, empty the table in %2 and copy again.")
                       .arg(name(), m_to.label(), m_from.label(), difference));
}

// --- Differences ---------------------------------------------------------------------------------

HubTable TableCopy::rowsSince(std::optional<Instant> since) const
{
    HubTable table = m_table;
    if (m_judge.hasStamp())
        table.since = since;
    return table;
}

Result<qint64> TableCopy::carryDifferences(const Between &between, const CancelToken &cancel)
{
    return carry({}, between, cancel);
}

Result<bool> TableCopy::carryChanges(Instant since, const Between &between,
                                     const CancelToken &cancel)
{
    const auto from = hashOf(m_from, m_fromColumns, since, between, cancel);
    if (!from)
        return failure(from.error());
    const auto to = hashOf(m_to, m_toColumns, since, between, cancel);
    if (!to)
        return failure(to.error());
    // Looking up row by row is for the rare case.
    if (*from == *to)
        return false;
    return carry({since, {}}, between, cancel).map([](qint64) { return true; });
}

Result<qint64> TableCopy::carryEditsSince(Instant copiedAt, const Between &between,
                                          const CancelToken &cancel)
{
    return carry({{}, copiedAt}, between, cancel);
}

Result<qint64> TableCopy::carry(const Scope &scope, const Between &between,
                                const CancelToken &cancel)
{
    qint64 seen = 0;
    qint64 carried = 0;
    const auto carryPart = [&](std::span<const QVariantList> part) -> Result<void> {
        if (Result<void> goesOn = between(seen); !goesOn)
            return goesOn;
        seen += qint64(part.size());
        const auto due = rowsDue(part, scope, cancel);
        if (!due)
            return failure(due.error());
        carried += qint64(due->size());
        return due->empty() ? Result<void>()
                            : m_to.insert(m_table, m_toColumns, *due, ExistingRows::Overwrite);
    };
    const auto carryPage = [&](const HubTables::Rows &rows) -> Result<void> {
        std::span<const QVariantList> rest(rows);
        while (!rest.empty()) {
            const size_t size = std::min(rest.size(), LookedUpAtOnce);
            if (Result<void> done = carryPart(rest.first(size)); !done)
                return done;
            rest = rest.subspan(size);
        }
        return {};
    };
    const Result<void> done
        = forEachPage(m_from, rowsSince(scope.since), m_fromColumns, carryPage, cancel);
    if (!done)
        return failure(done.error());
    return carried;
}

/// The rows with these keys, by key.
static Result<QHash<QString, QVariantList>> rowsWithKeys(HubTables &hub, HubTable table,
                                                         const HubTables::Columns &columns,
                                                         const QStringList &keys,
                                                         const CancelToken &cancel)
{
    table.keys = keys;
    const auto rows = hub.page(table, columns, {}, cancel);
    if (!rows)
        return failure(rows.error());
    QHash<QString, QVariantList> found;
    for (const QVariantList &row : *rows)
        found.insert(row.value(0).toString(), row);
    return found;
}

Result<HubTables::Rows> TableCopy::rowsDue(std::span<const QVariantList> rows, const Scope &scope,
                                           const CancelToken &cancel)
{
    QStringList keys;
    for (const QVariantList &row : rows)
        keys.append(row.value(0).toString());
    const auto there = rowsWithKeys(m_to, m_table, m_toColumns, keys, cancel);
    if (!there)
        return failure(there.error());
    HubTables::Rows due;
    due.reserve(rows.size());
    QStringList missing;
    QStringList refused;
    for (const QVariantList &row : rows) {
        const QString key = row.value(0).toString();
        if (!there->contains(key))
            missing.append(key);
        const RowJudge::Judgement judgement = m_judge.judge(row, there->value(key), scope.copiedAt);
        if (judgement == RowJudge::Judgement::Carry)
            due.push_back(row);
        else if (judgement == RowJudge::Judgement::Refuse)
            refused.append(key);
    }
    if (!refused.isEmpty())
        return tl::unexpected(changedThere(refused, scope));
    if (!scope.copiedAt || missing.isEmpty())
        return due;
    return withoutDeleted(due, missing, scope, cancel);
}

/// Rows of `due` that are not there because they were deleted there stay so, unless they changed
/// here since.
Result<HubTables::Rows> TableCopy::withoutDeleted(const HubTables::Rows &due,
                                                  const QStringList &missing, const Scope &scope,
                                                  const CancelToken &cancel)
{
    if (!m_table.tombstonesOf.isEmpty()) {
        if (const Result<void> checked = checkDeletions(missing, cancel); !checked)
            return failure(checked.error());
        return due;
    }
    const HubTable stones = tombstonesOf(m_table.name);
    const HubTables::Columns columns{{stones.key, ColumnType::Text, {}}};
    const auto deleted = rowsWithKeys(m_to, stones, columns, missing, cancel);
    if (!deleted)
        return failure(deleted.error());
    HubTables::Rows left;
    left.reserve(due.size());
    QStringList refused;
    for (const QVariantList &row : due) {
        const QString key = row.value(0).toString();
        const std::optional<Instant> stamp = m_judge.stampOf(row);
        if (!missing.contains(key) || !deleted->contains(key))
            left.push_back(row);
        else if (!stamp || *stamp > scope.copiedAt.value_or(Instant::min()))
            refused.append(key);
    }
    if (!refused.isEmpty())
        return tl::unexpected(changedThere(refused, scope));
    return left;
}

/// Refused where a row that was deleted here is still there.
Result<void> TableCopy::checkDeletions(const QStringList &deleted, const CancelToken &cancel)
{
    QHash<HubTables *, QHash<QString, QVariantList>> rows;
    for (HubTables *hub : {&m_from, &m_to}) {
        const HubTable table{m_table.tombstonesOf, QStringLiteral("id"), {}, {}, {}, {}, {}};
        const auto columns = hub->columns(table.name);
        if (!columns)
            return failure(columns.error());
        const HubTableColumn *key = columnNamed(*columns, table.key);
        if (!key)
            return {};
        const auto found = rowsWithKeys(*hub, table, {*key}, deleted, cancel);
        if (!found)
            return failure(found.error());
        rows.insert(hub, *found);
    }
    QStringList kept;
    for (const QString &key : deleted) {
        if (rows[&m_to].contains(key) && !rows[&m_from].contains(key))
            kept.append(key);
    }
    if (kept.isEmpty())
        return {};
    return failure(ErrorKind::Refused,
                   Phrase::tr("Rows of %1 were deleted in %2 since it was copied, and are "
                              "still in %3: %4; delete them there too, then copy again.")
                       .arg(m_table.tombstonesOf, m_from.label(), m_to.label(),
                            QStringList(kept.mid(0, MostNamed)).join(QStringLiteral(", "))));
}

Error TableCopy::changedThere(const QStringList &keys, const Scope &scope) const
{
    QString named = QStringList(keys.mid(0, MostNamed)).join(QStringLiteral(", "));
    if (keys.size() > MostNamed)
        named += QStringLiteral(", ") + Phrase::tr("and others");
    const QString text = scope.copiedAt
        ? Phrase::tr("Rows of %1 changed in %2 as well as in %3 since the one was copied to "
                     "the other: %4; make them equal in both, then copy again.")
        : Phrase::tr("Rows of %1 were in %2 and have changed in %3 meanwhile: %4; nothing "
                     "there is overwritten. Stop the programs that write to %3, take over "
                     "what they changed by hand, empty the table there, and copy again.");
    return {ErrorKind::Refused, text.arg(name(), m_from.label(), m_to.label(), named), {}, {}, {}};
}
