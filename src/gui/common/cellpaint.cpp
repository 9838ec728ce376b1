#include "gui/common/cellpaint.h"

#include "gui/common/colours.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace {

constexpr int FocusWidth = 2;
constexpr int SelectionMark = 3; // the tint alone is too faint to be told from the rest

} // namespace

int listRowHeight(const QFontMetrics &metrics)
{
    return std::max(ListRowHeight, metrics.height() + 10);
}

void drawElided(QPainter *painter, const QRect &area, const QString &text)
{
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width());
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

void drawFocus(QPainter *painter, const QRect &row, const QPalette &palette)
{
    painter->save();
    painter->setPen(QPen(Colours::of(palette).accent, FocusWidth));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(QRectF(row).adjusted(1, 1, -1, -2)); // above the line that divides the rows
    painter->restore();
}

void drawSelection(QPainter *painter, const QRect &row, const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    painter->fillRect(row, colours.selection);
    painter->fillRect(QRect(row.left(), row.top(), SelectionMark, row.height()), colours.accent);
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
    box.state &= ~(QStyle::State_On | QStyle::State_Off | QStyle::State_NoChange);
    box.state |= option.checkState == Qt::Checked ? QStyle::State_On
        : option.checkState == Qt::Unchecked      ? QStyle::State_Off
                                                  : QStyle::State_NoChange;
    style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
    return box.rect.right() + CellMargin;
}
