#include "app/run/servicelock.h"

#include "app/home/privatefile.h"
#include "core/phrase.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSysInfo>

#include <cerrno>
#include <csignal>

static QString lockPath(const Configuration &configuration, const QString &service)
{
    return QStringLiteral("%1/locks/%2.lock").arg(configuration.stateFolder, service);
}

ServiceLock::ServiceLock(const Configuration &configuration, const QString &service)
    : m_service(service)
    , m_file(lockPath(configuration, service))
{
    // A run may take hours: age says nothing, only whether the process lives.
    m_file.setStaleLockTime(0);
}

bool ServiceLock::tryOnce()
{
    if (m_file.tryLock(0))
        return true;
    qint64 process = 0;
    QString host;
    QString program;
    const bool isReadable = m_file.getLockInfo(&process, &host, &program);
    // Killed between making the file and writing to it. Removing it fails where its maker lives.
    return !isReadable && m_file.removeStaleLockFile() && m_file.tryLock(0);
}

Result<void> ServiceLock::take()
{
    auto folder = makePrivateFolder(QFileInfo(m_file.fileName()).absolutePath());
    if (!folder)
        return folder;
    if (tryOnce())
        return {};
    if (m_file.error() == QLockFile::PermissionError)
        return failure(ErrorKind::Storage,
                       Phrase::tr("The lock %1 cannot be written; check the rights of the "
                                  "folder and the free space.")
                           .arg(m_file.fileName()));
    qint64 process = 0;
    QString host;
    QString program;
    const QString holder = m_file.getLockInfo(&process, &host, &program)
        ? Phrase::tr(" (%1, process %2)").arg(program).arg(process)
        : QString();
    return failure(ErrorKind::Locked,
                   Phrase::tr("Another run of \"%1\" is at work%2; wait for it to end.")
                       .arg(m_service, holder));
}

/// A process of that number lives, and runs the program that took the lock: numbers are used again.
static bool isAlive(qint64 process, const QString &program)
{
    if (process <= 0 || (::kill(pid_t(process), 0) != 0 && errno != EPERM))
        return false;
    const QString running = QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(process));
    return running.isEmpty() || program.isEmpty()
        || QFileInfo(running).fileName().startsWith(program);
}

std::optional<LockHolder> ServiceLock::holder(const Configuration &configuration,
                                              const QString &service)
{
    const QString path = lockPath(configuration, service);
    if (!QFileInfo::exists(path))
        return std::nullopt;
    qint64 process = 0;
    QString host;
    QString program;
    if (!QLockFile(path).getLockInfo(&process, &host, &program))
        return std::nullopt;
    // Of a process on another machine nothing more is known than that it has not let go.
    const bool isHere = host.isEmpty() || host == QSysInfo::machineHostName();
    if (isHere && !isAlive(process, program))
        return std::nullopt;
    return LockHolder{process, program, isHere && process == QCoreApplication::applicationPid()};
}
