#pragma once

#include "core/clock.h"

#include <mutex>

/// A clock that only moves when somebody sleeps on it or a test says so. Thread-safe.
class ManualClock : public Clock
{
public:
    explicit ManualClock(Instant start = Instant(std::chrono::seconds(1'700'000'000)))
        : m_now(start)
    { }

    [[nodiscard]] Instant now() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_now;
    }

    bool sleep(std::chrono::milliseconds duration, const CancelToken &cancel) const override
    {
        if (cancel.isCancelled())
            return false;
        advance(duration);
        const std::lock_guard lock(m_mutex);
        m_slept += duration;
        return true;
    }

    void advance(std::chrono::milliseconds duration) const
    {
        const std::lock_guard lock(m_mutex);
        m_now += duration;
    }

    /// The sum of all sleeps.
    [[nodiscard]] std::chrono::milliseconds slept() const
    {
        const std::lock_guard lock(m_mutex);
        return m_slept;
    }

private:
    mutable std::mutex m_mutex;
    mutable Instant m_now;
    mutable std::chrono::milliseconds m_slept{0};
};
