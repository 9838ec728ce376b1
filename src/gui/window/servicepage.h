#pragma once

#include "gui/board/serviceboard.h"

#include <QWidget>

namespace Ui {
class ServicePage;
}

class QSettings;
class WindowActions;

/// The selected service: its header with Preview and Sync now, how its last run ended, and the tabs
/// below. Of its buttons one at most is the suggested one.
class ServicePage : public QWidget
{
    Q_OBJECT

public:
    enum class Tab { Preview, Conflicts, History, Mapping };

    explicit ServicePage(QWidget *parent = nullptr);
    ~ServicePage() override;

    /// Both are borrowed; `settings` may be null. Comes before all else: the page is empty until
    /// then, so that a window without a session is there at once.
    void setUp(ServiceBoard *board, QSettings *settings);
    void setRow(int row);
    [[nodiscard]] int row() const { return m_row; }
    void showTab(Tab tab);
    [[nodiscard]] Tab tab() const;
    /// Adds to the tool tips of its buttons which keys do the same.
    void tellKeys(const WindowActions &actions);
    void setSearchText(const QString &text);

    /// Shows how an earlier run went: its operations in the history.
    void showRun(const QString &runId);

signals:
    void connectionRequested();
    void beginAnewRequested();
    void syncRequested(int row);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void refresh();
    void refreshHeader(const ServiceState &service);
    void refreshTabTitles(const ServiceState &service);
    void loadTab();
    void takeChange(int row);
    void takeFinish(int row);
    void connectPages();
    void previewUndo(const QString &runId);
    void refreshSuggestion(const ServiceState &service);

    std::unique_ptr<Ui::ServicePage> m_ui;
    ServiceBoard *m_board = nullptr;
    int m_row = -1;
};
