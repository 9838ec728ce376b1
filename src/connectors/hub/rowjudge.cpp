#include "connectors/hub/rowjudge.h"

RowJudge::RowJudge(const HubTable &table)
    : m_stampName(table.stamp)
    , m_areTombstones(!table.tombstonesOf.isEmpty())
{ }

void RowJudge::addColumn(const QString &name, ColumnType type)
{
    if (name == m_stampName)
        m_stamp = m_names.size();
    m_names.append(name);
    m_types.push_back(type);
}

RowJudge::Judgement RowJudge::judge(const QVariantList &here, const QVariantList &there,
                                    std::optional<Instant> copiedAt) const
{
    if (there.isEmpty())
        return Judgement::Carry;
    if (copiedAt ? saysTheSame(here, there) : isSame(here, there))
        return Judgement::Leave;
    const std::optional<Instant> mine = stampOf(here);
    const std::optional<Instant> theirs = stampOf(there);
    const bool isNewerThere = theirs && (!mine || *theirs > *mine);
    if (copiedAt) {
        const bool isEditedHere = !mine || *mine > *copiedAt;
        const bool isEditedThere = !theirs || *theirs > *copiedAt;
        if (isEditedHere && isEditedThere)
            return Judgement::Refuse;
        return isEditedThere || isNewerThere ? Judgement::Leave : Judgement::Carry;
    }
    // A tombstone says the same whenever it was written.
    return isNewerThere && !m_areTombstones ? Judgement::Refuse : Judgement::Carry;
}

std::optional<Instant> RowJudge::stampOf(const QVariantList &row) const
{
    return m_stamp < 0 ? std::nullopt : parseInstant(row.value(m_stamp).toString());
}

bool RowJudge::isSince(const QVariantList &row, std::optional<Instant> since) const
{
    if (!since || m_stamp < 0)
        return true;
    const std::optional<Instant> stamp = stampOf(row);
    return stamp ? *stamp >= *since : !row.value(m_stamp).isNull();
}

QByteArray RowJudge::cell(const QVariantList &row, qsizetype place) const
{
    return canonicalCell(row.value(place), m_types[size_t(place)]);
}

void RowJudge::addTo(RowsHash &hash, const QVariantList &row) const
{
    std::vector<QByteArray> cells;
    cells.reserve(m_types.size());
    for (qsizetype place = 0; place < m_names.size(); ++place)
        cells.push_back(cell(row, place));
    hash.add(m_names, cells);
}

bool RowJudge::isSame(const QVariantList &here, const QVariantList &there) const
{
    for (qsizetype place = 0; place < m_names.size(); ++place) {
        if (cell(here, place) != cell(there, place))
            return false;
    }
    return true;
}

/// The same but for when it was written: two syncs that wrote the same bring stamps of their own.
bool RowJudge::saysTheSame(const QVariantList &here, const QVariantList &there) const
{
    for (qsizetype place = 0; place < m_names.size(); ++place) {
        if (place == m_stamp || m_names[place] == QLatin1String("last_sync_source"))
            continue;
        const bool isSame = m_names[place] == QLatin1String("deleted_at")
            ? here.value(place).isNull() == there.value(place).isNull()
            : cell(here, place) == cell(there, place);
        if (!isSame)
            return false;
    }
    return true;
}
