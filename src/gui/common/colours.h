#pragma once

#include <QColor>
#include <QPalette>

/// The colours of one theme: one accent, neutral surfaces, and three states. Widgets and delegates
/// ask for those that belong to their own palette, so that nothing has to be told of a change.
/// Words have a contrast of at least 4.5 to everything that they stand on, and what shows where a
/// control is, or what is chosen or focused, at least 3
/// (https://www.w3.org/TR/WCAG22/#contrast-minimum, #non-text-contrast).
struct Colours
{
    QColor surface; ///< tables, pages
    QColor panel; ///< toolbar, header bars, status bar
    QColor text;
    QColor muted;
    QColor line; ///< divides what lies side by side; says nothing
    QColor border; ///< of fields, buttons and boxes
    QColor accent;
    QColor onAccent;
    QColor selection;
    QColor hover;
    QColor good;
    QColor warning;
    QColor bad;
    QColor createdTint;
    QColor updatedTint;
    QColor deletedTint;

    [[nodiscard]] static const Colours &light();
    [[nodiscard]] static const Colours &dark();
    /// Those whose palette this is (or is nearest to).
    [[nodiscard]] static const Colours &of(const QPalette &palette);

    [[nodiscard]] QPalette palette() const;
};
