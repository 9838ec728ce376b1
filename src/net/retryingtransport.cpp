#include "net/retryingtransport.h"

#include "core/phrase.h"
#include "net/transporterror.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace std::chrono;

static bool mayRepeat(const HttpRequest &request, const Result<HttpResponse> &result,
                      const RetryPolicy &policy)
{
    if (!result)
        return result.error().kind == ErrorKind::Unavailable
            && (policy.repeatsUnreachable || result.error().code != HostUnreachableCode);
    switch (policy.rule(*result)) {
    case Repeat::Always:
        return true;
    case Repeat::Reads:
        return !request.isWrite;
    case Repeat::Never:
        break;
    }
    return false;
}

RetryingTransport::RetryingTransport(std::unique_ptr<HttpTransport> inner,
                                     std::shared_ptr<const Clock> clock,
                                     std::shared_ptr<RequestCounter> counter, RetryPolicy policy)
    : m_inner(std::move(inner))
    , m_clock(std::move(clock))
    , m_counter(std::move(counter))
    , m_policy(std::move(policy))
{ }

Result<HttpResponse> RetryingTransport::send(const HttpRequest &request, const CancelToken &cancel)
{
    Result<HttpResponse> result = sendOnce(request, cancel);
    for (int attempt = 0; attempt < m_policy.retries && mayRepeat(request, result, m_policy);
         ++attempt) {
        const milliseconds wait = delay(result, attempt);
        if (wait > m_policy.longestWait)
            break;
        if (!m_clock->sleep(wait, cancel))
            return failure(ErrorKind::Cancelled, Phrase::tr("The request was cancelled."));
        m_counter->addRetry();
        result = sendOnce(request, cancel);
    }
    return result;
}

Result<HttpResponse> RetryingTransport::sendOnce(const HttpRequest &request,
                                                 const CancelToken &cancel)
{
    m_counter->addRequest();
    Result<HttpResponse> result = m_inner->send(request, cancel);
    if (result && isRateLimited(*result))
        m_counter->addRateLimited();
    return result;
}

milliseconds RetryingTransport::delay(const Result<HttpResponse> &result, int attempt) const
{
    const milliseconds base = m_policy.firstDelay * (1 << attempt);
    const double stretch = 1 + m_policy.jitter * QRandomGenerator::global()->generateDouble();
    const auto backoff = duration_cast<milliseconds>(duration<double, std::milli>(base) * stretch);
    const auto asked = result ? retryAfter(*result, m_clock->now()) : std::nullopt;
    return asked ? std::max(*asked, backoff) : backoff;
}
