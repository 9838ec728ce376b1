#include "gui/preview/changequery.h"

#include "gui/common/fieldtext.h"

#include <QCollator>

#include <algorithm>

namespace {

bool contains(const ChangeSource &source, size_t change, const QString &text)
{
    const ChangeHead head = source.head(change);
    if (head.key.contains(text, Qt::CaseInsensitive)
        || head.why.contains(text, Qt::CaseInsensitive))
        return true;
    for (int index = 0; index < head.fieldCount; ++index) {
        const ChangeField field = source.field(change, index);
        if (field.field.label.contains(text, Qt::CaseInsensitive)
            || fieldText(field.field, field.before).contains(text, Qt::CaseInsensitive)
            || fieldText(field.field, field.after).contains(text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool fits(const ChangeSource &source, size_t change, const ChangeQuery &query)
{
    return (!query.kind || source.kind(change) == *query.kind)
        && (query.side.isEmpty() || source.side(change) == query.side)
        && (query.text.isEmpty() || contains(source, change, query.text));
}

void sortBy(ChangeOrder &order, const ChangeSource &source, const ChangeQuery &query)
{
    if (query.order == ChangeQuery::Order::AsPlanned) {
        if (query.descending)
            std::reverse(order.begin(), order.end());
        return;
    }
    const bool byTitle = query.order == ChangeQuery::Order::Title;
    const QCollator collator;
    // One key each: comparing texts by the locale's rules for every pair is far slower.
    std::vector<std::pair<QCollatorSortKey, quint32>> keys;
    keys.reserve(order.size());
    for (const quint32 record : order) {
        const ChangeHead head = source.head(source.changesOf(record).front());
        keys.emplace_back(collator.sortKey(byTitle ? head.key : head.side), record);
    }
    std::stable_sort(keys.begin(), keys.end(), [&](const auto &left, const auto &right) {
        return query.descending ? right.first < left.first : left.first < right.first;
    });
    std::transform(keys.begin(), keys.end(), order.begin(),
                   [](const auto &key) { return key.second; });
}

} // namespace

ChangeOrder arrangeChanges(const ChangeSource &source, const ChangeQuery &query,
                           const CancelToken &cancel)
{
    ChangeOrder order;
    order.reserve(source.recordCount());
    for (size_t record = 0; record < source.recordCount() && !cancel.isCancelled(); ++record) {
        const auto changes = source.changesOf(record);
        if (std::any_of(changes.begin(), changes.end(),
                        [&](quint32 change) { return fits(source, change, query); }))
            order.push_back(quint32(record));
    }
    if (!cancel.isCancelled())
        sortBy(order, source, query);
    return order;
}

KindCounts countKinds(const ChangeSource &source)
{
    KindCounts counts{};
    for (size_t change = 0; change < source.count(); ++change)
        ++counts.at(size_t(source.kind(change)));
    return counts;
}
