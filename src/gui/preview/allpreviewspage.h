#pragma once

#include "gui/board/serviceboard.h"

#include <QWidget>

namespace Ui {
class AllPreviewsPage;
}

class ChangeModel;
class QMenu;
class QSettings;

/// Every service's open preview in one tree: what would be written, ticked or not, and what waits
/// for a person, decidable before anything is written; and one button that applies all of it.
/// Follows the board, and is cheap while it is hidden. GUI thread.
class AllPreviewsPage : public QWidget
{
    Q_OBJECT

public:
    explicit AllPreviewsPage(QWidget *parent = nullptr);
    ~AllPreviewsPage() override;

    /// Both are borrowed; `settings` may be null. What an earlier board showed is gone.
    void setUp(ServiceBoard *board, QSettings *settings);

signals:
    /// One service's preview is to be seen on its own page.
    void serviceRequested(int row);
    /// The same for what waits in it.
    void waitingRequested(int row);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void refreshService(int row);
    void takeTicks(int row);
    void showTicks(int row);
    void refreshButtons();
    void applyAll();
    void offerChoices(int section, int waiting, const QPoint &at);
    void fillChoices(QMenu *menu, int row, const WaitingItem &item);
    void decide(int row, const Decision &decision);
    [[nodiscard]] QString summaryOf(const ServiceState &service) const;
    [[nodiscard]] bool isApplicable(int row) const;

    std::unique_ptr<Ui::AllPreviewsPage> m_ui;
    ServiceBoard *m_board = nullptr;
    std::vector<int> m_rows; ///< of the board, one per section
    std::vector<ChangeModel *> m_changes; ///< one per section; children of this
    std::vector<SharedResult> m_shown; ///< whose plan each of them holds
    bool m_isFilling = false; ///< ticks are being set from the board, not by a person
};
