#pragma once

#include "core/instant.h"
#include "net/httpresponse.h"

#include <QString>

#include <chrono>
#include <optional>

/// Which requests may be sent again after an answer.
enum class Repeat {
    Never,
    Reads, ///< only what changes nothing
    Always, ///< the server certainly did nothing
};

/// What the table of retry rules says about this answer (Notion: status codes and request limits).
/// Answers that no rule names, successes included, are never repeated.
[[nodiscard]] Repeat repeatRule(const HttpResponse &response);

/// True for "too many requests" in any form that waiting can mend.
[[nodiscard]] bool isRateLimited(const HttpResponse &response);

/// How long the server asks to wait: the greater of Retry-After (seconds or an HTTP date) and the
/// body's `additional_data.retry_after`; nothing where it says neither.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const HttpResponse &response,
                                                                  Instant now);
