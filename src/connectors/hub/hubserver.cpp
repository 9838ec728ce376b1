#include "connectors/hub/hubserver.h"

#include "core/phrase.h"

#include <QUuid>

#include <algorithm>
#include <limits>

Result<void> takeServerLease(HubServer &server, const QString &service, const QString &holder)
{
    const auto held = server.lease(service, holder, LeaseTime);
    if (!held)
        return failure(held.error());
    const QString now = held->value(QLatin1String("holder")).toString();
    if (now == holder)
        return {};
    return failure(leaseIsHeld(service, now, held->value(QLatin1String("expires_at")).toString()));
}

Result<void> nameHub(HubServer &server)
{
    const QString id = QStringLiteral("id");
    const QByteArray row
        = "[{\"id\":\"" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + "\"}]";
    Result<void> named
        = server.append(QStringLiteral("sync_hub"), {id}, {id}, row, ExistingRows::Keep);
    // Another home was faster: it is named.
    if (!named && named.error().code == QLatin1String("23505"))
        return {};
    return named;
}

using RowTaker = std::function<Result<void>(const QVariantList &)>;

Result<bool> HubServer::copy(const RowQuery &, const QStringList &,
                             std::span<const std::span<const HubCell>>,
                             const std::function<void(const QVariantList &)> &)
{
    return false;
}

/// The most rows that can be: rows asked for by their keys.
static std::optional<size_t> mostRows(const RowQuery &query)
{
    for (const RowCondition &condition : query.conditions) {
        if (condition.test == RowCondition::Test::OneOf && condition.column == query.key)
            return size_t(condition.values.size());
    }
    return std::nullopt;
}

static Result<void> forEachPage(HubServer &server, RowQuery query, const RowTaker &take,
                                const CancelToken &cancel, qint64 *total)
{
    size_t seen = 0;
    while (true) {
        if (cancel.isCancelled())
            return failure(ErrorKind::Cancelled, Phrase::tr("The sync was cancelled."));
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
        seen += page->rows.size();
        if (seen >= mostRows(query).value_or(std::numeric_limits<size_t>::max()))
            return {};
        const QString last = page->rows.back().value(0).toString();
        if (last == query.after)
            return failure(ErrorKind::Malformed,
                           Phrase::tr("The hub gave the same rows of %1 twice.").arg(query.table));
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
