#pragma once

#include "core/canceltoken.h"

/// The token that SIGINT and SIGTERM set, from the first call on. A second signal ends the program
/// at once; the next run settles what that leaves.
[[nodiscard]] const CancelToken &interruption();
