#include "gui/preview/changedelegate.h"

#include "gui/common/cellpaint.h"
#include "gui/common/colours.h"
#include "gui/common/differencetext.h"
#include "gui/common/icons.h"
#include "gui/common/words.h"
#include "gui/preview/changemodel.h"

#include <QPainter>

namespace {

constexpr int IconSize = 14;

QColor kindColour(const Colours &colours, OperationKind kind)
{
    switch (kind) {
    case OperationKind::Update:
        return colours.warning;
    case OperationKind::Delete:
        return colours.bad;
    case OperationKind::Create:
    case OperationKind::Restore:
        break;
    }
    return colours.good;
}

OperationKind kindOf(const QModelIndex &index)
{
    return OperationKind(index.data(ChangeModel::KindRole).toInt());
}

} // namespace

QColor ChangeDelegate::tintOf(const QModelIndex &index, const QPalette &palette)
{
    if (index.parent().isValid())
        return {};
    const Colours &colours = Colours::of(palette);
    switch (kindOf(index)) {
    case OperationKind::Update:
        return colours.updatedTint;
    case OperationKind::Delete:
        return colours.deletedTint;
    case OperationKind::Create:
    case OperationKind::Restore:
        break;
    }
    return colours.createdTint;
}

QSize ChangeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(listRowHeight(option.fontMetrics));
    return size;
}

void ChangeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    painter->save();
    QStyleOptionViewItem styled = option;
    initStyleOption(&styled, index);
    painter->setFont(styled.font);
    painter->setPen(Colours::of(styled.palette).text);
    if (index.column() == ChangeModel::Title)
        paintTitle(painter, styled, index);
    else if (index.parent().isValid() && index.column() != ChangeModel::Side)
        paintFieldCell(painter, styled, index);
    else
        paintRecordCell(painter, styled, index);
    painter->restore();
}

void ChangeDelegate::paintTitle(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index)
{
    QRect area = option.rect.adjusted(CellMargin / 2, 0, -CellMargin, 0);
    if (index.parent().isValid()) {
        drawElided(painter, area.adjusted(CellMargin * 3, 0, 0, 0), option.text);
        return;
    }
    area.setLeft(drawCheckBox(painter, option));
    const OperationKind kind = kindOf(index);
    const QColor colour = kindColour(Colours::of(option.palette), kind);
    painter->drawPixmap(
        area.left(), area.center().y() - IconSize / 2,
        linePixmap(operationIcon(kind), colour, IconSize, painter->device()->devicePixelRatioF()));
    QFont font = painter->font();
    font.setBold(true);
    painter->setFont(font);
    drawElided(painter, area.adjusted(IconSize + CellMargin, 0, 0, 0), option.text);
}

void ChangeDelegate::paintRecordCell(QPainter *painter, const QStyleOptionViewItem &option,
                                     const QModelIndex &index)
{
    if (index.column() == ChangeModel::Side)
        drawElided(painter, option.rect.adjusted(CellMargin, 0, -CellMargin, 0), option.text);
}

void ChangeDelegate::paintFieldCell(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index)
{
    const QRect area = option.rect.adjusted(CellMargin, 0, -CellMargin, 0);
    const bool isValue
        = index.column() == ChangeModel::Before || index.column() == ChangeModel::After;
    if (isValue && kindOf(index) == OperationKind::Update) {
        const auto whole = [&index](int role) { return index.data(role).toString().simplified(); };
        const auto difference
            = textDifference(whole(ChangeModel::BeforeTextRole), whole(ChangeModel::AfterTextRole));
        if (isWorthComparing(difference)) {
            const DifferenceSide side = index.column() == ChangeModel::Before
                ? DifferenceSide::Before
                : DifferenceSide::After;
            drawDifference(painter, area, difference, side, Colours::of(option.palette));
            return;
        }
    }
    drawElided(painter, area, option.text);
}
