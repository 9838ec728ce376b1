#include "gui/setup/setupwizard.h"

#include "ui_setupwizard.h"

#include "gui/common/firstsize.h"
#include "gui/setup/databasespage.h"
#include "gui/setup/firstrunpage.h"
#include "gui/setup/hubpage.h"
#include "gui/setup/mappingsteppage.h"
#include "gui/setup/tokenpage.h"

namespace {

constexpr QSize FirstSize(1080, 680);

} // namespace

SetupWizard::SetupWizard(ConnectionDraft draft, QWidget *parent)
    : QDialog(parent)
    , m_draft(std::move(draft))
    , m_ui(std::make_unique<Ui::SetupWizard>())
{
    m_ui->setupUi(this);
    giveFirstSize(this, FirstSize);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    m_ui->headingLabel->setFont(large);
    addPage(tr("Notion"), tr("Connect to Notion"), new TokenPage);
    addPage(tr("Hub"), tr("Where shall your records live?"), new HubPage);
    addPage(tr("Databases"), tr("Which database is which?"),
            new DatabasesPage(DatabasesPage::Suggestions::ByTitle));
    addPage(tr("Mapping"), tr("What becomes of each field"), new MappingStepPage);
    addPage(tr("First look"), tr("What a first sync would write"), new FirstRunPage);
    m_ui->saveBar->setUp(&m_draft);
    connect(m_ui->saveBar, &SaveBar::saved, this, &QDialog::accept);
    connect(m_ui->saveBar, &SaveBar::busyChanged, this, [this](bool isBusy) {
        m_isBusy = isBusy;
        refresh();
    });
    connect(m_ui->leaveButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, m_ui->saveBar, &SaveBar::stopAsking);
    connect(m_ui->backButton, &QPushButton::clicked, this, [this] { showPage(page() - 1); });
    connect(m_ui->nextButton, &QPushButton::clicked, this, &SetupWizard::next);
    showPage(0);
}

SetupWizard::~SetupWizard()
{
    hide(); // whatever is being edited is taken over while everything is there
    qDeleteAll(m_pages); // they look at the draft
}

void SetupWizard::addPage(const QString &step, const QString &heading, ConnectionPage *page)
{
    page->setUp(&m_draft);
    m_ui->pages->addWidget(page);
    m_pages.push_back(page);
    m_steps << step;
    m_headings << heading;
    connect(page, &ConnectionPage::changed, this, &SetupWizard::refresh);
}

int SetupWizard::page() const
{
    return m_ui->pages->currentIndex();
}

bool SetupWizard::isLast() const
{
    return page() == int(m_pages.size()) - 1;
}

void SetupWizard::showPage(int page)
{
    m_ui->pages->setCurrentIndex(page);
    m_pages.at(size_t(page))->enter();
    refresh();
    m_pages.at(size_t(page))->focusFirstField();
}

void SetupWizard::next()
{
    if (isLast())
        m_ui->saveBar->save();
    else
        m_pages.at(size_t(page()))->leave([this] { showPage(page() + 1); });
}

void SetupWizard::refresh()
{
    QStringList steps;
    for (int step = 0; step < int(m_steps.size()); ++step) {
        const QString text
            = QStringLiteral("%1 %2").arg(step + 1).arg(m_steps.at(step).toHtmlEscaped());
        steps << (step == page() ? QStringLiteral("<b>%1</b>").arg(text) : text);
    }
    m_ui->stepsLabel->setText(steps.join(QStringLiteral("&nbsp;&nbsp;›&nbsp;&nbsp;")));
    m_ui->headingLabel->setText(m_headings.at(page()));
    m_ui->pages->setDisabled(m_isBusy);
    m_ui->backButton->setEnabled(page() > 0 && !m_isBusy);
    m_ui->nextButton->setEnabled(m_pages.at(size_t(page()))->isComplete() && !m_isBusy);
    m_ui->nextButton->setText(isLast() ? tr("&Finish") : tr("&Next"));
    m_ui->saveBar->setVisible(isLast());
}
