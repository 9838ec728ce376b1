#pragma once

#include "core/value.h"

/// Patterns for a case-folding LIKE of a database, one for each combination's value at `index`:
/// whatever is the same as it, case and space folded, is like the pattern; other texts may be, too.
/// Nothing where the patterns would leave hardly anything out, or are very many.
[[nodiscard]] QStringList foldedPatterns(const std::vector<std::vector<Value>> &combinations,
                                         size_t index);
