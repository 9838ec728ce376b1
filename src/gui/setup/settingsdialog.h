#pragma once

#include "gui/setup/connectionpage.h"

#include <QDialog>

namespace Ui {
class SettingsDialog;
}

/// Everything that can be set, on the wizard's pages. Accepted once it is stored; what goes wrong
/// is said in place and nothing is lost. Leaving while it stores stores nothing.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(ConnectionDraft draft, QWidget *parent = nullptr);
    ~SettingsDialog() override;

    [[nodiscard]] const ConnectionDraft &draft() const { return m_draft; }
    void showTab(int tab);

public slots:
    /// Leaves without saving; accepted all the same where the hub was moved, which is not undone.
    void reject() override;

private:
    void setBusy(bool isBusy);
    void addTab(const QString &title, ConnectionPage *page);

    ConnectionDraft m_draft; ///< outlives the pages
    std::unique_ptr<Ui::SettingsDialog> m_ui;
    std::vector<ConnectionPage *> m_pages;
    bool m_hasMoved = false;
};
