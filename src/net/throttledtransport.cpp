#include "net/throttledtransport.h"

#include "core/phrase.h"
#include "net/retryrules.h"

using namespace std::chrono_literals;

ThrottledTransport::ThrottledTransport(std::unique_ptr<HttpTransport> inner,
                                       std::shared_ptr<RateLimiter> limiter,
                                       std::shared_ptr<const Clock> clock)
    : m_inner(std::move(inner))
    , m_limiter(std::move(limiter))
    , m_clock(std::move(clock))
{ }

Result<HttpResponse> ThrottledTransport::send(const HttpRequest &request, const CancelToken &cancel)
{
    if (!m_limiter->acquire(cancel))
        return failure(ErrorKind::Cancelled, Phrase::tr("The request was cancelled."));
    Result<HttpResponse> result = m_inner->send(request, cancel);
    if (result && isRateLimited(*result))
        m_limiter->park(retryAfter(*result, m_clock->now()).value_or(1000ms));
    return result;
}
