#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class HubMovePanel;
}

/// Offers to move what was synced when another hub is chosen than the one in use: copies it with
/// progress, and tells how it ended. Hidden as long as there is nothing to move. GUI thread.
class HubMovePanel : public ConnectionPage
{
    Q_OBJECT

public:
    explicit HubMovePanel(QWidget *parent = nullptr);
    ~HubMovePanel() override;

    /// What is chosen changed: whether there is something to move.
    void refresh();

signals:
    /// The home goes on with the new hub from now on.
    void moved();

protected:
    void showAsking(bool isAsking) override;

private:
    void move();
    void showProgress(const QString &what, qint64 rows);
    [[nodiscard]] static QString toldOf(const HubCopyOutcome &outcome);
    void takeOutcome(const Result<HubCopyOutcome> &outcome);

    std::unique_ptr<Ui::HubMovePanel> m_ui;
};
