#pragma once

#include <QStyleOptionViewItem>

class QPainter;

/// What the delegates of the lists draw alike. GUI thread.

inline constexpr int ListRowHeight = 27;
inline constexpr int CellMargin = 8;

/// The height that every row of a list has in this font.
[[nodiscard]] int listRowHeight(const QFontMetrics &metrics);

/// One line of text, cut with "…" where it does not fit.
void drawElided(QPainter *painter, const QRect &area, const QString &text);

/// The ground of a selected row.
void drawSelection(QPainter *painter, const QRect &row, const QPalette &palette);

/// The frame around the row that the keyboard is at.
void drawFocus(QPainter *painter, const QRect &row, const QPalette &palette);

/// Draws the item's check box; answers where its text begins. Draws nothing where it has none.
[[nodiscard]] int drawCheckBox(QPainter *painter, const QStyleOptionViewItem &option);
