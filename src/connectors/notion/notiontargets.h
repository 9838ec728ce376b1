#pragma once

#include "connectors/notion/notionapi.h"

#include <QHash>

#include <mutex>

/// Whether the data sources that relations point to can be read by us. Notion shows a relation into
/// one that cannot as empty, without an error. Each is asked for until the answer is certain, yet
/// only a few times. Thread-safe.
class NotionTargets
{
public:
    /// `own`: the data source that is synced, which is readable.
    explicit NotionTargets(const QString &own);

    /// An error: it is not known.
    [[nodiscard]] Result<bool> isReadable(NotionApi &api, const QString &dataSource,
                                          const CancelToken &cancel);

private:
    std::mutex m_mutex;
    QHash<QString, bool> m_known;
    QHash<QString, std::vector<Error>> m_failed;
};
