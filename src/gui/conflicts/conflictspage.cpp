#include "gui/conflicts/conflictspage.h"

#include "ui_conflictspage.h"

#include "app/history/planchoices.h"
#include "app/text/translation.h"
#include "gui/common/flowlayout.h"
#include "gui/common/hubrowdialog.h"
#include "gui/common/recordactions.h"
#include "gui/common/tablestate.h"
#include "gui/conflicts/bulkchoice.h"
#include "gui/conflicts/candidatereader.h"
#include "gui/conflicts/conflictdetails.h"
#include "gui/conflicts/conflictwords.h"
#include "gui/conflicts/kindcounts.h"
#include "gui/conflicts/ownvalue.h"
#include "gui/conflicts/valuedialog.h"

#include <QLocale>
#include <QShortcut>
#include <QSignalBlocker>

#include <algorithm>

namespace {

QString number(int count)
{
    return QLocale().toString(count);
}

} // namespace

/// What a worker makes of one reading.
struct ConflictsPage::Reading
{
    ConflictChoices choices;
    ConflictRows rows;
    ConflictQuery query;
    int changes = 0; ///< the page's count when it began
    QSet<QString> found; ///< ids that only the open preview knows
};

ConflictsPage::ConflictsPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ConflictsPage>())
    , m_reader(new CandidateReader(this))
{
    m_ui->setupUi(this);
    m_ui->messagePanel->hide();
    m_ui->messagePanel->setProperty("bad", true);
    m_ui->differenceText->hide();
    m_ui->splitter->setStretchFactor(0, 1);
    setFocusProxy(m_ui->conflictView);
    FlowLayout::wrap(m_ui->decisionBar);
    connectButtons();
    connect(&model(), &ConflictModel::choicesChanged, this, [this] { ++m_changes; });
    connect(&model(), &ConflictModel::choicesChanged, this, &ConflictsPage::refresh);
    connect(m_ui->conflictView, &ConflictView::arranged, this, &ConflictsPage::refresh);
    connect(m_ui->conflictView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ConflictsPage::showCurrent);
    connect(&model(), &ConflictModel::modelReset, this, &ConflictsPage::showCurrent);
    connect(m_reader, &CandidateReader::arrived, this, [this] {
        model().setLooks(m_reader->looks());
        showCurrent();
    });
    connect(m_ui->conflictView, &ConflictView::ownValueWanted, this, &ConflictsPage::askForValue);
    connect(m_ui->differenceText, &QTextBrowser::anchorClicked, this, &ConflictsPage::follow);
    refresh();
}

ConflictsPage::~ConflictsPage() = default;

void ConflictsPage::connectButtons()
{
    const QList<QPushButton *> buttons = sideButtons();
    for (int side = 0; side < buttons.size(); ++side) {
        connect(buttons.at(side), &QPushButton::clicked, this,
                [this, side] { model().takeSide(size_t(side)); });
    }
    connect(m_ui->newerButton, &QPushButton::clicked, this, [this] { model().takeNewest(); });
    connect(m_ui->releaseButton, &QPushButton::clicked, this, [this] { model().release(); });
    connect(m_ui->kindBox, &QComboBox::activated, this, &ConflictsPage::chooseKind);
    connect(m_ui->openButton, &QPushButton::clicked, this,
            [this] { m_ui->conflictView->setDecided(false); });
    connect(m_ui->decidedButton, &QPushButton::clicked, this,
            [this] { m_ui->conflictView->setDecided(true); });
    connect(m_ui->tickAllBox, &QCheckBox::clicked, this,
            [this](bool ticked) { model().tickShown(ticked); });
    connect(m_ui->decideButton, &QPushButton::clicked, this, &ConflictsPage::decide);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        shortcut->setWhatsThis(key == Qt::Key_Return ? tr("Decide what is chosen") : QString());
        connect(shortcut, &QShortcut::activated, m_ui->decideButton, &QPushButton::click);
    }
}

ConflictModel &ConflictsPage::model() const
{
    return *m_ui->conflictView->conflicts();
}

QList<QPushButton *> ConflictsPage::sideButtons() const
{
    return {m_ui->firstSideButton, m_ui->secondSideButton, m_ui->thirdSideButton};
}

void ConflictsPage::setUp(ServiceBoard *board, QSettings *settings)
{
    m_cancel.cancel();
    m_board = board;
    m_service.clear();
    m_choices.clear();
    m_isReading = m_isDeciding = false;
    m_ui->conflictView->setBackground(&board->background());
    m_ui->conflictView->setSession(board->session());
    keepTableState(m_ui->conflictView->header(), settings, QStringLiteral("conflicts"));
    keepSplitterState(m_ui->splitter, settings, QStringLiteral("conflicts"));
}

void ConflictsPage::setSearchText(const QString &text)
{
    m_ui->conflictView->setText(text);
}

void ConflictsPage::load(int row)
{
    m_row = row;
    m_reader->reset(m_board->session().readRecords);
    const ServiceDefinition &definition = m_board->service(row).definition;
    if (definition.name != m_service)
        showService(definition);
    if (m_board->session().readWaiting)
        startReading();
    else
        emit loaded();
}

void ConflictsPage::showService(const ServiceDefinition &definition)
{
    m_ui->messagePanel->hide();
    if (!m_service.isEmpty())
        m_choices.insert(m_service, model().choices());
    m_service = definition.name;
    const auto nothing = std::make_shared<ConflictSource>(std::vector<WaitingItem>(), definition);
    m_ui->conflictView->setConflicts(ConflictChoices(nothing), {}, m_ui->conflictView->query());
}

void ConflictsPage::startReading()
{
    m_cancel.cancel();
    m_cancel = CancelToken();
    m_isReading = true;
    // Coming back to a service, what was chosen before is carried over to the first reading.
    Reading reading{m_choices.value(m_service, model().choices()),
                    {},
                    m_ui->conflictView->query(),
                    m_changes,
                    {}};
    refreshEmptyState();
    m_board->background().run(
        this,
        [read = m_board->session().readWaiting, definition = m_board->service(m_row).definition,
         preview = m_board->service(m_row).preview, before = std::move(reading),
         cancel = m_cancel]() -> Result<Reading> {
            auto items = read(definition.name, true);
            if (!items)
                return tl::unexpected(items.error());
            Reading reading = before;
            if (preview && preview->undoneRun.isEmpty())
                *items = withWaitingIn(std::move(*items), preview->plan, definition, reading.found);
            reading.choices = before.choices.carriedTo(
                std::make_shared<ConflictSource>(std::move(*items), definition));
            reading.rows = arrangeConflicts(*reading.choices.source(), reading.query, cancel);
            return reading;
        },
        [this, cancel = m_cancel](Result<Reading> reading) {
            if (!cancel.isCancelled())
                takeReading(std::move(reading));
        });
}

void ConflictsPage::takeReading(Result<Reading> reading)
{
    if (reading && reading->changes != m_changes)
        return startReading(); // something was chosen meanwhile: this reading does not know of it
    m_isReading = false;
    m_choices.remove(m_service);
    if (reading) {
        m_found = reading->found;
        m_ui->conflictView->setConflicts(std::move(reading->choices), std::move(reading->rows),
                                         reading->query);
        m_reader->readFirst(model().choices().source());
    } else {
        showProblem(translated(reading.error()));
    }
    refresh();
    emit loaded();
}

void ConflictsPage::decide()
{
    const ConflictChoices &choices = model().choices();
    std::vector<Decision> decisions = choices.decisions(m_ui->decidedButton->isChecked());
    if (decisions.empty() || m_isDeciding || m_isReading || !m_board->session().decide)
        return;
    if (const Result<void> found = decideFound(decisions); !found || decisions.empty())
        return takeAnswer(found);
    m_isDeciding = true;
    refreshButtons();
    m_board->background().run(
        this,
        [decide = m_board->session().decide, decisions = std::move(decisions)] {
            return decide(decisions);
        },
        [this](const Result<void> &answer) { takeAnswer(answer); });
}

Result<void> ConflictsPage::decideFound(std::vector<Decision> &decisions)
{
    const auto known = std::stable_partition(
        decisions.begin(), decisions.end(),
        [this](const Decision &decision) { return !m_found.contains(decision.id); });
    const std::vector<Decision> found(known, decisions.end());
    decisions.erase(known, decisions.end());
    return found.empty() ? Result<void>() : m_board->decideInPreview(m_row, found);
}

void ConflictsPage::takeAnswer(const Result<void> &answer)
{
    m_isDeciding = false;
    m_ui->messagePanel->hide();
    if (!answer)
        showProblem(translated(answer.error()));
    else
        m_board->refresh();
    if (answer)
        startReading();
    refreshButtons();
}

void ConflictsPage::showProblem(const QString &sentence)
{
    m_ui->messageLabel->setText(sentence);
    m_ui->messagePanel->show();
}

void ConflictsPage::refresh()
{
    refreshButtons();
    refreshEmptyState();
    const bool decided = m_ui->decidedButton->isChecked();
    m_ui->hintLabel->setText(
        decided ? tr("A rule decided these, or you did. Choose another value to put it back; the "
                     "next sync carries it out.")
                : tr("The value that is not taken stays in History and can be put back at any "
                     "time. Until you decide, these fields are left as they are on every side; "
                     "everything else in these records goes on syncing. F2 types a value of your "
                     "own."));
}

void ConflictsPage::refreshButtons()
{
    const auto &source = model().choices().source();
    const bool decided = m_ui->decidedButton->isChecked();
    const int toDecide = source ? model().choices().recordsToDecide(decided) : 0;
    const int shown = model().shownCount();
    const int ticked = model().tickedCount();
    m_ui->openButton->setText(tr("Open (%1)").arg(number(source ? source->recordCount(false) : 0)));
    m_ui->decidedButton->setText(
        tr("Decided (%1)").arg(number(source ? source->recordCount(true) : 0)));
    m_ui->decideButton->setText(toDecide == 0 ? tr("D&ecide")
                                              : tr("D&ecide %1").arg(number(toDecide)));
    m_ui->decideButton->setEnabled(toDecide > 0 && !m_isDeciding && !m_isReading);
    m_ui->newerButton->setEnabled(ticked > 0);
    m_ui->releaseButton->setEnabled(source
                                    && BulkChoice::canRelease(model().choices(), model().rows()));
    m_ui->tickAllBox->setEnabled(shown > 0);
    m_ui->tickAllBox->setTristate(ticked > 0 && ticked < shown);
    m_ui->tickAllBox->setCheckState(ticked == 0          ? Qt::Unchecked
                                        : ticked < shown ? Qt::PartiallyChecked
                                                         : Qt::Checked);
    refreshSides(ticked);
    refreshKinds();
}

void ConflictsPage::refreshSides(int ticked)
{
    const auto &source = model().choices().source();
    const QList<QPushButton *> buttons = sideButtons();
    for (int side = 0; side < buttons.size(); ++side) {
        const bool exists = source && size_t(side) < source->sideCount();
        buttons.at(side)->setVisible(exists);
        buttons.at(side)->setEnabled(ticked > 0);
        if (exists)
            //: %1 is a side, such as "Notion"
            buttons.at(side)->setText(tr("Take %1").arg(sideLabel(source->sides().at(side))));
    }
}

void ConflictsPage::refreshKinds()
{
    const auto &source = model().choices().source();
    const bool decided = m_ui->decidedButton->isChecked();
    const std::vector<KindCount> kinds
        = source ? countKinds(*source, decided) : std::vector<KindCount>();
    const auto wanted = m_ui->conflictView->query().kind;
    const QSignalBlocker blocker(m_ui->kindBox);
    m_ui->kindBox->clear();
    m_ui->kindBox->addItem(tr("Every kind"), -1);
    for (const KindCount &kind : kinds) {
        m_ui->kindBox->addItem(kindText(kind), int(kind.kind));
        if (kind.kind == wanted)
            m_ui->kindBox->setCurrentIndex(m_ui->kindBox->count() - 1);
    }
    m_ui->kindBox->setVisible(kinds.size() > 1 || wanted);
    const bool canBeReleased = std::any_of(kinds.begin(), kinds.end(), [](const KindCount &kind) {
        return kind.kind == ConflictOptions::Kind::Hold
            || kind.kind == ConflictOptions::Kind::Quarantined;
    });
    m_ui->releaseButton->setVisible(canBeReleased);
}

void ConflictsPage::chooseKind(int entry)
{
    const int kind = m_ui->kindBox->itemData(entry).toInt();
    m_ui->conflictView->setKind(kind < 0 ? std::nullopt
                                         : std::optional(ConflictOptions::Kind(kind)));
}

void ConflictsPage::refreshEmptyState()
{
    const auto &source = model().choices().source();
    const bool decided = m_ui->decidedButton->isChecked();
    m_ui->content->setCurrentIndex(model().shownCount() > 0 ? 0 : 1);
    if (m_isReading && source && source->itemCount() == 0)
        m_ui->emptyState->tell(QStringLiteral("conflict"), tr("Looking for what waits…"),
                               tr("The state of this service is being read."));
    else if (source && source->recordCount(decided) > 0)
        m_ui->emptyState->tell(QStringLiteral("search"), tr("Nothing found"),
                               tr("No record here is of the kind, or has the text, that you look "
                                  "for."));
    else if (decided)
        m_ui->emptyState->tell(
            QStringLiteral("conflict"), tr("No rule had to decide anything"),
            tr("Where a record was edited on several sides and a rule says which edit counts, it "
               "will be listed here, and you can put the other value back."));
    else
        m_ui->emptyState->tell(
            QStringLiteral("apply"), tr("Nothing waits for you"),
            tr("Where a record was edited on several sides and no rule says which edit counts, a "
               "sync leaves it alone and asks you here."));
}

void ConflictsPage::showCurrent()
{
    const QModelIndex index = m_ui->conflictView->currentIndex();
    const QString why = index.data(ConflictModel::WhyRole).toString();
    m_ui->whyLabel->setText(why);
    m_ui->whyLabel->setVisible(!why.isEmpty());
    showDetails(index);
}

void ConflictsPage::showDetails(const QModelIndex &index)
{
    const bool opensPages = m_board && !m_board->session().isSandbox;
    m_ui->differenceText->setContent(
        conflictDetails(model(), index, opensPages, m_reader->problem()));
    const bool isQuestion = index.isValid()
        && model().choices().source()->options(model().rows().at(size_t(index.row())).item).kind
            == ConflictOptions::Kind::Question;
    if (isQuestion && m_reader->problem().isEmpty())
        m_reader->readItem(model().choices().source(), model().rows().at(size_t(index.row())).item);
}

void ConflictsPage::askForValue(int row)
{
    const size_t item = model().rows().at(size_t(row)).item;
    auto *dialog = new ValueDialog(ownValueQuestion(model().choices(), item), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ValueDialog::valueTaken, this,
            [this, source = model().choices().source(), item](const Value &value) {
                if (source == model().choices().source()) // else the row is another one now
                    model().chooseOwn(item, value);
            });
    dialog->open();
}

void ConflictsPage::follow(const QUrl &link)
{
    const std::optional<RecordAddress> record = linkedRecord(link);
    if (!record)
        return;
    if (record->side == QLatin1String("notion"))
        return RecordActions::openPage(record->id);
    auto *dialog = new HubRowDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show(model().choices().source()->definition(), record->id,
                 m_board->session().readRecords);
}
