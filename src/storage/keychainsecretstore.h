#pragma once

#include "core/secretstore.h"

/// Secrets in the system's keychain (Secret Service, KWallet), never anywhere else. Each call waits
/// for the keychain, which may ask its owner to unlock it, in a local event loop.
class KeychainSecretStore : public SecretStore
{
public:
    /// `service` is the name under which the keychain shows the secrets.
    explicit KeychainSecretStore(QString service);

    [[nodiscard]] Result<QString> read(const QString &key) override;
    [[nodiscard]] Result<void> write(const QString &key, const QString &secret) override;
    [[nodiscard]] Result<void> remove(const QString &key) override;

private:
    QString m_service;
};
