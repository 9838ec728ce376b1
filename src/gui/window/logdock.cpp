#include "gui/window/logdock.h"

LogDock::LogDock(QWidget *parent)
    : QDockWidget(tr("Log"), parent)
    , m_pane(new LogPane)
{
    setObjectName(QStringLiteral("logDock"));
    setWidget(m_pane);
    setTitleBarWidget(new QWidget(this));
    setAllowedAreas(Qt::BottomDockWidgetArea);
}
