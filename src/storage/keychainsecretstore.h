#pragma once

#include "core/canceltoken.h"
#include "core/secretstore.h"

#include <chrono>

/// Secrets in the system's keychain (Secret Service, KWallet), never anywhere else. Each call waits
/// for the keychain, which may ask its owner to unlock it, on the calling thread: until it answers,
/// for at most `patience`, and no longer than `cancel` allows. What was not waited for does not
/// happen later either: a secret that the keychain stores after that is replaced by the one before.
/// The codes of its errors are those of core/secretstore.h.
class KeychainSecretStore : public SecretStore
{
public:
    /// A person may be looking for a password.
    static constexpr std::chrono::milliseconds Patience = std::chrono::minutes(1);

    /// `service` is the name under which the keychain shows the secrets.
    explicit KeychainSecretStore(QString service, CancelToken cancel = {},
                                 std::chrono::milliseconds patience = Patience);

    [[nodiscard]] Result<QString> read(const QString &key) override;
    [[nodiscard]] Result<void> write(const QString &key, const QString &secret) override;
    [[nodiscard]] Result<void> remove(const QString &key) override;
    /// Not stopped by the token, and short: what was there went in a moment ago.
    void putBack(const QString &key, const QString &secret) override;

private:
    QString m_service;
    CancelToken m_cancel;
    std::chrono::milliseconds m_patience;
};
