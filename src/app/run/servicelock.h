#pragma once

#include "app/home/configuration.h"

#include <QLockFile>

/// Keeps two runs of one service in one home apart, whatever hub they name: they share its state.
/// The lock of a process that is gone, however it ended, is taken over at once; that of a living
/// one never.
class ServiceLock
{
public:
    ServiceLock(const Configuration &configuration, const QString &service);

    /// Does not wait: ErrorKind::Locked names the process that holds it.
    [[nodiscard]] Result<void> take();

private:
    [[nodiscard]] bool tryOnce();

    QString m_service;
    QLockFile m_file;
};
