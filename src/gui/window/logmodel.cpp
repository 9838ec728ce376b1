#include "gui/window/logmodel.h"

#include "gui/common/colours.h"

#include <QApplication>

#include <algorithm>

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

QString LogModel::text(const LogEntry &entry, int column)
{
    switch (column) {
    case Time: {
        const QDateTime time = toDateTime(entry.createdAt).toLocalTime();
        const bool isToday = time.date() == QDate::currentDate();
        return time.toString(isToday ? QStringLiteral("HH:mm:ss") : QStringLiteral("d MMM HH:mm"));
    }
    case Level:
        return entry.status;
    case Service:
        return entry.service();
    case Message:
        return entry.message;
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
        return entry.message;
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
