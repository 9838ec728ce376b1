#include "gui/setup/settingsdialog.h"

#include "ui_settingsdialog.h"

#include "gui/common/firstsize.h"
#include "gui/setup/databasespage.h"
#include "gui/setup/generalpage.h"
#include "gui/setup/hubpage.h"
#include "gui/setup/rulespage.h"
#include "gui/setup/tokenpage.h"

namespace {

constexpr int PageMargin = 16;
constexpr QSize FirstSize(820, 620);

} // namespace

SettingsDialog::SettingsDialog(ConnectionDraft draft, QWidget *parent)
    : QDialog(parent)
    , m_draft(std::move(draft))
    , m_ui(std::make_unique<Ui::SettingsDialog>())
{
    m_ui->setupUi(this);
    giveFirstSize(this, FirstSize);
    addTab(tr("&Notion"), new TokenPage);
    auto *hub = new HubPage;
    addTab(tr("&Hub"), hub);
    connect(hub, &HubPage::hubMoved, this, [this] { m_hasMoved = true; });
    addTab(tr("&Databases"), new DatabasesPage(DatabasesPage::Suggestions::None));
    addTab(tr("&Rules"), new RulesPage);
    addTab(tr("&General"), new GeneralPage);
    m_ui->saveBar->setUp(&m_draft);
    connect(m_ui->tabs, &QTabWidget::currentChanged, this,
            [this](int tab) { m_pages.at(size_t(tab))->enter(); });
    connect(m_ui->saveBar, &SaveBar::saved, this, &QDialog::accept);
    connect(m_ui->saveBar, &SaveBar::busyChanged, this, &SettingsDialog::setBusy);
    connect(m_ui->saveButton, &QPushButton::clicked, m_ui->saveBar, &SaveBar::save);
    connect(m_ui->leaveButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, m_ui->saveBar, &SaveBar::stopAsking);
    m_pages.front()->focusFirstField();
}

SettingsDialog::~SettingsDialog()
{
    hide(); // whatever is being edited is taken over while everything is there
    m_ui->tabs->disconnect(this);
    qDeleteAll(m_pages); // they look at the draft
}

void SettingsDialog::reject()
{
    if (m_hasMoved)
        accept();
    else
        QDialog::reject();
}

void SettingsDialog::setBusy(bool isBusy)
{
    m_ui->tabs->setDisabled(isBusy);
    m_ui->saveButton->setDisabled(isBusy);
}

void SettingsDialog::addTab(const QString &title, ConnectionPage *page)
{
    page->setUp(&m_draft);
    page->layout()->setContentsMargins(PageMargin, PageMargin, PageMargin, PageMargin);
    m_ui->tabs->addTab(page, title);
    m_pages.push_back(page);
}

void SettingsDialog::showTab(int tab)
{
    m_ui->tabs->setCurrentIndex(tab);
}
