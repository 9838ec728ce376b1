#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

/// A point in time, UTC, to the microsecond (what PostgreSQL keeps). Civil dates are QDate and are
/// never instants.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// An edit happened somewhere in [from, to): `to - from` is the resolution of the side's stamp.
struct TimeInterval
{
    Instant from;
    Instant to;

    bool operator==(const TimeInterval &) const = default;
};

/// How far a server's clock is ahead of this machine's, as far as it was measured: somewhere
/// between the two. Zero: it is this machine's.
struct ClockOffset
{
    std::chrono::microseconds least{0};
    std::chrono::microseconds most{0};

    /// The server's time by this machine's clock.
    [[nodiscard]] TimeInterval toLocal(const TimeInterval &server) const
    {
        return {server.from - most, server.to - least};
    }

    bool operator==(const ClockOffset &) const = default;
};

/// Parses ISO 8601 / RFC 3339 and PostgreSQL's form with a space, 0 to 9 digits of fraction
/// (rounded to microseconds). Text without an offset counts as UTC; nothing on anything else, a
/// bare date included.
[[nodiscard]] std::optional<Instant> parseInstant(QStringView text);

/// "2026-11-22T07:39:00.123456Z"; the fraction is left out where it is zero, trailing zeros
/// trimmed.
[[nodiscard]] QString formatInstant(Instant instant);

[[nodiscard]] QDateTime toDateTime(Instant instant);
[[nodiscard]] Instant fromDateTime(const QDateTime &time);
