#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class DatabasesPage;
}

class DatabaseRow;

/// Which Notion database is which service: chosen from what is shared with the integration, or
/// pasted. One that the environment gives is shown and cannot be changed.
class DatabasesPage : public ConnectionPage
{
    Q_OBJECT

public:
    enum class Suggestions { None, ByTitle };

    /// With suggestions, a service that has no database yet gets the one of its title.
    explicit DatabasesPage(Suggestions suggestions, QWidget *parent = nullptr);
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
    const Suggestions m_suggestions;
    std::vector<DatabaseRow *> m_rows;
    CancelToken m_leaving;
};
