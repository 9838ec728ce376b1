#pragma once

#include "gui/board/serviceboard.h"

#include <QPointer>
#include <QWidget>

class QMessageBox;

/// The one road from a person's *Sync now* and *Sync all* to a sync: what they have in sight is
/// applied, a service that never ran is previewed first, and where something is unticked it asks.
/// GUI thread; the dialogs belong to `window`.
class SyncRequests : public QObject
{
    Q_OBJECT

public:
    /// Both are borrowed and outlive this.
    SyncRequests(ServiceBoard *board, QWidget *window);

    void sync(int row);
    /// Whatever "all" means, each service by its own road; asks once for all of them.
    void syncAll();
    /// Puts the home's state aside once the person agrees.
    void beginAnew();

signals:
    /// Something of this service is to be looked at: its preview.
    void lookWanted(int row);
    /// *Sync all* previews services that never ran; their plans are to be looked at together.
    void lookAtAllWanted();
    void renewed(); ///< the home's state was put aside
    void failed(const QString &sentence); ///< it could not be

private:
    void askUnticked(int row);
    void askUndo(int row);
    void askUntickedOfAll(const std::vector<int> &rows);
    [[nodiscard]] QMessageBox *question(const QString &text, const QString &explanation);

    ServiceBoard *m_board;
    QWidget *m_window;
    QPointer<QMessageBox> m_question; ///< the one that is open
};
