#pragma once

#include "gui/board/serviceboard.h"
#include "gui/common/theme.h"
#include "gui/window/servicepage.h"
#include "gui/window/syncrequests.h"
#include "gui/window/windowmemory.h"

#include <QMainWindow>
#include <QTimer>

namespace Ui {
class MainWindow;
}

class LogDock;
class OpeningPage;
class QSettings;
class StatusLine;
class StoryMenu;
class WelcomePage;
class WindowActions;

/// The window: the list of services, the selected one's page, the log, the status. Without a
/// session it shows the welcome page. Closing while something runs cancels it and waits for at most
/// ten seconds.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Both are borrowed for the window's life and may be null: nothing is remembered, and the
    /// look cannot be chosen.
    MainWindow(Theme *theme, QSettings *settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Replaces what the window works on, and then calls `opened`. While something runs both wait
    /// for its end, and nothing more is begun.
    void open(const Session &session, const std::function<void()> &opened = {});
    /// Until something is open: what is being waited for, instead of the welcome page.
    void showOpening(const QString &sentence);
    [[nodiscard]] bool isOpening() const;
    /// On the welcome page, or in a dialog where that is not shown. Empty: there is none (any
    /// more).
    void showProblem(const QString &sentence);
    [[nodiscard]] ServiceBoard *board() const { return m_board.get(); }
    [[nodiscard]] ServicePage *servicePage() const;
    [[nodiscard]] WelcomePage *welcomePage() const { return m_welcome; }
    void selectService(int row);

signals:
    void sandboxRequested();
    void connectionRequested();
    /// The home's state was put aside: it is to be opened once more.
    void homeRenewed();
    void openingStopped(); ///< by the person, who does not want to wait

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildToolBar();
    void buildMenus();
    void buildActions();
    void takeFirstSize();
    void showLog(bool isShown);
    [[nodiscard]] const ServiceState &currentService() const;
    void drawIcons();
    void openNext();
    void replaceBoard(const Session &session);
    void followBoard();
    void fillServiceList();
    void showPreview(int row);
    void showAllPreviews();
    void rememberPlace();
    void showServices();
    void refreshRow(int row);
    void refreshTools();
    void search(const QString &text);
    void finishClosing();

    std::unique_ptr<Ui::MainWindow> m_ui;
    Theme *m_theme;
    QSettings *m_settings;
    WindowMemory m_memory;
    std::unique_ptr<ServiceBoard> m_board;
    std::unique_ptr<SyncRequests> m_requests; ///< on `m_board`
    std::function<void()> m_openNext; ///< what waits for the end of what runs; null: nothing
    WelcomePage *m_welcome;
    OpeningPage *m_opening;
    WindowActions *m_actions = nullptr;
    StatusLine *m_status;
    StoryMenu *m_stories = nullptr; ///< the button's
    LogDock *m_logDock = nullptr;
    QTimer m_minute; ///< relative times grow old
    QTimer m_patience; ///< how long closing waits
    bool m_isClosing = false;
};
