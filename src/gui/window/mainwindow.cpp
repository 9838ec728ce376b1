#include "gui/window/mainwindow.h"

#include "ui_mainwindow.h"

#include "gui/common/colours.h"
#include "gui/common/focuskeeper.h"
#include "gui/common/icons.h"
#include "gui/common/tablestate.h"
#include "gui/window/aboutbox.h"
#include "gui/window/logdock.h"
#include "gui/window/lookmenu.h"
#include "gui/window/openingpage.h"
#include "gui/window/shortcutsdialog.h"
#include "gui/window/statusline.h"
#include "gui/window/storymenu.h"
#include "gui/window/welcomepage.h"
#include "gui/window/windowactions.h"

#include <QCloseEvent>
#include <QMenu>
#include <QMessageBox>

using namespace std::chrono_literals;

namespace {

constexpr auto ClosingPatience = 10s;
constexpr int ListWidth = 340;
constexpr int LogHeight = 190; // a fifth of the window where that is less

Instant now()
{
    return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
}

} // namespace

MainWindow::MainWindow(Theme *theme, QSettings *settings, QWidget *parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_theme(theme)
    , m_settings(settings)
    , m_memory(this, settings)
    , m_welcome(new WelcomePage)
    , m_opening(new OpeningPage)
{
    m_ui->setupUi(this);
    m_status = new StatusLine(m_ui->statusBar);
    setWindowIcon(QIcon(QStringLiteral(":/icons/unified-sync.svg")));
    m_ui->startLayout->addWidget(m_welcome);
    m_ui->startLayout->addWidget(m_opening);
    m_opening->hide();
    connect(m_opening, &OpeningPage::stopRequested, this, &MainWindow::openingStopped);
    connect(m_welcome, &WelcomePage::sandboxRequested, this, &MainWindow::sandboxRequested);
    connect(m_welcome, &WelcomePage::connectionRequested, this, &MainWindow::connectionRequested);
    connect(m_ui->servicePage, &ServicePage::beginAnewRequested, this,
            [this] { m_requests->beginAnew(); });
    connect(m_ui->servicePage, &ServicePage::connectionRequested, this,
            &MainWindow::connectionRequested);
    connect(m_ui->serviceList, &ServiceList::chosen, this, &MainWindow::selectService);
    connect(m_ui->serviceList, &ServiceList::syncRequested, this,
            [this](int row) { m_requests->sync(row); });
    connect(m_ui->serviceList, &ServiceList::cancelRequested, this, [this](int row) {
        m_board->controller().cancel(m_board->service(row).definition.name);
    });
    buildActions();
    buildToolBar();
    m_logDock = new LogDock(this);
    addDockWidget(Qt::BottomDockWidgetArea, m_logDock);
    buildMenus();
    drawIcons();
    showServices();
    takeFirstSize();
    new FocusKeeper(this);
    m_minute.setInterval(20s);
    connect(&m_minute, &QTimer::timeout, this, &MainWindow::showServices);
    m_minute.start();
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &MainWindow::finishClosing);
}

MainWindow::~MainWindow()
{
    // Pages and panes point into the board: its workers end first.
    if (m_board)
        m_board->controller().stop(0ms);
}

ServicePage *MainWindow::servicePage() const
{
    return m_ui->servicePage;
}

void MainWindow::takeFirstSize()
{
    m_memory.restoreSize();
    resizeDocks({m_logDock}, {std::min(LogHeight, height() / 5)}, Qt::Vertical);
    m_memory.restoreSize(); // what a person gave the log holds
    const int list = std::min(ListWidth, width() / 3);
    m_ui->splitter->setSizes({list, width() - list});
    m_ui->splitter->setStretchFactor(1, 1);
    keepSplitterState(m_ui->splitter, m_settings, QStringLiteral("services"));
    m_logDock->hide(); // until there is a session to log
}

void MainWindow::buildToolBar()
{
    connect(m_ui->syncAllButton, &QPushButton::clicked, this, [this] { m_requests->syncAll(); });
    connect(m_ui->previewAllButton, &QPushButton::clicked, this, [this] {
        m_board->previewAll();
        showAllPreviews();
    });
    connect(m_ui->allPreviewsPage, &AllPreviewsPage::serviceRequested, this,
            &MainWindow::showPreview);
    connect(m_ui->allPreviewsPage, &AllPreviewsPage::waitingRequested, this, [this](int row) {
        selectService(row);
        m_ui->servicePage->showTab(ServicePage::Tab::Conflicts);
    });
    connect(m_ui->servicePage, &ServicePage::syncRequested, this,
            [this](int row) { m_requests->sync(row); });
    connect(m_ui->cancelButton, &QPushButton::clicked, this,
            [this] { m_board->controller().cancelAll(); });
    connect(m_ui->connectionButton, &QPushButton::clicked, this, &MainWindow::connectionRequested);
    m_stories = new StoryMenu(m_ui->samplesButton, m_ui->storyStrip);
    connect(m_ui->searchEdit, &QLineEdit::textChanged, this, &MainWindow::search);
    QSizePolicy policy = m_ui->cancelButton->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // what stands beside it does not jump
    m_ui->cancelButton->setSizePolicy(policy);
    m_actions->tellKeys(WindowActions::Id::SyncAll, m_ui->syncAllButton);
    m_actions->tellKeys(WindowActions::Id::PreviewAll, m_ui->previewAllButton);
    m_actions->tellKeys(WindowActions::Id::Settings, m_ui->connectionButton);
    m_actions->tellKeys(WindowActions::Id::Menu, m_ui->menuButton);
}

void MainWindow::buildMenus()
{
    auto *menu = new QMenu(this);
    m_actions->fillPrimaryMenu(menu, new LookMenu(m_theme, menu));
    m_ui->menuButton->setMenu(menu);
    auto *service = new QMenu(this);
    service->setObjectName(QStringLiteral("serviceMenu"));
    m_actions->fillServiceMenu(service);
    m_ui->serviceList->setMenu(service);
}

void MainWindow::buildActions()
{
    using Id = WindowActions::Id;
    using Tab = ServicePage::Tab;
    m_actions = new WindowActions(this);
    const auto on = [this](Id id, const std::function<void()> &work) {
        connect(m_actions->action(id), &QAction::triggered, this, [this, work] {
            if (m_board)
                work();
        });
    };
    on(Id::Preview, [this] { m_board->preview(m_ui->servicePage->row()); });
    on(Id::PreviewFull, [this] { m_board->preview(m_ui->servicePage->row(), RunMode::Full); });
    on(Id::PreviewAll, [this] { m_ui->previewAllButton->click(); });
    on(Id::Sync, [this] { m_requests->sync(m_ui->servicePage->row()); });
    on(Id::SyncAll, [this] { m_requests->syncAll(); });
    on(Id::Cancel, [this] { m_board->controller().cancel(currentService().definition.name); });
    on(Id::Find, [this] { m_ui->searchEdit->setFocus(Qt::ShortcutFocusReason); });
    on(Id::Services, [this] { m_ui->serviceList->setFocus(Qt::ShortcutFocusReason); });
    for (const Tab tab : {Tab::Preview, Tab::Conflicts, Tab::History, Tab::Mapping}) {
        on(Id(int(Id::PreviewTab) + int(tab)), [this, tab] { m_ui->servicePage->showTab(tab); });
    }
    on(Id::Log, [this] { showLog(m_actions->action(Id::Log)->isChecked()); });
    on(Id::Menu, [this] { m_ui->menuButton->showMenu(); });
    const auto connectAction = [this](Id id, auto slot) {
        connect(m_actions->action(id), &QAction::triggered, this, slot);
    };
    connectAction(Id::Shortcuts, [this] { ShortcutsDialog::showAll(this); });
    connectAction(Id::Settings, [this] { emit connectionRequested(); });
    connectAction(Id::About, [this] { AboutBox::show(this); });
    connectAction(Id::Quit, [this] { close(); });
}

void MainWindow::showLog(bool isShown)
{
    m_logDock->setVisible(isShown);
    m_memory.keepLog(isShown);
}

const ServiceState &MainWindow::currentService() const
{
    return m_board->service(m_ui->servicePage->row());
}

void MainWindow::drawIcons()
{
    const Colours &colours = Colours::of(palette());
    m_ui->syncAllButton->setIcon(lineIcon(QStringLiteral("sync"), colours.text));
    m_ui->previewAllButton->setIcon(lineIcon(QStringLiteral("preview"), colours.text));
    m_ui->cancelButton->setIcon(lineIcon(QStringLiteral("cancel"), colours.text));
    m_ui->connectionButton->setIcon(lineIcon(QStringLiteral("settings"), colours.text));
    m_ui->menuButton->setIcon(lineIcon(QStringLiteral("menu"), colours.text));
    m_actions->setIcons(colours.text);
}

void MainWindow::open(const Session &session, const std::function<void()> &opened)
{
    if (m_board && !m_board->controller().isIdle()) {
        m_board->retire();
        m_openNext = [this, session, opened] { open(session, opened); };
        refreshTools();
        return;
    }
    replaceBoard(session);
    m_opening->hide();
    if (opened)
        opened();
}

void MainWindow::openNext()
{
    if (const auto next = std::exchange(m_openNext, nullptr); next && !m_isClosing)
        next();
}

void MainWindow::showOpening(const QString &sentence)
{
    m_opening->wait(sentence);
    m_welcome->hide();
    m_opening->show();
}

bool MainWindow::isOpening() const
{
    return !m_opening->isHidden() && m_ui->pages->currentWidget() == m_ui->startPage;
}

void MainWindow::showProblem(const QString &sentence)
{
    m_opening->hide();
    m_welcome->show();
    m_welcome->showProblem(sentence);
    if (sentence.isEmpty() || m_ui->pages->currentWidget() == m_ui->startPage)
        return;
    auto *box
        = new QMessageBox(QMessageBox::Warning, windowTitle(), sentence, QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::replaceBoard(const Session &session)
{
    // Whatever looks at the old board stops doing so with it.
    if (m_board)
        m_board->disconnect();
    rememberPlace();
    auto board = std::make_unique<ServiceBoard>(session);
    const bool isFirst = !m_board;
    m_ui->servicePage->setUp(board.get(), m_settings);
    if (isFirst)
        m_ui->servicePage->tellKeys(*m_actions); // its widgets came with the session
    m_logDock->pane()->setUp(session, &board->background());
    std::swap(m_board, board);
    m_requests = std::make_unique<SyncRequests>(m_board.get(), this);
    connect(m_requests.get(), &SyncRequests::lookWanted, this, &MainWindow::showPreview);
    connect(m_requests.get(), &SyncRequests::renewed, this, &MainWindow::homeRenewed);
    connect(m_requests.get(), &SyncRequests::failed, this, &MainWindow::showProblem);
    connect(m_requests.get(), &SyncRequests::lookAtAllWanted, this, &MainWindow::showAllPreviews);
    m_ui->allPreviewsPage->setUp(m_board.get(), m_settings);
    m_stories->setUp(m_board.get());
    fillServiceList();
    followBoard();
    m_board->refresh();
    m_logDock->setVisible(m_memory.isLogShown());
    m_actions->action(WindowActions::Id::Log)->setChecked(m_memory.isLogShown());
    showServices();
    m_ui->servicePage->showTab(ServicePage::Tab(m_memory.tab()));
    m_ui->serviceList->setFocus(Qt::OtherFocusReason); // where no key writes anything
}

void MainWindow::rememberPlace()
{
    if (m_board && m_ui->servicePage->row() >= 0)
        m_memory.keepPlace(currentService().definition.name, int(m_ui->servicePage->tab()));
}

void MainWindow::followBoard()
{
    connect(m_board.get(), &ServiceBoard::changed, this, &MainWindow::refreshRow);
    m_logDock->pane()->followBoard(*m_board);
    connect(&m_board->controller(), &SyncController::becameIdle, this, [this] {
        if (m_isClosing)
            finishClosing();
        // Not from inside the board, which ends with it.
        QMetaObject::invokeMethod(this, &MainWindow::openNext, Qt::QueuedConnection);
    });
}

void MainWindow::fillServiceList()
{
    m_ui->serviceList->fill(m_board->services());
    selectService(std::max(0, m_board->rowOf(m_memory.service())));
}

void MainWindow::selectService(int row)
{
    if (!m_board || row < 0 || row >= m_ui->serviceList->count())
        return;
    m_ui->serviceList->setCurrentRow(row);
    m_ui->serviceList->item(row)->setSelected(true);
    m_ui->details->setCurrentWidget(m_ui->servicePage);
    m_ui->servicePage->setRow(row);
    m_stories->choose(row);
    refreshTools();
}

void MainWindow::showPreview(int row)
{
    selectService(row);
    m_ui->servicePage->showTab(ServicePage::Tab::Preview);
}

void MainWindow::showAllPreviews()
{
    m_ui->serviceList->clearSelection();
    m_ui->details->setCurrentWidget(m_ui->allPreviewsPage);
}

void MainWindow::showServices()
{
    const bool hasSession = m_board && m_ui->serviceList->count() > 0;
    m_ui->pages->setCurrentWidget(hasSession ? m_ui->workPage : m_ui->startPage);
    m_ui->toolBar->setVisible(hasSession);
    m_ui->statusBar->setVisible(hasSession);
    for (int row = 0; row < m_ui->serviceList->count(); ++row)
        m_ui->serviceList->showService(row, m_board->service(row), now());
    refreshTools();
}

void MainWindow::refreshRow(int row)
{
    m_ui->serviceList->showService(row, m_board->service(row), now());
    refreshTools();
}

void MainWindow::refreshTools()
{
    if (!m_board || m_isClosing)
        return;
    m_ui->cancelButton->setVisible(!m_board->controller().isIdle());
    m_ui->syncAllButton->setEnabled(!m_openNext);
    m_ui->previewAllButton->setEnabled(!m_openNext);
    if (m_ui->servicePage->row() >= 0) {
        const ServiceState &current = currentService();
        const bool canRun = current.unavailable.isEmpty() && !current.isActive() && !m_openNext;
        for (const auto id :
             {WindowActions::Id::Preview, WindowActions::Id::PreviewFull, WindowActions::Id::Sync})
            m_actions->action(id)->setEnabled(canRun);
        m_actions->action(WindowActions::Id::Cancel)->setEnabled(current.isActive());
    }
    m_status->show(*m_board);
    if (m_openNext)
        m_status->tell(tr("The new settings hold as soon as what runs is done."));
}

void MainWindow::search(const QString &text)
{
    m_ui->serviceList->showMatches(text, m_board->services());
    m_ui->servicePage->setSearchText(text);
    m_logDock->pane()->setSearchText(text);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_board && !m_board->controller().isIdle() && !m_isClosing) {
        m_isClosing = true;
        m_status->tell(tr("Stopping what runs, so that nothing is left half recorded…"));
        m_ui->centralWidget->setEnabled(false);
        m_patience.start(ClosingPatience);
        m_board->controller().cancelAll();
        if (!m_board->controller().isIdle()) {
            event->ignore();
            return;
        }
    }
    m_memory.keepSize();
    rememberPlace();
    QMainWindow::closeEvent(event);
}

void MainWindow::finishClosing()
{
    m_patience.stop();
    close();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        drawIcons();
        refreshTools();
    }
    QMainWindow::changeEvent(event);
}
