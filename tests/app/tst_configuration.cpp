#include "app/home/configuration.h"
#include "app/home/storedsecrets.h"
#include "support/fakesecretstore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using Environment = QMap<QString, QString>;

namespace {

class OneAnswer : public SecretStore
{
public:
    Result<QString> read(const QString &) override { return answer; }
    Result<void> write(const QString &, const QString &) override { return {}; }
    Result<void> remove(const QString &) override { return {}; }

    Result<QString> answer = QStringLiteral("from the keychain");
};

} // namespace

class ConfigurationTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsEverythingUnderItsHome();
    void createsNothing();
    void readsTheEnvironment();
    void namesTheVariableThatIsWrong_data();
    void namesTheVariableThatIsWrong();
    void acceptsPlainHttpOnLoopback();
    void letsTheEnvironmentWinOverTheSettings();
    void refusesSecretsInTheSettings();
    void namesWhatIsWrongInTheSettings_data();
    void namesWhatIsWrongInTheSettings();
    void namesTheFileOfAWrongValue();
    void checksSettingsBeforeTheyAreStored();
    void writesSettingsThatReadBack();
    void asksTheKeychainOnlyWithoutAToken();
    void keepsWhyTheKeychainFailed();
    void keepsAPasswordForEachHub();
    void keepsAnOlderPasswordForTheHubOfTheSettings();
    void choosesTheHub_data();
    void choosesTheHub();
    void namesOneHomeAlikeAndTwoApart();

private:
    [[nodiscard]] Environment home() const
    {
        return {{QStringLiteral("UNIFIED_SYNC_HOME"), m_folder.path()}};
    }
    [[nodiscard]] Environment with(const QString &name, const QString &value) const
    {
        Environment environment = home();
        environment.insert(name, value);
        return environment;
    }
    void writeSettings(const QByteArray &content) const
    {
        QFile file(m_folder.filePath(QStringLiteral("settings.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    QTemporaryDir m_folder;

private slots:
    void cleanup() { QFile::remove(m_folder.filePath(QStringLiteral("settings.json"))); }
};

void ConfigurationTest::keepsEverythingUnderItsHome()
{
    const auto configuration = Configuration::fromEnvironment(home());
    QVERIFY(configuration);
    QCOMPARE(configuration->configFolder, m_folder.path());
    QVERIFY(configuration->stateFolder.startsWith(m_folder.path()));
    QVERIFY(configuration->hubFile().startsWith(m_folder.path()));
    QCOMPARE(configuration->servicesFolder(), m_folder.filePath(QStringLiteral("services")));
}

void ConfigurationTest::createsNothing()
{
    const QString path = m_folder.filePath(QStringLiteral("new"));
    QVERIFY(Configuration::fromEnvironment({{QStringLiteral("UNIFIED_SYNC_HOME"), path}}));
    QVERIFY(!QDir(path).exists());
}

void ConfigurationTest::readsTheEnvironment()
{
    Environment environment = home();
    environment.insert(QStringLiteral("NOTION_API_TOKEN"), QStringLiteral(" token "));
    environment.insert(QStringLiteral("NOTION_LINKEDIN_POSTS_DB_ID"), QStringLiteral("abc"));
    environment.insert(QStringLiteral("NOTION_RATE_LIMIT"), QStringLiteral("2.5"));
    environment.insert(QStringLiteral("SAFETY_VALVE_THRESHOLD"), QStringLiteral("0.2"));
    environment.insert(QStringLiteral("SAFETY_VALVE_MIN_RECORDS"), QStringLiteral("4"));
    environment.insert(QStringLiteral("SAFETY_VALVE_MODE"), QStringLiteral("warn"));
    const auto configuration = Configuration::fromEnvironment(environment);
    QVERIFY(configuration);
    QCOMPARE(configuration->notionToken, QStringLiteral("token"));
    QCOMPARE(configuration->notionDatabases.value(QStringLiteral("linkedin_posts")),
             QStringLiteral("abc"));
    QCOMPARE(configuration->notionRate, 2.5);
    QCOMPARE(configuration->guards.valveThreshold, 0.2);
    QCOMPARE(configuration->guards.valveMinimumRecords, 4);
    QVERIFY(configuration->guards.valveWarnsOnly);
}

void ConfigurationTest::namesTheVariableThatIsWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    const auto add = [](const char *name, const char *value) {
        QTest::addRow("%s=%s", name, value)
            << QString::fromLatin1(name) << QString::fromLatin1(value);
    };
    for (const char *rate : {"0", "-1", "fast", "nan", "inf"})
        add("NOTION_RATE_LIMIT", rate);
    for (const char *url : {"http://example.com", "ftp://example.com", "example.com",
                            "https://user:secret@example.com", "https://example.com/v1",
                            "http://127.0.0.1.example.com", "https://example.com?a=b"})
        add("NOTION_API_URL", url);
    add("GOOGLE_PEOPLE_URL", "http://example.com");
    add("SAFETY_VALVE_THRESHOLD", "2");
    add("SAFETY_VALVE_THRESHOLD", "ten");
    add("SAFETY_VALVE_MIN_RECORDS", "-1");
    add("SAFETY_VALVE_MODE", "maybe");
    add("UNIFIED_SYNC_HUB", "sqlite:");
    add("UNIFIED_SYNC_HUB", "mysql://host");
    add("SUPABASE_URL", "project");
}

void ConfigurationTest::namesTheVariableThatIsWrong()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    const auto configuration = Configuration::fromEnvironment(with(name, value));
    QVERIFY(!configuration);
    QCOMPARE(configuration.error().kind, ErrorKind::Usage);
    QVERIFY2(configuration.error().detail.startsWith(name),
             qPrintable(configuration.error().detail));
}

void ConfigurationTest::acceptsPlainHttpOnLoopback()
{
    for (const char *url : {"http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:8080/"}) {
        const auto configuration = Configuration::fromEnvironment(
            with(QStringLiteral("NOTION_API_URL"), QString::fromLatin1(url)));
        QVERIFY2(configuration, url);
        QCOMPARE(configuration->notionUrl.scheme(), QStringLiteral("http"));
        QVERIFY(configuration->notionUrl.path().isEmpty());
    }
}

void ConfigurationTest::letsTheEnvironmentWinOverTheSettings()
{
    writeSettings(R"({"variables": {"NOTION_BOOKS_DB_ID": "settings", "NOTION_RATE_LIMIT": "1"}})");
    const auto configuration = Configuration::fromEnvironment(
        with(QStringLiteral("NOTION_BOOKS_DB_ID"), QStringLiteral("environment")));
    QVERIFY(configuration);
    QCOMPARE(configuration->notionDatabases.value(QStringLiteral("books")),
             QStringLiteral("environment"));
    QCOMPARE(configuration->notionRate, 1.0);
}

void ConfigurationTest::refusesSecretsInTheSettings()
{
    writeSettings(R"({"variables": {"NOTION_API_TOKEN": "ntn_very_secret"}})");
    const auto configuration = Configuration::fromEnvironment(home());
    QVERIFY(!configuration);
    QVERIFY(configuration.error().detail.contains(QStringLiteral("usync login")));
    QVERIFY(!configuration.error().detail.contains(QStringLiteral("very_secret")));
}

void ConfigurationTest::namesWhatIsWrongInTheSettings_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no JSON") << QByteArray("{") << QStringLiteral("not valid JSON");
    QTest::newRow("a list") << QByteArray("[]") << QStringLiteral("one JSON object");
    QTest::newRow("variables") << QByteArray(R"({"variables": 1})") << QStringLiteral("variables");
    QTest::newRow("a number") << QByteArray(R"({"variables": {"NOTION_RATE_LIMIT": 3}})")
                              << QStringLiteral("NOTION_RATE_LIMIT");
    QTest::newRow("services") << QByteArray(R"({"disabled_services": "books"})")
                              << QStringLiteral("disabled_services");
    QTest::newRow("days") << QByteArray(R"({"history_days": 0})") << QStringLiteral("history_days");
}

void ConfigurationTest::namesWhatIsWrongInTheSettings()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, expected);
    writeSettings(content);
    const auto configuration = Configuration::fromEnvironment(home());
    QVERIFY(!configuration);
    QCOMPARE(configuration.error().kind, ErrorKind::Usage);
    QVERIFY(configuration.error().detail.contains(QStringLiteral("settings.json")));
    QVERIFY2(configuration.error().detail.contains(expected),
             qPrintable(configuration.error().detail));
}

void ConfigurationTest::namesTheFileOfAWrongValue()
{
    writeSettings(R"({"variables": {"NOTION_RATE_LIMIT": "3/s"}})");
    const auto stored = Configuration::fromEnvironment(home());
    QVERIFY(!stored);
    QVERIFY2(stored.error().detail.contains(m_folder.filePath(QStringLiteral("settings.json"))),
             qPrintable(stored.error().detail));
    const auto given = Configuration::fromEnvironment(
        with(QStringLiteral("NOTION_RATE_LIMIT"), QStringLiteral("4/s")));
    QVERIFY(!given);
    QVERIFY(!given.error().detail.contains(QLatin1String("settings.json")));
}

void ConfigurationTest::checksSettingsBeforeTheyAreStored()
{
    SettingsFile settings;
    settings.variables.insert(HubVariable, QStringLiteral("sqlite:/tmp/hub.db"));
    QVERIFY(Configuration::check(settings));
    settings.variables.insert(QStringLiteral("SAFETY_VALVE_MODE"), QStringLiteral("maybe"));
    const auto checked = Configuration::check(settings);
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, ErrorKind::Usage);
    QVERIFY(checked.error().detail.startsWith(QLatin1String("SAFETY_VALVE_MODE")));
}

void ConfigurationTest::writesSettingsThatReadBack()
{
    SettingsFile settings;
    settings.variables.insert(QStringLiteral("NOTION_BOOKS_DB_ID"), QStringLiteral("abc"));
    settings.variables.insert(QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("secret"));
    settings.disabledServices = {QStringLiteral("gmail")};
    settings.historyDays = 7;
    const QString path = m_folder.filePath(QStringLiteral("settings.json"));
    QVERIFY(settings.write(path));
    const auto read = SettingsFile::read(path);
    QVERIFY(read);
    QCOMPARE(read->variables.keys(), QStringList{QStringLiteral("NOTION_BOOKS_DB_ID")});
    QCOMPARE(read->disabledServices, settings.disabledServices);
    QCOMPARE(read->historyDays, std::optional<int>(7));
    QCOMPARE(QFile::permissions(path)
                 & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteOther),
             QFileDevice::Permissions());
}

void ConfigurationTest::asksTheKeychainOnlyWithoutAToken()
{
    OneAnswer secrets;
    QCOMPARE(Configuration::fromEnvironment(home(), &secrets)->notionToken,
             QStringLiteral("from the keychain"));
    const Environment given
        = with(QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("from the environment"));
    QCOMPARE(Configuration::fromEnvironment(given, &secrets)->notionToken,
             QStringLiteral("from the environment"));
}

void ConfigurationTest::keepsWhyTheKeychainFailed()
{
    OneAnswer secrets;
    secrets.answer = failure(ErrorKind::Auth, QStringLiteral("There is no keychain."));
    const auto configuration = Configuration::fromEnvironment(home(), &secrets);
    QVERIFY(configuration);
    QVERIFY(configuration->notionToken.isEmpty());
    QCOMPARE(configuration->secretProblem, QStringLiteral("There is no keychain."));
}

void ConfigurationTest::keepsAPasswordForEachHub()
{
    const QString own = QStringLiteral("postgres://me@db.example.com/sync");
    FakeSecretStore secrets;
    secrets.secrets.insert(hubPasswordKey(own), QStringLiteral("word"));
    const auto passwordFor = [&](const QString &hub) {
        return QUrl(Configuration::fromEnvironment(with(HubVariable, hub), &secrets)->hub)
            .password();
    };
    QCOMPARE(passwordFor(own), QStringLiteral("word"));
    for (const char *other :
         {"postgres://me@elsewhere.example.com/sync", "postgres://you@db.example.com/sync",
          "postgres://me@db.example.com:5433/sync"})
        QCOMPARE(passwordFor(QString::fromLatin1(other)), QString());
}

/// Versions before stored one password and said not whose it was.
void ConfigurationTest::keepsAnOlderPasswordForTheHubOfTheSettings()
{
    const QString own = QStringLiteral("postgres://me@db.example.com/sync");
    writeSettings(R"({"variables": {"UNIFIED_SYNC_HUB": "postgres://me@db.example.com/sync"}})");
    FakeSecretStore secrets;
    secrets.secrets.insert(HubPasswordKey, QStringLiteral("word"));
    const Environment other
        = with(HubVariable, QStringLiteral("postgres://me@elsewhere.example.com/sync"));
    QCOMPARE(QUrl(Configuration::fromEnvironment(other, &secrets)->hub).password(), QString());
    for (int start = 0; start < 2; ++start)
        QCOMPARE(QUrl(Configuration::fromEnvironment(home(), &secrets)->hub).password(),
                 QStringLiteral("word"));
    QCOMPARE(secrets.secrets,
             (QMap<QString, QString>{{hubPasswordKey(own), QStringLiteral("word")}}));
}

void ConfigurationTest::choosesTheHub_data()
{
    QTest::addColumn<QString>("hub");
    QTest::addColumn<QString>("supabase");
    QTest::addColumn<QString>("expected");
    const QString url = QStringLiteral("https://x.supabase.co");
    QTest::newRow("a file") << QStringLiteral("sqlite:/tmp/../hub.db") << QString()
                            << QStringLiteral("sqlite:/hub.db");
    QTest::newRow("supabase by its address") << QString() << url << QStringLiteral("supabase");
    QTest::newRow("a file beside supabase")
        << QStringLiteral("sqlite:/hub.db") << url << QStringLiteral("sqlite:/hub.db");
    QTest::newRow("postgres") << QStringLiteral("postgres://host/db") << QString()
                              << QStringLiteral("postgres://host/db");
}

void ConfigurationTest::choosesTheHub()
{
    QFETCH(const QString, hub);
    QFETCH(const QString, supabase);
    QFETCH(const QString, expected);
    Environment environment = with(QStringLiteral("UNIFIED_SYNC_HUB"), hub);
    environment.insert(QStringLiteral("SUPABASE_URL"), supabase);
    const auto configuration = Configuration::fromEnvironment(environment);
    QVERIFY(configuration);
    QCOMPARE(configuration->hub, expected);
}

void ConfigurationTest::namesOneHomeAlikeAndTwoApart()
{
    const QString here = Configuration::fromEnvironment(home())->holder;
    QCOMPARE(Configuration::fromEnvironment(home())->holder, here);
    const auto other = Configuration::fromEnvironment(
        {{QStringLiteral("UNIFIED_SYNC_HOME"), m_folder.filePath(QStringLiteral("other"))}});
    QVERIFY(other->holder != here);
}

QTEST_GUILESS_MAIN(ConfigurationTest)
#include "tst_configuration.moc"
