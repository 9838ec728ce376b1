#include "app/connection/connectionsettings.h"
#include "app/home/storedsecrets.h"
#include "support/fakesecretstore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

namespace {

const QString Books = QStringLiteral("books");
const QString Id = QStringLiteral("0123456789abcdef0123456789abcdef");

std::vector<ServiceDefinition> services()
{
    ServiceDefinition definition;
    definition.name = Books;
    return {definition};
}

ConnectionSettings entered(const QString &token, const QString &database)
{
    ConnectionSettings settings;
    settings.token = token;
    settings.databases.insert(Books, database);
    return settings;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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
    void secretsComeBackWhereOneIsRefused();
    void noSecretLandsInTheSettings();
    void passwordOfTheHubGoesToTheKeychain_data();
    void passwordOfTheHubGoesToTheKeychain();
    void savedHubIsReadBack_data();
    void savedHubIsReadBack();
    void storedPasswordIsForItsOwnHubOnly();
    void wrongHubIsNotStored();
    void addressThatWouldShowASecretIsRefused_data();
    void addressThatWouldShowASecretIsRefused();
    void embeddedHubStaysWhereAProjectIsGiven();
    void valuesOfTheEnvironmentAreNotStored();
    void environmentHasTheLastWord();
    void secretsComeBackWhereTheFileCannotBeWritten();
    void valueThatTheNextStartWouldRefuseIsNotStored();
    void importedValuesAreTried();
    void importFillsEverything();

private:
    Configuration configuration() const
    {
        Configuration configuration;
        configuration.configFolder = m_folder->path();
        configuration.stateFolder = m_folder->path() + QStringLiteral("/state");
        return configuration;
    }

    /// The home as a program finds it that is started with this environment.
    Result<Configuration> loaded(QMap<QString, QString> environment, SecretStore &secrets) const
    {
        environment.insert(QStringLiteral("UNIFIED_SYNC_HOME"), m_folder->path());
        return Configuration::fromEnvironment(environment, &secrets);
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
    QVERIFY(saveConnection(entered(QStringLiteral("ntn_secret"), Id), services(), configuration(),
                           secrets));
    QCOMPARE(secrets.secrets.value(QStringLiteral("NOTION_API_TOKEN")),
             QStringLiteral("ntn_secret"));
    const auto file = SettingsFile::read(configuration().settingsFile());
    QCOMPARE(file->variables.value(QStringLiteral("NOTION_BOOKS_DB_ID")), Id);
    QVERIFY(!contentOf(configuration().settingsFile()).contains("ntn_secret"));
}

void TestConnectionSettings::emptyTokenKeepsTheStoredOne()
{
    FakeSecretStore secrets(true);
    secrets.secrets.insert(QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("stored"));
    QVERIFY(saveConnection(entered({}, Id), services(), configuration(), secrets));
    QCOMPARE(secrets.secrets.value(QStringLiteral("NOTION_API_TOKEN")), QStringLiteral("stored"));
}

void TestConnectionSettings::emptyIdForgetsTheDatabase()
{
    FakeSecretStore secrets(true);
    QVERIFY(saveConnection(entered({}, Id), services(), configuration(), secrets));
    QVERIFY(saveConnection(entered({}, {}), services(), configuration(), secrets));
    const auto file = SettingsFile::read(configuration().settingsFile());
    QVERIFY(!file->variables.contains(QStringLiteral("NOTION_BOOKS_DB_ID")));
}

void TestConnectionSettings::storesNothingWithoutKeychain()
{
    FakeSecretStore secrets(false);
    const auto saved = saveConnection(entered(QStringLiteral("ntn_secret"), Id), services(),
                                      configuration(), secrets);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Storage);
    QVERIFY(!QFile::exists(configuration().settingsFile()));
}

void TestConnectionSettings::secretsComeBackWhereOneIsRefused()
{
    FakeSecretStore secrets;
    secrets.secrets.insert(QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("old"));
    secrets.refused = QStringLiteral("TELEGRAM_BOT_TOKEN");
    ConnectionSettings settings = entered(QStringLiteral("new"), Id);
    settings.others = {{QStringLiteral("TELEGRAM_BOT_TOKEN"), QStringLiteral("123:abc")},
                       {QStringLiteral("GOOGLE_TOKEN_JSON"), QStringLiteral("{}")}};
    QVERIFY(!saveConnection(settings, services(), configuration(), secrets));
    QCOMPARE(secrets.secrets,
             (QMap<QString, QString>{{QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("old")}}));
    QVERIFY(!QFile::exists(configuration().settingsFile()));
}

void TestConnectionSettings::noSecretLandsInTheSettings()
{
    FakeSecretStore secrets;
    ConnectionSettings settings = entered(QStringLiteral("hidden-token"), Id);
    settings.hub.kind = HubKind::Supabase;
    settings.hub.supabaseUrl = QStringLiteral("https://project.supabase.co");
    settings.hub.supabaseKey = QStringLiteral("hidden-key");
    settings.hub.password = QStringLiteral("hidden-password");
    settings.others = {{QStringLiteral("TELEGRAM_BOT_TOKEN"), QStringLiteral("hidden-bot")},
                       {QStringLiteral("GOOGLE_TOKEN_JSON"), QStringLiteral("hidden-json")},
                       {QStringLiteral("GOOGLE_CLIENT_SECRET"), QStringLiteral("hidden-client")},
                       {QStringLiteral("TELEGRAM_CHAT_ID"), QStringLiteral("42")}};
    QVERIFY(saveConnection(settings, services(), configuration(), secrets));
    const QByteArray file = contentOf(configuration().settingsFile());
    QVERIFY(file.contains("TELEGRAM_CHAT_ID"));
    QVERIFY2(!file.contains("hidden"), file.constData());
    QCOMPARE(secrets.secrets.size(), 5);
}

void TestConnectionSettings::passwordOfTheHubGoesToTheKeychain_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("password");
    QTest::newRow("in the address")
        << "postgres://me:hidden%40word@db.example.com/sync" << QString();
    QTest::newRow("as an item")
        << "postgres://me@db.example.com/sync?password=hidden%40word&sslmode=require" << QString();
    QTest::newRow("beside it") << "postgres://me@db.example.com/sync"
                               << "hidden@word";
}

void TestConnectionSettings::passwordOfTheHubGoesToTheKeychain()
{
    QFETCH(const QString, address);
    QFETCH(const QString, password);
    FakeSecretStore secrets;
    ConnectionSettings settings = entered(QString(), Id);
    settings.hub.kind = HubKind::Postgres;
    settings.hub.address = address;
    settings.hub.password = password;
    QVERIFY(saveConnection(settings, services(), configuration(), secrets));
    QVERIFY(!contentOf(configuration().settingsFile()).contains("hidden"));
    QCOMPARE(secrets.secrets,
             (QMap<QString, QString>{
                 {hubPasswordKey(QStringLiteral("postgres://me@db.example.com/sync")),
                  QStringLiteral("hidden@word")}}));
    const auto loaded = Configuration::fromEnvironment(
        {{QStringLiteral("UNIFIED_SYNC_HOME"), m_folder->path()}}, &secrets);
    QVERIFY(loaded);
    QCOMPARE(QUrl(loaded->hub).password(QUrl::FullyDecoded), QStringLiteral("hidden@word"));
}

void TestConnectionSettings::savedHubIsReadBack_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("place");
    QTest::newRow("file of its own") << int(HubKind::Embedded) << QString();
    QTest::newRow("another file") << int(HubKind::Embedded) << "/tmp/elsewhere.db";
    QTest::newRow("supabase") << int(HubKind::Supabase) << "https://project.supabase.co";
    QTest::newRow("postgres") << int(HubKind::Postgres) << "postgres://me@db.example.com/sync";
}

void TestConnectionSettings::savedHubIsReadBack()
{
    QFETCH(const int, kind);
    QFETCH(const QString, place);
    FakeSecretStore secrets;
    ConnectionSettings settings = entered(QString(), Id);
    settings.hub.kind = HubKind(kind);
    QString HubSettings::*const members[]
        = {&HubSettings::file, &HubSettings::supabaseUrl, &HubSettings::address};
    settings.hub.*members[kind] = place;
    settings.disabledServices = {Books};
    settings.hiddenServices = {Books};
    settings.conflicts = {{Books, QStringLiteral("ask")}};
    settings.historyDays = 7;
    QVERIFY(saveConnection(settings, services(), configuration(), secrets));
    const auto loaded = Configuration::fromEnvironment(
        {{QStringLiteral("UNIFIED_SYNC_HOME"), m_folder->path()}}, &secrets);
    QVERIFY(loaded);
    QCOMPARE(presentSettings(*loaded), settings);
}

void TestConnectionSettings::storedPasswordIsForItsOwnHubOnly()
{
    Configuration present = configuration();
    present.hub = QStringLiteral("postgres://me:word@db.example.com/sync");
    ConnectionSettings settings = presentSettings(present);
    QCOMPARE(settings.hub.address, QStringLiteral("postgres://me@db.example.com/sync"));
    QCOMPARE(configurationWith(settings, present)->hub, present.hub);
    settings.hub.address = QStringLiteral("postgres://me@elsewhere.example.com/sync");
    QCOMPARE(configurationWith(settings, present)->hub, settings.hub.address);
}

void TestConnectionSettings::wrongHubIsNotStored()
{
    FakeSecretStore secrets;
    ConnectionSettings settings = entered(QStringLiteral("token"), Id);
    settings.hub.kind = HubKind::Supabase;
    settings.hub.supabaseUrl = QStringLiteral("http://project.supabase.co");
    const auto saved = saveConnection(settings, services(), configuration(), secrets);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Usage);
    QVERIFY(secrets.secrets.isEmpty());
}

void TestConnectionSettings::addressThatWouldShowASecretIsRefused_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("#") << "postgres://me:123#s3cretTail@host/x";
    QTest::newRow("/") << "postgres://me:123/s3cretTail@host/x";
    QTest::newRow("key") << "postgres://me@db.example.com/x?sslkey=/k&sslpassword=s3cretSsl";
}

void TestConnectionSettings::addressThatWouldShowASecretIsRefused()
{
    QFETCH(const QString, address);
    FakeSecretStore secrets;
    ConnectionSettings settings = entered(QStringLiteral("token"), Id);
    settings.hub.kind = HubKind::Postgres;
    settings.hub.address = address;
    const auto saved = saveConnection(settings, services(), configuration(), secrets);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Usage);
    QVERIFY(!saved.error().detail.contains(QLatin1String("s3cret")));
    QVERIFY(secrets.secrets.isEmpty());
    QVERIFY(!QFile::exists(configuration().settingsFile()));
}

void TestConnectionSettings::embeddedHubStaysWhereAProjectIsGiven()
{
    FakeSecretStore secrets;
    const QMap<QString, QString> environment{
        {SupabaseUrlVariable, QStringLiteral("https://project.supabase.co")}};
    const auto present = loaded(environment, secrets);
    ConnectionSettings settings = presentSettings(*present);
    QCOMPARE(settings.hub.kind, HubKind::Supabase);
    settings.hub.kind = HubKind::Embedded;
    const auto previewed = configurationWith(settings, *present);
    QVERIFY(saveConnection(settings, services(), *present, secrets));
    QCOMPARE(loaded(environment, secrets)->hub, previewed->hub);
    QCOMPARE(previewed->hub, present->embeddedHub());
    // The same for one that was chosen before the project was there.
    QVERIFY(QFile::remove(present->settingsFile()));
    QVERIFY(saveConnection(entered({}, Id), services(), *loaded({}, secrets), secrets));
    QCOMPARE(loaded(environment, secrets)->hub, present->embeddedHub());
}

void TestConnectionSettings::valuesOfTheEnvironmentAreNotStored()
{
    FakeSecretStore secrets;
    const QString hub = QStringLiteral("postgres://me@db.example.com/real");
    SettingsFile file;
    file.variables = {{HubVariable, hub}, {QStringLiteral("NOTION_BOOKS_DB_ID"), Id}};
    QVERIFY(file.write(configuration().settingsFile()));
    const auto present = loaded({{HubVariable, QStringLiteral("sqlite:/tmp/x/test.db")},
                                 {QStringLiteral("NOTION_BOOKS_DB_ID"), QString(32, u'f')},
                                 {QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("given")}},
                                secrets);
    ConnectionSettings settings = presentSettings(*present);
    settings.historyDays = 7;
    QVERIFY(saveConnection(settings, services(), *present, secrets));
    const auto stored = SettingsFile::read(configuration().settingsFile());
    QCOMPARE(stored->variables, file.variables);
    QCOMPARE(stored->historyDays, std::optional<int>(7));
}

void TestConnectionSettings::environmentHasTheLastWord()
{
    FakeSecretStore secrets;
    const auto present = loaded({{HubVariable, QStringLiteral("sqlite:/tmp/x/test.db")},
                                 {QStringLiteral("NOTION_BOOKS_DB_ID"), Id},
                                 {QStringLiteral("NOTION_RATE_LIMIT"), QStringLiteral("2")}},
                                secrets);
    ConnectionSettings settings = entered({}, QString(32, u'f'));
    settings.hub.kind = HubKind::Postgres;
    settings.hub.address = QStringLiteral("postgres://me@db.example.com/sync");
    settings.others.insert(QStringLiteral("NOTION_RATE_LIMIT"), QStringLiteral("5"));
    const auto with = configurationWith(settings, *present);
    QVERIFY(with);
    QCOMPARE(with->hub, QStringLiteral("sqlite:/tmp/x/test.db"));
    QCOMPARE(with->notionDatabases.value(Books), Id);
    QCOMPARE(with->notionRate, 2.0);
}

void TestConnectionSettings::secretsComeBackWhereTheFileCannotBeWritten()
{
    FakeSecretStore secrets;
    secrets.secrets.insert(QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("old"));
    Configuration nowhere = configuration();
    nowhere.configFolder = QStringLiteral("/proc/nowhere");
    QVERIFY(!saveConnection(entered(QStringLiteral("new"), Id), services(), nowhere, secrets));
    QCOMPARE(secrets.secrets,
             (QMap<QString, QString>{{QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("old")}}));
}

void TestConnectionSettings::valueThatTheNextStartWouldRefuseIsNotStored()
{
    const std::pair<const char *, const char *> wrong[] = {{"NOTION_RATE_LIMIT", "3/s"},
                                                           {"SAFETY_VALVE_MODE", "maybe"},
                                                           {"GOOGLE_PEOPLE_URL", "example.com"}};
    for (const auto &[name, value] : wrong) {
        FakeSecretStore secrets;
        ConnectionSettings settings = entered(QStringLiteral("token"), Id);
        settings.others.insert(QLatin1String(name), QLatin1String(value));
        const auto saved = saveConnection(settings, services(), configuration(), secrets);
        QVERIFY2(!saved, name);
        QCOMPARE(saved.error().kind, ErrorKind::Usage);
        QVERIFY(saved.error().detail.startsWith(QLatin1String(name)));
        QVERIFY(secrets.secrets.isEmpty());
        QVERIFY(!QFile::exists(configuration().settingsFile()));
    }
}

void TestConnectionSettings::importedValuesAreTried()
{
    ConnectionSettings settings = entered(QStringLiteral("token"), Id);
    settings.others = {{QStringLiteral("NOTION_API_URL"), QStringLiteral("http://127.0.0.1:8080")},
                       {QStringLiteral("SAFETY_VALVE_MODE"), QStringLiteral("warn")},
                       {QStringLiteral("NOTION_GMAIL_DB_ID"), Id}};
    const auto with = configurationWith(settings, configuration());
    QVERIFY(with);
    QCOMPARE(with->notionUrl, QUrl(QStringLiteral("http://127.0.0.1:8080")));
    QVERIFY(with->guards.valveWarnsOnly);
    QCOMPARE(with->notionDatabases.value(QStringLiteral("gmail")), Id);
}

void TestConnectionSettings::importFillsEverything()
{
    QStringList ignored;
    const ConnectionSettings settings = importVariables(
        {},
        {{QStringLiteral("NOTION_API_TOKEN"), QStringLiteral("token")},
         {QStringLiteral("SUPABASE_URL"), QStringLiteral("https://project.supabase.co")},
         {QStringLiteral("SUPABASE_KEY"), QStringLiteral("key")},
         {QStringLiteral("NOTION_BOOKS_DB_ID"), Id},
         {QStringLiteral("NOTION_GMAIL_DB_ID"), Id},
         {QStringLiteral("TELEGRAM_BOT_TOKEN"), QStringLiteral("bot")},
         {QStringLiteral("PATH"), QStringLiteral("/bin")}},
        services(), ignored);
    QCOMPARE(settings.token, QStringLiteral("token"));
    QCOMPARE(settings.hub.kind, HubKind::Supabase);
    QCOMPARE(settings.hub.supabaseKey, QStringLiteral("key"));
    QCOMPARE(settings.databases.value(Books), Id);
    QCOMPARE(
        settings.others.keys(),
        (QStringList{QStringLiteral("NOTION_GMAIL_DB_ID"), QStringLiteral("TELEGRAM_BOT_TOKEN")}));
    QCOMPARE(ignored, QStringList{QStringLiteral("PATH")});
}

QTEST_GUILESS_MAIN(TestConnectionSettings)
#include "tst_connectionsettings.moc"
