#pragma once

#include "gui/board/serviceboard.h"

#include <QWidget>

namespace Ui {
class HistoryPage;
}

class QSettings;
class RunsModel;

/// The runs of one service and, for the one that is selected, each operation with before and
/// after. Reads on the board's worker.
class HistoryPage : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPage(QWidget *parent = nullptr);
    ~HistoryPage() override;

    /// Both are borrowed; `settings` may be null.
    void setUp(ServiceBoard *board, QSettings *settings);
    /// Reads the runs of this service anew.
    void load(int row);
    /// Chooses this run of the service that is loaded next.
    void select(const QString &runId) { m_selectedRun = runId; }

    /// Only what was written to records with this text; empty: everything.
    void setSearchText(const QString &text);

signals:
    void loaded();
    /// A person wants to see what taking this run back would do.
    void undoRequested(const QString &runId);

private:
    void showNothing();
    void showRuns(std::vector<RunRecord> runs);
    void loadOperations(const QModelIndex &index);
    void showOperations(const RunRecord &run, Result<std::vector<JournalEntry>> entries);

    std::unique_ptr<Ui::HistoryPage> m_ui;
    RunsModel *m_runs;
    ServiceBoard *m_board = nullptr;
    QString m_service;
    QString m_selectedRun;
    QString m_text;
};
