#include "gui/common/dot.h"

#include "gui/common/colours.h"

#include <QPainter>

namespace {

constexpr int Size = 8;

QColor colourOf(Mood mood, const Colours &colours)
{
    switch (mood) {
    case Mood::Good:
        return colours.good;
    case Mood::Pending:
        return colours.accent;
    case Mood::Warning:
        return colours.warning;
    case Mood::Bad:
        return colours.bad;
    case Mood::Idle:
        break;
    }
    return colours.muted;
}

} // namespace

QPixmap dotPixmap(Mood mood, const QPalette &palette, qreal pixelRatio)
{
    QPixmap pixmap(QSize(Size, Size) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colourOf(mood, Colours::of(palette)));
    painter.drawEllipse(QRectF(0, 0, Size, Size));
    return pixmap;
}
