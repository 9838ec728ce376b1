#include "gui/common/tablestate.h"

#include <QHeaderView>
#include <QSettings>

void keepTableState(QHeaderView *header, QSettings *settings, const QString &name)
{
    if (!settings)
        return;
    const QString key = QStringLiteral("tables/") + name;
    header->restoreState(settings->value(key).toByteArray());
    const auto keep = [header, settings, key] { settings->setValue(key, header->saveState()); };
    QObject::connect(header, &QHeaderView::sectionResized, header, keep);
    QObject::connect(header, &QHeaderView::sectionMoved, header, keep);
    QObject::connect(header, &QHeaderView::sortIndicatorChanged, header, keep);
}
