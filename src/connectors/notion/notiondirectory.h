#pragma once

#include "connectors/notion/notionapi.h"

#include <vector>

/// Whom a token belongs to.
struct NotionIdentity
{
    QString bot; ///< the integration's name
    QString workspace;

    bool operator==(const NotionIdentity &) const = default;
};

/// One data source that a token can read: what a service's database is chosen from.
struct NotionSource
{
    QString id; ///< of the data source
    QString title;
    QString databaseId;
    QString databaseTitle; ///< another than `title` only where the database has several sources
    QString url;

    bool operator==(const NotionSource &) const = default;
};

/// What is shared with an integration. Blocks; one thread, like its API.
class NotionDirectory
{
public:
    explicit NotionDirectory(NotionApi &api);

    [[nodiscard]] Result<NotionIdentity> identity(const CancelToken &cancel);
    /// Every data source that is not in the bin, sorted by title. Costs one request for 100 of
    /// them, and one for each database that has several.
    [[nodiscard]] Result<std::vector<NotionSource>> sources(const CancelToken &cancel);

private:
    [[nodiscard]] Result<void> nameDatabases(std::vector<NotionSource> &sources,
                                             const CancelToken &cancel);

    NotionApi &m_api;
};
