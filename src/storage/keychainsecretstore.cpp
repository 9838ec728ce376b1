#include "storage/keychainsecretstore.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QEventLoop>
#include <qt6keychain/keychain.h>

KeychainSecretStore::KeychainSecretStore(QString service)
    : m_service(std::move(service))
{ }

static void runJob(QKeychain::Job &job, const QString &key)
{
    QEventLoop loop;
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(key);
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    job.start();
    loop.exec();
}

static Error lockedError(const QString &key, const QString &code)
{
    return {ErrorKind::Auth,
            QStringLiteral("The system's keychain is locked and did not give access to %1; unlock "
                           "it, or set the environment variable.")
                .arg(key),
            {},
            code,
            {}};
}

/// A locked Secret Service that nobody unlocks says the same as one without the secret; the items
/// that it hides are listed for everyone (Secret Service API, SearchItems).
static bool isHiddenByALock(const QString &service, const QString &key)
{
    const QString name = QStringLiteral("org.freedesktop.secrets");
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || !bus.interface()->isServiceRegistered(name))
        return false;
    qDBusRegisterMetaType<QMap<QString, QString>>();
    QDBusMessage search = QDBusMessage::createMethodCall(
        name, QStringLiteral("/org/freedesktop/secrets"),
        QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("SearchItems"));
    search << QVariant::fromValue(
        QMap<QString, QString>{{QStringLiteral("server"), service}, {QStringLiteral("user"), key}});
    const QDBusMessage found = bus.call(search);
    if (found.type() != QDBusMessage::ReplyMessage || found.arguments().size() < 2)
        return false;
    const auto locked = qdbus_cast<QList<QDBusObjectPath>>(found.arguments().at(1));
    return !locked.isEmpty();
}

static Error keychainError(const QKeychain::Job &job, const QString &key)
{
    const QString code = QString::number(job.error());
    switch (job.error()) {
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return lockedError(key, code);
    default:
        // Most back ends report a missing service as "other error".
        return {ErrorKind::Usage,
                QStringLiteral("There is no usable keychain on this system (%1); install and start "
                               "one (for example GNOME Keyring or KWallet), or set the environment "
                               "variable %2.")
                    .arg(job.errorString(), key),
                {},
                code,
                {}};
    }
}

Result<QString> KeychainSecretStore::read(const QString &key)
{
    QKeychain::ReadPasswordJob job(m_service);
    runJob(job, key);
    if (job.error() == QKeychain::EntryNotFound) {
        if (isHiddenByALock(m_service, key))
            return failure(lockedError(key, QString::number(job.error())));
        return QString();
    }
    if (job.error() != QKeychain::NoError)
        return failure(keychainError(job, key));
    return job.textData();
}

Result<void> KeychainSecretStore::write(const QString &key, const QString &secret)
{
    QKeychain::WritePasswordJob job(m_service);
    job.setTextData(secret);
    runJob(job, key);
    if (job.error() != QKeychain::NoError)
        return failure(keychainError(job, key));
    return {};
}

Result<void> KeychainSecretStore::remove(const QString &key)
{
    QKeychain::DeletePasswordJob job(m_service);
    runJob(job, key);
    if (job.error() != QKeychain::NoError && job.error() != QKeychain::EntryNotFound)
        return failure(keychainError(job, key));
    return {};
}
