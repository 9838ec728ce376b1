#pragma once

#include "core/result.h"

/// What the codes of a keychain's errors begin with: nothing can be read or stored there.
inline constexpr QLatin1String KeychainCode("keychain");
/// The keychain is there, and nobody waited for it (any longer).
inline constexpr QLatin1String KeychainStoppedCode("keychain-stopped");
inline constexpr QLatin1String KeychainSilentCode("keychain-silent");
inline constexpr QLatin1String KeychainLockedCode("keychain-locked");
inline constexpr QLatin1String KeychainMissingCode("keychain-missing");

/// Keeps secrets: the system's keychain, the memory of this process, or a fake in tests. Keys are
/// the names of the environment variables. Blocks the calling thread; never used from the GUI
/// thread.
class SecretStore
{
public:
    SecretStore() = default;
    SecretStore(const SecretStore &) = delete;
    SecretStore &operator=(const SecretStore &) = delete;
    virtual ~SecretStore() = default;

    /// Empty where there is no such secret; an error where there is no keychain.
    [[nodiscard]] virtual Result<QString> read(const QString &key) = 0;
    [[nodiscard]] virtual Result<void> write(const QString &key, const QString &secret) = 0;
    [[nodiscard]] virtual Result<void> remove(const QString &key) = 0;
    /// As far as it can: what was there before a change that has to be undone; empty: nothing was.
    virtual void putBack(const QString &key, const QString &secret)
    {
        (void)(secret.isEmpty() ? remove(key) : write(key, secret));
    }
};
