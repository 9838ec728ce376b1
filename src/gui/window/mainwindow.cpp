#include "gui/window/mainwindow.h"

#include "ui_mainwindow.h"

#include "gui/common/colours.h"
#include "gui/common/icons.h"
#include "gui/window/logpane.h"
#include "gui/window/openingpage.h"
#include "gui/window/servicerow.h"
#include "gui/window/statusline.h"
#include "gui/window/storymenu.h"
#include "gui/window/welcomepage.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>
#include <QShortcut>

using namespace std::chrono_literals;

namespace {

constexpr auto ClosingPatience = 10s;
constexpr int ListWidth = 420;
constexpr int LogHeight = 190;
constexpr int RowHeight = 52;
const QLatin1String GeometryKey("window/geometry");
const QLatin1String StateKey("window/state");
const QLatin1String LogKey("window/log");

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
    connect(m_ui->servicePage, &ServicePage::connectionRequested, this,
            &MainWindow::connectionRequested);
    connect(m_ui->serviceList, &QListWidget::currentRowChanged, this, &MainWindow::selectService);
    // The current one can be chosen again where all previews are shown.
    for (const auto chosen : {&QListWidget::itemClicked, &QListWidget::itemActivated}) {
        connect(m_ui->serviceList, chosen, this,
                [this] { selectService(m_ui->serviceList->currentRow()); });
    }
    m_ui->splitter->setSizes({ListWidth, 900});
    m_ui->splitter->setStretchFactor(1, 1);
    buildToolBar();
    buildLogDock();
    buildViewMenu();
    buildShortcuts();
    drawIcons();
    showServices();
    resize(1320, 860);
    if (m_settings) {
        restoreGeometry(m_settings->value(GeometryKey).toByteArray());
        restoreState(m_settings->value(StateKey).toByteArray());
    }
    m_logDock->hide(); // until there is a session to log
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

void MainWindow::buildToolBar()
{
    connect(m_ui->syncAllButton, &QPushButton::clicked, this, [this] { m_requests->syncAll(); });
    connect(m_ui->previewAllButton, &QPushButton::clicked, this, [this] {
        m_board->previewAll();
        showAllPreviews();
    });
    connect(m_ui->allPreviewsPage, &AllPreviewsPage::serviceRequested, this, [this](int row) {
        selectService(row);
        m_ui->servicePage->showTab(ServicePage::Tab::Preview);
    });
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
}

void MainWindow::buildLogDock()
{
    m_log = new LogPane;
    m_logDock = new QDockWidget(tr("Log"), this);
    m_logDock->setObjectName(QStringLiteral("logDock"));
    m_logDock->setWidget(m_log);
    m_logDock->setTitleBarWidget(new QWidget(m_logDock));
    m_logDock->setAllowedAreas(Qt::BottomDockWidgetArea);
    addDockWidget(Qt::BottomDockWidgetArea, m_logDock);
    resizeDocks({m_logDock}, {LogHeight}, Qt::Vertical);
}

void MainWindow::buildViewMenu()
{
    auto *menu = new QMenu(this);
    m_ui->menuButton->setMenu(menu);
    auto *group = new QActionGroup(menu);
    const std::pair<Theme::Mode, QString> modes[] = {
        {Theme::Mode::System, tr("Look &like the system")},
        {Theme::Mode::Light, tr("Li&ght")},
        {Theme::Mode::Dark, tr("&Dark")},
    };
    for (const auto &[mode, text] : modes) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setEnabled(m_theme != nullptr);
        action->setChecked(m_theme && m_theme->mode() == mode);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, mode = mode] { m_theme->setMode(mode); });
    }
    menu->addSeparator();
    QAction *log = m_logDock->toggleViewAction();
    log->setText(tr("&Log"));
    log->setShortcut(QKeySequence(QStringLiteral("Ctrl+L")));
    menu->addAction(log);
    connect(log, &QAction::triggered, this, [this](bool isShown) {
        if (m_settings)
            m_settings->setValue(LogKey, isShown);
    });
    QAction *full = menu->addAction(tr("Preview &everything anew (full)"));
    full->setToolTip(tr("Reads every record instead of only what changed"));
    full->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+P")));
    connect(full, &QAction::triggered, this, [this] {
        if (m_board)
            m_board->preview(m_ui->servicePage->row(), RunMode::Full);
    });
    addActions({log, full});
}

void MainWindow::buildShortcuts()
{
    const auto add = [this](const QKeySequence &keys, const std::function<void()> &work) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, [this, work] {
            if (m_board)
                work();
        });
    };
    add(QKeySequence::Find, [this] { m_ui->searchEdit->setFocus(Qt::ShortcutFocusReason); });
    add(QKeySequence(QStringLiteral("Ctrl+R")),
        [this] { m_requests->sync(m_ui->servicePage->row()); });
    add(QKeySequence(QStringLiteral("Ctrl+P")),
        [this] { m_board->preview(m_ui->servicePage->row()); });
    add(QKeySequence(QStringLiteral("Ctrl+Shift+R")), [this] { m_requests->syncAll(); });
    const ServicePage::Tab tabs[] = {ServicePage::Tab::Preview, ServicePage::Tab::Conflicts,
                                     ServicePage::Tab::History, ServicePage::Tab::Mapping};
    for (int index = 0; index < int(std::size(tabs)); ++index) {
        add(QKeySequence(QStringLiteral("Alt+%1").arg(index + 1)),
            [this, tab = tabs[index]] { m_ui->servicePage->showTab(tab); });
    }
    connect(new QShortcut(QKeySequence::Quit, this), &QShortcut::activated, this, &QWidget::close);
}

void MainWindow::drawIcons()
{
    const Colours &colours = Colours::of(palette());
    m_ui->syncAllButton->setIcon(lineIcon(QStringLiteral("sync"), colours.text));
    m_ui->previewAllButton->setIcon(lineIcon(QStringLiteral("preview"), colours.text));
    m_ui->cancelButton->setIcon(lineIcon(QStringLiteral("cancel"), colours.text));
    m_ui->connectionButton->setIcon(lineIcon(QStringLiteral("settings"), colours.text));
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
    auto board = std::make_unique<ServiceBoard>(session);
    m_ui->servicePage->setUp(board.get(), m_settings);
    m_log->setUp(session, &board->background());
    std::swap(m_board, board);
    m_requests = std::make_unique<SyncRequests>(m_board.get(), this);
    connect(m_requests.get(), &SyncRequests::lookWanted, this, [this](int row) {
        selectService(row);
        m_ui->servicePage->showTab(ServicePage::Tab::Preview);
    });
    connect(m_requests.get(), &SyncRequests::lookAtAllWanted, this, &MainWindow::showAllPreviews);
    m_ui->allPreviewsPage->setUp(m_board.get(), m_settings);
    m_stories->setUp(m_board.get());
    fillServiceList();
    followBoard();
    m_board->refresh();
    m_logDock->setVisible(!m_settings || m_settings->value(LogKey, true).toBool());
    showServices();
}

void MainWindow::followBoard()
{
    connect(m_board.get(), &ServiceBoard::changed, this, &MainWindow::refreshRow);
    connect(m_board.get(), &ServiceBoard::finished, m_log, &LogPane::reload);
    connect(m_board.get(), &ServiceBoard::homeChanged, m_log, &LogPane::reload);
    connect(&m_board->controller(), &SyncController::started, m_log,
            [this] { m_log->follow(true); });
    connect(&m_board->controller(), &SyncController::becameIdle, this, [this] {
        m_log->follow(false);
        if (m_isClosing)
            finishClosing();
        // Not from inside the board, which ends with it.
        QMetaObject::invokeMethod(this, &MainWindow::openNext, Qt::QueuedConnection);
    });
}

void MainWindow::fillServiceList()
{
    QListWidget *list = m_ui->serviceList;
    const QSignalBlocker blocker(list);
    list->clear();
    m_rows.clear();
    for (int row = 0; row < int(m_board->services().size()); ++row) {
        auto *item = new QListWidgetItem(list);
        item->setSizeHint(QSize(0, RowHeight));
        item->setData(Qt::AccessibleTextRole, m_board->service(row).definition.title);
        auto *widget = new ServiceRow(list);
        connect(widget, &ServiceRow::syncRequested, this, [this, row] { m_requests->sync(row); });
        connect(widget, &ServiceRow::cancelRequested, this, [this, row] {
            m_board->controller().cancel(m_board->service(row).definition.name);
        });
        list->setItemWidget(item, widget);
        m_rows.push_back(widget);
    }
    if (list->count() > 0) {
        list->setCurrentRow(0);
        selectService(0);
    }
}

void MainWindow::selectService(int row)
{
    if (!m_board || row < 0)
        return;
    m_ui->serviceList->setCurrentRow(row);
    m_ui->serviceList->item(row)->setSelected(true);
    m_ui->details->setCurrentWidget(m_ui->servicePage);
    m_ui->servicePage->setRow(row);
    m_stories->choose(row);
}

/// Instead of a service's page, until a service is chosen again.
void MainWindow::showAllPreviews()
{
    m_ui->serviceList->clearSelection();
    m_ui->details->setCurrentWidget(m_ui->allPreviewsPage);
}

void MainWindow::showServices()
{
    const bool hasSession = m_board && !m_rows.empty();
    m_ui->pages->setCurrentWidget(hasSession ? m_ui->workPage : m_ui->startPage);
    m_ui->toolBar->setVisible(hasSession);
    m_ui->statusBar->setVisible(hasSession);
    for (int row = 0; row < int(m_rows.size()); ++row)
        m_rows.at(size_t(row))->show(m_board->service(row), now());
    refreshTools();
}

void MainWindow::refreshRow(int row)
{
    m_rows.at(size_t(row))->show(m_board->service(row), now());
    refreshTools();
}

void MainWindow::refreshTools()
{
    if (!m_board || m_isClosing)
        return;
    m_ui->cancelButton->setVisible(!m_board->controller().isIdle());
    m_ui->syncAllButton->setEnabled(!m_openNext);
    m_ui->previewAllButton->setEnabled(!m_openNext);
    m_status->show(*m_board);
    if (m_openNext)
        m_status->tell(tr("The new settings hold as soon as what runs is done."));
}

void MainWindow::search(const QString &text)
{
    std::vector<bool> matches;
    for (const ServiceState &service : m_board->services()) {
        matches.push_back(service.definition.title.contains(text, Qt::CaseInsensitive)
                          || service.definition.description.contains(text, Qt::CaseInsensitive));
    }
    // A word that names no service is looked for in the records alone.
    const bool any = std::find(matches.begin(), matches.end(), true) != matches.end();
    for (int row = 0; row < m_ui->serviceList->count(); ++row)
        m_ui->serviceList->item(row)->setHidden(any && !matches.at(size_t(row)));
    m_ui->servicePage->setSearchText(any && !text.isEmpty() ? QString() : text);
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
    if (m_settings) {
        m_settings->setValue(GeometryKey, saveGeometry());
        m_settings->setValue(StateKey, saveState());
    }
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
