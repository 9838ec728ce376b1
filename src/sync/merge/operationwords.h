#pragma once

#include "sync/merge/linkoperations.h"

/// Why this operation follows from what was seen: one sentence for a person, true for merges,
/// restores and changes that are older than this run. Pure.
[[nodiscard]] QString whyFor(const MergedLink &merged, const Operation &operation);
