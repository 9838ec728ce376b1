#pragma once

#include "core/logentry.h"
#include "core/result.h"

#include <span>

/// How long a lease lasts unless it is renewed.
inline constexpr std::chrono::minutes LeaseTime{2};

/// What the hub offers beside its records: the lease that keeps two machines apart, and its copy of
/// sync_logs. Lives on the thread that made it.
class Hub
{
public:
    Hub() = default;
    Hub(const Hub &) = delete;
    Hub &operator=(const Hub &) = delete;
    virtual ~Hub() = default;

    /// Takes or renews the service's lease, for `LeaseTime`, by compare-and-set; `Locked` where
    /// another holder has it.
    [[nodiscard]] virtual Result<void> takeLease(const QString &service, const QString &holder,
                                                 Instant now)
        = 0;
    virtual void releaseLease(const QString &service, const QString &holder) = 0;

    [[nodiscard]] virtual Result<void> appendLog(std::span<const LogEntry> entries) = 0;
    /// Deletes rows of sync_logs that runs wrote before `oldest`; what other programs log stays.
    [[nodiscard]] virtual Result<void> pruneLog(Instant oldest) = 0;
};
