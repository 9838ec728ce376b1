#pragma once

#include <QAccessible>
#include <QWidget>

// Walks over what a window shows and tells, one sentence each, what is wrong with it.

/// Texts that have less room than they need, and may not be shortened.
[[nodiscard]] QStringList cutTexts(QWidget &window);

/// Controls of which a part lies outside the window, or outside what they lie in.
[[nodiscard]] QStringList lostControls(QWidget &window);

/// Letters that two of the things one sees at the same time go by.
[[nodiscard]] QStringList mnemonicClashes(QWidget &window);

/// What the keyboard reaches, below and with `spoken`, and has no name for a screen reader. What
/// only holds other things needs none.
[[nodiscard]] QStringList namelessControls(QAccessibleInterface &spoken);

/// Every text that one sees, or that a screen reader reads, without marks of a keyboard or of HTML;
/// what a person typed is left out.
[[nodiscard]] QStringList shownTexts(QWidget &window);

/// Rows of lists, tables and trees of which not one cell says anything.
[[nodiscard]] QStringList muteRows(QWidget &window);
