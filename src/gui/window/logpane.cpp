#include "gui/window/logpane.h"

#include "ui_logpane.h"

#include "app/text/translation.h"
#include "gui/window/logmodel.h"

#include <QFontDatabase>
#include <QHeaderView>

using namespace std::chrono_literals;

namespace {

constexpr int MostEntries = 500;
constexpr int RowHeight = 19;

} // namespace

LogPane::LogPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::LogPane>())
    , m_model(new LogModel(this))
{ }

void LogPane::build()
{
    m_ui->setupUi(this);
    QTableView *table = m_ui->logView;
    table->setModel(m_model);
    table->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(RowHeight);
    table->horizontalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    const int widths[] = {96, 70, 120};
    for (int column = 0; column < int(std::size(widths)); ++column)
        table->setColumnWidth(column, widths[column]);
    m_ui->serviceBox->addItem(tr("All services"), QString());
    m_ui->levelBox->addItem(tr("All levels"), QString());
    m_ui->levelBox->addItem(tr("Info"), QStringLiteral("info"));
    m_ui->levelBox->addItem(tr("Success"), QStringLiteral("success"));
    m_ui->levelBox->addItem(tr("Error"), QStringLiteral("error"));

    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    m_following.setInterval(1s);
    connect(&m_typing, &QTimer::timeout, this, &LogPane::reload);
    connect(&m_following, &QTimer::timeout, this, &LogPane::reload);
    connect(m_ui->textEdit, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_ui->serviceBox, &QComboBox::currentIndexChanged, this, &LogPane::reload);
    connect(m_ui->levelBox, &QComboBox::currentIndexChanged, this, &LogPane::reload);
}

LogPane::~LogPane() = default;

void LogPane::setUp(const Session &session, BackgroundQueue *background)
{
    if (!m_background)
        build();
    m_openHistory = session.openHistory;
    m_background = background;
    const QSignalBlocker blocker(m_ui->serviceBox);
    while (m_ui->serviceBox->count() > 1)
        m_ui->serviceBox->removeItem(1);
    QHash<QString, QString> titles;
    for (const ServiceDefinition &definition : session.services) {
        const QString title = inOwnWords(definition).title;
        titles.insert(definition.name, title);
        m_ui->serviceBox->addItem(title, definition.name);
    }
    m_model->setTitles(titles);
    reload();
}

LogQuery LogPane::query() const
{
    LogQuery query;
    query.service = m_ui->serviceBox->currentData().toString();
    query.status = m_ui->levelBox->currentData().toString();
    query.text = m_ui->textEdit->text().trimmed();
    query.limit = MostEntries;
    return query;
}

void LogPane::reload()
{
    if (!m_background)
        return;
    const int number = ++m_newest;
    m_background->run(
        this,
        [open = m_openHistory, query = query()]() -> Result<std::vector<LogEntry>> {
            auto history = open();
            if (!history)
                return tl::unexpected(history.error());
            return (*history)->logs(query);
        },
        [this, number](Result<std::vector<LogEntry>> entries) {
            if (number == m_newest)
                show(std::move(entries));
        });
}

void LogPane::show(Result<std::vector<LogEntry>> entries)
{
    const LogQuery asked = query();
    const bool isFiltered
        = !asked.service.isEmpty() || !asked.status.isEmpty() || !asked.text.isEmpty();
    QString hint;
    if (!entries)
        hint = translated(entries.error());
    else if (entries->empty())
        hint = isFiltered ? tr("Nothing in the log matches.")
                          : tr("Empty: the first preview or sync writes here.");
    m_ui->stateLabel->setText(hint);
    m_model->setEntries(entries ? std::move(*entries) : std::vector<LogEntry>());
    emit loaded();
}

void LogPane::followBoard(ServiceBoard &board)
{
    connect(&board, &ServiceBoard::finished, this, &LogPane::reload);
    connect(&board, &ServiceBoard::homeChanged, this, &LogPane::reload);
    connect(&board.controller(), &SyncController::started, this, [this] { follow(true); });
    connect(&board.controller(), &SyncController::becameIdle, this, [this] { follow(false); });
}

void LogPane::setSearchText(const QString &text)
{
    if (m_background)
        m_ui->textEdit->setText(text);
}

void LogPane::follow(bool isActive)
{
    if (isActive)
        m_following.start();
    else
        m_following.stop();
}
