#pragma once

#include "core/clock.h"
#include "net/httptransport.h"
#include "net/ratelimiter.h"
#include "net/requestcounter.h"
#include "net/retryingtransport.h"
#include "net/serverclock.h"

/// What all transports of one Notion token have in common.
struct NotionAccess
{
    QUrl origin; ///< https://api.notion.com, or where NOTION_API_URL points
    QByteArray token;
    std::shared_ptr<RateLimiter> limiter; ///< shared by every service that uses the token
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<RequestCounter> counter; ///< of one run
    RetryPolicy retries;
    /// Notion's, measured as it answers.
    std::shared_ptr<ServerClock> serverClock = std::make_shared<ServerClock>();
};

/// Makes transports that authorise, pace and repeat requests to Notion. The factory holds the token
/// and may be called on any thread.
[[nodiscard]] TransportFactory notionTransports(const NotionAccess &access);
