#pragma once

#include "core/connector.h"

#include <QSet>
#include <QUuid>

/// Hands each record of a scan out once, and keeps what the report needs. One thread.
class NotionIntake
{
public:
    explicit NotionIntake(RecordSink sink);

    [[nodiscard]] Result<void> take(std::vector<Record> &&records);

    [[nodiscard]] qint64 seen() const { return m_seen.size(); }

    /// The stamp from which the next scan must read: the greatest one seen, but not after one that
    /// was seen a second time, moved by an edit during the scan, and not handed out again.
    [[nodiscard]] std::optional<Instant> cursor() const;

private:
    const RecordSink m_sink;
    QSet<QUuid> m_seen;
    std::optional<Instant> m_greatest;
    std::optional<Instant> m_repeated;
};
