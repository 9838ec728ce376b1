#pragma once

#include "app/history/waitingitems.h"
#include "core/history.h"

#include <QJsonObject>

/// What `usync list` tells of one service.
struct ServiceStatus
{
    QString name;
    QString title;
    QString pattern;
    bool enabled = false;
    QString lacks; ///< one sentence; empty: it can run
    std::optional<RunRecord> lastRun; ///< dry runs aside
    int openConflicts = 0;
};

[[nodiscard]] QJsonObject serviceStatusJson(const ServiceStatus &status);

/// The run's document without its diff, as it was stored.
[[nodiscard]] QJsonObject runRecordJson(const RunRecord &run);
[[nodiscard]] QJsonObject logEntryJson(const LogEntry &entry);
[[nodiscard]] QJsonObject waitingItemJson(const WaitingItem &item);
