#include "core/clock.h"

#include <algorithm>
#include <thread>

using namespace std::chrono;

/// How long a sleeper may take to notice that it was cancelled.
static constexpr milliseconds CancelLatency{20};

Instant SystemClock::now() const
{
    return floor<microseconds>(system_clock::now());
}

bool SystemClock::sleep(milliseconds duration, const CancelToken &cancel) const
{
    const auto end = steady_clock::now() + duration;
    while (!cancel.isCancelled()) {
        const auto left = duration_cast<milliseconds>(end - steady_clock::now());
        if (left <= milliseconds::zero())
            return true;
        std::this_thread::sleep_for(std::min(left, CancelLatency));
    }
    return false;
}
