#pragma once

#include "gui/board/serviceboard.h"

#include <QListWidget>

class QMenu;
class ServiceRow;

/// The services of a session, one row each. An item says in words what its row shows, for whoever
/// cannot see it; Tab goes from the list to the chosen row's button and on. Keys move here and
/// start nothing. GUI thread.
class ServiceList : public QListWidget
{
    Q_OBJECT

public:
    explicit ServiceList(QWidget *parent = nullptr);

    void fill(const std::vector<ServiceState> &services);
    void showService(int row, const ServiceState &service, Instant now);
    /// Hides the services of which neither name nor description has `text`, unless that were all of
    /// them.
    void showMatches(const QString &text, const std::vector<ServiceState> &services);
    /// Of the chosen service; borrowed. A right click chooses the service first.
    void setMenu(QMenu *menu) { m_menu = menu; }

signals:
    /// It became the current one, or the current one was chosen again.
    void chosen(int row);
    void syncRequested(int row);
    void cancelRequested(int row);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void addRow(int row);
    void markCurrent(int current);

    std::vector<ServiceRow *> m_rows;
    QMenu *m_menu = nullptr;
};
