#include "gui/setup/firstrunpage.h"

#include "ui_firstrunpage.h"

#include "gui/common/servicechoice.h"

FirstRunPage::FirstRunPage(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::FirstRunPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->runButton, &QPushButton::clicked, this, &FirstRunPage::run);
    connect(m_ui->serviceBox, &QComboBox::currentIndexChanged, this, [this] {
        draft().preview.reset();
        stopAsking();
        showResult();
    });
}

FirstRunPage::~FirstRunPage() = default;

void FirstRunPage::enter()
{
    draft().preview.reset(); // what it was made with may have changed
    offerServices(m_ui->serviceBox, draft().chosenServices());
    showResult();
}

void FirstRunPage::showAsking(bool isAsking)
{
    m_ui->runButton->setEnabled(!isAsking);
}

void FirstRunPage::run()
{
    const auto definition = chosenService(m_ui->serviceBox, draft().services);
    if (!definition)
        return;
    draft().preview.reset();
    showResult();
    const auto page = std::make_shared<const QPointer<FirstRunPage>>(this);
    BackgroundQueue *home = draft().background;
    // Called on the run's thread: only the queue is touched there, and it outlives the page.
    const ProgressSink progress = [page, home](const RunProgress &shown) {
        QMetaObject::invokeMethod(
            home,
            [page, shown] {
                if (FirstRunPage *shownPage = page->data())
                    shownPage->showProgress(shown);
            },
            Qt::QueuedConnection);
    };
    ask(
        m_ui->statusPanel, tr("Reading both sides…"),
        [previewRun = draft().actions.previewRun, definition = *definition,
         progress](const ConnectionSettings &settings, const CancelToken &cancel) {
            return std::make_shared<const RunResult>(
                previewRun(definition, settings, cancel, progress));
        },
        [this](const SharedResult &result) { takeResult(result); });
}

void FirstRunPage::showProgress(const RunProgress &progress)
{
    if (!isAsking())
        return;
    m_ui->statusPanel->wait(phaseText(progress));
    if (progress.total > 0)
        m_ui->statusPanel->showProgress(int(progress.done * 100 / progress.total));
}

void FirstRunPage::takeResult(const SharedResult &result)
{
    const Outcome outcome = outcomeOf(*result);
    const bool hasFailed = result->status == RunStatus::Failed;
    const bool isStopped = result->status == RunStatus::Locked;
    if (hasFailed || isStopped) {
        m_ui->statusPanel->tell(hasFailed ? Mood::Bad : Mood::Warning,
                                outcome.sentence.isEmpty() ? outcome.words : outcome.sentence);
        return;
    }
    draft().preview = result;
    m_ui->statusPanel->tell(Mood::Good, tr("Both sides were read; nothing was written."));
    showResult();
    emit changed();
}

void FirstRunPage::showResult()
{
    const SharedResult &result = draft().preview;
    m_ui->countsLabel->setText(result ? countsText(*result) : QString());
    m_ui->countsLabel->setVisible(result != nullptr);
    m_ui->nextLabel->setText(
        result ? tr("Finish stores the connection and opens every change of this preview. Nothing "
                    "is written until you apply it there.")
               : tr("You can also finish now and look later."));
}
