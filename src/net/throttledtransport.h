#pragma once

#include "core/clock.h"
#include "net/httptransport.h"
#include "net/ratelimiter.h"

/// Takes a place in the token's budget before each request, and parks the whole token for as long
/// as the server asks when it answers "too many requests". Belongs inside a RetryingTransport, so
/// that repetitions are paid for as well.
class ThrottledTransport : public HttpTransport
{
public:
    ThrottledTransport(std::unique_ptr<HttpTransport> inner, std::shared_ptr<RateLimiter> limiter,
                       std::shared_ptr<const Clock> clock);

    [[nodiscard]] Result<HttpResponse> send(const HttpRequest &request,
                                            const CancelToken &cancel) override;

private:
    std::unique_ptr<HttpTransport> m_inner;
    std::shared_ptr<RateLimiter> m_limiter;
    std::shared_ptr<const Clock> m_clock;
};
