#include "net/ratelimiter.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono;
using namespace std::chrono_literals;

/// A minute, and a little for requests that overtake each other on the way to the server.
static constexpr milliseconds Window = 60s + 250ms;

RateLimiter::RateLimiter(std::shared_ptr<const Clock> clock, double requestsPerSecond)
    : m_clock(std::move(clock))
    , m_budget(std::max(1, static_cast<int>(std::floor(60 * requestsPerSecond))))
{ }

bool RateLimiter::acquire(const CancelToken &cancel)
{
    while (!cancel.isCancelled()) {
        const milliseconds wait = takeOrWait();
        if (wait <= milliseconds::zero())
            return true;
        if (!m_clock->sleep(wait, cancel))
            return false;
    }
    return false;
}

void RateLimiter::park(milliseconds duration)
{
    const std::lock_guard lock(m_mutex);
    const Instant now = m_clock->now();
    if (now + duration <= m_parkedUntil && now >= m_parkedAt)
        return;
    m_parkedAt = now;
    m_parkedUntil = now + duration;
}

int RateLimiter::available() const
{
    const std::lock_guard lock(m_mutex);
    const Instant now = m_clock->now();
    forgetOld(now);
    if (now < m_parkedUntil && now >= m_parkedAt)
        return 0;
    return m_budget - static_cast<int>(m_granted.size());
}

milliseconds RateLimiter::wait() const
{
    const std::lock_guard lock(m_mutex);
    const Instant now = m_clock->now();
    forgetOld(now);
    return waitAt(now);
}

milliseconds RateLimiter::waitAt(Instant now) const
{
    if (now < m_parkedUntil && now >= m_parkedAt)
        return ceil<milliseconds>(m_parkedUntil - now);
    if (static_cast<int>(m_granted.size()) >= m_budget)
        return std::max(ceil<milliseconds>(m_granted.front() + Window - now), 1ms);
    return 0ms;
}

milliseconds RateLimiter::takeOrWait()
{
    const std::lock_guard lock(m_mutex);
    const Instant now = m_clock->now();
    forgetOld(now);
    const milliseconds wait = waitAt(now);
    if (wait == 0ms)
        m_granted.push_back(now);
    return wait;
}

void RateLimiter::forgetOld(Instant now) const
{
    // A clock that was set back must not keep the budget locked for as long as it was set back.
    for (Instant &granted : m_granted)
        granted = std::min(granted, now);
    while (!m_granted.empty() && m_granted.front() + Window <= now)
        m_granted.pop_front();
}
