#include "gui/window/servicepage.h"

#include "ui_servicepage.h"

#include "gui/common/colours.h"
#include "gui/common/icons.h"
#include "gui/window/windowactions.h"

#include <QEvent>
#include <QLocale>
#include <QStyle>
#include <QTabBar>

namespace {

constexpr int IconSize = 22;

void setSuggested(QPushButton *button, bool isSuggested)
{
    if (button->property("primary").toBool() == isSuggested)
        return;
    button->setProperty("primary", isSuggested);
    button->style()->polish(button);
}

} // namespace

ServicePage::ServicePage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ServicePage>())
{ }

void ServicePage::build()
{
    m_ui->setupUi(this);
    m_ui->tabs->setDocumentMode(true);
    m_ui->tabs->tabBar()->setDrawBase(false);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_ui->titleLabel->setFont(large);
    QSizePolicy policy = m_ui->progressBar->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // a run that starts moves nothing
    m_ui->progressBar->setSizePolicy(policy);
    m_ui->progressBar->hide();
    connect(m_ui->syncButton, &QPushButton::clicked, this, [this] { emit syncRequested(m_row); });
    connect(m_ui->previewButton, &QPushButton::clicked, this, [this] { m_board->preview(m_row); });
    connect(m_ui->cancelButton, &QPushButton::clicked, this,
            [this] { m_board->controller().cancel(m_board->service(m_row).definition.name); });
    connect(m_ui->tabs, &QTabWidget::currentChanged, this, [this] {
        loadTab();
        refresh();
    });
    connectPages();
}

void ServicePage::connectPages()
{
    connect(m_ui->runStrip, &RunStrip::showRequested, this, &ServicePage::showRun);
    connect(m_ui->runStrip, &RunStrip::waitingRequested, this, [this] { showTab(Tab::Conflicts); });
    connect(m_ui->runStrip, &RunStrip::undoRequested, this, &ServicePage::previewUndo);
    connect(m_ui->runStrip, &RunStrip::closed, this, [this] { m_board->closeReport(m_row); });
    connect(m_ui->previewPage, &PreviewPage::previewRequested, this,
            [this] { m_board->preview(m_row); });
    connect(m_ui->previewPage, &PreviewPage::skippedChanged, this,
            [this](const std::vector<size_t> &skipped) { m_board->setSkipped(m_row, skipped); });
    connect(m_ui->previewPage, &PreviewPage::applyRequested, this,
            [this](bool passGuards) { m_board->apply(m_row, passGuards); });
    connect(m_ui->previewPage, &PreviewPage::discardRequested, this,
            [this] { m_board->discardPreview(m_row); });
    connect(m_ui->previewPage, &PreviewPage::connectionRequested, this,
            &ServicePage::connectionRequested);
    connect(m_ui->previewPage, &PreviewPage::beginAnewRequested, this,
            &ServicePage::beginAnewRequested);
    connect(m_ui->mappingPage, &MappingPage::connectionRequested, this,
            &ServicePage::connectionRequested);
    connect(m_ui->historyPage, &HistoryPage::undoRequested, this, &ServicePage::previewUndo);
}

void ServicePage::previewUndo(const QString &runId)
{
    m_board->previewUndo(m_row, runId);
    showTab(Tab::Preview);
}

void ServicePage::showRun(const QString &runId)
{
    if (m_ui->tabs->currentIndex() == int(Tab::History)) {
        m_ui->historyPage->select(runId);
        loadTab();
        return;
    }
    showTab(Tab::History);
    m_ui->historyPage->select(runId);
}

ServicePage::~ServicePage() = default;

void ServicePage::setUp(ServiceBoard *board, QSettings *settings)
{
    if (!m_board)
        build();
    m_board = board;
    m_ui->previewPage->setUp(&board->background(), settings);
    m_ui->previewPage->setSession(board->session());
    m_ui->conflictsPage->setUp(board, settings);
    m_ui->historyPage->setUp(board, settings);
    m_ui->mappingPage->setUp(board, settings);
    connect(board, &ServiceBoard::changed, this, &ServicePage::takeChange);
    connect(board, &ServiceBoard::finished, this, &ServicePage::takeFinish);
    connect(board, &ServiceBoard::factsChanged, this, [this](int row) {
        if (row == m_row)
            loadTab();
    });
}

void ServicePage::setRow(int row)
{
    m_row = row;
    refresh();
    loadTab();
}

void ServicePage::showTab(Tab tab)
{
    m_ui->tabs->setCurrentIndex(int(tab));
    if (tab == Tab::Conflicts)
        m_ui->conflictsPage->setFocus(); // its list: the keyboard decides from here
}

ServicePage::Tab ServicePage::tab() const
{
    return Tab(m_ui->tabs->currentIndex());
}

void ServicePage::tellKeys(const WindowActions &actions)
{
    actions.tellKeys(WindowActions::Id::Preview, m_ui->previewButton);
    actions.tellKeys(WindowActions::Id::Sync, m_ui->syncButton);
    actions.tellKeys(WindowActions::Id::Cancel, m_ui->cancelButton);
}

void ServicePage::setSearchText(const QString &text)
{
    m_ui->previewPage->setSearchText(text);
    m_ui->conflictsPage->setSearchText(text);
    m_ui->historyPage->setSearchText(text);
}

void ServicePage::takeChange(int row)
{
    if (row == m_row)
        refresh();
}

void ServicePage::takeFinish(int row)
{
    if (row != m_row)
        return;
    loadTab();
    // The answer to a preview is its list; and what a guard stopped needs a look.
    if (m_board->service(row).preview == m_board->service(row).lastResult)
        showTab(Tab::Preview);
}

void ServicePage::refresh()
{
    const ServiceState &service = m_board->service(m_row);
    refreshHeader(service);
    m_ui->previewPage->show(service);
    m_ui->runStrip->show(service);
    refreshTabTitles(service);
    refreshSuggestion(service);
}

void ServicePage::refreshTabTitles(const ServiceState &service)
{
    const size_t changes = service.preview ? service.preview->plan.operations.size() : 0;
    const QLocale locale;
    m_ui->tabs->setTabText(int(Tab::Preview),
                           changes == 0
                               ? tr("Preview")
                               : tr("Preview (%1)").arg(locale.toString(qulonglong(changes))));
    const ServiceTruth truth = service.truth();
    const int conflicts = int(Tab::Conflicts);
    m_ui->tabs->setTabText(conflicts,
                           truth.records == 0
                               ? tr("Conflicts")
                               : tr("Conflicts (%1)").arg(locale.toString(truth.records)));
    m_ui->tabs->setTabToolTip(conflicts, listedWords(truth).join(u'\n'));
}

void ServicePage::refreshHeader(const ServiceState &service)
{
    const ServiceDefinition &definition = service.definition;
    m_ui->titleLabel->setText(definition.title);
    const ServiceTruth truth = service.truth();
    const QString elsewhere = elsewhereWords(truth);
    m_ui->subtitleLabel->setText(
        service.isActive() ? service.progress.text()
            : !elsewhere.isEmpty()
            ? elsewhere
            : QStringLiteral("%1 · %2").arg(patternText(definition), policyText(definition)));
    m_ui->subtitleLabel->setToolTip(wholeWords(truth));
    m_ui->iconLabel->setPixmap(linePixmap(serviceIconName(definition.icon),
                                          Colours::of(palette()).text, IconSize,
                                          devicePixelRatioF()));
    const bool isAvailable = service.unavailable.isEmpty();
    m_ui->syncButton->setVisible(isAvailable && !service.isActive());
    m_ui->previewButton->setVisible(isAvailable && !service.isActive());
    m_ui->cancelButton->setVisible(service.isActive());
    const int percent = service.progress.percent();
    m_ui->progressBar->setVisible(service.isActive());
    m_ui->progressBar->setRange(0, percent < 0 ? 0 : 100);
    m_ui->progressBar->setValue(percent);
}

/// The one blue button: what is to be looked at first, then what was looked at, then a sync.
void ServicePage::refreshSuggestion(const ServiceState &service)
{
    const bool isOpen = service.preview != nullptr;
    const bool appliesHere = isOpen && !service.preview->plan.operations.empty();
    setSuggested(m_ui->previewButton, !service.isReviewed && !isOpen);
    setSuggested(m_ui->syncButton,
                 !appliesHere && (service.isReviewed || isOpen)
                     && !(isOpen && service.preview->plan.isBlocked()));
}

void ServicePage::loadTab()
{
    if (m_row < 0)
        return;
    if (m_ui->tabs->currentIndex() == int(Tab::Conflicts))
        m_ui->conflictsPage->load(m_row);
    else if (m_ui->tabs->currentIndex() == int(Tab::History))
        m_ui->historyPage->load(m_row);
    else if (m_ui->tabs->currentIndex() == int(Tab::Mapping))
        m_ui->mappingPage->load(m_row);
}

void ServicePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_row >= 0)
        refreshHeader(m_board->service(m_row));
    QWidget::changeEvent(event);
}
