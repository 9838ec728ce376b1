#pragma once

#include "gui/board/serviceboard.h"

#include <QWidget>

namespace Ui {
class PreviewPage;
}

class QPushButton;
class QSettings;

/// The preview of one service: what a sync would write, record by record, to be accepted or
/// skipped; what a guard stopped; or what to do to get there. Decides nothing itself.
class PreviewPage : public QWidget
{
    Q_OBJECT

public:
    explicit PreviewPage(QWidget *parent = nullptr);
    ~PreviewPage() override;

    /// Both are borrowed; `settings` may be null.
    void setUp(BackgroundQueue *background, QSettings *settings);
    /// What reaches the records that are listed.
    void setSession(const Session &session);
    void show(const ServiceState &service);
    void setSearchText(const QString &text);

signals:
    void previewRequested();
    void connectionRequested();
    /// A side is another one than before, and a person wants to go on with it.
    void beginAnewRequested();
    /// A person ticked or unticked something: what of the shown plan is not accepted now.
    void skippedChanged(const std::vector<size_t> &skipped);
    void applyRequested(bool passGuards);
    void discardRequested();
    /// The list shows what was asked for.
    void arranged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void connectFilters();
    void showChanges(const ServiceState &service);
    void showSkipped(const ServiceState &service);
    void showMessage(const ServiceState &service);
    void showGuards(const ServiceState &service);
    void showEmptyState(const ServiceState &service);
    void labelFilters();
    void updateAccepted();
    void takeTicks();
    [[nodiscard]] QString acceptedText(int accepted, int total) const;
    [[nodiscard]] bool isActive() const { return m_activity != ServiceState::Activity::Idle; }
    void showDifference(const QModelIndex &index);
    void askToPass();
    void doEmptyAction();

    std::unique_ptr<Ui::PreviewPage> m_ui;
    SharedResult m_shown; ///< whose plan the list holds
    bool m_isBlocked = false;
    bool m_needsConnection = false;
    ServiceState::Activity m_activity = ServiceState::Activity::Idle;
    bool m_isFilling = false; ///< ticks are being set from the state, not by a person
};
