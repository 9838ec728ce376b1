#pragma once

#include "core/instant.h"

#include <QJsonObject>
#include <QString>

/// One row of sync_logs.
struct LogEntry
{
    QString id; ///< UUID
    QString eventType; ///< sync_started, sync_complete, sync_failed, create, update, delete,
                       ///< conflict, guard
    QString status; ///< success, error, info
    QString message;
    QJsonObject details; ///< service, run_id, counts per side and direction, duration, error
    Instant createdAt{};

    [[nodiscard]] QString service() const
    {
        return details.value(QLatin1String("service")).toString();
    }
};
