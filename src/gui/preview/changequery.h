#pragma once

#include "core/canceltoken.h"
#include "gui/preview/changesource.h"

#include <array>

/// Which records a list of changes shows, and in which order: those with a change that fits.
struct ChangeQuery
{
    enum class Order { AsPlanned, Title, Side };

    std::optional<OperationKind> kind; ///< nothing: all
    QString side; ///< the id of the side that is written; empty: all
    QString text; ///< in the title, the reason or a value; case does not count
    Order order = Order::AsPlanned;
    bool descending = false;

    bool operator==(const ChangeQuery &) const = default;
};

using ChangeOrder = std::vector<quint32>; ///< records of a ChangeSource, as shown

/// How many changes there are of each kind.
using KindCounts = std::array<int, 4>;

/// Carries out a query; meant for a worker thread. Answers early, with less, once cancelled.
[[nodiscard]] ChangeOrder arrangeChanges(const ChangeSource &source, const ChangeQuery &query,
                                         const CancelToken &cancel);

[[nodiscard]] KindCounts countKinds(const ChangeSource &source);
