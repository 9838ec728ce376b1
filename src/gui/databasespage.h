#pragma once

#include "gui/connectionpage.h"

namespace Ui {
class DatabasesPage;
}

class DatabaseRow;

/// Which Notion database is which service: chosen from what is shared with the integration, or
/// pasted.
class DatabasesPage : public ConnectionPage
{
    Q_OBJECT

public:
    explicit DatabasesPage(QWidget *parent = nullptr);
    ~DatabasesPage() override;

    void setUp(ConnectionDraft *draft) override;
    /// Asks Notion where nothing was asked yet.
    void enter() override;
    /// At least one service has a database.
    [[nodiscard]] bool isComplete() const override;

protected:
    void showAsking(bool isAsking) override;

private:
    void search();
    void offer();
    void take(DatabaseRow *row);
    void lookUp(DatabaseRow *row);
    void judge(DatabaseRow *row);

    std::unique_ptr<Ui::DatabasesPage> m_ui;
    std::vector<DatabaseRow *> m_rows;
    CancelToken m_leaving;
};
