#include "app/connectionsettings.h"
#include "app/settingsfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

namespace {

/// A keychain in memory, or none at all.
class FakeSecretStore : public SecretStore
{
public:
    explicit FakeSecretStore(bool isThere)
        : m_isThere(isThere)
    { }

    Result<QString> read(const QString &key) override { return secrets.value(key); }
    Result<void> write(const QString &key, const QString &secret) override
    {
        if (!m_isThere)
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

private:
    bool m_isThere;
};

const QString Books = QStringLiteral("books");
const QString Id = QStringLiteral("0123456789abcdef0123456789abcdef");

std::vector<ServiceDefinition> services()
{
    ServiceDefinition definition;
    definition.name = Books;
    return {definition};
}

} // namespace

class TestConnectionSettings : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void findsIdInLink_data();
    void findsIdInLink();
    void tokenGoesToKeychainAndIdsToSettings();
    void emptyTokenKeepsTheStoredOne();
    void emptyIdForgetsTheDatabase();
    void storesNothingWithoutKeychain();

private:
    Configuration configuration() const
    {
        Configuration configuration;
        configuration.configFolder = m_folder->path();
        return configuration;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestConnectionSettings::findsIdInLink_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("id");
    QTest::newRow("id") << Id << Id;
    QTest::newRow("dashes") << QStringLiteral(" 01234567-89ab-cdef-0123-456789abcdef ") << Id;
    QTest::newRow("link with view")
        << QStringLiteral("https://www.notion.so/me/Books-%1?v=%2").arg(Id, Id) << Id;
    QTest::newRow("something else") << "books"
                                    << "books";
    QTest::newRow("nothing") << " "
                             << "";
}

void TestConnectionSettings::findsIdInLink()
{
    QFETCH(const QString, pasted);
    QFETCH(const QString, id);
    QCOMPARE(databaseIdIn(pasted), id);
}

void TestConnectionSettings::tokenGoesToKeychainAndIdsToSettings()
{
    FakeSecretStore secrets(true);
    const ConnectionSettings entered{QStringLiteral("ntn_secret"), {{Books, Id}}};
    QVERIFY(saveConnection(entered, services(), configuration(), secrets));
    QCOMPARE(secrets.secrets.value(QStringLiteral("NOTION_API_TOKEN")),
             QStringLiteral("ntn_secret"));
    const auto file = SettingsFile::read(configuration().settingsFile());
    QCOMPARE(file->variables.value(QStringLiteral("NOTION_BOOKS_DB_ID")), Id);
    QFile raw(configuration().settingsFile());
    QVERIFY(raw.open(QIODevice::ReadOnly));
    QVERIFY(!raw.readAll().contains("ntn_secret"));
}

void TestConnectionSettings::emptyTokenKeepsTheStoredOne()
{
    FakeSecretStore secrets(true);
    secrets.secrets.insert(QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("stored"));
    QVERIFY(saveConnection({{}, {{Books, Id}}}, services(), configuration(), secrets));
    QCOMPARE(secrets.secrets.value(QStringLiteral("NOTION_API_TOKEN")), QStringLiteral("stored"));
}

void TestConnectionSettings::emptyIdForgetsTheDatabase()
{
    FakeSecretStore secrets(true);
    QVERIFY(saveConnection({{}, {{Books, Id}}}, services(), configuration(), secrets));
    QVERIFY(saveConnection({{}, {{Books, {}}}}, services(), configuration(), secrets));
    const auto file = SettingsFile::read(configuration().settingsFile());
    QVERIFY(!file->variables.contains(QStringLiteral("NOTION_BOOKS_DB_ID")));
}

void TestConnectionSettings::storesNothingWithoutKeychain()
{
    FakeSecretStore secrets(false);
    const ConnectionSettings entered{QStringLiteral("ntn_secret"), {{Books, Id}}};
    const auto saved = saveConnection(entered, services(), configuration(), secrets);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Storage);
    QVERIFY(!QFile::exists(configuration().settingsFile()));
}

QTEST_GUILESS_MAIN(TestConnectionSettings)
#include "tst_connectionsettings.moc"
