#include "app/home/homesecrets.h"

#include <QMap>
#include <QMutex>

class HomeSecrets::Memory
{
public:
    [[nodiscard]] QString value(const QString &key) const
    {
        const QMutexLocker lock(&m_mutex);
        return m_secrets.value(key);
    }

    void set(const QString &key, const QString &secret)
    {
        const QMutexLocker lock(&m_mutex);
        if (secret.isEmpty())
            m_secrets.remove(key);
        else
            m_secrets.insert(key, secret);
    }

private:
    mutable QMutex m_mutex;
    QMap<QString, QString> m_secrets;
};

namespace {

template <typename Memory>
class MemoryStore : public SecretStore
{
public:
    explicit MemoryStore(std::shared_ptr<Memory> memory)
        : m_memory(std::move(memory))
    { }

    Result<QString> read(const QString &key) override { return m_memory->value(key); }
    Result<void> write(const QString &key, const QString &secret) override
    {
        m_memory->set(key, secret);
        return {};
    }
    Result<void> remove(const QString &key) override { return write(key, {}); }

private:
    std::shared_ptr<Memory> m_memory;
};

/// The keychain behind what is kept for the session.
class LayeredStore : public SecretStore
{
public:
    LayeredStore(std::unique_ptr<SecretStore> first, std::unique_ptr<SecretStore> keychain)
        : m_first(std::move(first))
        , m_keychain(std::move(keychain))
    { }

    Result<QString> read(const QString &key) override
    {
        auto kept = m_first->read(key);
        return kept && !kept->isEmpty() ? kept : m_keychain->read(key);
    }
    Result<void> write(const QString &key, const QString &secret) override
    {
        return m_keychain->write(key, secret);
    }
    Result<void> remove(const QString &key) override { return m_keychain->remove(key); }

private:
    std::unique_ptr<SecretStore> m_first;
    std::unique_ptr<SecretStore> m_keychain;
};

} // namespace

HomeSecrets::HomeSecrets(OpenKeychain openKeychain)
    : m_openKeychain(std::move(openKeychain))
    , m_memory(std::make_shared<Memory>())
{ }

std::unique_ptr<SecretStore> HomeSecrets::keychain(const CancelToken &cancel) const
{
    return m_openKeychain(cancel);
}

std::unique_ptr<SecretStore> HomeSecrets::memory() const
{
    return std::make_unique<MemoryStore<Memory>>(m_memory);
}

std::unique_ptr<SecretStore> HomeSecrets::all(const CancelToken &cancel) const
{
    return std::make_unique<LayeredStore>(memory(), keychain(cancel));
}

bool HomeSecrets::isForSessionOnly(const QString &key) const
{
    return !m_memory->value(key).isEmpty();
}

void HomeSecrets::forget(const QStringList &keys) const
{
    for (const QString &key : keys)
        m_memory->set(key, {});
}
