#include "gui/window/windowmemory.h"

#include "gui/common/firstsize.h"

#include <QMainWindow>
#include <QSettings>

namespace {

constexpr QSize FirstSize(1320, 860);
const QLatin1String GeometryKey("window/geometry");
const QLatin1String StateKey("window/state");
const QLatin1String LogKey("window/log");
const QLatin1String ServiceKey("window/service");
const QLatin1String TabKey("window/tab");

} // namespace

WindowMemory::WindowMemory(QMainWindow *window, QSettings *settings)
    : m_window(window)
    , m_settings(settings)
{ }

void WindowMemory::restoreSize()
{
    giveFirstSize(m_window, FirstSize);
    if (!m_settings)
        return;
    m_window->restoreGeometry(m_settings->value(GeometryKey).toByteArray());
    m_window->restoreState(m_settings->value(StateKey).toByteArray());
}

void WindowMemory::keepSize()
{
    if (!m_settings)
        return;
    m_settings->setValue(GeometryKey, m_window->saveGeometry());
    m_settings->setValue(StateKey, m_window->saveState());
}

bool WindowMemory::isLogShown() const
{
    return !m_settings || m_settings->value(LogKey, true).toBool();
}

void WindowMemory::keepLog(bool isShown)
{
    if (m_settings)
        m_settings->setValue(LogKey, isShown);
}

QString WindowMemory::service() const
{
    return m_settings ? m_settings->value(ServiceKey).toString() : QString();
}

int WindowMemory::tab() const
{
    return m_settings ? m_settings->value(TabKey).toInt() : 0;
}

void WindowMemory::keepPlace(const QString &service, int tab)
{
    if (!m_settings)
        return;
    m_settings->setValue(ServiceKey, service);
    m_settings->setValue(TabKey, tab);
}
