#include "gui/common/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace {

QString pathOf(const QString &name)
{
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

QPixmap drawnPixmap(const QString &name, const QColor &colour, int size, qreal pixelRatio)
{
    QPixmap pixmap(QSize(size, size) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    if (!QFile::exists(pathOf(name)))
        return pixmap;
    QSvgRenderer renderer(pathOf(name));
    QPainter painter(&pixmap);
    const QRectF area(0, 0, size, size);
    renderer.render(&painter, area);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(area, colour);
    return pixmap;
}

} // namespace

QPixmap linePixmap(const QString &name, const QColor &colour, int size, qreal pixelRatio)
{
    const QString key
        = QStringLiteral("%1 %2 %3 %4").arg(name, colour.name()).arg(size).arg(pixelRatio);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = drawnPixmap(name, colour, size, pixelRatio);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

QIcon lineIcon(const QString &name, const QColor &colour)
{
    QIcon icon;
    if (!QFile::exists(pathOf(name)))
        return icon;
    for (const int size : {16, 24, 32, 48})
        icon.addPixmap(linePixmap(name, colour, size, 1));
    return icon;
}

QString serviceIconName(const QString &name)
{
    return QFile::exists(pathOf(name)) ? name : QStringLiteral("service");
}
