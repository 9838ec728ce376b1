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
    void show(const ServiceState &service);
    void setSearchText(const QString &text);

signals:
    void previewRequested();
    void connectionRequested();
    void applyRequested(const std::vector<size_t> &skipped, bool passGuards);
    /// The list shows what was asked for.
    void arranged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void connectFilters();
    void showChanges(const ServiceState &service);
    void showMessage(const ServiceState &service);
    void showGuards(const ServiceState &service);
    void showEmptyState(const ServiceState &service);
    void labelFilters();
    void updateAccepted();
    void showDifference(const QModelIndex &index);
    void askToPass();
    void doEmptyAction();

    std::unique_ptr<Ui::PreviewPage> m_ui;
    SharedResult m_shown; ///< whose plan the list holds
    QString m_service;
    bool m_isBlocked = false;
    bool m_needsConnection = false;
    bool m_isActive = false;
};
