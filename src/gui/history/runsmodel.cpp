#include "gui/history/runsmodel.h"

#include "app/text/datetext.h"
#include "gui/common/dot.h"
#include "gui/common/relativetime.h"
#include "gui/common/words.h"

#include <QApplication>
#include <QLocale>
#include <QPalette>

namespace {

int requestsOf(const RunRecord &run)
{
    int total = 0;
    const QJsonObject requests = run.result.value(QLatin1String("requests")).toObject();
    for (const QJsonValue count : requests)
        total += count.toInt();
    return total;
}

QString durationOf(const RunRecord &run)
{
    if (!run.finishedAt)
        return {};
    using namespace std::chrono;
    return durationText(duration_cast<milliseconds>(*run.finishedAt - run.startedAt));
}

QString modeText(const RunRecord &run)
{
    const bool isFull = run.mode == QLatin1String("full");
    if (run.dryRun)
        return isFull ? RunsModel::tr("preview, full") : RunsModel::tr("preview");
    return isFull ? RunsModel::tr("sync, full") : RunsModel::tr("sync");
}

} // namespace

void RunsModel::setRuns(std::vector<RunRecord> runs, bool isUnderWay)
{
    beginResetModel();
    m_isUnderWay = isUnderWay;
    m_runs = std::move(runs);
    endResetModel();
}

int RunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

Outcome RunsModel::outcome(const RunRecord &run) const
{
    if (m_isUnderWay && run.status == QLatin1String("running"))
        return {Mood::Pending, tr("running"), {}};
    return outcomeOf(run);
}

QString RunsModel::text(const RunRecord &run, int column) const
{
    switch (column) {
    case When: {
        const QDateTime time = toDateTime(run.startedAt).toLocalTime();
        return dateText(time.date()) + time.toString(QStringLiteral(" HH:mm:ss"));
    }
    case How:
        return modeText(run);
    case Outcome:
        return outcome(run).words;
    case Changes:
        //: what a preview found, and nobody wrote: "only seen: 2 created · Hub"
        return run.dryRun && !countsText(run).isEmpty() ? tr("only seen: %1").arg(countsText(run))
                                                        : countsText(run);
    case Duration:
        return durationOf(run);
    case Requests:
        return QLocale().toString(requestsOf(run));
    default:
        return {};
    }
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RunRecord &shown = run(index.row());
    if (role == Qt::DisplayRole)
        return text(shown, index.column());
    if (role == Qt::AccessibleTextRole && index.column() == When) {
        QStringList parts; // the keyboard moves over the rows
        for (int column = When; column <= Changes; ++column)
            parts << text(shown, column);
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    if (role == Qt::ToolTipRole && index.column() == Outcome)
        return outcome(shown).sentence;
    if (role == Qt::DecorationRole && index.column() == Outcome)
        return dotPixmap(outcome(shown).mood, QApplication::palette(), qApp->devicePixelRatio());
    if (role == Qt::TextAlignmentRole && index.column() >= Duration)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Duration ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[]
        = {tr("Started"), tr("Kind"), tr("Outcome"), tr("Changes"), tr("Duration"), tr("Requests")};
    return names[section];
}
