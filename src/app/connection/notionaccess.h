#pragma once

#include "app/home/configuration.h"
#include "connectors/notion/notionapi.h"
#include "connectors/notion/notiontransports.h"

/// The way to the configured Notion, for one run.
[[nodiscard]] NotionAccess notionAccess(const Configuration &configuration,
                                        const std::shared_ptr<RateLimiter> &limiter);

/// Notion's calls for the thread that asks.
[[nodiscard]] NotionApi notionApi(const Configuration &configuration,
                                  const std::shared_ptr<RateLimiter> &limiter);
