#include "app/run/servicelock.h"

#include "app/home/privatefile.h"

#include <QFileInfo>

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
                       QStringLiteral("The lock %1 cannot be written; check the rights of the "
                                      "folder and the free space.")
                           .arg(m_file.fileName()));
    qint64 process = 0;
    QString host;
    QString program;
    const QString holder = m_file.getLockInfo(&process, &host, &program)
        ? QStringLiteral(" (%1, process %2)").arg(program).arg(process)
        : QString();
    return failure(ErrorKind::Locked,
                   QStringLiteral("Another run of \"%1\" is at work%2; wait for it to end.")
                       .arg(m_service, holder));
}
