#include "gui/history/historypage.h"

#include "ui_historypage.h"

#include "app/text/translation.h"
#include "gui/common/tablestate.h"
#include "gui/history/runsmodel.h"
#include "gui/preview/changesource.h"

#include <QHeaderView>

#include <algorithm>

namespace {

constexpr int MostRuns = 500;
constexpr int MostOperations = 100'000;
constexpr int RowHeight = 27;

} // namespace

HistoryPage::HistoryPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::HistoryPage>())
    , m_runs(new RunsModel(this))
{
    m_ui->setupUi(this);
    QTableView *table = m_ui->runsView;
    table->setModel(m_runs);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(RowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    const int widths[] = {160, 90, 170, 240, 80, 80};
    for (int column = 0; column < RunsModel::ColumnCount; ++column)
        table->setColumnWidth(column, widths[column]);
    table->horizontalHeader()->setSectionResizeMode(RunsModel::Changes, QHeaderView::Stretch);
    m_ui->splitter->setStretchFactor(0, 2);
    m_ui->splitter->setStretchFactor(1, 3);
    showNothing();
    m_ui->undoButton->hide(); // until there is something to undo
    connect(m_ui->undoButton, &QPushButton::clicked, this,
            [this] { emit undoRequested(m_selectedRun); });
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &HistoryPage::loadOperations);
}

HistoryPage::~HistoryPage() = default;

void HistoryPage::setUp(ServiceBoard *board, QSettings *settings)
{
    m_board = board;
    m_ui->operationsView->setBackground(&board->background());
    m_ui->operationsView->setSession(board->session());
    keepTableState(m_ui->runsView->horizontalHeader(), settings, QStringLiteral("runs"));
    keepSplitterState(m_ui->splitter, settings, QStringLiteral("history"));
    keepTableState(m_ui->operationsView->header(), settings, QStringLiteral("operations"));
}

void HistoryPage::load(int row)
{
    const QString service = m_board->service(row).definition.name;
    if (service != m_service)
        m_selectedRun.clear();
    m_service = service;
    m_board->background().run(
        this,
        [open = m_board->session().openHistory, service, text = m_text] {
            const auto history = open();
            if (!history)
                return std::vector<RunRecord>();
            const auto runs = text.isEmpty() ? (*history)->runs(service, MostRuns)
                                             : (*history)->runsAbout(service, text, MostRuns);
            return runs.value_or(std::vector<RunRecord>());
        },
        [this, service, text = m_text](std::vector<RunRecord> runs) {
            if (service == m_service && text == m_text)
                showRuns(std::move(runs));
        });
}

void HistoryPage::setSearchText(const QString &text)
{
    m_text = text;
    m_ui->operationsView->setText(text);
    if (const int row = m_board ? m_board->rowOf(m_service) : -1; row >= 0)
        load(row);
}

/// No run is shown: there was none, or none is about what is looked for.
void HistoryPage::showNothing()
{
    if (m_text.isEmpty())
        m_ui->emptyState->tell(
            QStringLiteral("history"), tr("No runs yet"),
            tr("Every preview and every sync of this service will be listed here, "
               "with each record that it wrote."));
    else
        m_ui->emptyState->tell(QStringLiteral("search"), tr("Nothing found"),
                               tr("No run wrote to a record with “%1” in its title.").arg(m_text));
}

void HistoryPage::showRuns(std::vector<RunRecord> runs)
{
    const auto selected = std::find_if(
        runs.begin(), runs.end(), [this](const RunRecord &run) { return run.id == m_selectedRun; });
    // Without a choice of the person's: the newest run that wrote something.
    const auto interesting = std::find_if(runs.begin(), runs.end(), [](const RunRecord &run) {
        return !run.dryRun && !countsText(run).isEmpty();
    });
    const auto chosen = selected != runs.end() ? selected : interesting;
    const int row = chosen == runs.end() ? 0 : int(chosen - runs.begin());
    m_ui->content->setCurrentIndex(runs.empty() ? 1 : 0);
    if (runs.empty())
        showNothing();
    const ServiceTruth truth = m_board->service(m_board->rowOf(m_service)).truth();
    m_runs->setRuns(std::move(runs), truth.running > ServiceTruth::Running::Queued);
    if (m_runs->rowCount() > 0)
        m_ui->runsView->selectRow(row);
    emit loaded();
}

void HistoryPage::loadOperations(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const RunRecord run = m_runs->run(index.row());
    m_selectedRun = run.id;
    m_ui->undoButton->hide();
    m_board->background().run(
        this,
        [open = m_board->session().openHistory,
         id = run.id]() -> Result<std::vector<JournalEntry>> {
            auto history = open();
            if (!history)
                return tl::unexpected(history.error());
            return (*history)->operations(id, MostOperations, 0);
        },
        [this, run](Result<std::vector<JournalEntry>> entries) {
            if (run.id == m_selectedRun)
                showOperations(run, std::move(entries));
        });
}

void HistoryPage::showOperations(const RunRecord &run, Result<std::vector<JournalEntry>> entries)
{
    const QString sentence = outcomeOf(run).sentence;
    m_ui->operationsView->setVisible(entries && !entries->empty());
    const auto isDone
        = [](const JournalEntry &entry) { return entry.state == JournalEntry::State::Done; };
    m_ui->undoButton->setVisible(entries && std::any_of(entries->begin(), entries->end(), isDone));
    if (!entries) {
        m_ui->operationsLabel->setText(translated(entries.error()));
        return;
    }
    if (!sentence.isEmpty())
        m_ui->operationsLabel->setText(sentence);
    else if (!entries->empty())
        m_ui->operationsLabel->setText(
            tr("What this run wrote: %1").arg(changesText(int(entries->size()))));
    else
        m_ui->operationsLabel->setText(run.dryRun
                                           ? tr("A preview writes nothing.")
                                           : tr("This run wrote nothing: both sides were equal."));
    const ServiceDefinition &definition = m_board->service(m_board->rowOf(m_service)).definition;
    m_ui->operationsView->setSource(
        std::make_shared<JournalChanges>(std::move(*entries), definition));
}
