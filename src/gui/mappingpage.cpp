#include "gui/mappingpage.h"

#include "ui_mappingpage.h"

#include "app/errortext.h"
#include "gui/mappingmodel.h"
#include "gui/tablestate.h"

#include <QHeaderView>

namespace {

constexpr int RowHeight = 27;

} // namespace

MappingPage::MappingPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::MappingPage>())
    , m_model(new MappingModel(this))
    , m_background(std::make_unique<BackgroundQueue>())
{
    m_ui->setupUi(this);
    QTableView *table = m_ui->fieldsView;
    table->setModel(m_model);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(RowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
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
    if (m_needsConnection)
        showProblem(service.unavailable);
    else if (m_known.contains(service.definition.name))
        showSchemas();
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
        [readSchema = m_board->session().readSchema, definition, cancel = m_cancel] {
            return readSchema(definition, cancel);
        },
        [this, cancel = m_cancel, name = definition.name](Result<std::vector<SideSchema>> schemas) {
            if (cancel.isCancelled())
                return;
            if (!schemas)
                return showProblem(describe(schemas.error()));
            m_known[name] = std::move(*schemas);
            showSchemas();
        });
}

void MappingPage::showSchemas()
{
    const ServiceDefinition &definition = m_board->service(m_row).definition;
    const bool isFirst = m_model->columnCount() <= 3;
    m_model->setSchemas(definition, m_known.at(definition.name));
    if (isFirst) {
        const int widths[] = {140, 75, 160, 100, 130, 110};
        for (int column = 0; column < int(std::size(widths)); ++column)
            m_ui->fieldsView->setColumnWidth(column, widths[column]);
        keepTableState(m_ui->fieldsView->horizontalHeader(), m_settings, QStringLiteral("mapping"));
    }
    QStringList sides;
    for (const SideSchema &schema : m_model->schemas())
        sides << (schema.exists ? schema.title
                                : tr("%1 (made by the first sync)").arg(schema.title));
    QString text = sides.join(QStringLiteral(" · "));
    if (const int problems = m_model->problemCount())
        text += tr(" · %1 fields are missing on a side").arg(problems);
    m_ui->sidesLabel->setText(text);
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

void MappingPage::doEmptyAction()
{
    if (m_needsConnection)
        emit connectionRequested();
    else
        read();
}
