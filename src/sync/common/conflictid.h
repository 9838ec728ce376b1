#pragma once

#include "core/plan.h"

/// The id of a conflict, from what it is about: an open conflict of a field is one and the same
/// until it is settled, a decided one is the decision over these values. Pure.
[[nodiscard]] QString conflictId(const Conflict &conflict);
