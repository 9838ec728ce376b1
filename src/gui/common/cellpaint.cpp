#include "gui/common/cellpaint.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

int listRowHeight(const QFontMetrics &metrics)
{
    return std::max(ListRowHeight, metrics.height() + 10);
}

void drawElided(QPainter *painter, const QRect &area, const QString &text)
{
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width());
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

int drawCheckBox(QPainter *painter, const QStyleOptionViewItem &option)
{
    const int left = option.rect.left() + CellMargin / 2;
    if (!(option.features & QStyleOptionViewItem::HasCheckIndicator))
        return left;
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    QStyleOptionViewItem box = option;
    box.rect = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, option.widget);
    box.state &= ~QStyle::State_HasFocus;
    box.state |= option.checkState == Qt::Checked ? QStyle::State_On : QStyle::State_Off;
    style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
    return box.rect.right() + CellMargin;
}
