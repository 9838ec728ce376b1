#pragma once

#include <QAction>
#include <QList>

class QAbstractButton;
class QMenu;
class QWidget;

/// Everything that the window can be asked for, each once, with its words, its keys and its icon:
/// the primary menu, a service's menu, the tool tips of buttons and the list of shortcuts are made
/// of these. It does nothing itself: whoever owns the window connects `triggered`. GUI thread.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    enum class Id {
        Preview,
        PreviewFull,
        PreviewAll,
        Sync,
        SyncAll,
        Cancel,
        Find,
        Services,
        PreviewTab,
        ConflictsTab,
        HistoryTab,
        MappingTab,
        Log,
        Menu,
        Shortcuts,
        Settings,
        About,
        Quit,
    };

    /// The actions, and with them their keys, belong to `window`.
    explicit WindowActions(QWidget *window);

    [[nodiscard]] QAction *action(Id id) const { return m_actions.at(int(id)); }
    [[nodiscard]] const QList<QAction *> &all() const { return m_actions; }
    void setIcons(const QColor &colour);
    /// Fills the primary menu; `look` is the menu in which the look is chosen.
    void fillPrimaryMenu(QMenu *menu, QMenu *look) const;
    void fillServiceMenu(QMenu *menu) const;
    /// Adds the action's keys to what the button's tool tip says. A menu's action says them itself.
    void tellKeys(Id id, QAbstractButton *button) const;

private:
    void add(Id id, const QString &text, const QList<QKeySequence> &keys, const char *icon = "");
    void addRuns();
    void addPlaces();
    void addOthers();

    QWidget *m_window;
    QList<QAction *> m_actions; ///< by id
};
