#include "gui/window/syncrequests.h"

#include "app/text/translation.h"

#include <QMessageBox>
#include <QPushButton>

SyncRequests::SyncRequests(ServiceBoard *board, QWidget *window)
    : m_board(board)
    , m_window(window)
{ }

void SyncRequests::sync(int row)
{
    if (row < 0 || m_board->service(row).isActive())
        return;
    switch (m_board->roadOf(row)) {
    case SyncRoad::Run:
        m_board->sync(row);
        break;
    case SyncRoad::Preview:
    case SyncRoad::Look:
        m_board->preview(row);
        emit lookWanted(row);
        break;
    case SyncRoad::Apply:
        m_board->apply(row, false);
        break;
    case SyncRoad::AskUnticked:
        askUnticked(row);
        break;
    case SyncRoad::AskUndo:
        askUndo(row);
        break;
    }
}

void SyncRequests::syncAll()
{
    std::vector<int> unticked;
    bool looks = false;
    for (const int row : m_board->rowsToStart()) {
        if (m_board->service(row).isActive())
            continue;
        const SyncRoad road = m_board->roadOf(row);
        if (road == SyncRoad::Run) {
            m_board->sync(row);
        } else if (road == SyncRoad::Apply) {
            m_board->apply(row, false);
        } else if (road == SyncRoad::Preview) {
            m_board->preview(row);
            looks = true;
        } else if (road == SyncRoad::AskUnticked) {
            unticked.push_back(row);
        }
        // What a guard stopped, or what takes back a run, is not part of "all": it stays open.
    }
    if (looks)
        emit lookAtAllWanted();
    if (!unticked.empty())
        askUntickedOfAll(unticked);
}

void SyncRequests::beginAnew()
{
    QMessageBox *box = question(
        tr("Link everything anew with what is connected now?"),
        tr("Every service begins as at its first sync: its preview shows what belongs together and "
           "what would be written, before anything is. Nothing is deleted anywhere. History, "
           "decisions and what waits for you are put aside in a file beside the new state."));
    const QPushButton *anew = box->addButton(tr("&Begin anew"), QMessageBox::DestructiveRole);
    connect(anew, &QPushButton::clicked, this, [this] {
        m_board->background().run(
            this, [work = m_board->session().beginAnew] { return work(); },
            [this](const Result<QString> &aside) {
                if (aside)
                    emit renewed();
                else
                    emit failed(translated(aside.error()));
            });
    });
    box->open();
}

QMessageBox *SyncRequests::question(const QString &text, const QString &explanation)
{
    if (m_question)
        m_question->close();
    auto *box = new QMessageBox(QMessageBox::Question, m_window->windowTitle(), text,
                                QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("syncQuestion"));
    box->setInformativeText(explanation);
    box->setDefaultButton(QMessageBox::Cancel);
    m_question = box;
    return box;
}

void SyncRequests::askUnticked(int row)
{
    const ServiceState &service = m_board->service(row);
    const int skipped = int(service.skipped.size());
    const int accepted = int(service.preview->plan.operations.size()) - skipped;
    emit lookWanted(row);
    QMessageBox *box = question(
        tr("%n change(s) of the open preview are not ticked.", nullptr, skipped),
        tr("Applying leaves them on hold until somebody edits them or you release them. Syncing "
           "everything writes them, too."));
    const QPointer<ServiceBoard> board = m_board;
    const SharedResult preview = service.preview;
    const auto isStillOpen
        = [board, row, preview] { return board && board->service(row).preview == preview; };
    if (accepted > 0) {
        const QPushButton *apply = box->addButton(
            tr("&Apply %n ticked change(s)", nullptr, accepted), QMessageBox::AcceptRole);
        connect(apply, &QPushButton::clicked, this, [this, row, isStillOpen] {
            if (isStillOpen())
                m_board->apply(row, false);
        });
    }
    const QPushButton *all = box->addButton(tr("&Sync everything"), QMessageBox::DestructiveRole);
    connect(all, &QPushButton::clicked, this, [this, row, isStillOpen] {
        if (!isStillOpen())
            return;
        m_board->setSkipped(row, {});
        m_board->apply(row, false);
    });
    box->open();
}

void SyncRequests::askUndo(int row)
{
    emit lookWanted(row);
    QMessageBox *box = question(tr("What is open takes back an earlier run."),
                                tr("A sync does not do that: it reads both sides anew and closes "
                                   "this preview. To take the run back, apply the preview."));
    const QPushButton *discard
        = box->addButton(tr("&Close it and preview a sync"), QMessageBox::AcceptRole);
    connect(discard, &QPushButton::clicked, this, [this, row] {
        m_board->discardPreview(row);
        m_board->preview(row);
    });
    box->open();
}

void SyncRequests::askUntickedOfAll(const std::vector<int> &rows)
{
    QStringList titles;
    for (const int row : rows)
        titles << m_board->service(row).definition.title;
    QMessageBox *box = question(
        tr("%n open preview(s) hold changes that are not ticked: %1.", nullptr, int(rows.size()))
            .arg(titles.join(QStringLiteral(", "))),
        tr("Applying writes what is ticked there and leaves the rest on hold. The other services "
           "are not concerned."));
    const QPushButton *apply = box->addButton(tr("&Apply what is ticked"), QMessageBox::AcceptRole);
    connect(apply, &QPushButton::clicked, this, [this, rows] {
        for (const int row : rows) {
            if (m_board->roadOf(row) == SyncRoad::AskUnticked)
                m_board->apply(row, false);
        }
    });
    box->open();
}
