#include "gui/setup/hubmovepanel.h"

#include "ui_hubmovepanel.h"

#include "app/text/translation.h"

#include <QLocale>

HubMovePanel::HubMovePanel(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::HubMovePanel>())
{
    m_ui->setupUi(this);
    hide();
    connect(m_ui->moveButton, &QPushButton::clicked, this, &HubMovePanel::move);
}

HubMovePanel::~HubMovePanel() = default;

void HubMovePanel::refresh()
{
    const bool isOther = !draft().hubInUse.isEmpty() && !draft().isFixed(HubVariable)
        && !isSameHub(draft().settings.hub, draft().presentHub);
    if (isOther && m_ui->movePart->isHidden()) { // it told of a move before
        m_ui->statusPanel->clear();
        m_ui->movePart->show();
    }
    m_ui->titleLabel->setText(tr("What was synced so far is in %1").arg(draft().hubInUse));
    const bool tellsOutcome = m_ui->movePart->isHidden();
    setVisible(isOther || tellsOutcome);
}

void HubMovePanel::showAsking(bool isAsking)
{
    m_ui->moveButton->setEnabled(!isAsking);
}

void HubMovePanel::move()
{
    const auto panel = std::make_shared<const QPointer<HubMovePanel>>(this);
    BackgroundQueue *home = draft().background;
    // Called on the thread that copies: only the queue is touched there, and it outlives the panel.
    const CopyProgress progress = [panel, home](const QString &what, qint64 rows) {
        QMetaObject::invokeMethod(
            home,
            [panel, what, rows] {
                if (HubMovePanel *shown = panel->data())
                    shown->showProgress(what, rows);
            },
            Qt::QueuedConnection);
    };
    ask(
        m_ui->statusPanel, tr("Opening both hubs…"),
        [moveHub = draft().actions.moveHub, progress](const ConnectionSettings &settings,
                                                      const CancelToken &cancel) {
            return moveHub(settings, cancel, progress);
        },
        [this](const Result<HubCopyOutcome> &outcome) { takeOutcome(outcome); });
}

void HubMovePanel::showProgress(const QString &what, qint64 rows)
{
    if (isAsking())
        //: %1 is what is done to which table, such as "copying books"
        m_ui->statusPanel->wait(tr("%1 · %2 rows").arg(translated(what), QLocale().toString(rows)));
}

QString HubMovePanel::toldOf(const HubCopyOutcome &outcome)
{
    if (outcome.course == HubCopyOutcome::Course::Finished)
        return tr("Everything had been moved before; every service goes on with the new hub.");
    qint64 rows = outcome.carriedRows;
    for (const CopiedTable &table : outcome.tables)
        rows += table.rows;
    return tr("%1 rows were copied and compared; every service goes on with the new hub.")
        .arg(QLocale().toString(rows));
}

void HubMovePanel::takeOutcome(const Result<HubCopyOutcome> &outcome)
{
    if (!outcome)
        return m_ui->statusPanel->tell(
            Mood::Bad, tr("%1 Nothing was moved.").arg(translated(outcome.error())));
    const QString before = draft().hubInUse;
    draft().presentHub = draft().settings.hub;
    draft().hubInUse.clear(); // a hub is moved once; what is in use now is known to the next dialog
    m_ui->movePart->hide();
    QStringList sentences{
        toldOf(*outcome),
        tr("%1 stays as it was. Let other programs write to the new hub from now on.").arg(before)};
    for (const QString &warning : outcome->warnings)
        sentences << translated(warning);
    m_ui->statusPanel->tell(outcome->warnings.isEmpty() ? Mood::Good : Mood::Warning,
                            sentences.join(u' '));
    emit moved();
}
