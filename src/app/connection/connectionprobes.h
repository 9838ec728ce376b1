#pragma once

#include "app/home/configuration.h"
#include "connectors/notion/notiondirectory.h"
#include "core/servicedefinition.h"

class RateLimiter;

/// What is asked of Notion and of the hub before anything is stored: each call blocks, writes
/// nothing, and is not for the GUI thread.

/// Whom the configured token belongs to.
[[nodiscard]] Result<NotionIdentity> testNotionToken(const Configuration &configuration,
                                                     const std::shared_ptr<RateLimiter> &limiter,
                                                     const CancelToken &cancel);

/// Every data source that the configured token can read.
[[nodiscard]] Result<std::vector<NotionSource>>
listNotionSources(const Configuration &configuration, const std::shared_ptr<RateLimiter> &limiter,
                  const CancelToken &cancel);

/// The data source behind the link or id that is configured for `definition`. NotFound says how to
/// share it; Usage names the choices where a database has several.
[[nodiscard]] Result<NotionSource> findNotionSource(const ServiceDefinition &definition,
                                                    const Configuration &configuration,
                                                    const std::shared_ptr<RateLimiter> &limiter,
                                                    const CancelToken &cancel);

/// Something that the hub lacks.
struct HubFinding
{
    QString service; ///< title
    QString sentence;
    QString statement; ///< SQL that mends it, where the sentence does not hold it

    bool operator==(const HubFinding &) const = default;
};

/// What a look at the hub showed.
struct HubReport
{
    QString name; ///< without any secret
    QString identity; ///< empty: nothing of ours is there yet
    bool makesItself = false; ///< the first sync makes what is missing
    int ready = 0; ///< services that can be synced as it is
    std::vector<HubFinding> findings;
};

/// Opens the hub for every service without changing it, and tells what the next sync of this home
/// would stop at. `formerHub` is the notation of the hub that the home has at present, which may be
/// another. An error concerns all services.
[[nodiscard]] Result<HubReport> checkHub(const std::vector<ServiceDefinition> &services,
                                         const Configuration &configuration,
                                         const QString &formerHub, const CancelToken &cancel);
