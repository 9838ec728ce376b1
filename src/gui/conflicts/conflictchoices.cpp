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
    m_chosen.resize(m_source->itemCount());
    for (size_t item = 0; item < m_source->itemCount(); ++item)
        takeInitial(item);
    m_ticked.assign(m_source->records().size(), true);
}

void ConflictChoices::takeInitial(size_t item)
{
    m_chosen[item] = m_source->options(item).initial;
    if (m_chosen[item] == Own)
        m_own.insert(item, m_source->item(item).decision->value);
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
        if (found == changed.constEnd() || !isSame(m_source->item(*found), source.item(item)))
            continue;
        carried.m_chosen[item] = m_chosen[*found];
        if (const std::optional<Value> value = own(*found))
            carried.m_own.insert(item, *value);
    }
    for (size_t record = 0; record < source.records().size(); ++record)
        carried.m_ticked[record]
            = !unticked.contains({source.recordId(record), source.records()[record].isDecided});
    return carried;
}

bool ConflictChoices::isChanged(size_t item) const
{
    const int chosen = m_chosen.at(item);
    if (chosen == Own && m_source->options(item).initial == Own)
        return m_own.value(item) != m_source->item(item).decision->value;
    return chosen >= 0 && chosen != m_source->options(item).initial;
}

bool ConflictChoices::isReleased(size_t item) const
{
    const ConflictOptions::Kind kind = m_source->options(item).kind;
    return kind == ConflictOptions::Kind::Hold || kind == ConflictOptions::Kind::Quarantined;
}

void ConflictChoices::choose(size_t record, size_t item, int choice)
{
    const bool isOwn = choice == Own && m_own.contains(item);
    if (choice >= m_source->options(item).count && !isOwn)
        return;
    const auto take = [&](size_t other) {
        if (choice < 0)
            takeInitial(other);
        else
            m_chosen.at(other) = choice;
    };
    take(item);
    if (!isReleased(item))
        return;
    const ConflictSource::Record &around = m_source->records().at(record);
    for (size_t other = around.first; other < around.first + around.count; ++other) {
        if (isReleased(other))
            take(other);
    }
}

void ConflictChoices::chooseOwn(size_t item, const Value &value)
{
    if (!m_source->options(item).takesOwn)
        return;
    m_own.insert(item, value);
    m_chosen.at(item) = Own;
}

std::optional<Value> ConflictChoices::own(size_t item) const
{
    const auto found = m_own.constFind(item);
    return found == m_own.constEnd() ? std::nullopt : std::optional(*found);
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
            decisions.push_back(m_chosen[item] == Own
                                    ? m_source->ownDecision(item, m_own.value(item))
                                    : m_source->decision(item, m_chosen[item]));
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
