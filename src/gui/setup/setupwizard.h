#pragma once

#include "gui/setup/connectionpage.h"

#include <QDialog>

namespace Ui {
class SetupWizard;
}

/// The way from a token to a first preview, page by page. Accepted once everything is stored;
/// `preview` is then what the last page found. Leaving while it stores stores nothing.
class SetupWizard : public QDialog
{
    Q_OBJECT

public:
    explicit SetupWizard(ConnectionDraft draft, QWidget *parent = nullptr);
    ~SetupWizard() override;

    [[nodiscard]] SharedResult preview() const { return m_draft.preview; }
    [[nodiscard]] ConnectionDraft &draft() { return m_draft; }
    [[nodiscard]] int page() const;
    void showPage(int page);

private:
    void addPage(const QString &step, const QString &heading, ConnectionPage *page);
    void next();
    void refresh();
    [[nodiscard]] bool isLast() const;

    ConnectionDraft m_draft; ///< outlives the pages
    std::unique_ptr<Ui::SetupWizard> m_ui;
    std::vector<ConnectionPage *> m_pages;
    QStringList m_steps;
    QStringList m_headings;
    bool m_isBusy = false;
};
