#include "gui/window/lookmenu.h"

#include "gui/common/theme.h"

#include <QActionGroup>

LookMenu::LookMenu(Theme *theme, QWidget *parent)
    : QMenu(tr("L&ook"), parent)
{
    auto *group = new QActionGroup(this);
    const std::pair<Theme::Mode, QString> modes[] = {
        {Theme::Mode::System, tr("Look &like the system")},
        {Theme::Mode::Light, tr("Li&ght")},
        {Theme::Mode::Dark, tr("&Dark")},
    };
    for (const auto &[mode, text] : modes) {
        QAction *action = addAction(text);
        action->setCheckable(true);
        action->setEnabled(theme != nullptr);
        action->setChecked(theme && theme->mode() == mode);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [theme, mode = mode] { theme->setMode(mode); });
    }
}
