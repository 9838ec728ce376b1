#pragma once

#include "core/canceltoken.h"
#include "gui/conflicts/conflictsource.h"

/// Which records a list of conflicts shows, and in which order.
struct ConflictQuery
{
    enum class Order { AsListed, Title, Edited };

    bool decided = false; ///< what a rule decided, instead of what is open
    std::optional<ConflictOptions::Kind> kind; ///< nothing: all; else only what is of this kind
    QString text; ///< in the title, a field, a reason or a value; case does not count
    Order order = Order::AsListed;
    size_t side = 0; ///< whose edit time orders
    bool descending = false;

    bool operator==(const ConflictQuery &) const = default;
};

/// One row of the list: a record, or below it one line about one of its items. A conflict has one
/// line; anything else has its sentence (line 0) and one line for each choice.
struct ConflictRow
{
    static constexpr qint32 RecordLine = -1;

    quint32 record = 0;
    quint32 item = 0; ///< the record's first, on its own row
    qint32 line = RecordLine;

    bool operator==(const ConflictRow &) const = default;
};

using ConflictRows = std::vector<ConflictRow>;

/// Carries out a query; meant for a worker thread. Answers early, with less, once cancelled.
[[nodiscard]] ConflictRows arrangeConflicts(const ConflictSource &source,
                                            const ConflictQuery &query, const CancelToken &cancel);
