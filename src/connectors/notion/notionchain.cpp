#include "connectors/notion/notionchain.h"

#include "core/phrase.h"

/// Rows of one page (Notion: the greatest page_size).
static constexpr int PageSize = 100;

/// Pages in a row that may bring nothing before the listing counts as endless.
static constexpr int MostFruitlessPages = 50;

static QString stampName(NotionOrder order)
{
    return order == NotionOrder::Created ? QStringLiteral("created_time")
                                         : QStringLiteral("last_edited_time");
}

std::optional<Instant> rowStamp(const QJsonValue &row, NotionOrder order)
{
    return parseInstant(row[stampName(order)].toString());
}

NotionChain::NotionChain(QString dataSource, NotionOrder order, std::optional<Instant> begin,
                         std::optional<Instant> end)
    : m_dataSource(std::move(dataSource))
    , m_order(order)
    , m_begin(begin)
    , m_end(end)
{ }

static QJsonObject stampFilter(const QString &stamp, const QString &condition, Instant time)
{
    return {{QStringLiteral("timestamp"), stamp},
            {stamp, QJsonObject{{condition, formatInstant(time)}}}};
}

QJsonObject NotionChain::body() const
{
    const QString stamp = stampName(m_order);
    QJsonObject body{
        {QStringLiteral("page_size"), PageSize},
        {QStringLiteral("sorts"),
         QJsonArray{QJsonObject{{QStringLiteral("timestamp"), stamp},
                                {QStringLiteral("direction"), QStringLiteral("ascending")}}}}};
    QJsonArray filters;
    if (m_begin)
        filters.append(stampFilter(stamp, QStringLiteral("on_or_after"), *m_begin));
    if (m_end)
        filters.append(stampFilter(stamp, QStringLiteral("before"), *m_end));
    if (filters.size() == 1)
        body.insert(QStringLiteral("filter"), filters.first());
    else if (!filters.isEmpty())
        body.insert(QStringLiteral("filter"), QJsonObject{{QStringLiteral("and"), filters}});
    if (!m_cursor.isEmpty())
        body.insert(QStringLiteral("start_cursor"), m_cursor);
    return body;
}

Result<QJsonArray> NotionChain::next(NotionApi &api, const NotionTarget &target,
                                     const CancelToken &cancel)
{
    const Result<NotionList> list = api.query(m_dataSource, body(), target, cancel);
    if (!list)
        return failure(list.error());
    if (const Result<void> followed = follow(*list, target); !followed)
        return failure(followed.error());
    return list->results;
}

static tl::unexpected<Error> strange(const QString &what)
{
    return failure(ErrorKind::Malformed, what);
}

Result<void> NotionChain::follow(const NotionList &list, const NotionTarget &target)
{
    m_fruitless = list.results.isEmpty() ? m_fruitless + 1 : 0;
    for (const auto &row : list.results) {
        const std::optional<Instant> stamp = rowStamp(row, m_order);
        if (stamp && m_position && *stamp < *m_position)
            return strange(Phrase::tr("Notion's listing of %1 is not in the order that was asked "
                                      "for; the scan was stopped.")
                               .arg(target.what));
        if (stamp)
            m_position = stamp;
    }
    if (!list.incompleteReason.isEmpty())
        m_cutReason = list.incompleteReason;
    m_cursor = list.nextCursor;
    if (m_cursor.isEmpty()) {
        if (m_cutReason.isEmpty())
            m_finished = true;
        else
            restartOrGiveUp(target);
        return {};
    }
    if (m_cursors.contains(m_cursor))
        return strange(Phrase::tr("Notion's listing of %1 repeats itself; the scan was stopped.")
                           .arg(target.what));
    if (m_fruitless > MostFruitlessPages)
        return strange(Phrase::tr("Notion's listing of %1 does not end; the scan was stopped.")
                           .arg(target.what));
    m_cursors.insert(m_cursor);
    return {};
}

void NotionChain::restartOrGiveUp(const NotionTarget &target)
{
    const bool isCapped = m_cutReason == QLatin1String("query_result_limit_reached");
    const bool advances = m_position && (!m_begin || *m_position > *m_begin);
    if (isCapped && advances) {
        m_begin = m_position;
        m_cutReason.clear();
        m_cursors.clear();
        return;
    }
    m_finished = true;
    m_incompleteReason = isCapped
        ? Phrase::tr("more pages of %1 share one minute than Notion lists (10,000)")
              .arg(target.what)
        : Phrase::tr("Notion did not list all of %1 (%2)").arg(target.what, m_cutReason);
}
