#include "storage/keychainsecretstore.h"

#include <QTest>

/// A machine without a session bus has no keychain: what a person is told then. Storing for real is
/// tested with a keychain started for the purpose.
class TestKeychainSecretStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void saysThatThereIsNoKeychain();
    void neverNamesTheSecret();
};

void TestKeychainSecretStore::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

void TestKeychainSecretStore::saysThatThereIsNoKeychain()
{
    KeychainSecretStore store(QStringLiteral("unified-sync-test"));
    const Result<QString> secret = store.read(QStringLiteral("NOTION_API_TOKEN"));
    QVERIFY(!secret);
    QCOMPARE(secret.error().kind, ErrorKind::Usage);
    QVERIFY(secret.error().detail.contains(QLatin1String("no usable keychain")));
    QVERIFY(secret.error().detail.contains(QLatin1String("NOTION_API_TOKEN")));
}

void TestKeychainSecretStore::neverNamesTheSecret()
{
    KeychainSecretStore store(QStringLiteral("unified-sync-test"));
    const Result<void> written
        = store.write(QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("hunter2"));
    QVERIFY(!written);
    QVERIFY(!written.error().detail.contains(QLatin1String("hunter2")));
    QVERIFY(!store.remove(QStringLiteral("NOTION_API_TOKEN")));
}

QTEST_GUILESS_MAIN(TestKeychainSecretStore)
#include "tst_keychainsecretstore.moc"
