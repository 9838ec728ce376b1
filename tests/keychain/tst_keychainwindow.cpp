#include "app/home/settingsfile.h"
#include "app/session/backends.h"
#include "gui/setup/settingsdialog.h"
#include "gui/setup/setupwizard.h"
#include "gui/window/application.h"
#include "gui/window/openingpage.h"
#include "gui/window/welcomepage.h"
#include "storage/keychainthread.h"
#include "support/keychaincontrol.h"
#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QProgressDialog>
#include <QPushButton>
#include <QTest>

namespace {

const QString TokenName = QStringLiteral("NOTION_API_TOKEN");
constexpr int LastPage = 4;

template <typename Widget>
Widget *visibleChild(QWidget &parent, const char *name)
{
    for (auto *child : parent.findChildren<Widget *>(QLatin1String(name))) {
        if (child->isVisible())
            return child;
    }
    return nullptr;
}

QString textOf(QWidget &parent)
{
    QStringList texts;
    for (const auto *panel : parent.findChildren<StatusPanel *>()) {
        if (panel->isVisible())
            texts << panel->text();
    }
    return texts.join(u'\n');
}

} // namespace

/// The whole window beside a keychain that is really there, or is not; tests/keychain/run.sh starts
/// it, and the first word of a name is the kind of keychain that it is about.
class KeychainWindowTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void unlocked_a01_wizardStoresWhatTheNextProgramReads();
    void unlocked_a01_settingsStoreANewToken();
    void locked_a01_tokenIsKeptForTheSession();
    void silent_a01_storingCanBeLeft();
    void silent_a01_lateAnswerStoresNothing();
    void silent_a27_startSaysWhatItWaitsFor();
    void silent_a27_connectionOpensWithoutTheKeychain();
    void empty_a01_tokenIsKeptForTheSession();
    void none_a01_tokenIsKeptForTheSession();

private:
    void openWindow(const QString &token = {});
    void setUpHome();
    [[nodiscard]] SetupWizard *openWizard();
    void walkToLastPage(SetupWizard &wizard);
    void keepForSession();
    [[nodiscard]] QString storedToken() const;
    [[nodiscard]] QByteArray settings() const;

    std::unique_ptr<SandboxFixture> m_sandbox;
    std::unique_ptr<UsyncHome> m_home; ///< the home of the window and of the second program
    std::unique_ptr<Application> m_application;
    QString m_token;
};

void KeychainWindowTest::initTestCase()
{
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        QSKIP("There is no keychain; run this by tests/keychain/run.sh.");
    m_sandbox = std::make_unique<SandboxFixture>(5);
    m_token = m_sandbox->server.environment().value(TokenName);
    QVERIFY(!m_token.isEmpty());
}

/// A home with nothing in it; all that the environment says is where Notion is.
void KeychainWindowTest::init()
{
    const QString kind = qEnvironmentVariable("KEYCHAIN_KIND");
    const QString wanted = QString::fromLatin1(QTest::currentTestFunction()).section(u'_', 0, 0);
    const bool canFallSilent = kind == QLatin1String("unlocked");
    if (wanted != kind && !(canFallSilent && wanted == QLatin1String("silent")))
        QSKIP("That is about another keychain.");
    const QMap<QString, QString> given = m_sandbox->server.environment();
    QMap<QString, QString> environment;
    for (const QString &name :
         {QStringLiteral("NOTION_API_URL"), QStringLiteral("NOTION_RATE_LIMIT")})
        environment.insert(name, given.value(name, QStringLiteral("5000")));
    for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"})
        environment.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
    m_home = std::make_unique<UsyncHome>(QStringLiteral(USYNC_PROGRAM), environment);
    m_home->unset("UNIFIED_SYNC_HUB");
    for (auto it = environment.begin(); it != environment.end(); ++it)
        qputenv(qPrintable(it.key()), it.value().toUtf8());
    qputenv("UNIFIED_SYNC_HOME", m_home->path(QString()).toUtf8());
}

void KeychainWindowTest::cleanup()
{
    m_application.reset();
    m_home.reset();
}

void KeychainWindowTest::openWindow(const QString &token)
{
    if (!token.isEmpty())
        QVERIFY(makeSecretStore()->write(TokenName, token));
    m_application = std::make_unique<Application>();
    m_application->openHome();
}

/// As a home is that was connected before.
void KeychainWindowTest::setUpHome()
{
    const auto configuration = Configuration::load();
    QVERIFY(configuration);
    SettingsFile file;
    file.variables.insert(
        QStringLiteral("NOTION_BOOKS_DB_ID"),
        m_sandbox->server.environment().value(QStringLiteral("NOTION_BOOKS_DB_ID")));
    QVERIFY(file.write(configuration->settingsFile()));
}

SetupWizard *KeychainWindowTest::openWizard()
{
    MainWindow &window = m_application->window();
    visibleChild<QPushButton>(window, "connectButton")->click();
    const auto found = [&] { return window.findChild<SetupWizard *>(); };
    return QTest::qWaitFor([&] { return found() != nullptr; }) ? found() : nullptr;
}

void KeychainWindowTest::walkToLastPage(SetupWizard &wizard)
{
    QVERIFY(wizard.focusWidget());
    QTest::keyClicks(wizard.focusWidget(), m_token);
    QTest::keyClick(wizard.focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(wizard.page(), 1);
    auto *next = visibleChild<QPushButton>(wizard, "nextButton");
    next->click();
    QTRY_VERIFY(!wizard.draft().settings.databases.value(QStringLiteral("books")).isEmpty());
    while (wizard.page() < LastPage) {
        QTRY_VERIFY(next->isEnabled());
        next->click();
    }
    QTRY_VERIFY(next->isEnabled());
}

/// A second program's view of the keychain.
QString KeychainWindowTest::storedToken() const
{
    const UsyncOutcome run = m_home->run("books");
    return run.status == 0 ? m_token : run.text();
}

QByteArray KeychainWindowTest::settings() const
{
    QFile file(m_home->path(QStringLiteral("settings.json")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void KeychainWindowTest::unlocked_a01_wizardStoresWhatTheNextProgramReads()
{
    openWindow();
    QPointer<SetupWizard> wizard = openWizard();
    QVERIFY(wizard);
    walkToLastPage(*wizard);
    visibleChild<QPushButton>(*wizard, "nextButton")->click();
    QTRY_VERIFY(!wizard);
    QTRY_VERIFY(m_application->window().board());
    QCOMPARE(storedToken(), m_token);
    QVERIFY(!settings().contains(m_token.toUtf8()));
}

void KeychainWindowTest::unlocked_a01_settingsStoreANewToken()
{
    setUpHome();
    openWindow(m_token);
    MainWindow &window = m_application->window();
    QTRY_VERIFY(window.board());
    visibleChild<QPushButton>(window, "connectionButton")->click();
    QTRY_VERIFY(window.findChild<SettingsDialog *>());
    QPointer<SettingsDialog> dialog = window.findChild<SettingsDialog *>();
    const QString newer = QStringLiteral("ntn_a_newer_token");
    QTest::keyClicks(visibleChild<QLineEdit>(*dialog, "tokenEdit"), newer);
    visibleChild<QPushButton>(*dialog, "saveButton")->click();
    QTRY_VERIFY(!dialog);
    QCOMPARE(makeSecretStore()->read(TokenName).value_or(QString()), newer);
}

/// The wizard from its last page on where nothing can be stored: said, offered, gone on with.
void KeychainWindowTest::keepForSession()
{
    openWindow();
    QPointer<SetupWizard> wizard = openWizard();
    QVERIFY(wizard);
    walkToLastPage(*wizard);
    auto *finish = visibleChild<QPushButton>(*wizard, "nextButton");
    for (int attempt = 0; attempt < 2; ++attempt) { // the second one must not hang
        finish->click();
        QTRY_VERIFY(textOf(*wizard).contains(QLatin1String("Nothing was stored")));
        QVERIFY2(textOf(*wizard).contains(QLatin1String("keychain")), qPrintable(textOf(*wizard)));
        QVERIFY(finish->isEnabled());
    }
    QVERIFY(settings().isEmpty());
    QTRY_VERIFY(visibleChild<QPushButton>(*wizard, "sessionButton"));
    visibleChild<QPushButton>(*wizard, "sessionButton")->click();
    QTRY_VERIFY(!wizard);
    QTRY_VERIFY(m_application->window().board());
    const ServiceBoard &board = *m_application->window().board();
    QCOMPARE(board.service(board.rowOf(QStringLiteral("books"))).unavailable, QString());
    QVERIFY(settings().contains("NOTION_BOOKS_DB_ID"));
    const QMap<QString, QByteArray> files = m_home->files();
    for (auto it = files.begin(); it != files.end(); ++it)
        QVERIFY2(!it.value().contains(m_token.toUtf8()), qPrintable(it.key()));
    QVERIFY(storedToken() != m_token);
}

void KeychainWindowTest::locked_a01_tokenIsKeptForTheSession()
{
    keepForSession();
}

void KeychainWindowTest::empty_a01_tokenIsKeptForTheSession()
{
    keepForSession();
}

void KeychainWindowTest::none_a01_tokenIsKeptForTheSession()
{
    keepForSession();
}

void KeychainWindowTest::silent_a01_storingCanBeLeft()
{
    openWindow();
    QPointer<SetupWizard> wizard = openWizard();
    QVERIFY(wizard);
    walkToLastPage(*wizard);
    KeychainControl::Silence silence;
    QVERIFY(silence.isKept());
    visibleChild<QPushButton>(*wizard, "nextButton")->click();
    QTRY_VERIFY(textOf(*wizard).contains(QLatin1String("asking you to unlock")));
    QTest::keyClick(wizard->focusWidget(), Qt::Key_Space); // it is on Stop
    QTRY_VERIFY(textOf(*wizard).contains(QLatin1String("Stopped")));
    visibleChild<QPushButton>(*wizard, "nextButton")->click();
    QTest::keyClick(wizard, Qt::Key_Escape);
    QTRY_VERIFY(!wizard);
    silence.end();
    QVERIFY(settings().isEmpty());
    QCOMPARE(makeSecretStore()->read(TokenName).value_or(TokenName), QString());
}

/// The keychain has the secret already on its desk when the person leaves.
void KeychainWindowTest::silent_a01_lateAnswerStoresNothing()
{
    const auto store = makeSecretStore();
    QVERIFY(store->write(TokenName, QStringLiteral("the one before")));
    const KeychainRequest writing{
        KeychainRequest::Kind::Write, keychainName(qEnvironmentVariable("UNIFIED_SYNC_HOME")),
        TokenName, QStringLiteral("too late"), QStringLiteral("the one before")};
    KeychainControl::Silence silence;
    QVERIFY(silence.isKept());
    QVERIFY(!KeychainThread::ofProcess().ask(writing, std::chrono::milliseconds(300), {}));
    silence.end();
    // The bus keeps the order: once this is there, the late one was, too.
    QVERIFY(store->write(QStringLiteral("MARKER"), QStringLiteral("there")));
    QCOMPARE(store->read(TokenName).value_or(QString()), QStringLiteral("the one before"));
}

void KeychainWindowTest::silent_a27_startSaysWhatItWaitsFor()
{
    setUpHome();
    QVERIFY(makeSecretStore()->write(TokenName, m_token));
    KeychainControl::Silence silence;
    QVERIFY(silence.isKept());
    openWindow();
    MainWindow &window = m_application->window();
    QVERIFY(!window.welcomePage()->isVisible());
    QTRY_VERIFY(textOf(window).contains(QLatin1String("asking you to unlock")));
    auto *opening = window.findChild<OpeningPage *>();
    QVERIFY(opening->isVisible());
    visibleChild<QPushButton>(*opening, "cancelButton")->click();
    QTRY_VERIFY(window.board());
    const int books = window.board()->rowOf(QStringLiteral("books"));
    const QString missing = window.board()->service(books).unavailable;
    QVERIFY2(missing.contains(QLatin1String("could not be read")), qPrintable(missing));
    silence.end();
    emit window.connectionRequested();
    QTRY_VERIFY(window.findChild<SettingsDialog *>());
}

void KeychainWindowTest::silent_a27_connectionOpensWithoutTheKeychain()
{
    KeychainControl::Silence silence;
    QVERIFY(silence.isKept());
    openWindow();
    MainWindow &window = m_application->window();
    QVERIFY(window.welcomePage()->isVisible());
    visibleChild<QPushButton>(window, "connectButton")->click();
    QTRY_VERIFY(window.findChild<QProgressDialog *>());
    window.findChild<QProgressDialog *>()->findChild<QPushButton *>()->click();
    QTRY_VERIFY(window.findChild<SetupWizard *>());
    QVERIFY(textOf(window).contains(QLatin1String("keychain")));
}

QTEST_MAIN(KeychainWindowTest)
#include "tst_keychainwindow.moc"
