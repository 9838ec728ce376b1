#pragma once

#include "core/logentry.h"

#include <QAbstractTableModel>
#include <QHash>

/// Rows of sync_logs, newest first.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Level, Service, Message, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// What people call the services, by name.
    void setTitles(const QHash<QString, QString> &titles) { m_titles = titles; }
    void setEntries(std::vector<LogEntry> entries);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString text(const LogEntry &entry, int column) const;
    [[nodiscard]] QString messageOf(const LogEntry &entry) const;

    QHash<QString, QString> m_titles;
    std::vector<LogEntry> m_entries;
};
