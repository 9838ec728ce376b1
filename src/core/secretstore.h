#pragma once

#include "core/result.h"

/// Keeps secrets: the system's keychain, or a fake in tests. Keys are the names of the environment
/// variables. Blocks the calling thread; never used from the GUI thread.
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
};
