#pragma once

#include "core/clock.h"

#include <deque>
#include <memory>
#include <mutex>

/// The budget of one token, shared by every thread and every service that uses it: at most
/// `60 × requestsPerSecond` requests in any sliding minute, in bursts if they come so. It also is
/// the token's gate: while parked, nobody passes. Thread-safe.
class RateLimiter
{
public:
    RateLimiter(std::shared_ptr<const Clock> clock, double requestsPerSecond);

    /// Waits for a place in the budget and takes it; false if cancelled before.
    [[nodiscard]] bool acquire(const CancelToken &cancel);

    /// Lets nobody pass for this long from now; a longer park that is already set stays.
    void park(std::chrono::milliseconds duration);

    /// Requests that could go out at once.
    [[nodiscard]] int available() const;
    /// How long until one could go out; zero: at once.
    [[nodiscard]] std::chrono::milliseconds wait() const;
    /// Requests in one minute.
    [[nodiscard]] int budget() const { return m_budget; }

private:
    [[nodiscard]] std::chrono::milliseconds takeOrWait();
    [[nodiscard]] std::chrono::milliseconds waitAt(Instant now) const;
    void forgetOld(Instant now) const;

    const std::shared_ptr<const Clock> m_clock;
    const int m_budget;
    mutable std::mutex m_mutex;
    mutable std::deque<Instant> m_granted;
    Instant m_parkedAt{};
    Instant m_parkedUntil{};
};
