#pragma once

#include "connectors/notion/notionapi.h"
#include "core/instant.h"

#include <QSet>

#include <optional>

/// The stamp that a listing follows.
enum class NotionOrder { Created, LastEdited };

/// Reads one stretch of a data source in rising order of a stamp, page by page, on one thread.
/// Where Notion cuts the result (10,000 rows), the chain goes on from the last stamp by itself;
/// rows around such a seam come twice. A cursor that comes again, a listing that does not rise or
/// does not end is an error (Malformed), never an end.
class NotionChain
{
public:
    /// [begin, end) of the stamp; each may be open.
    NotionChain(QString dataSource, NotionOrder order, std::optional<Instant> begin,
                std::optional<Instant> end);

    /// The next rows; empty answers are possible. Not to be called once finished.
    [[nodiscard]] Result<QJsonArray> next(NotionApi &api, const NotionTarget &target,
                                          const CancelToken &cancel);

    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// Why the listing is not whole though it ended; empty: it is.
    [[nodiscard]] const QString &incompleteReason() const { return m_incompleteReason; }
    /// Stamp of the last row read.
    [[nodiscard]] std::optional<Instant> position() const { return m_position; }

private:
    [[nodiscard]] QJsonObject body() const;
    [[nodiscard]] Result<void> follow(const NotionList &list, const NotionTarget &target);
    void restartOrGiveUp(const NotionTarget &target);

    const QString m_dataSource;
    const NotionOrder m_order;
    std::optional<Instant> m_begin;
    const std::optional<Instant> m_end;
    std::optional<Instant> m_position;
    QString m_cursor;
    QSet<QString> m_cursors;
    QString m_cutReason;
    QString m_incompleteReason;
    int m_fruitless = 0;
    bool m_finished = false;
};

/// The row's stamp in this order; nothing where it has none.
[[nodiscard]] std::optional<Instant> rowStamp(const QJsonValue &row, NotionOrder order);
