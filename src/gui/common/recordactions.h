#pragma once

#include "app/run/backgroundqueue.h"
#include "app/session/session.h"

#include <QObject>
#include <QUuid>

#include <functional>
#include <optional>

class QAbstractItemView;
class QAction;
class QMenu;

/// A record of a list, as far as the list knows it.
struct ListedRecord
{
    QString service;
    QUuid link; ///< null: not linked
    QMap<QString, QString> ids; ///< by side; what is not here is looked up by the link
    QString text; ///< title and fields, for the clipboard
};

/// What one can do with the record under the cursor of a list, by its context menu and by keys:
/// open its page in Notion, copy it or its ids, see its row in the hub. Looks up on a worker of its
/// own what the list does not know. Child of the list. GUI thread.
class RecordActions : public QObject
{
    Q_OBJECT

public:
    using Current = std::function<std::optional<ListedRecord>()>;

    /// `current` tells the record that the list's current row belongs to.
    RecordActions(QAbstractItemView *view, Current current);
    ~RecordActions() override;

    /// What reaches the records; a copy is kept.
    void setSession(const Session &session);
    /// Actions of the list's own, above or below the others in the context menu.
    void addAction(QAction *action) { m_own.append(action); }

    /// Enables what is possible with the current record.
    void refresh();
    /// Opens a page of Notion in the browser, by its id with or without dashes.
    static void openPage(const QString &pageId);

private:
    using Use = std::function<void(const ListedRecord &)>;

    QAction *make(const QString &text, const QKeySequence &keys, void (RecordActions::*work)());
    [[nodiscard]] const ServiceDefinition *serviceOf(const ListedRecord &record) const;
    [[nodiscard]] bool mayHave(const ListedRecord &record, const QString &side) const;
    void showMenu(const QPoint &place);
    void openInNotion();
    void copy();
    void copyPageId();
    void copyRowId();
    void showInHub();
    void copyId(const QString &side);
    /// Hands `use` the record with its id on `side`, or says that it has none there.
    void withId(const QString &side, const Use &use);
    void tell(const QString &sentence);

    QAbstractItemView *m_view;
    Current m_current;
    Session m_session;
    QList<QAction *> m_own;
    QAction *m_open;
    QAction *m_copy;
    QAction *m_copyPageId;
    QAction *m_copyRowId;
    QAction *m_showInHub;
    CancelToken m_cancel;
    BackgroundQueue m_background;
};
