#include "app/session/backends.h"

#include "sandbox/notionsandbox.h"
#include "storage/keychainsecretstore.h"
#include "storage/sqlitehistory.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>

std::unique_ptr<SandboxServer> makeSandboxServer()
{
    return std::make_unique<NotionSandbox>();
}

/// Symbolic links resolved, also where the folder is not made yet.
static QString canonicalFolder(const QString &path)
{
    const QString absolute = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    QString canonical = QFileInfo(absolute).canonicalFilePath();
    const QFileInfo folder(absolute);
    if (!canonical.isEmpty() || folder.isRoot())
        return canonical;
    return QDir(canonicalFolder(folder.path())).filePath(folder.fileName());
}

QString keychainName(const QString &home)
{
    constexpr int shownBytes = 8;
    QString name = QStringLiteral("unified-sync");
    const QString folder = canonicalFolder(home);
    const QString ownFolder = canonicalFolder(
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u'/' + name);
    if (home.isEmpty() || folder == ownFolder)
        return name;
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256);
    return name + u'-' + QString::fromLatin1(hash.left(shownBytes).toHex());
}

std::unique_ptr<SecretStore> makeSecretStore(const CancelToken &cancel)
{
    return std::make_unique<KeychainSecretStore>(
        keychainName(qEnvironmentVariable("UNIFIED_SYNC_HOME")), cancel);
}

Result<std::unique_ptr<History>> openHistory(const Configuration &configuration)
{
    auto database = StateDatabase::open(configuration.stateFile());
    if (!database)
        return failure(database.error());
    return std::make_unique<SqliteHistory>(*database);
}
