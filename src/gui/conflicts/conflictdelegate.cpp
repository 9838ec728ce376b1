#include "gui/conflicts/conflictdelegate.h"

#include "gui/common/cellpaint.h"
#include "gui/common/colours.h"
#include "gui/common/differencetext.h"
#include "gui/conflicts/conflictmodel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace {

using Line = ConflictModel::Line;
using Radio = ConflictModel::Radio;

constexpr int RadioSize = 14;
constexpr int FieldIndent = 30; // a field stands below its record's title

Line lineOf(const QModelIndex &index)
{
    return Line(index.data(ConflictModel::LineRole).toInt());
}

Radio radioOf(const QModelIndex &index)
{
    return Radio(index.data(ConflictModel::RadioRole).toInt());
}

QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

/// Draws a round choice; answers where its text begins.
int drawRadio(QPainter *painter, const QRect &area, Radio radio, const Colours &colours)
{
    if (radio == Radio::None)
        return area.left();
    const QRectF circle(area.left() + 0.5, area.center().y() - RadioSize / 2.0 + 0.5, RadioSize - 1,
                        RadioSize - 1);
    const bool isOn = radio == Radio::On;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(isOn ? colours.accent : colours.muted, isOn ? 1.5 : 1.0));
    painter->setBrush(colours.surface);
    painter->drawEllipse(circle);
    if (isOn) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.accent);
        const qreal inset = RadioSize * 0.27;
        painter->drawEllipse(circle.adjusted(inset, inset, -inset, -inset));
    }
    painter->restore();
    return area.left() + RadioSize + CellMargin - 2;
}

bool drawsDifference(QPainter *painter, const QRect &area, const QModelIndex &index,
                     const Colours &colours)
{
    const QVariant base = index.data(ConflictModel::BaseTextRole);
    const bool isSide
        = index.column() >= ConflictModel::FirstSide && index.column() < ConflictModel::Result;
    if (!isSide || base.isNull())
        return false;
    const auto difference
        = textDifference(base.toString(), index.data(ConflictModel::ValueTextRole).toString());
    if (!isWorthComparing(difference))
        return false;
    drawDifference(painter, area, difference, DifferenceSide::Both, colours);
    return true;
}

void paintTitle(QPainter *painter, const QStyleOptionViewItem &option, Line line)
{
    QRect area = option.rect.adjusted(0, 0, -CellMargin, 0);
    if (line == Line::Record) {
        area.setLeft(drawCheckBox(painter, option));
        painter->setFont(bold(painter->font()));
    } else {
        area.setLeft(area.left() + FieldIndent);
    }
    drawElided(painter, area, option.text);
}

void paintResult(QPainter *painter, const QRect &area, const QModelIndex &index,
                 const QString &text, const Colours &colours)
{
    const Line line = lineOf(index);
    const bool isChosen = index.data(ConflictModel::HasResultRole).toBool();
    painter->setPen(isChosen && line != Line::Record ? colours.text : colours.muted);
    if (isChosen && line != Line::Record)
        painter->setFont(bold(painter->font()));
    drawElided(painter, area, text);
}

void paintValue(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Colours &colours = Colours::of(option.palette);
    QRect area = option.rect.adjusted(CellMargin, 0, -CellMargin, 0);
    if (index.column() == ConflictModel::Result)
        return paintResult(painter, area, index, option.text, colours);
    if (lineOf(index) == Line::Record)
        painter->setPen(colours.muted);
    area.setLeft(drawRadio(painter, area, radioOf(index), colours));
    if (!drawsDifference(painter, area, index, colours))
        drawElided(painter, area, option.text);
}

} // namespace

QSize ConflictDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(listRowHeight(option.fontMetrics));
    return size;
}

void ConflictDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const Line line = lineOf(index);
    const bool isSpanned = line == Line::Sentence || line == Line::Choice;
    const bool isEnd
        = index.column() == ConflictModel::Title || index.column() == ConflictModel::Result;
    if (isSpanned && !isEnd)
        return;
    painter->save();
    QStyleOptionViewItem styled = option;
    initStyleOption(&styled, index);
    painter->setFont(styled.font);
    painter->setPen(Colours::of(styled.palette).text);
    if (index.column() == ConflictModel::Title)
        paintTitle(painter, styled, line);
    else
        paintValue(painter, styled, index);
    painter->restore();
}

void ConflictDelegate::paintSpan(QPainter *painter, const QRect &area, const QModelIndex &index,
                                 const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    painter->save();
    painter->setPen(lineOf(index) == Line::Sentence ? colours.muted : colours.text);
    QRect text = area;
    text.setLeft(drawRadio(painter, area, radioOf(index), colours));
    drawElided(painter, text, index.data().toString());
    painter->restore();
}

bool ConflictDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                 const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QString shown = index.data().toString();
    const QString tip = index.data(Qt::ToolTipRole).toString();
    int room = option.rect.width() - 2 * CellMargin;
    if (index.column() == ConflictModel::Title)
        room -= FieldIndent - CellMargin;
    if (radioOf(index) != Radio::None)
        room -= RadioSize + CellMargin;
    const bool fits = QFontMetrics(bold(option.font)).horizontalAdvance(shown) <= room;
    if (tip == shown && fits) {
        QToolTip::hideText();
        return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}
