#include "connectors/hub/hubserver.h"

#include <algorithm>

using RowTaker = std::function<Result<void>(const QVariantList &)>;

static Result<void> forEachPage(HubServer &server, RowQuery query, const RowTaker &take,
                                const CancelToken &cancel, qint64 *total)
{
    while (true) {
        if (cancel.isCancelled())
            return failure(ErrorKind::Cancelled, QStringLiteral("The sync was cancelled."));
        const auto page = server.rows(query, cancel);
        if (!page)
            return failure(page.error());
        if (query.isCounted && total)
            *total = page->total;
        if (page->rows.empty())
            return {};
        for (const QVariantList &cells : page->rows) {
            if (Result<void> taken = take(cells); !taken)
                return taken;
        }
        const QString last = page->rows.back().value(0).toString();
        if (last == query.after)
            return failure(
                ErrorKind::Malformed,
                QStringLiteral("The hub gave the same rows of %1 twice.").arg(query.table));
        query.after = last;
        query.isCounted = false;
    }
}

Result<void> forEachRow(HubServer &server, const RowQuery &query, const RowTaker &take,
                        const CancelToken &cancel, qint64 *total)
{
    const auto longest = std::find_if(query.conditions.begin(), query.conditions.end(),
                                      [&server](const RowCondition &condition) {
                                          return condition.test == RowCondition::Test::OneOf
                                              && condition.values.size() > server.mostValues();
                                      });
    if (longest == query.conditions.end())
        return forEachPage(server, query, take, cancel, total);
    RowQuery part = query;
    RowCondition &condition = part.conditions[size_t(longest - query.conditions.begin())];
    for (qsizetype first = 0; first < longest->values.size(); first += server.mostValues()) {
        condition.values = longest->values.mid(first, server.mostValues());
        if (Result<void> done = forEachPage(server, part, take, cancel, nullptr); !done)
            return done;
    }
    return {};
}
