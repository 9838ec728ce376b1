#include "gui/conflicts/conflictquery.h"

#include "app/text/translation.h"
#include "gui/conflicts/conflictwords.h"

#include <QCollator>

#include <algorithm>

namespace {

using RecordOrder = std::vector<quint32>;

bool itemContains(const ConflictSource &source, size_t item, const QString &text)
{
    const WaitingItem &shown = source.item(item);
    if (translated(shown.why).contains(text, Qt::CaseInsensitive)
        || conflictField(source, item).contains(text, Qt::CaseInsensitive))
        return true;
    for (auto value = shown.values.begin(); value != shown.values.end(); ++value) {
        if (conflictValue(source, item, value.key()).contains(text, Qt::CaseInsensitive))
            return true;
    }
    return !shown.candidates.filter(text, Qt::CaseInsensitive).isEmpty();
}

bool contains(const ConflictSource &source, size_t record, const QString &text)
{
    if (conflictTitle(source, record).contains(text, Qt::CaseInsensitive))
        return true;
    const ConflictSource::Record &shown = source.records()[record];
    for (size_t item = shown.first; item < shown.first + shown.count; ++item) {
        if (itemContains(source, item, text))
            return true;
    }
    return false;
}

bool isOfKind(const ConflictSource &source, size_t item, const ConflictQuery &query)
{
    return !query.kind || source.options(item).kind == *query.kind;
}

bool hasKind(const ConflictSource &source, size_t record, const ConflictQuery &query)
{
    const ConflictSource::Record &shown = source.records()[record];
    for (size_t item = shown.first; item < shown.first + shown.count; ++item) {
        if (isOfKind(source, item, query))
            return true;
    }
    return false;
}

template <typename Key, typename KeyOf>
void sortBy(RecordOrder &order, bool descending, const KeyOf &keyOf)
{
    // One key each: comparing texts by the locale's rules for every pair is far slower.
    std::vector<std::pair<Key, quint32>> keys;
    keys.reserve(order.size());
    for (const quint32 record : order)
        keys.emplace_back(keyOf(record), record);
    std::stable_sort(keys.begin(), keys.end(), [descending](const auto &left, const auto &right) {
        return descending ? right.first < left.first : left.first < right.first;
    });
    std::transform(keys.begin(), keys.end(), order.begin(),
                   [](const auto &key) { return key.second; });
}

void sort(RecordOrder &order, const ConflictSource &source, const ConflictQuery &query)
{
    const QCollator collator;
    switch (query.order) {
    case ConflictQuery::Order::AsListed:
        if (query.descending)
            std::reverse(order.begin(), order.end());
        break;
    case ConflictQuery::Order::Title:
        sortBy<QCollatorSortKey>(order, query.descending, [&](quint32 record) {
            return collator.sortKey(conflictTitle(source, record));
        });
        break;
    case ConflictQuery::Order::Edited:
        if (query.side >= source.sideCount())
            break;
        sortBy<Instant>(order, query.descending, [&](quint32 record) {
            const auto edited = source.edited(record, query.side);
            return edited ? edited->from : Instant();
        });
        break;
    }
}

int linesOf(const ConflictOptions &options)
{
    return options.kind == ConflictOptions::Kind::Conflict ? 1 : 1 + options.count;
}

} // namespace

ConflictRows arrangeConflicts(const ConflictSource &source, const ConflictQuery &query,
                              const CancelToken &cancel)
{
    RecordOrder order;
    const auto &records = source.records();
    for (size_t record = 0; record < records.size() && !cancel.isCancelled(); ++record) {
        if (records[record].isDecided != query.decided || !hasKind(source, record, query))
            continue;
        if (query.text.isEmpty() || contains(source, record, query.text))
            order.push_back(quint32(record));
    }
    ConflictRows rows;
    if (cancel.isCancelled())
        return rows;
    sort(order, source, query);
    rows.reserve(order.size() + source.itemCount());
    for (const quint32 record : order) {
        const ConflictSource::Record &shown = records[record];
        rows.push_back({record, quint32(shown.first), ConflictRow::RecordLine});
        for (size_t item = shown.first; item < shown.first + shown.count; ++item) {
            if (!isOfKind(source, item, query))
                continue;
            for (int line = 0; line < linesOf(source.options(item)); ++line)
                rows.push_back({record, quint32(item), line});
        }
    }
    return rows;
}
