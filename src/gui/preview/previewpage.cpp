#include "gui/preview/previewpage.h"

#include "ui_previewpage.h"

#include "app/connection/connectorfactory.h"
#include "app/text/translation.h"
#include "gui/common/colours.h"
#include "gui/common/flowlayout.h"
#include "gui/common/icons.h"
#include "gui/common/tablestate.h"
#include "gui/preview/changesource.h"

#include <QEvent>
#include <QLocale>
#include <QMessageBox>
#include <QStyle>

namespace {

constexpr int LongValue = 60; // characters from which a value gets a panel of its own
constexpr int GuardIconSize = 20;
constexpr int MostRecordsNamed = 8;

QString number(int count)
{
    return QLocale().toString(count);
}

} // namespace

PreviewPage::PreviewPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PreviewPage>())
{
    m_ui->setupUi(this);
    FlowLayout::wrap(m_ui->filterBar);
    m_ui->differenceText->hide();
    m_ui->splitter->setStretchFactor(0, 1);
    ChangeModel *changes = m_ui->changeView->changes();
    changes->setCheckable(true);
    connectFilters();
    connect(changes, &ChangeModel::acceptedChanged, this, &PreviewPage::takeTicks);
    connect(changes, &ChangeModel::modelReset, m_ui->differenceText,
            [this] { m_ui->differenceText->setContent(nullptr); });
    m_ui->viewButton->setMenu(m_ui->changeView->viewMenu());
    connect(m_ui->changeView, &ChangeView::arranged, this, &PreviewPage::updateAccepted);
    connect(m_ui->changeView, &ChangeView::arranged, this, &PreviewPage::arranged);
    connect(m_ui->changeView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &PreviewPage::showDifference);
    connect(m_ui->acceptAllBox, &QCheckBox::clicked, this,
            [this](bool accepted) { m_ui->changeView->changes()->acceptShown(accepted); });
    connect(m_ui->applyButton, &QPushButton::clicked, this, [this] { emit applyRequested(false); });
    connect(m_ui->discardButton, &QPushButton::clicked, this, &PreviewPage::discardRequested);
    connect(m_ui->anewButton, &QPushButton::clicked, this, &PreviewPage::beginAnewRequested);
    connect(m_ui->passButton, &QPushButton::clicked, this, &PreviewPage::askToPass);
    connect(m_ui->emptyState, &EmptyState::actionTriggered, this, &PreviewPage::doEmptyAction);
}

PreviewPage::~PreviewPage() = default;

void PreviewPage::setUp(BackgroundQueue *background, QSettings *settings)
{
    m_ui->changeView->setBackground(background);
    keepTableState(m_ui->changeView->header(), settings, QStringLiteral("preview"));
    keepSplitterState(m_ui->splitter, settings, QStringLiteral("preview"));
}

void PreviewPage::setSession(const Session &session)
{
    m_ui->changeView->setSession(session);
}

void PreviewPage::connectFilters()
{
    const std::pair<QPushButton *, std::optional<OperationKind>> filters[] = {
        {m_ui->allButton, std::nullopt},
        {m_ui->createButton, OperationKind::Create},
        {m_ui->updateButton, OperationKind::Update},
        {m_ui->deleteButton, OperationKind::Delete},
        {m_ui->restoreButton, OperationKind::Restore},
    };
    for (const auto &[button, kind] : filters) {
        connect(button, &QPushButton::clicked, this,
                [this, kind = kind] { m_ui->changeView->setKind(kind); });
    }
}

void PreviewPage::setSearchText(const QString &text)
{
    m_ui->changeView->setText(text);
}

void PreviewPage::show(const ServiceState &service)
{
    m_activity = service.activity;
    showMessage(service);
    showGuards(service);
    if (m_shown != service.preview)
        showChanges(service);
    else if (m_shown && m_ui->changeView->changes()->skipped() != service.skipped)
        showSkipped(service);
    const bool hasChanges = service.preview && !service.preview->plan.operations.empty();
    m_ui->content->setCurrentIndex(hasChanges ? 0 : 1);
    m_ui->filterBar->setVisible(hasChanges);
    if (!hasChanges)
        showEmptyState(service);
    updateAccepted();
}

void PreviewPage::showChanges(const ServiceState &service)
{
    m_shown = service.preview;
    m_ui->allButton->setChecked(true);
    m_ui->changeView->setKind(std::nullopt);
    std::shared_ptr<const ChangeSource> source;
    if (m_shown)
        source = std::make_shared<PlanChanges>(m_shown, service.definition);
    m_isFilling = true;
    m_ui->changeView->setSource(std::move(source));
    m_isFilling = false;
    showSkipped(service);
    labelFilters();
}

void PreviewPage::showSkipped(const ServiceState &service)
{
    m_isFilling = true;
    m_ui->changeView->changes()->setSkipped(service.skipped);
    m_isFilling = false;
}

void PreviewPage::takeTicks()
{
    updateAccepted();
    if (!m_isFilling)
        emit skippedChanged(m_ui->changeView->changes()->skipped());
}

void PreviewPage::labelFilters()
{
    const auto &source = m_ui->changeView->changes()->source();
    const KindCounts counts = source ? countKinds(*source) : KindCounts{};
    m_ui->allButton->setText(tr("All %1").arg(number(source ? int(source->count()) : 0)));
    const std::pair<QPushButton *, OperationKind> filters[] = {
        {m_ui->createButton, OperationKind::Create},
        {m_ui->updateButton, OperationKind::Update},
        {m_ui->deleteButton, OperationKind::Delete},
        {m_ui->restoreButton, OperationKind::Restore},
    };
    const QColor colour = Colours::of(palette()).text;
    for (const auto &[button, kind] : filters) {
        const int count = counts.at(size_t(kind));
        //: a filter button: "12 create"
        button->setText(tr("%1 %2").arg(number(count), operationLabel(kind)));
        button->setIcon(lineIcon(operationIcon(kind), colour));
        button->setVisible(count > 0);
    }
}

void PreviewPage::showMessage(const ServiceState &service)
{
    QStringList sentences;
    bool isBad = false;
    if (const SharedResult &last = service.lastResult) {
        isBad = last->status == RunStatus::Failed;
        const QString error = errorText(*last);
        if (!error.isEmpty())
            sentences << error;
        if (last->errors.size() > 1)
            sentences << tr("%1 more problems are in the log.").arg(last->errors.size() - 1);
        if (last->refused > 0)
            sentences << tr("%1 changes were left out because their records moved meanwhile. "
                            "Preview again to see them.")
                             .arg(last->refused);
        for (const QString &warning : last->warnings)
            sentences << translated(warning);
    }
    if (service.preview && !service.preview->undoneRun.isEmpty())
        sentences.prepend(tr("These changes take back an earlier run. What is put back goes on "
                             "hold: it is not synced again until somebody edits it or you release "
                             "it."));
    const ServiceTruth truth = service.truth();
    m_ui->anewButton->setVisible(truth.isStopped && !truth.isGuarded && !service.isActive());
    m_ui->messageLabel->setText(sentences.join(u'\n'));
    m_ui->messagePanel->setVisible(!sentences.isEmpty());
    if (m_ui->messagePanel->property("bad").toBool() != isBad) {
        m_ui->messagePanel->setProperty("bad", isBad);
        style()->polish(m_ui->messagePanel);
    }
}

void PreviewPage::showGuards(const ServiceState &service)
{
    QStringList sentences;
    QStringList records;
    if (service.preview) {
        for (const Guard &guard : service.preview->guards) {
            sentences << translated(guard.message);
            records << guard.records;
        }
    }
    m_isBlocked = service.preview && service.preview->plan.isBlocked();
    m_ui->guardPanel->setVisible(!sentences.isEmpty());
    m_ui->guardLabel->setText(sentences.join(u'\n'));
    QString named = records.mid(0, MostRecordsNamed).join(QStringLiteral(" · "));
    if (records.size() > MostRecordsNamed)
        named = tr("%1 and others").arg(named);
    m_ui->guardRecordsLabel->setText(named);
    m_ui->guardRecordsLabel->setVisible(!named.isEmpty());
    const bool canPass = m_isBlocked && !service.preview->plan.operations.empty();
    m_ui->passButton->setVisible(canPass);
    m_ui->guardHintLabel->setVisible(canPass);
    m_ui->guardIcon->setPixmap(linePixmap(QStringLiteral("warning"), Colours::of(palette()).warning,
                                          GuardIconSize, devicePixelRatioF()));
}

void PreviewPage::showEmptyState(const ServiceState &service)
{
    m_needsConnection = !service.unavailable.isEmpty();
    const QString preview = QStringLiteral("preview");
    if (m_needsConnection) {
        const bool isPossible = canRun(service.definition);
        m_ui->emptyState->tell(QStringLiteral("settings"),
                               isPossible ? tr("Not connected yet") : tr("Not possible yet"),
                               service.unavailable,
                               isPossible ? tr("Set up the connection…") : QString());
    } else if (isActive()) {
        m_ui->emptyState->tell(QStringLiteral("sync"), tr("At work"), service.progress.text());
    } else if (m_isBlocked) {
        m_ui->emptyState->tell(QStringLiteral("warning"), tr("There is no plan to look at"),
                               tr("Mend what the guard names above, then look again."),
                               tr("Look again"));
    } else if (service.preview) {
        const ServiceTruth truth = service.truth();
        if (truth.isStopped)
            m_ui->emptyState->tell(QStringLiteral("warning"), tr("Stopped: nothing was written"),
                                   tr("Mend what is said above, then look again."),
                                   tr("Look again"));
        else
            m_ui->emptyState->tell(
                truth.unequal() == 0 ? QStringLiteral("apply") : QStringLiteral("warning"),
                tr("Nothing to do"), nothingToDoSentence(truth), tr("Look again"));
    } else if (service.lastRun) {
        m_ui->emptyState->tell(preview, tr("No preview open"),
                               tr("A preview shows what the next sync would write, record by "
                                  "record. You choose what is applied."),
                               tr("Preview changes"));
    } else {
        m_ui->emptyState->tell(preview, tr("See it before it is written"),
                               tr("This service has never been synced. A preview reads both sides "
                                  "and shows every change; nothing is written until you apply."),
                               tr("Preview changes"));
    }
}

void PreviewPage::doEmptyAction()
{
    if (m_needsConnection)
        emit connectionRequested();
    else
        emit previewRequested();
}

QString PreviewPage::acceptedText(int accepted, int total) const
{
    if (m_activity == ServiceState::Activity::Syncing)
        return tr("%1 of %2 accepted · being written").arg(number(accepted), number(total));
    if (accepted < total)
        return tr("%1 of %2 accepted, the others go on hold · nothing is written until you apply")
            .arg(number(accepted), number(total));
    return tr("%1 of %2 accepted · nothing is written until you apply")
        .arg(number(accepted), number(total));
}

void PreviewPage::updateAccepted()
{
    const ChangeModel &changes = *m_ui->changeView->changes();
    const int total = changes.source() ? int(changes.source()->count()) : 0;
    const int accepted = changes.acceptedCount();
    m_ui->acceptedLabel->setText(acceptedText(accepted, total));
    m_ui->applyButton->setText(accepted == 1 ? tr("&Apply 1 change")
                                             : tr("&Apply %1 changes").arg(number(accepted)));
    m_ui->applyButton->setEnabled(accepted > 0 && !isActive());
    m_ui->applyButton->setVisible(!m_isBlocked);
    m_ui->discardButton->setEnabled(!isActive());
    m_ui->discardButton->setVisible(!m_isBlocked); // a look anew replaces what a guard stopped
    m_ui->acceptAllBox->setEnabled(!isActive());
    m_ui->passButton->setEnabled(accepted > 0 && !isActive());
    const bool some = accepted > 0 && accepted < total;
    m_ui->acceptAllBox->setTristate(some);
    m_ui->acceptAllBox->setCheckState(some               ? Qt::PartiallyChecked
                                          : accepted > 0 ? Qt::Checked
                                                         : Qt::Unchecked);
}

void PreviewPage::showDifference(const QModelIndex &index)
{
    const QString before = index.data(ChangeModel::BeforeTextRole).toString();
    const QString after = index.data(ChangeModel::AfterTextRole).toString();
    const auto side = [&index](int column) {
        return index.model()->headerData(column, Qt::Horizontal).toString();
    };
    if (std::max(before.size(), after.size()) <= LongValue)
        m_ui->differenceText->setContent(nullptr);
    else
        m_ui->differenceText->compare(
            {{side(ChangeModel::Before), before}, {side(ChangeModel::After), after}});
}

void PreviewPage::askToPass()
{
    const ChangeModel &changes = *m_ui->changeView->changes();
    const int accepted = changes.acceptedCount();
    QStringList sides;
    for (const QString &side : changes.source()->sides())
        sides << sideLabel(side);
    const QString written = accepted == 1
        //: %1 lists sides, such as "Notion"
        ? tr("Exactly this one change is written (%1).").arg(sides.join(QStringLiteral(", ")))
        //: %1 is a number, %2 lists sides
        : tr("Exactly these %1 changes are written (%2).")
              .arg(number(accepted), sides.join(QStringLiteral(", ")));
    auto *question = new QMessageBox(
        QMessageBox::Warning, tr("Let this plan pass?"),
        QStringLiteral("%1\n\n%2 %3")
            .arg(m_ui->guardLabel->text(), written,
                 tr("Anything that changed since the plan was made is left out.")),
        QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setObjectName(QStringLiteral("passQuestion"));
    const QPushButton *write
        = question->addButton(tr("&Write these changes"), QMessageBox::AcceptRole);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(write, &QPushButton::clicked, this, [this] { emit applyRequested(true); });
    question->open();
}

void PreviewPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        labelFilters();
    QWidget::changeEvent(event);
}
