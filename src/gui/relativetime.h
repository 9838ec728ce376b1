#pragma once

#include "core/instant.h"

#include <QString>

/// "just now", "2 min ago", "3 h ago", "yesterday", "12 Nov"; a time after `now` counts as just
/// now. Local time decides what yesterday is.
[[nodiscard]] QString relativeTime(Instant then, Instant now);

/// "0.4 s", "12 s", "3 min 20 s", "2 h 5 min".
[[nodiscard]] QString durationText(std::chrono::milliseconds duration);
