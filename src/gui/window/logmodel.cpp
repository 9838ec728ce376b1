#include "gui/window/logmodel.h"

#include "app/text/datetext.h"
#include "app/text/translation.h"
#include "gui/common/colours.h"

#include <QApplication>
#include <QCoreApplication>

#include <algorithm>

namespace {

struct LogWords
{
    Q_DECLARE_TR_FUNCTIONS(LogWords)
};

QString statusWord(const QString &status)
{
    if (status == QLatin1String("success"))
        return LogWords::tr("success");
    if (status == QLatin1String("error"))
        return LogWords::tr("error");
    return status == QLatin1String("info") ? LogWords::tr("info") : status;
}

} // namespace

void LogModel::setEntries(std::vector<LogEntry> entries)
{
    const auto isSame
        = [](const LogEntry &left, const LogEntry &right) { return left.id == right.id; };
    // A log that did not move keeps its selection and its place.
    if (std::equal(entries.begin(), entries.end(), m_entries.begin(), m_entries.end(), isSame))
        return;
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int LogModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

/// The sentence without the service's name in front, which has a column of its own.
QString LogModel::messageOf(const LogEntry &entry) const
{
    const QString name = entry.service() + QStringLiteral(": ");
    if (!entry.message.startsWith(name))
        return translated(entry.message);
    const QString rest = translated(entry.message.mid(name.size()));
    return rest.left(1).toUpper() + rest.mid(1);
}

QString LogModel::text(const LogEntry &entry, int column) const
{
    switch (column) {
    case Time: {
        const QDateTime time = toDateTime(entry.createdAt).toLocalTime();
        const bool isToday = time.date() == QDate::currentDate();
        return isToday ? time.toString(QStringLiteral("HH:mm:ss"))
                       : dayText(time.date()) + time.toString(QStringLiteral(" HH:mm"));
    }
    case Level:
        return statusWord(entry.status);
    case Service:
        return m_titles.value(entry.service(), entry.service());
    case Message:
        return messageOf(entry);
    default:
        return {};
    }
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const LogEntry &entry = m_entries.at(size_t(index.row()));
    if (role == Qt::DisplayRole)
        return text(entry, index.column());
    if (role == Qt::ToolTipRole)
        return messageOf(entry);
    if (role != Qt::ForegroundRole)
        return {};
    const Colours &colours = Colours::of(QApplication::palette());
    if (index.column() == Time)
        return colours.muted;
    if (index.column() != Level)
        return {};
    if (entry.status == QLatin1String("success"))
        return colours.good;
    return entry.status == QLatin1String("error") ? colours.bad : colours.muted;
}
