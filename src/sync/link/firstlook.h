#pragma once

#include "sync/link/linker.h"
#include "sync/link/references.h"

/// Before new links are merged for the first time: where their sides differ, there is no base that
/// tells an old value from an edit, so the records of sides whose listings are only hints are read
/// by id, and their views replaced. `links` hold canonical values. A pair that turns out to be
/// deleted or unreadable is taken from `links`; the answer names its records, for the next run.
[[nodiscard]] Result<std::vector<PendingRead>>
readWhereDifferent(const RunContext &context, References &references, std::vector<NewLink> &links);
