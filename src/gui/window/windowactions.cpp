#include "gui/window/windowactions.h"

#include "gui/common/icons.h"

#include <QAbstractButton>
#include <QMenu>

namespace {

constexpr auto IconProperty = "iconName";

QString keysOf(const QAction &action)
{
    QStringList keys;
    const QList<QKeySequence> shortcuts = action.shortcuts();
    for (const QKeySequence &sequence : shortcuts)
        keys << sequence.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

} // namespace

WindowActions::WindowActions(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    addRuns();
    addPlaces();
    addOthers();
}

void WindowActions::add(Id id, const QString &text, const QList<QKeySequence> &keys,
                        const char *icon)
{
    Q_ASSERT(m_actions.size() == int(id));
    auto *action = new QAction(text, m_window);
    action->setShortcuts(keys);
    action->setProperty(IconProperty, QLatin1String(icon));
    QString words = text;
    words.remove(u'&');
    action->setToolTip(keys.isEmpty() ? words
                                      : QStringLiteral("%1 (%2)").arg(words, keysOf(*action)));
    m_window->addAction(action);
    m_actions << action;
}

void WindowActions::addRuns()
{
    const auto keys = [](const char *sequence) { return QKeySequence(QLatin1String(sequence)); };
    add(Id::Preview, tr("&Preview changes"), {keys("Ctrl+P"), keys("F5")}, "preview");
    add(Id::PreviewFull, tr("Preview &everything anew (full)"), {keys("Ctrl+Shift+P")});
    add(Id::PreviewAll, tr("Preview &all services"), {keys("Ctrl+Shift+F5")}, "preview");
    add(Id::Sync, tr("&Sync now"), {keys("Ctrl+R")}, "sync");
    add(Id::SyncAll, tr("S&ync all services"), {keys("Ctrl+Shift+R")}, "sync");
    add(Id::Cancel, tr("&Cancel"), {keys("Ctrl+.")}, "cancel");
}

void WindowActions::addPlaces()
{
    const auto keys = [](const char *sequence) { return QKeySequence(QLatin1String(sequence)); };
    add(Id::Find, tr("&Find a service or a record"), {QKeySequence(QKeySequence::Find)}, "search");
    add(Id::Services, tr("Go to the list of ser&vices"), {keys("Alt+0")});
    add(Id::PreviewTab, tr("Show the preview"), {keys("Alt+1")});
    add(Id::ConflictsTab, tr("Show the conflicts"), {keys("Alt+2")});
    add(Id::HistoryTab, tr("Show the history"), {keys("Alt+3")});
    add(Id::MappingTab, tr("Show the mapping"), {keys("Alt+4")});
    add(Id::Log, tr("&Log"), {keys("Ctrl+L")}, "log");
    action(Id::Log)->setCheckable(true);
}

void WindowActions::addOthers()
{
    const auto keys = [](const char *sequence) { return QKeySequence(QLatin1String(sequence)); };
    add(Id::Menu, tr("Open the menu"), {keys("F10")});
    add(Id::Shortcuts, tr("&Keyboard shortcuts"), {keys("Ctrl+?"), keys("F1")});
    add(Id::Settings, tr("Settin&gs…"), {keys("Ctrl+,")}, "settings");
    add(Id::About, tr("About &Unified Sync"), {});
    add(Id::Quit, tr("&Quit"), {keys("Ctrl+Q")});
}

void WindowActions::setIcons(const QColor &colour)
{
    for (QAction *action : m_actions) {
        const QString name = action->property(IconProperty).toString();
        if (!name.isEmpty() && !action->isCheckable())
            action->setIcon(lineIcon(name, colour));
    }
}

void WindowActions::fillPrimaryMenu(QMenu *menu, QMenu *look) const
{
    menu->addActions({action(Id::PreviewFull)});
    menu->addSeparator();
    menu->addMenu(look);
    menu->addActions({action(Id::Log)});
    menu->addSeparator();
    menu->addActions({action(Id::Settings), action(Id::Shortcuts), action(Id::About)});
    menu->addSeparator();
    menu->addAction(action(Id::Quit));
}

void WindowActions::fillServiceMenu(QMenu *menu) const
{
    menu->addActions(
        {action(Id::Preview), action(Id::PreviewFull), action(Id::Sync), action(Id::Cancel)});
    menu->addSeparator();
    menu->addActions({action(Id::ConflictsTab), action(Id::HistoryTab), action(Id::MappingTab)});
    menu->addSeparator();
    menu->addAction(action(Id::Settings));
}

void WindowActions::tellKeys(Id id, QAbstractButton *button) const
{
    const QString keys = keysOf(*action(id));
    if (keys.isEmpty() || button->toolTip().contains(keys))
        return;
    const QString words = button->toolTip();
    button->setToolTip(words.isEmpty() ? action(id)->toolTip()
                                       : QStringLiteral("%1 (%2)").arg(words, keys));
}
