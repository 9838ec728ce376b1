#pragma once

#include "app/home/configuration.h"

#include <QLockFile>

/// The living process that runs a service.
struct LockHolder
{
    qint64 process = 0;
    QString program;
    bool isUs = false;

    bool operator==(const LockHolder &) const = default;
};

/// Keeps two runs of one service in one home apart, whatever hub they name: they share its state.
/// The lock of a process that is gone, however it ended, is taken over at once; that of a living
/// one never.
class ServiceLock
{
public:
    ServiceLock(const Configuration &configuration, const QString &service);

    /// Does not wait: ErrorKind::Locked names the process that holds it.
    [[nodiscard]] Result<void> take();

    /// Who runs the service in this home now, as its lock tells; nothing where nobody does, or who
    /// did is gone. Only reads, so that it never stands in a run's way.
    [[nodiscard]] static std::optional<LockHolder> holder(const Configuration &configuration,
                                                          const QString &service);

private:
    [[nodiscard]] bool tryOnce();

    QString m_service;
    QLockFile m_file;
};
