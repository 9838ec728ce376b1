#include "gui/setup/databasespage.h"

#include "ui_databasespage.h"

#include "app/text/translation.h"
#include "gui/setup/databaserow.h"

DatabasesPage::DatabasesPage(Suggestions suggestions, QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::DatabasesPage>())
    , m_suggestions(suggestions)
{
    m_ui->setupUi(this);
    m_ui->rowsLayout->setColumnStretch(3, 1);
    connect(m_ui->searchButton, &QPushButton::clicked, this, &DatabasesPage::search);
}

DatabasesPage::~DatabasesPage()
{
    m_leaving.cancel();
}

void DatabasesPage::setUp(ConnectionDraft *draft)
{
    ConnectionPage::setUp(draft);
    m_rows.reserve(draft->services.size());
    for (const ServiceDefinition &definition : draft->services) {
        auto *row = new DatabaseRow(definition, m_ui->rowsLayout, int(m_rows.size()));
        row->setDatabase(draft->settings.databases.value(definition.name));
        connect(row, &DatabaseRow::chosen, this, [this, row] { take(row); });
        if (draft->isFixed(definition.databaseVariable())) {
            row->fix();
            judge(row);
        }
        m_rows.push_back(row);
    }
    m_ui->rowsLayout->setRowStretch(int(m_rows.size()), 1);
}

void DatabasesPage::enter()
{
    for (DatabaseRow *row : m_rows)
        row->setDatabase(draft().settings.databases.value(row->definition().name));
    if (draft().sources)
        offer();
    else if (draft().canAskNotion() && !isAsking())
        search();
}

bool DatabasesPage::isComplete() const
{
    return !draft().chosenServices().empty();
}

void DatabasesPage::showAsking(bool isAsking)
{
    m_ui->searchButton->setEnabled(!isAsking);
}

void DatabasesPage::search()
{
    ask(m_ui->statusPanel, tr("Asking Notion which databases are shared…"),
        draft().actions.listSources, [this](Result<std::vector<NotionSource>> sources) {
            if (!sources)
                return m_ui->statusPanel->tell(Mood::Bad, translated(sources.error()));
            draft().sources = std::move(*sources);
            offer();
        });
}

void DatabasesPage::offer()
{
    const auto &found = draft().sources;
    if (!found)
        return;
    const std::vector<NotionSource> &sources = *found;
    for (DatabaseRow *row : m_rows) {
        row->offer(sources);
        if (m_suggestions == Suggestions::ByTitle)
            row->suggest();
        judge(row);
    }
    if (sources.empty())
        m_ui->statusPanel->tell(
            Mood::Warning,
            tr("No database is shared with the integration yet: in Notion open one, choose ••• › "
               "Connections, add the integration, then search again."));
    else
        m_ui->statusPanel->tell(
            Mood::Good, tr("Databases shared with the integration: %1.").arg(sources.size()));
    emit changed();
}

void DatabasesPage::take(DatabaseRow *row)
{
    const QString database = row->database();
    QString &stored = draft().settings.databases[row->definition().name];
    if (stored == database && !database.isEmpty())
        return;
    stored = database;
    judge(row);
    emit changed();
}

/// Tells whether what is chosen can be read; what was pasted is asked for.
void DatabasesPage::judge(DatabaseRow *row)
{
    if (row->isFixed())
        row->tell(Mood::Idle,
                  //: %1 is a variable of the environment
                  tr("set by %1").arg(row->definition().databaseVariable()));
    else if (row->database().isEmpty())
        row->tell(Mood::Idle, QString());
    else if (row->isOffered())
        row->tell(Mood::Good, tr("Shared with the integration"));
    else
        lookUp(row);
}

void DatabasesPage::lookUp(DatabaseRow *row)
{
    row->tell(Mood::Idle, tr("Asking Notion…"));
    draft().background->run(
        row,
        [find = draft().actions.findSource, definition = row->definition(),
         settings = draft().settings,
         cancel = m_leaving] { return find(definition, settings, cancel); },
        [row, asked = row->database()](const Result<NotionSource> &found) {
            if (row->database() != asked)
                return; // something else was chosen meanwhile
            if (found)
                row->tell(Mood::Good, tr("Shared: “%1”").arg(found->title));
            else
                row->tell(Mood::Bad, translated(found.error()));
        });
}
