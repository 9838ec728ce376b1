#include "gui/application.h"

#include "app/backends.h"
#include "app/errortext.h"
#include "app/livesession.h"
#include "app/privatefile.h"
#include "gui/connectiondialog.h"
#include "gui/welcomepage.h"

#include <QCoreApplication>

namespace {

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
        m_window->welcomePage()->showProblem(describe(home.configuration.error()));
    else if (home.session)
        m_window->open(*home.session);
    else
        m_window->welcomePage()->showProblem(home.configuration->secretProblem);
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
        m_window->welcomePage()->showProblem(describe(sandbox.error()));
        return;
    }
    m_window->open((*sandbox)->session());
    m_sandbox = std::move(*sandbox);
}

void Application::editConnection()
{
    m_background.run(this, &Application::readHome,
                     [this](const Home &home) { showConnectionDialog(home); });
}

void Application::showConnectionDialog(const Home &home)
{
    if (!home.configuration) {
        m_window->welcomePage()->showProblem(describe(home.configuration.error()));
        return;
    }
    const Configuration configuration = *home.configuration;
    const std::vector<ServiceDefinition> services
        = servicesToConnect(openSession(configuration).services);
    ConnectionActions actions;
    actions.save = [services, configuration](const ConnectionSettings &settings) {
        const auto secrets = makeSecretStore();
        return saveConnection(settings, services, configuration, *secrets);
    };
    actions.test
        = [services, configuration](const ConnectionSettings &settings, const CancelToken &cancel) {
              return testConnection(settings, services, configuration, cancel);
          };
    ConnectionSettings present;
    present.databases = configuration.notionDatabases;
    auto *dialog = new ConnectionDialog(services, present, !configuration.notionToken.isEmpty(),
                                        actions, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &Application::openHome);
    dialog->open();
}
