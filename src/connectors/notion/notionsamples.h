#pragma once

#include "connectors/notion/notionapi.h"

#include <QMap>
#include <QSet>

/// What the first pages of a data source, and its schema, tell about what a sync would not carry.
struct NotionSamples
{
    QStringList pageIds;
    QSet<QString> formatted; ///< properties whose text has formatting, links or mentions
    QMap<QString, QStringList> options; ///< select, multi_select and status property → its options
};

/// Reads up to `count` pages and the schema: two requests. Blocks.
[[nodiscard]] Result<NotionSamples> readNotionSamples(NotionApi &api, const QString &dataSource,
                                                      int count, const CancelToken &cancel);
