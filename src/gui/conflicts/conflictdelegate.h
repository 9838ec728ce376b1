#pragma once

#include <QStyledItemDelegate>

/// Draws the rows of a ConflictModel: a record's tick, title and edit times; a conflict's values as
/// radio choices with their difference from what was; the result bold. What spans several columns
/// is the view's to draw.
class ConflictDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    /// A tool tip only where it says more than the cell.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// A sentence, or a choice, from the column Was on: `area` is all that it may cover.
    static void paintSpan(QPainter *painter, const QRect &area, const QModelIndex &index,
                          const QPalette &palette);
};
