#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class HubPage;
}

/// Where the hub is; looks at it and tells what it lacks. What the environment says of it is shown
/// and cannot be changed.
class HubPage : public ConnectionPage
{
    Q_OBJECT

public:
    explicit HubPage(QWidget *parent = nullptr);
    ~HubPage() override;

    void setUp(ConnectionDraft *draft) override;
    void enter() override;
    [[nodiscard]] bool isComplete() const override;

signals:
    /// What was synced is with the hub that is shown now, and the home as well.
    void hubMoved();

protected:
    void showAsking(bool isAsking) override;

private:
    void connectEdits();
    void choose(HubKind kind);
    void showKind();
    void showFixed();
    void chooseFile();
    void check();
    void takeReport(const HubReport &report);
    void showFindings(const QString &text);
    void readSql();
    void edited();

    std::unique_ptr<Ui::HubPage> m_ui;
};
