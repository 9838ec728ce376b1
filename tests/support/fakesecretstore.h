#pragma once

#include "core/secretstore.h"

#include <QMap>

/// A keychain in memory, or one that does not take any secret, or not this one.
class FakeSecretStore : public SecretStore
{
public:
    explicit FakeSecretStore(bool isThere = true)
        : m_isThere(isThere)
    { }

    Result<QString> read(const QString &key) override { return secrets.value(key); }
    Result<void> write(const QString &key, const QString &secret) override
    {
        if (!m_isThere || key == refused)
            return failure(ErrorKind::Storage, QStringLiteral("There is no keychain."));
        secrets.insert(key, secret);
        return {};
    }
    Result<void> remove(const QString &key) override
    {
        secrets.remove(key);
        return {};
    }

    QMap<QString, QString> secrets;
    QString refused;

private:
    bool m_isThere;
};
