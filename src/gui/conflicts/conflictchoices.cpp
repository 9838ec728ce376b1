#include "gui/conflicts/conflictchoices.h"

#include "gui/conflicts/conflictsource.h"

#include <QHash>

namespace {

/// The same question with the same answers to choose from.
bool isSame(const WaitingItem &older, const WaitingItem &newer)
{
    return older.kind == newer.kind && older.field == newer.field && older.values == newer.values
        && older.candidates == newer.candidates;
}

/// An item's id is not enough: one link may have several fields on hold.
QString keyOf(const WaitingItem &item)
{
    return item.kind + u'/' + item.id + u'/' + item.field + u'/' + item.side;
}

} // namespace

ConflictChoices::ConflictChoices(std::shared_ptr<const ConflictSource> source)
    : m_source(std::move(source))
{
    m_chosen.reserve(m_source->itemCount());
    for (size_t item = 0; item < m_source->itemCount(); ++item)
        m_chosen.push_back(m_source->options(item).initial);
    m_ticked.assign(m_source->records().size(), true);
}

ConflictChoices ConflictChoices::carriedTo(std::shared_ptr<const ConflictSource> newer) const
{
    ConflictChoices carried(std::move(newer));
    QHash<QString, size_t> changed;
    QHash<std::pair<QString, bool>, bool> unticked;
    for (size_t item = 0; item < m_chosen.size(); ++item) {
        if (isChanged(item))
            changed.insert(keyOf(m_source->item(item)), item);
    }
    for (size_t record = 0; record < m_ticked.size(); ++record) {
        if (!m_ticked[record])
            unticked.insert({m_source->recordId(record), m_source->records()[record].isDecided},
                            true);
    }
    if (changed.isEmpty() && unticked.isEmpty())
        return carried;
    const ConflictSource &source = *carried.m_source;
    for (size_t item = 0; item < source.itemCount(); ++item) {
        const auto found = changed.constFind(keyOf(source.item(item)));
        if (found != changed.constEnd() && isSame(m_source->item(*found), source.item(item)))
            carried.m_chosen[item] = m_chosen[*found];
    }
    for (size_t record = 0; record < source.records().size(); ++record)
        carried.m_ticked[record]
            = !unticked.contains({source.recordId(record), source.records()[record].isDecided});
    return carried;
}

bool ConflictChoices::isChanged(size_t item) const
{
    return m_chosen.at(item) >= 0 && m_chosen.at(item) != m_source->options(item).initial;
}

bool ConflictChoices::isReleased(size_t item) const
{
    const ConflictOptions::Kind kind = m_source->options(item).kind;
    return kind == ConflictOptions::Kind::Hold || kind == ConflictOptions::Kind::Quarantined;
}

void ConflictChoices::choose(size_t record, size_t item, int choice)
{
    if (choice >= m_source->options(item).count)
        return;
    const auto choiceFor
        = [&](size_t other) { return choice < 0 ? m_source->options(other).initial : choice; };
    m_chosen.at(item) = choiceFor(item);
    if (!isReleased(item))
        return;
    const ConflictSource::Record &around = m_source->records().at(record);
    for (size_t other = around.first; other < around.first + around.count; ++other) {
        if (isReleased(other))
            m_chosen.at(other) = choiceFor(other);
    }
}

std::vector<Decision> ConflictChoices::decisions(bool decided) const
{
    std::vector<Decision> decisions;
    for (size_t record = 0; record < m_ticked.size(); ++record) {
        const ConflictSource::Record &shown = m_source->records()[record];
        if (shown.isDecided != decided || !m_ticked[record])
            continue;
        bool hasRelease = false; // one is about the whole record
        for (size_t item = shown.first; item < shown.first + shown.count; ++item) {
            if (!isChanged(item) || (isReleased(item) && hasRelease))
                continue;
            hasRelease = hasRelease || isReleased(item);
            decisions.push_back(m_source->decision(item, m_chosen[item]));
        }
    }
    return decisions;
}

int ConflictChoices::recordsToDecide(bool decided) const
{
    int count = 0;
    for (size_t record = 0; record < m_ticked.size(); ++record) {
        const ConflictSource::Record &shown = m_source->records()[record];
        if (shown.isDecided != decided || !m_ticked[record])
            continue;
        bool hasChange = false;
        for (size_t item = shown.first; item < shown.first + shown.count && !hasChange; ++item)
            hasChange = isChanged(item);
        count += hasChange ? 1 : 0;
    }
    return count;
}
