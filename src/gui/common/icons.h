#pragma once

#include <QIcon>

/// The project's line icons (":/icons/NAME.svg", drawn in black) in the given colour, sharp at any
/// size; an empty icon where there is none of this name. GUI thread.
[[nodiscard]] QIcon lineIcon(const QString &name, const QColor &colour);

/// The same as a picture of `size` logical pixels.
[[nodiscard]] QPixmap linePixmap(const QString &name, const QColor &colour, int size,
                                 qreal pixelRatio);

/// A service's icon; the general one where it has none of its own.
[[nodiscard]] QString serviceIconName(const QString &name);
