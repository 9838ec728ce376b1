#pragma once

#include "core/canceltoken.h"
#include "core/secretstore.h"

#include <QStringList>

#include <functional>
#include <memory>

/// Where the secrets of one home are: the system's keychain, and for those that shall not or cannot
/// be stored there the memory of this process. Copies share that memory; every function may be
/// called from any thread.
class HomeSecrets
{
public:
    /// The keychain, for one task that the token stops.
    using OpenKeychain = std::function<std::unique_ptr<SecretStore>(const CancelToken &)>;

    explicit HomeSecrets(OpenKeychain openKeychain);

    [[nodiscard]] std::unique_ptr<SecretStore> keychain(const CancelToken &cancel) const;
    /// What is written here is gone with this process, and never on disk.
    [[nodiscard]] std::unique_ptr<SecretStore> memory() const;
    /// Reads from memory first, and asks the keychain for the others; writes into the keychain.
    [[nodiscard]] std::unique_ptr<SecretStore> all(const CancelToken &cancel) const;

    [[nodiscard]] bool isForSessionOnly(const QString &key) const;
    /// The memory's copies, once the keychain has newer ones.
    void forget(const QStringList &keys) const;

private:
    class Memory;

    OpenKeychain m_openKeychain;
    std::shared_ptr<Memory> m_memory;
};
