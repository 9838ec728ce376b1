#pragma once

#include <QColor>
#include <QPalette>

/// The colours of one theme: one accent, neutral surfaces, and three states. Widgets and delegates
/// ask for those that belong to their own palette, so that nothing has to be told of a change.
struct Colours
{
    QColor surface; ///< tables, pages
    QColor panel; ///< toolbar, header bars, status bar
    QColor text;
    QColor muted;
    QColor line;
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
