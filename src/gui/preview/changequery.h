#pragma once

#include "core/canceltoken.h"
#include "gui/preview/changesource.h"

#include <array>

/// Which changes a list shows, and in which order.
struct ChangeQuery
{
    enum class Order { AsPlanned, Title, Side };

    std::optional<OperationKind> kind; ///< nothing: all
    QString text; ///< in the title, the reason or a value; case does not count
    Order order = Order::AsPlanned;
    bool descending = false;

    bool operator==(const ChangeQuery &) const = default;
};

using ChangeOrder = std::vector<quint32>; ///< indices into a ChangeSource, as shown

/// How many changes there are of each kind.
using KindCounts = std::array<int, 4>;

/// Carries out a query; meant for a worker thread. Answers early, with less, once cancelled.
[[nodiscard]] ChangeOrder arrangeChanges(const ChangeSource &source, const ChangeQuery &query,
                                         const CancelToken &cancel);

[[nodiscard]] KindCounts countKinds(const ChangeSource &source);
