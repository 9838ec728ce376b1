#pragma once

#include "core/history.h"

#include <QAbstractTableModel>

/// Past runs of one service, newest first.
class RunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, How, Outcome, Changes, Duration, Requests, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(std::vector<RunRecord> runs);
    [[nodiscard]] const RunRecord &run(int row) const { return m_runs.at(size_t(row)); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] static QString text(const RunRecord &run, int column);

    std::vector<RunRecord> m_runs;
};
