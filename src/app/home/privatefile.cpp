#include "app/home/privatefile.h"

#include "core/phrase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

static constexpr QFileDevice::Permissions OwnerFolder
    = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
static constexpr QFileDevice::Permissions OwnerFile
    = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Result<void> makePrivateFolder(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return {};
    const QString parent = info.absolutePath();
    if (parent != info.absoluteFilePath()) {
        if (auto made = makePrivateFolder(parent); !made)
            return made;
    }
    // Another run may make the same folder at the same moment.
    if (!QDir().mkdir(path, OwnerFolder) && !QFileInfo(path).isDir())
        return failure(ErrorKind::Storage,
                       Phrase::tr("The folder %1 cannot be made; check the rights of the folder "
                                  "above it and the free space.")
                           .arg(path));
    return {};
}

Result<void> writePrivateFile(const QString &path, const QByteArray &content)
{
    if (auto made = makePrivateFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(OwnerFile)
        && file.write(content) == content.size() && file.commit();
    if (!written)
        return failure(
            ErrorKind::Storage,
            Phrase::tr("The file %1 cannot be written: %2.").arg(path, file.errorString()));
    return {};
}
