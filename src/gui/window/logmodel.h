#pragma once

#include "core/logentry.h"

#include <QAbstractTableModel>

/// Rows of sync_logs, newest first.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Level, Service, Message, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(std::vector<LogEntry> entries);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] static QString text(const LogEntry &entry, int column);

    std::vector<LogEntry> m_entries;
};
