#pragma once

#include "app/session/samplescene.h"

/// One kind of story about sample data.
struct SamplePlot
{
    const char *id;
    QString label; ///< for a menu
    bool onlyTwoWay = false;
    bool (*isPossible)(const SampleScene &scene);
    /// Does it, and tells in one sentence what was done to which record and what to try next. Only
    /// where it is possible.
    Result<QString> (*play)(SampleScene &scene);
};

/// All of them, in the order of a menu and in the language of now.
[[nodiscard]] std::vector<SamplePlot> samplePlots();
