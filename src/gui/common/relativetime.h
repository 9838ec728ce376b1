#pragma once

#include "core/instant.h"

#include <QString>

/// "just now", "2 min ago", "3 h ago", "yesterday", "12 Nov"; a time after `now` counts as just
/// now. Local time decides what yesterday is.
[[nodiscard]] QString relativeTime(Instant then, Instant now);

/// "today 09:41:03", "yesterday 18:20", "12 Nov 09:41", in local time: to the second only where the
/// side tells its edit times as exactly as that.
[[nodiscard]] QString editTimeText(const TimeInterval &edited, Instant now);

/// "0.4 s", "12 s", "3 min 20 s", "2 h 5 min".
[[nodiscard]] QString durationText(std::chrono::milliseconds duration);
