#include "app/connection/notionaccess.h"

NotionAccess notionAccess(const Configuration &configuration,
                          const std::shared_ptr<RateLimiter> &limiter)
{
    NotionAccess access;
    access.origin = configuration.notionUrl;
    access.token = configuration.notionToken.toUtf8();
    access.limiter = limiter;
    access.clock = std::make_shared<SystemClock>();
    access.counter = std::make_shared<RequestCounter>();
    return access;
}

NotionApi notionApi(const Configuration &configuration, const std::shared_ptr<RateLimiter> &limiter)
{
    NotionAccess access = notionAccess(configuration, limiter);
    access.retries.repeatsUnreachable = false;
    return {configuration.notionUrl, notionTransports(access)()};
}
