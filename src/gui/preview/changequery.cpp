#include "gui/preview/changequery.h"

#include "gui/common/words.h"

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
        if (field.label.contains(text, Qt::CaseInsensitive)
            || valueText(field.before).contains(text, Qt::CaseInsensitive)
            || valueText(field.after).contains(text, Qt::CaseInsensitive))
            return true;
    }
    return false;
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
    for (const quint32 change : order) {
        const ChangeHead head = source.head(change);
        keys.emplace_back(collator.sortKey(byTitle ? head.key : head.side), change);
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
    order.reserve(source.count());
    for (size_t change = 0; change < source.count() && !cancel.isCancelled(); ++change) {
        if (query.kind && source.kind(change) != *query.kind)
            continue;
        if (query.text.isEmpty() || contains(source, change, query.text))
            order.push_back(quint32(change));
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
