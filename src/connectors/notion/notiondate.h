#pragma once

#include "core/value.h"

#include <QJsonValue>

/// Notion's date: `start` and `end` are "2026-11-22" or a time with its offset, empty where there
/// is none. `zone` is the IANA name that the page gives beside it, if any. Plain value, pure.
struct NotionDate
{
    QString start;
    QString end;
    QString zone;

    bool operator==(const NotionDate &) const = default;

    /// null and anything that is not a date are empty.
    [[nodiscard]] static NotionDate fromJson(const QJsonValue &json);

    /// null where there is no start. With a zone the times are local and carry no offset, as Notion
    /// asks; where an hour happens twice, offsets are written and no zone.
    [[nodiscard]] QJsonValue toJson() const;

    /// Moved to where `value` (a Date, an Instant or Null) says. What the value does not cover
    /// stays: zone and end, the time of a day, the plainness of a plain day. The end moves along
    /// where it would lie before the start.
    [[nodiscard]] NotionDate withStart(const Value &value) const;

    /// Likewise for the end; a date without a start gets none.
    [[nodiscard]] NotionDate withEnd(const Value &value) const;
};

[[nodiscard]] bool hasTime(const QString &date);

/// One end of a date as a value. `civil`: the day as the person who wrote it sees it; otherwise the
/// instant, and of a plain date its midnight in UTC. Null where empty, Unknown where unreadable.
[[nodiscard]] Value dateValue(const QString &date, bool civil);
