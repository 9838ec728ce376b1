#pragma once

#include "core/clock.h"
#include "net/httptransport.h"
#include "net/requestcounter.h"
#include "net/retryrules.h"

/// How often and how patiently a request is repeated.
struct RetryPolicy
{
    int retries = 3;
    std::chrono::milliseconds firstDelay{1000}; ///< doubled each time
    double jitter = 0.25; ///< each delay is longer by up to this share
    /// A server that asks for a longer wait than this is not waited for.
    std::chrono::milliseconds longestWait{std::chrono::minutes(15)};
    /// Whether to try again where nobody is there (HostUnreachableCode); not for a person who waits
    /// to hear whether an address is right.
    bool repeatsUnreachable = true;
    /// Which answers may be followed by the same request once more.
    std::function<Repeat(const HttpResponse &)> rule = repeatRule;
};

/// Sends again what may be sent again: too many requests always, server errors and lost answers
/// only for what changes nothing. After the last attempt the last answer is handed on as it is.
/// Counts every request it sends. One thread per object; the clock and the counter may be shared.
class RetryingTransport : public HttpTransport
{
public:
    RetryingTransport(std::unique_ptr<HttpTransport> inner, std::shared_ptr<const Clock> clock,
                      std::shared_ptr<RequestCounter> counter, RetryPolicy policy = {});

    [[nodiscard]] Result<HttpResponse> send(const HttpRequest &request,
                                            const CancelToken &cancel) override;

private:
    [[nodiscard]] Result<HttpResponse> sendOnce(const HttpRequest &request,
                                                const CancelToken &cancel);
    [[nodiscard]] std::chrono::milliseconds delay(const Result<HttpResponse> &result,
                                                  int attempt) const;

    std::unique_ptr<HttpTransport> m_inner;
    std::shared_ptr<const Clock> m_clock;
    std::shared_ptr<RequestCounter> m_counter;
    RetryPolicy m_policy;
};
