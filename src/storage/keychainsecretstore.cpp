#include "storage/keychainsecretstore.h"

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

static Error keychainError(const QKeychain::Job &job, const QString &key)
{
    const QString code = QString::number(job.error());
    switch (job.error()) {
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return {ErrorKind::Auth,
                QStringLiteral("The system's keychain did not give access to %1; unlock it and "
                               "allow the access.")
                    .arg(key),
                {},
                code,
                {}};
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
    if (job.error() == QKeychain::EntryNotFound)
        return QString();
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
