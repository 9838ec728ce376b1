#include "gui/preview/allpreviewspage.h"

#include "ui_allpreviewspage.h"

#include "app/history/planchoices.h"
#include "app/text/translation.h"
#include "gui/common/tablestate.h"
#include "gui/preview/changesource.h"

#include <QHeaderView>
#include <QLocale>
#include <QMenu>

#include <algorithm>

namespace {

constexpr int ShortValue = 60; // characters of a value in a choice

QString number(qsizetype count)
{
    return QLocale().toString(qlonglong(count));
}

/// "Title · field: Notion a | Hub b"
QString lineOf(const WaitingItem &item, const ServiceDefinition &definition)
{
    QStringList sides;
    for (const QString &side : orderedSides(definition)) {
        if (item.values.contains(side))
            sides << QStringLiteral("%1 %2").arg(
                sideLabel(side),
                valueText(Value::text(item.values.value(side).toVariant().toString()), ShortValue));
    }
    const QString about
        = item.field.isEmpty() ? item.key : QStringLiteral("%1 · %2").arg(item.key, item.field);
    return sides.isEmpty() ? about
                           : QStringLiteral("%1: %2").arg(about, sides.join(QStringLiteral(" | ")));
}

} // namespace

AllPreviewsPage::AllPreviewsPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::AllPreviewsPage>())
{
    m_ui->setupUi(this);
    m_ui->allMessageLabel->hide();
    connect(m_ui->againButton, &QPushButton::clicked, this, [this] { m_board->previewAll(); });
    connect(m_ui->applyAllButton, &QPushButton::clicked, this, &AllPreviewsPage::applyAll);
    connect(m_ui->plansView, &PlansView::sectionOpened, this,
            [this](int section) { emit serviceRequested(m_rows.at(size_t(section))); });
    connect(m_ui->plansView, &PlansView::waitingOpened, this, &AllPreviewsPage::offerChoices);
}

AllPreviewsPage::~AllPreviewsPage() = default;

void AllPreviewsPage::setUp(ServiceBoard *board, QSettings *settings)
{
    keepTableState(m_ui->plansView->header(), settings, QStringLiteral("plans"));
    m_ui->plansView->plans()->setSections({});
    qDeleteAll(m_changes);
    m_changes.clear();
    m_board = board;
    m_rows = board->rowsOfAll();
    m_shown.assign(m_rows.size(), nullptr);
    for (const int row : m_rows) {
        auto *changes = new ChangeModel(this);
        changes->setCheckable(true);
        connect(changes, &ChangeModel::acceptedChanged, this, [this, row] { takeTicks(row); });
        m_changes.push_back(changes);
    }
    connect(board, &ServiceBoard::changed, this, &AllPreviewsPage::refreshService);
    connect(board, &ServiceBoard::ticked, this, &AllPreviewsPage::showTicks);
    refresh();
}

void AllPreviewsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

QString AllPreviewsPage::summaryOf(const ServiceState &service) const
{
    if (service.activity == ServiceState::Activity::Waiting)
        return tr("waits for its turn");
    if (service.activity == ServiceState::Activity::Previewing)
        return tr("previewing… %1").arg(service.progress.shortText());
    if (service.activity == ServiceState::Activity::Syncing)
        return tr("writing… %1").arg(service.progress.shortText());
    const SharedResult &last = service.lastResult;
    if (last && last->status == RunStatus::Failed)
        return errorText(*last);
    if (!service.preview)
        return last && !last->dryRun ? countsText(*last) : tr("no preview open");
    if (service.preview->plan.isBlocked())
        return tr("stopped by a guard: look at it on its own page");
    if (!service.preview->undoneRun.isEmpty())
        return tr("takes back an earlier run: apply it on its own page");
    return countsText(*service.preview);
}

bool AllPreviewsPage::isApplicable(int row) const
{
    const ServiceState &service = m_board->service(row);
    const SyncRoad road = m_board->roadOf(row);
    return !service.isActive() && (road == SyncRoad::Apply || road == SyncRoad::AskUnticked)
        && service.skipped.size() < service.preview->plan.operations.size();
}

/// Lists are filled when somebody looks.
void AllPreviewsPage::refresh()
{
    if (!m_board || !isVisible())
        return;
    std::vector<PlansModel::Section> sections;
    m_isFilling = true;
    for (size_t section = 0; section < m_rows.size(); ++section) {
        const ServiceState &service = m_board->service(m_rows[section]);
        ChangeModel *changes = m_changes[section];
        if (m_shown[section] != service.preview) {
            m_shown[section] = service.preview;
            changes->setSource(
                service.preview ? std::make_shared<PlanChanges>(service.preview, service.definition)
                                : nullptr);
        }
        if (changes->skipped() != service.skipped)
            changes->setSkipped(service.skipped);
        PlansModel::Section line{service.definition.title, summaryOf(service), changes, {}, {}};
        const std::vector<WaitingItem> items = service.preview
            ? waitingIn(service.preview->plan, service.definition)
            : std::vector<WaitingItem>();
        for (const WaitingItem &item : items) {
            line.waiting << lineOf(item, service.definition);
            line.reasons << translated(item.why);
        }
        sections.push_back(std::move(line));
    }
    m_isFilling = false;
    const bool isFirst = m_ui->plansView->plans()->sections().empty();
    m_ui->plansView->plans()->setSections(std::move(sections));
    if (isFirst && m_ui->plansView->plans()->rowCount() > 0)
        m_ui->plansView->setCurrentIndex(m_ui->plansView->plans()->sectionIndex(0));
    refreshButtons();
}

void AllPreviewsPage::refreshService(int row)
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), row);
    if (found == m_rows.end())
        return;
    const size_t section = size_t(found - m_rows.begin());
    const ServiceState &service = m_board->service(row);
    if (!isVisible()) {
        // A plan is large: nobody holds one that was replaced.
        if (m_shown[section] != service.preview) {
            m_shown[section].reset();
            m_isFilling = true;
            m_changes[section]->setSource(nullptr);
            m_isFilling = false;
        }
        return;
    }
    PlansModel *plans = m_ui->plansView->plans();
    if (plans->sections().size() <= section || m_shown[section] != service.preview) {
        refresh();
        return;
    }
    plans->setSummary(int(section), summaryOf(service));
    refreshButtons();
}

void AllPreviewsPage::takeTicks(int row)
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), row);
    if (m_isFilling || found == m_rows.end())
        return;
    m_board->setSkipped(row, m_changes.at(size_t(found - m_rows.begin()))->skipped());
}

void AllPreviewsPage::showTicks(int row)
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), row);
    if (!isVisible() || found == m_rows.end())
        return;
    const size_t section = size_t(found - m_rows.begin());
    const std::vector<size_t> &skipped = m_board->service(row).skipped;
    if (m_shown[section] == m_board->service(row).preview
        && m_changes[section]->skipped() != skipped) {
        m_isFilling = true;
        m_changes[section]->setSkipped(skipped);
        m_isFilling = false;
    }
    refreshButtons();
}

void AllPreviewsPage::refreshButtons()
{
    int services = 0;
    qsizetype accepted = 0;
    qsizetype total = 0;
    int waiting = 0;
    bool isBusy = false;
    for (size_t section = 0; section < m_rows.size(); ++section) {
        const ServiceState &service = m_board->service(m_rows[section]);
        isBusy = isBusy || service.isActive();
        if (!service.preview)
            continue;
        const qsizetype operations = qsizetype(service.preview->plan.operations.size());
        total += operations;
        waiting += int(m_ui->plansView->plans()->sections().at(section).waiting.size());
        if (isApplicable(m_rows[section])) {
            ++services;
            accepted += operations - qsizetype(service.skipped.size());
        }
    }
    m_ui->applyAllButton->setText(accepted == 1 ? tr("Apply 1 change")
                                                : tr("Apply all %1 changes").arg(number(accepted)));
    m_ui->applyAllButton->setEnabled(services > 0 && !isBusy);
    m_ui->againButton->setEnabled(!isBusy);
    QStringList parts{tr("%1 of %2 changes accepted").arg(number(accepted), number(total))};
    if (waiting > 0)
        parts << tr("%n wait(s) for you", nullptr, waiting);
    parts << (isBusy ? tr("at work…") : tr("nothing is written until you apply"));
    m_ui->summaryLabel->setText(parts.join(QStringLiteral(" · ")));
}

void AllPreviewsPage::applyAll()
{
    for (const int row : m_rows) {
        if (isApplicable(row))
            m_board->apply(row, false);
    }
}

void AllPreviewsPage::offerChoices(int section, int waiting, const QPoint &at)
{
    const int row = m_rows.at(size_t(section));
    const ServiceState &service = m_board->service(row);
    if (!service.preview || service.isActive())
        return;
    const std::vector<WaitingItem> items = waitingIn(service.preview->plan, service.definition);
    if (size_t(waiting) >= items.size())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("choicesMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillChoices(menu, row, items[size_t(waiting)]);
    menu->popup(at);
}

void AllPreviewsPage::fillChoices(QMenu *menu, int row, const WaitingItem &item)
{
    const auto add = [&](const QString &text, const Decision &decision) {
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, row, decision] { decide(row, decision); });
    };
    const auto shortText = [&](const QString &side) {
        return valueText(Value::text(item.values.value(side).toVariant().toString()), ShortValue);
    };
    Decision decision;
    decision.id = item.id;
    if (item.kind == QLatin1String("question")) {
        decision.kind = Decision::Kind::LinkWith;
        for (const QString &candidate : item.candidates) {
            decision.recordId = candidate;
            add(tr("It is the same as %1").arg(candidate), decision);
        }
        decision.recordId.clear();
        decision.kind = Decision::Kind::Separate;
        add(tr("It is a record of its own"), decision);
    } else {
        for (const QString &side : orderedSides(m_board->service(row).definition)) {
            if (!item.values.contains(side))
                continue;
            decision.side = side;
            add(tr("Take %1: %2").arg(sideLabel(side), shortText(side)), decision);
        }
        decision.side.clear();
        decision.kind = Decision::Kind::TakeBase;
        if (!item.values.value(QLatin1String("base")).isUndefined())
            add(tr("As it was: %1").arg(shortText(QStringLiteral("base"))), decision);
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Show on the service's page")), &QAction::triggered, this,
            [this, row] { emit waitingRequested(row); });
}

void AllPreviewsPage::decide(int row, const Decision &decision)
{
    const Result<void> decided = m_board->decideInPreview(row, {decision});
    m_ui->allMessageLabel->setVisible(!decided);
    m_ui->allMessageLabel->setText(decided ? QString() : translated(decided.error()));
}
