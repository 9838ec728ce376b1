#include "gui/common/tablestate.h"

#include <QHeaderView>
#include <QSettings>
#include <QSplitter>

namespace {

constexpr auto KeptProperty = "keptAs"; // a page is set up anew with every session

/// Whether this is the first time that the widget's state is asked to be kept.
bool isFirstTime(QWidget *widget, const QString &key)
{
    if (widget->property(KeptProperty).toString() == key)
        return false;
    widget->setProperty(KeptProperty, key);
    return true;
}

} // namespace

void keepTableState(QHeaderView *header, QSettings *settings, const QString &name)
{
    const QString key = QStringLiteral("tables/") + name;
    if (!settings || !isFirstTime(header, key))
        return;
    header->restoreState(settings->value(key).toByteArray());
    const auto keep = [header, settings, key] { settings->setValue(key, header->saveState()); };
    QObject::connect(header, &QHeaderView::sectionResized, header, keep);
    QObject::connect(header, &QHeaderView::sectionMoved, header, keep);
    QObject::connect(header, &QHeaderView::sortIndicatorChanged, header, keep);
}

void keepSplitterState(QSplitter *splitter, QSettings *settings, const QString &name)
{
    const QString key = QStringLiteral("splitters/") + name;
    if (!settings || !isFirstTime(splitter, key))
        return;
    splitter->restoreState(settings->value(key).toByteArray());
    QObject::connect(splitter, &QSplitter::splitterMoved, splitter,
                     [splitter, settings, key] { settings->setValue(key, splitter->saveState()); });
}
