#pragma once

#include "gui/common/textdifference.h"

struct Colours;
class QPainter;
class QRect;

/// Which of the two values a cell shows; Both: the later one, with what it lost struck out.
enum class DifferenceSide { Before, After, Both };

/// Draws one value of a pair on one line: what the other one lacks stands out, and the line begins
/// near the first difference where the whole does not fit.
void drawDifference(QPainter *painter, const QRect &area,
                    const std::vector<DifferencePart> &difference, DifferenceSide side,
                    const Colours &colours);

/// True where the two have enough in common for a comparison to help.
[[nodiscard]] bool isWorthComparing(const std::vector<DifferencePart> &difference);

/// One value of a pair, or both in one, as HTML: removed words struck out, added ones bold.
[[nodiscard]] QString differenceHtml(const std::vector<DifferencePart> &difference,
                                     DifferenceSide side, const Colours &colours);
