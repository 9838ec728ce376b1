#include "storage/keychainsecretstore.h"

#include "core/phrase.h"
#include "storage/keychainthread.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QElapsedTimer>

using namespace std::chrono_literals;

namespace {

constexpr auto UndoPatience = 5s;
constexpr int BusPatience = 2'000; // ms
/// A keychain that reports a failure only after this time is one that does not answer: the session
/// bus gives up by itself.
constexpr auto SlowestRefusal = 15s;

Error keychainError(ErrorKind kind, QLatin1String code, const QString &detail)
{
    return {kind, detail, {}, code, {}};
}

Error lockedError(const QString &key)
{
    return keychainError(ErrorKind::Auth, KeychainLockedCode,
                         Phrase::tr("The system's keychain is locked and did not give access "
                                    "to %1; unlock it, or set the environment variable.")
                             .arg(key));
}

Error silentError(const QString &key)
{
    return keychainError(ErrorKind::Auth, KeychainSilentCode,
                         Phrase::tr("The system's keychain did not answer; see whether it asks "
                                    "to be unlocked and try again, or set the environment "
                                    "variable %1.")
                             .arg(key));
}

Error stoppedError()
{
    return keychainError(ErrorKind::Cancelled, KeychainStoppedCode,
                         Phrase::tr("The system's keychain was not waited for."));
}

/// Most back ends report a missing service as "other error".
Error missingError(const QString &key, const QString &reason)
{
    return keychainError(
        ErrorKind::Usage, KeychainMissingCode,
        Phrase::tr("There is no usable keychain on this system (%1); install and start one "
                   "(for example GNOME Keyring or KWallet), or set the environment variable "
                   "%2.")
            .arg(reason, key));
}

/// A locked Secret Service that nobody unlocks says the same as one without the secret; the items
/// that it hides are listed for everyone (Secret Service API, SearchItems).
bool isHiddenByALock(const QString &service, const QString &key)
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
    const QDBusMessage found = bus.call(search, QDBus::Block, BusPatience);
    if (found.type() != QDBusMessage::ReplyMessage || found.arguments().size() < 2)
        return false;
    const auto locked = qdbus_cast<QList<QDBusObjectPath>>(found.arguments().at(1));
    return !locked.isEmpty();
}

/// A refusal as an error; "there is no such entry" is none.
Result<KeychainAnswer> understand(const KeychainAnswer &answer, const QString &key,
                                  std::chrono::milliseconds took)
{
    switch (answer.error) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return answer;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return failure(lockedError(key));
    default:
        return failure(took > SlowestRefusal ? silentError(key)
                                             : missingError(key, answer.message));
    }
}

Result<KeychainAnswer> ask(const KeychainRequest &request, std::chrono::milliseconds patience,
                           const CancelToken &cancel)
{
    QElapsedTimer time;
    time.start();
    const auto answer = KeychainThread::ofProcess().ask(request, patience, cancel);
    if (!answer)
        return failure(cancel.isCancelled() ? stoppedError() : silentError(request.key));
    return understand(*answer, request.key, std::chrono::milliseconds(time.elapsed()));
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service, CancelToken cancel,
                                         std::chrono::milliseconds patience)
    : m_service(std::move(service))
    , m_cancel(std::move(cancel))
    , m_patience(patience)
{ }

Result<QString> KeychainSecretStore::read(const QString &key)
{
    const auto answer
        = ask({KeychainRequest::Kind::Read, m_service, key, {}, {}}, m_patience, m_cancel);
    if (!answer)
        return failure(answer.error());
    if (answer->error == QKeychain::EntryNotFound && isHiddenByALock(m_service, key))
        return failure(lockedError(key));
    return answer->secret;
}

Result<void> KeychainSecretStore::write(const QString &key, const QString &secret)
{
    const auto before = read(key);
    if (!before)
        return failure(before.error());
    const auto written = ask({KeychainRequest::Kind::Write, m_service, key, secret, *before},
                             m_patience, m_cancel);
    if (!written)
        return failure(written.error());
    return written->error == QKeychain::NoError ? Result<void>() : failure(lockedError(key));
}

Result<void> KeychainSecretStore::remove(const QString &key)
{
    const auto before = read(key);
    if (!before)
        return failure(before.error());
    const auto removed
        = ask({KeychainRequest::Kind::Remove, m_service, key, {}, *before}, m_patience, m_cancel);
    return removed ? Result<void>() : failure(removed.error());
}

void KeychainSecretStore::putBack(const QString &key, const QString &secret)
{
    KeychainSecretStore undo(m_service, {}, UndoPatience);
    (void)(secret.isEmpty() ? undo.remove(key) : undo.write(key, secret));
}
