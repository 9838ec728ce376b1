#pragma once

#include "app/session/sandboxhome.h"
#include "gui/setup/connectiondraft.h"
#include "gui/window/homereader.h"
#include "gui/window/mainwindow.h"

#include <QDialog>
#include <QPointer>
#include <QSettings>

/// Holds the parts of the running program together: the window, and the session that it works on
/// (the person's own home, or the sandbox). GUI thread; files, keychain and servers are reached on
/// a worker.
class Application : public QObject
{
    Q_OBJECT

public:
    Application();
    ~Application() override;

    /// Shows the window on the person's own home, or on the welcome page where nothing is set up.
    void openHome();
    /// Shows the window on a new sandbox.
    void openSandbox();

    [[nodiscard]] MainWindow &window() { return *m_window; }

private:
    void takeHome(const Home &home);
    void openFound(const Home &home);
    void showNothingConnected(const Configuration &configuration);
    void tellKeychain();
    void takeSandbox(Result<std::unique_ptr<SandboxHome>> sandbox);
    void editConnection();
    void showSession(const Session &session);
    void showConnection(const Home &home);
    void showSettings(const ConnectionDraft &draft);
    void showWizard(const ConnectionDraft &draft);

    HomeSecrets m_secrets;
    QSettings m_settings;
    Theme m_theme;
    /// Sessions reach into the sandbox: it outlives the window.
    std::unique_ptr<SandboxHome> m_sandbox;
    BackgroundQueue m_asking; ///< outlives the dialogs, which are the window's
    std::unique_ptr<MainWindow> m_window;
    BackgroundQueue m_background;
    HomeReader m_home;
    QPointer<QDialog> m_waiting; ///< says what the keychain may be asking
    SharedResult m_preview; ///< what the wizard found, for the window that opens next
    bool m_isOpening = false; ///< the home that is read shall be shown
    bool m_isEditing = false; ///< its connection shall be
};
