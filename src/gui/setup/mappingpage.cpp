#include "gui/setup/mappingpage.h"

#include "ui_mappingpage.h"

#include "app/connection/connectorfactory.h"
#include "app/text/translation.h"
#include "gui/common/tablestate.h"

#include <QHeaderView>

MappingPage::MappingPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::MappingPage>())
    , m_background(std::make_unique<BackgroundQueue>())
{
    m_ui->setupUi(this);
    connect(m_ui->readButton, &QPushButton::clicked, this, &MappingPage::read);
    connect(m_ui->emptyState, &EmptyState::actionTriggered, this, &MappingPage::doEmptyAction);
}

MappingPage::~MappingPage()
{
    m_cancel.cancel();
}

void MappingPage::setUp(ServiceBoard *board, QSettings *settings)
{
    m_board = board;
    m_settings = settings;
}

void MappingPage::load(int row)
{
    m_row = row;
    const ServiceState &service = m_board->service(row);
    m_needsConnection = !service.unavailable.isEmpty();
    if (!canRun(service.definition))
        showNothing(service.unavailable);
    else if (m_needsConnection)
        showProblem(service.unavailable);
    else if (m_known.contains(service.definition.name))
        showMapping();
    else
        read();
}

void MappingPage::read()
{
    m_cancel.cancel();
    m_cancel = CancelToken();
    const ServiceDefinition definition = m_board->service(m_row).definition;
    m_ui->mappingBar->hide();
    m_ui->content->setCurrentIndex(1);
    m_ui->emptyState->tell(QStringLiteral("mapping"), tr("Reading the schema…"),
                           tr("Both sides are asked which properties and columns they have."));
    m_background->run(
        this,
        [readMapping = m_board->session().readMapping, definition, cancel = m_cancel] {
            return readMapping(definition, cancel);
        },
        [this, cancel = m_cancel, name = definition.name](Result<MappingPreview> mapping) {
            if (cancel.isCancelled())
                return;
            if (!mapping)
                return showProblem(translated(mapping.error()));
            m_known[name] = std::move(*mapping);
            showMapping();
        });
}

void MappingPage::showMapping()
{
    const MappingPreview &mapping = m_known.at(m_board->service(m_row).definition.name);
    const bool isFirst = m_ui->fieldsView->mapping().isEmpty();
    m_ui->fieldsView->showMapping(mapping);
    if (isFirst)
        keepTableState(m_ui->fieldsView->horizontalHeader(), m_settings, QStringLiteral("mapping"));
    QStringList parts;
    for (const QString &title : mapping.titles)
        parts << translated(title);
    parts << mappingSummary(mapping);
    m_ui->sidesLabel->setText(parts.join(QStringLiteral(" · ")));
    m_ui->mappingBar->show();
    m_ui->content->setCurrentIndex(0);
    emit loaded();
}

void MappingPage::showProblem(const QString &sentence)
{
    m_ui->mappingBar->hide();
    m_ui->content->setCurrentIndex(1);
    m_ui->emptyState->tell(QStringLiteral("mapping"), tr("The schema could not be read"), sentence,
                           m_needsConnection ? tr("Set up the connection…") : tr("Try again"));
    emit loaded();
}

void MappingPage::showNothing(const QString &sentence)
{
    m_ui->mappingBar->hide();
    m_ui->content->setCurrentIndex(1);
    m_ui->emptyState->tell(QStringLiteral("mapping"), tr("Not possible yet"), sentence);
    emit loaded();
}

void MappingPage::doEmptyAction()
{
    if (m_needsConnection)
        emit connectionRequested();
    else
        read();
}
