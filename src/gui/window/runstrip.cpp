#include "gui/window/runstrip.h"

#include "ui_runstrip.h"

#include "gui/common/dot.h"

#include <QEvent>

#include <algorithm>

namespace {

QString writtenText(const RunResult &result)
{
    const int written = result.totalChanges();
    if (written == 0)
        return RunStrip::tr("Nothing was written");
    QStringList sides;
    for (size_t side = 0; side < result.sides.size() && side < result.changes.size(); ++side) {
        if (result.changes[side].total() > 0)
            sides << sideLabel(result.sides[side]);
    }
    //: "60 changes written (Hub, Notion)"
    return RunStrip::tr("%n change(s) written (%1)", nullptr, written)
        .arg(sides.join(QStringLiteral(", ")));
}

} // namespace

RunStrip::RunStrip(QWidget *parent)
    : QFrame(parent)
    , m_ui(std::make_unique<Ui::RunStrip>())
{
    m_ui->setupUi(this);
    hide();
    connect(m_ui->stripShowButton, &QPushButton::clicked, this,
            [this] { emit showRequested(m_runId); });
    connect(m_ui->stripUndoButton, &QPushButton::clicked, this,
            [this] { emit undoRequested(m_runId); });
    connect(m_ui->stripWaitingButton, &QPushButton::clicked, this, &RunStrip::waitingRequested);
    connect(m_ui->stripCloseButton, &QToolButton::clicked, this, &RunStrip::closed);
}

RunStrip::~RunStrip() = default;

QString RunStrip::reportOf(const RunResult &result)
{
    QStringList parts{writtenText(result)};
    if (result.conflicts > 0)
        parts << tr("%n wait(s) for you", nullptr, result.conflicts);
    if (result.refused > 0)
        parts << tr("%n moved meanwhile and left alone", nullptr, result.refused);
    if (result.quarantined > 0)
        parts << tr("%n refused by a side", nullptr, result.quarantined);
    if (result.paused > 0)
        parts << tr("%n paused", nullptr, result.paused);
    if (const QString error = errorText(result); !error.isEmpty())
        parts << error;
    return parts.join(QStringLiteral(" · "));
}

void RunStrip::show(const ServiceState &service)
{
    const SharedResult &last = service.lastResult;
    const bool hasReport = last && !last->dryRun && !service.isTold && !service.isActive();
    setVisible(hasReport);
    if (!hasReport)
        return;
    m_runId = last->runId;
    m_mood = outcomeOf(*last).mood;
    m_ui->reportLabel->setText(reportOf(*last));
    m_ui->stripWaitingButton->setVisible(last->conflicts > 0);
    const bool wrote = last->totalChanges() > 0;
    m_ui->stripShowButton->setVisible(wrote);
    m_ui->stripUndoButton->setVisible(wrote);
    drawDot();
}

void RunStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawDot();
    QFrame::changeEvent(event);
}

void RunStrip::drawDot()
{
    m_ui->dotLabel->setPixmap(dotPixmap(m_mood, palette(), devicePixelRatioF()));
}
