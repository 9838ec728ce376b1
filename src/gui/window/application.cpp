#include "gui/window/application.h"

#include "app/home/privatefile.h"
#include "app/session/backends.h"
#include "app/session/livesession.h"
#include "app/text/errortext.h"
#include "gui/setup/settingsdialog.h"
#include "gui/setup/setupwizard.h"

#include <QCoreApplication>

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

} // namespace

Application::Application()
    : m_settings(settingsPath(), QSettings::IniFormat)
    , m_theme(&m_settings)
    , m_asking(AskingThreads)
    , m_window(std::make_unique<MainWindow>(&m_theme, &m_settings))
{
    connect(m_window.get(), &MainWindow::sandboxRequested, this, &Application::openSandbox);
    connect(m_window.get(), &MainWindow::connectionRequested, this, &Application::editConnection);
}

Application::~Application() = default;

void Application::openHome()
{
    m_window->show();
    m_background.run(this, &Application::readHome, [this](const Home &home) { takeHome(home); });
}

Application::Home Application::readHome()
{
    const auto secrets = makeSecretStore();
    Home home{Configuration::load(secrets.get()), std::nullopt};
    if (!home.configuration || home.configuration->notionToken.isEmpty())
        return home;
    Session session = openSession(*home.configuration);
    if (session.unavailable.size() < qsizetype(session.services.size()))
        home.session = std::move(session);
    return home;
}

void Application::takeHome(const Home &home)
{
    if (!home.configuration)
        m_window->showProblem(describe(home.configuration.error()));
    else if (home.session)
        showSession(*home.session);
    else
        showNothingConnected(*home.configuration);
}

/// Where something was connected before, its services say what they lack.
void Application::showNothingConnected(const Configuration &configuration)
{
    if (m_window->board())
        m_window->open(openSession(configuration));
    m_window->showProblem(configuration.secretProblem);
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
        m_window->showProblem(describe(sandbox.error()));
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
    m_background.run(this, &Application::readHome,
                     [this](const Home &home) { showConnection(home); });
}

void Application::showConnection(const Home &home)
{
    m_isEditing = false;
    if (!home.configuration) {
        m_window->showProblem(describe(home.configuration.error()));
        return;
    }
    const std::vector<ServiceDefinition> services
        = servicesToConnect(openSession(*home.configuration).services);
    const ConnectionDraft draft = connectionDraft(
        *home.configuration, services,
        connectionActions(*home.configuration, services, makeSecretStore), &m_asking);
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
