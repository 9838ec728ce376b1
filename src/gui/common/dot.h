#pragma once

#include "gui/common/words.h"

#include <QPixmap>

/// The round sign of a mood, always beside a word that says the same.
[[nodiscard]] QPixmap dotPixmap(Mood mood, const QPalette &palette, qreal pixelRatio);
