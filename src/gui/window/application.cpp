#include "gui/window/application.h"

#include "app/home/privatefile.h"
#include "app/home/servicecatalog.h"
#include "app/session/backends.h"
#include "app/session/livesession.h"
#include "app/text/translation.h"
#include "gui/setup/keychainwords.h"
#include "gui/setup/settingsdialog.h"
#include "gui/setup/setupwizard.h"

#include <QProgressDialog>

namespace {

/// Questions of the wizard and of the settings; one that was stopped may linger.
constexpr int AskingThreads = 4;

/// The window's own settings lie beside the others, wherever the configuration is.
QString settingsPath()
{
    const auto configuration = Configuration::load();
    if (!configuration || !makePrivateFolder(configuration->configFolder))
        return {};
    return configuration->configFolder + QStringLiteral("/window.ini");
}

/// Databases were chosen once.
bool isSetUp(const Configuration &configuration)
{
    return !configuration.notionDatabases.isEmpty();
}

} // namespace

Application::Application()
    : m_secrets(makeSecretStore)
    , m_settings(settingsPath(), QSettings::IniFormat)
    , m_theme(&m_settings)
    , m_asking(AskingThreads)
    , m_window(std::make_unique<MainWindow>(&m_theme, &m_settings))
    , m_home(m_secrets)
{
    connect(m_window.get(), &MainWindow::sandboxRequested, this, &Application::openSandbox);
    connect(m_window.get(), &MainWindow::homeRenewed, this, [this] {
        if (m_sandbox)
            m_window->open(m_sandbox->session());
        else
            openHome();
    });
    connect(m_window.get(), &MainWindow::connectionRequested, this, &Application::editConnection);
    connect(m_window.get(), &MainWindow::openingStopped, &m_home, &HomeReader::stop);
    connect(&m_home, &HomeReader::slowed, this, &Application::tellKeychain);
    connect(&m_home, &HomeReader::found, this, &Application::takeHome);
}

Application::~Application() = default;

void Application::openHome()
{
    const auto configuration = Configuration::load();
    if (!m_window->board() && configuration && isSetUp(*configuration))
        m_window->showOpening(tr("Opening…"));
    m_window->show();
    m_isOpening = true;
    m_home.read();
}

/// Where there is something to see besides, a dialog says it.
void Application::tellKeychain()
{
    if (m_window->isOpening()) {
        m_window->showOpening(keychainHint());
        return;
    }
    if (!m_isEditing && !m_window->board())
        return; // the welcome page waits for nobody
    auto *dialog = new QProgressDialog(keychainHint(), tr("Stop"), 0, 0, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setWindowTitle(tr("Keychain"));
    dialog->setMinimumDuration(0);
    connect(dialog, &QProgressDialog::canceled, &m_home, &HomeReader::stop);
    dialog->show();
    m_waiting = dialog;
}

void Application::takeHome(const Home &home)
{
    if (m_waiting) {
        m_waiting->disconnect(&m_home);
        m_waiting->close();
    }
    if (std::exchange(m_isOpening, false))
        openFound(home);
    if (std::exchange(m_isEditing, false))
        showConnection(home);
}

void Application::openFound(const Home &home)
{
    if (!home.configuration)
        m_window->showProblem(translated(home.configuration.error()));
    else if (home.session)
        showSession(*home.session);
    else
        showNothingConnected(*home.configuration);
}

/// Where something was connected before, its services say what they lack.
void Application::showNothingConnected(const Configuration &configuration)
{
    if (m_window->board() || isSetUp(configuration))
        m_window->open(openSession(configuration));
    else
        m_window->showProblem(translated(configuration.secretProblem));
}

void Application::showSession(const Session &session)
{
    m_window->open(session, [this] {
        const SharedResult preview = std::exchange(m_preview, nullptr);
        if (!preview)
            return;
        m_window->selectService(std::max(0, m_window->board()->rowOf(preview->service)));
        m_window->servicePage()->showTab(ServicePage::Tab::Preview);
        m_window->board()->adoptPreview(preview);
    });
}

void Application::openSandbox()
{
    m_window->show();
    m_background.run(
        this, [] { return SandboxHome::start(SandboxOptions()); },
        [this](Result<std::unique_ptr<SandboxHome>> sandbox) { takeSandbox(std::move(sandbox)); });
}

void Application::takeSandbox(Result<std::unique_ptr<SandboxHome>> sandbox)
{
    if (!sandbox) {
        m_window->showProblem(translated(sandbox.error()));
        return;
    }
    m_window->open((*sandbox)->session());
    m_sandbox = std::move(*sandbox);
}

void Application::editConnection()
{
    if (m_isEditing)
        return;
    m_isEditing = true;
    m_home.read();
    if (m_home.isSlow() && !m_waiting)
        tellKeychain();
}

void Application::showConnection(const Home &home)
{
    if (!home.configuration) {
        m_window->showProblem(translated(home.configuration.error()));
        return;
    }
    const std::vector<ServiceDefinition> services
        = ServiceCatalog::load(home.configuration->servicesFolder()).services();
    ConnectionDraft draft = connectionDraft(
        *home.configuration, services,
        connectionActions(*home.configuration, servicesToConnect(services), m_secrets), &m_asking);
    draft.isTokenForSession = m_secrets.isForSessionOnly(QStringLiteral("NOTION_API_TOKEN"));
    if (home.session)
        draft.hubInUse = home.configuration->hubName();
    if (home.session)
        showSettings(draft);
    else
        showWizard(draft);
}

void Application::showSettings(const ConnectionDraft &draft)
{
    auto *dialog = new SettingsDialog(draft, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &Application::openHome);
    dialog->open();
}

void Application::showWizard(const ConnectionDraft &draft)
{
    auto *wizard = new SetupWizard(draft, m_window.get());
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(wizard, &QDialog::accepted, this, [this, wizard] {
        m_preview = wizard->preview();
        openHome();
    });
    wizard->open();
}
