#pragma once

#include <QStyledItemDelegate>

/// Draws the rows of a ChangeModel: a record's kind as icon and tint, its title bold, its reason
/// muted; a field's values with their difference.
class ChangeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

    /// The whole row's background; invalid where it has none of its own.
    [[nodiscard]] static QColor tintOf(const QModelIndex &index, const QPalette &palette);

private:
    static void paintTitle(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index);
    static void paintRecordCell(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index);
    static void paintFieldCell(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index);
};
