#pragma once

#include "app/history/waitingitems.h"

/// A few things of every kind that wait in the service "tasks", edited shortly before `now`: for
/// pictures of the window.
[[nodiscard]] std::vector<WaitingItem> sampleConflicts(Instant now);
