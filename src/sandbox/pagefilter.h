#pragma once

#include "sandbox/apierror.h"
#include "sandbox/workspace.h"

#include <functional>
#include <limits>

namespace sandbox {

using PagePredicate = std::function<bool(PageKey)>;
using ValuePredicate = std::function<bool(const QJsonValue &)>;

/// Milliseconds since 1970, [from, to).
struct TimeRange
{
    qint64 from = std::numeric_limits<qint64>::min();
    qint64 to = std::numeric_limits<qint64>::max();

    [[nodiscard]] bool contains(qint64 time) const { return time >= from && time < to; }
    void narrow(const TimeRange &other);
};

/// A query's filter made ready: the time bounds that every match obeys, taken out so that an index
/// can serve them, and a test for the rest (none: everything matches).
struct PageFilter
{
    TimeRange created;
    TimeRange edited;
    PagePredicate rest;

    [[nodiscard]] bool matches(const Store &store, PageKey key) const;
    [[nodiscard]] bool matchesTimes(PageTimes times) const;
};

/// Compiles the JSON of a filter against a data source's schema; a wrong property, operator or
/// operand and more than two levels of nesting are validation errors. The workspace must outlive
/// it.
[[nodiscard]] ApiResult<PageFilter> compileFilter(const Workspace &workspace, int table,
                                                  const QJsonObject &filter);

/// The times that a date condition such as { "on_or_after": … } admits; relative ones count from
/// now.
[[nodiscard]] ApiResult<TimeRange> dateRange(const QJsonObject &condition, qint64 now);

/// Start of a date or instant in milliseconds since 1970; nothing if it is neither.
[[nodiscard]] std::optional<qint64> timeOf(const QString &text);

/// The test of one property's condition, e.g. { "contains": "x" } for rich_text.
[[nodiscard]] ApiResult<ValuePredicate> valuePredicate(const QString &type,
                                                       const QJsonObject &condition, qint64 now);

} // namespace sandbox
