#pragma once

#include "core/history.h"
#include "gui/common/words.h"

#include <QAbstractTableModel>

/// Past runs of one service, newest first.
class RunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, How, Outcome, Changes, Duration, Requests, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `isUnderWay`: what the history calls running does run, here or in another program.
    void setRuns(std::vector<RunRecord> runs, bool isUnderWay);
    [[nodiscard]] const RunRecord &run(int row) const { return m_runs.at(size_t(row)); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(const RunRecord &run, int column) const;
    [[nodiscard]] ::Outcome outcome(const RunRecord &run) const;

    std::vector<RunRecord> m_runs;
    bool m_isUnderWay = false;
};
