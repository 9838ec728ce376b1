#include "gui/icons.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace {

QString pathOf(const QString &name)
{
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

} // namespace

QPixmap linePixmap(const QString &name, const QColor &colour, int size, qreal pixelRatio)
{
    QPixmap pixmap(QSize(size, size) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(pathOf(name));
    if (!renderer.isValid())
        return pixmap;
    QPainter painter(&pixmap);
    const QRectF area(0, 0, size, size);
    renderer.render(&painter, area);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(area, colour);
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
