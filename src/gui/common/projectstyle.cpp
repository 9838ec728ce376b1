#include "gui/common/projectstyle.h"

#include "gui/common/colours.h"
#include "gui/common/icons.h"

#include <QApplication>

ProjectStyle::ProjectStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{ }

QIcon ProjectStyle::standardIcon(StandardPixmap icon, const QStyleOption *option,
                                 const QWidget *widget) const
{
    const Colours &colours = Colours::of(QApplication::palette());
    switch (icon) {
    case SP_MessageBoxWarning:
        return lineIcon(QStringLiteral("warning"), colours.warning);
    case SP_MessageBoxCritical:
        return lineIcon(QStringLiteral("warning"), colours.bad);
    case SP_MessageBoxQuestion:
        return lineIcon(QStringLiteral("question"), colours.accent);
    case SP_MessageBoxInformation:
        return lineIcon(QStringLiteral("info"), colours.accent);
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

int ProjectStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *data) const
{
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}
