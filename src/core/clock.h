#pragma once

#include "core/canceltoken.h"
#include "core/instant.h"

#include <chrono>

/// The time and waiting, injected so that tests own both. Thread-safe.
class Clock
{
public:
    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual Instant now() const = 0;

    /// Blocks the calling thread; returns early, and false, as soon as `cancel` is set.
    virtual bool sleep(std::chrono::milliseconds duration, const CancelToken &cancel) const = 0;
};

/// The machine's own clock.
class SystemClock : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
    bool sleep(std::chrono::milliseconds duration, const CancelToken &cancel) const override;
};
