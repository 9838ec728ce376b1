#include "app/session/backends.h"
#include "storage/keychainsecretstore.h"
#include "support/keychaincontrol.h"
#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

static constexpr char TokenName[] = "NOTION_API_TOKEN";

/// A keychain that is really there; tests/keychain/run.sh starts it.
class KeychainTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void keepsWhatItIsGiven_data();
    void keepsWhatItIsGiven();
    void tellsNothingFromEmpty();
    void keepsServicesApart();
    void namesOneHomeAlikeByEveryPath();
    void loginServesTheNextRun();
    void loginServesItsOwnHomeOnly();
    void variableGoesBeforeTheKeychain();
    void keychainThatIsLockedIsNamed();

private:
    [[nodiscard]] static QMap<QString, QString> bus();
    /// A home that reaches the keychain, and the sandbox without its token.
    [[nodiscard]] std::unique_ptr<UsyncHome> homeWithoutToken() const;

    std::unique_ptr<SandboxFixture> m_sandbox;
    QString m_token;
};

void KeychainTest::initTestCase()
{
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        QSKIP("There is no keychain; run this by tests/keychain/run.sh.");
    m_sandbox = std::make_unique<SandboxFixture>(5);
    m_token = m_sandbox->server.environment().value(QString::fromLatin1(TokenName));
    QVERIFY(!m_token.isEmpty());
}

void KeychainTest::init()
{
    KeychainSecretStore store(QStringLiteral("unified-sync"));
    QVERIFY(store.remove(QString::fromLatin1(TokenName)));
}

QMap<QString, QString> KeychainTest::bus()
{
    QMap<QString, QString> environment;
    for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"})
        environment.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
    return environment;
}

std::unique_ptr<UsyncHome> KeychainTest::homeWithoutToken() const
{
    QMap<QString, QString> environment = m_sandbox->server.environment();
    environment.remove(QString::fromLatin1(TokenName));
    environment.insert(bus());
    return std::make_unique<UsyncHome>(QStringLiteral(USYNC_PROGRAM), environment);
}

void KeychainTest::keepsWhatItIsGiven_data()
{
    QTest::addColumn<QString>("secret");
    QTest::newRow("token") << QStringLiteral("ntn_0123456789");
    QTest::newRow("JSON") << QStringLiteral("{\"refresh_token\": \"1//0x\", \"scopes\": []}");
    QTest::newRow("several lines") << QStringLiteral("-----BEGIN-----\nabc\n-----END-----\n");
    QTest::newRow("any script") << QStringLiteral("pässwörd 密码 🔑");
    QTest::newRow("long") << QString(8000, u'k');
}

void KeychainTest::keepsWhatItIsGiven()
{
    QFETCH(const QString, secret);
    const QString key = QString::fromLatin1(TokenName);
    KeychainSecretStore store(QStringLiteral("unified-sync"));
    QVERIFY(store.write(key, QStringLiteral("what was there before")));
    QVERIFY(store.write(key, secret));
    QCOMPARE(KeychainSecretStore(QStringLiteral("unified-sync")).read(key).value_or(QString()),
             secret);
    QVERIFY(store.remove(key));
    const Result<QString> removed = store.read(key);
    QVERIFY(removed && removed->isEmpty());
}

void KeychainTest::tellsNothingFromEmpty()
{
    KeychainSecretStore store(QStringLiteral("unified-sync"));
    const Result<QString> never = store.read(QStringLiteral("NEVER_STORED"));
    QVERIFY(never);
    QVERIFY(never->isEmpty());
    QVERIFY(store.remove(QStringLiteral("NEVER_STORED")));
}

void KeychainTest::keepsServicesApart()
{
    KeychainSecretStore ours(QStringLiteral("unified-sync"));
    KeychainSecretStore others(QStringLiteral("another-program"));
    const QString key = QString::fromLatin1(TokenName);
    QVERIFY(others.write(key, QStringLiteral("theirs")));
    QVERIFY(ours.read(key).value().isEmpty());
    QVERIFY(ours.write(key, QStringLiteral("ours")));
    QCOMPARE(others.read(key).value(), QStringLiteral("theirs"));
}

void KeychainTest::namesOneHomeAlikeByEveryPath()
{
    const QTemporaryDir folder;
    const QString home = folder.filePath(QStringLiteral("home"));
    const QString before = keychainName(home);
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("home")));
    const QString link = folder.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(home, link));
    for (const QString &path : {home, home + u'/', home + QStringLiteral("/../link"), link})
        QCOMPARE(keychainName(path), before);
    QVERIFY(keychainName(folder.path()) != before);
    QCOMPARE(keychainName(QString()), QStringLiteral("unified-sync"));
    const QString own = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    QCOMPARE(keychainName(own + QStringLiteral("/unified-sync")), QStringLiteral("unified-sync"));
}

void KeychainTest::loginServesItsOwnHomeOnly()
{
    const QString key = QString::fromLatin1(TokenName);
    const auto home = homeWithoutToken();
    const auto other = homeWithoutToken();
    const UsyncOutcome login
        = home->run({QStringLiteral("login"), QStringLiteral("notion")}, m_token.toUtf8() + '\n');
    QVERIFY2(login.status == 0, qPrintable(login.text()));
    QCOMPARE(home->run("books").status, 0);
    const UsyncOutcome elsewhere = other->run("books");
    QCOMPARE(elsewhere.status, 2);
    QVERIFY2(elsewhere.text().contains(QLatin1String("usync login notion")),
             qPrintable(elsewhere.text()));
    QCOMPARE(KeychainSecretStore(keychainName({})).read(key).value_or(QString()), QString());
}

void KeychainTest::loginServesTheNextRun()
{
    const auto home = homeWithoutToken();
    const UsyncOutcome before = home->run("books");
    QCOMPARE(before.status, 2);
    QVERIFY2(before.text().contains(QLatin1String("usync login notion")),
             qPrintable(before.text()));

    const UsyncOutcome login
        = home->run({QStringLiteral("login"), QStringLiteral("notion")}, m_token.toUtf8() + '\n');
    QVERIFY2(login.status == 0, qPrintable(login.text()));
    QVERIFY(!login.text().contains(m_token));
    const UsyncOutcome run = home->run("books");
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QVERIFY(!run.text().contains(m_token));
    const QMap<QString, QByteArray> files = home->files();
    for (auto it = files.begin(); it != files.end(); ++it)
        QVERIFY2(!it.value().contains(m_token.toUtf8()), qPrintable(it.key()));
}

void KeychainTest::variableGoesBeforeTheKeychain()
{
    const auto home = homeWithoutToken();
    KeychainSecretStore store(keychainName(home->path(QString())));
    QVERIFY(store.write(QString::fromLatin1(TokenName), QStringLiteral("ntn_an_older_one")));
    const UsyncOutcome older = home->run("books");
    QVERIFY2(older.status != 0, qPrintable(older.text()));
    QVERIFY(!older.text().contains(QLatin1String("ntn_an_older_one")));
    home->set(TokenName, m_token);
    const UsyncOutcome run = home->run("books");
    QVERIFY2(run.status == 0, qPrintable(run.text()));
}

/// As after a night's sleep on many desktops, where nobody is there to type the password.
void KeychainTest::keychainThatIsLockedIsNamed()
{
    const auto home = homeWithoutToken();
    KeychainSecretStore store(keychainName(home->path(QString())));
    QVERIFY(store.write(QString::fromLatin1(TokenName), m_token));
    QVERIFY(KeychainControl::lock());
    const UsyncOutcome run = home->run("books");
    QVERIFY2(run.status == 2 || run.status == 3, qPrintable(run.text()));
    QVERIFY2(run.text().contains(QLatin1String("keychain is locked")), qPrintable(run.text()));
    QVERIFY(!run.text().contains(m_token));
    const UsyncOutcome login
        = home->run({QStringLiteral("login"), QStringLiteral("notion")}, "ntn_a_new_one\n");
    QVERIFY2(login.status != 0 && login.text().contains(QLatin1String("keychain")),
             qPrintable(login.text()));
    home->set(TokenName, m_token);
    const UsyncOutcome unattended = home->run("books");
    QVERIFY2(unattended.status == 0, qPrintable(unattended.text()));
}

QTEST_GUILESS_MAIN(KeychainTest)
#include "tst_keychain.moc"
