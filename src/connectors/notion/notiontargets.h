#pragma once

#include "connectors/notion/notionapi.h"

#include <QHash>

#include <mutex>

/// Whether the data sources that relations point to can be read by us. Notion shows a relation into
/// one that cannot as empty, without an error. Each is asked for once. Thread-safe.
class NotionTargets
{
public:
    /// `own`: the data source that is synced, which is readable.
    explicit NotionTargets(const QString &own);

    /// Only errors that stop a run are returned; whatever else is in the way means: no.
    [[nodiscard]] Result<bool> isReadable(NotionApi &api, const QString &dataSource,
                                          const CancelToken &cancel);

private:
    std::mutex m_mutex;
    QHash<QString, bool> m_known;
};
