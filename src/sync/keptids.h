#pragma once

#include "sync/references.h"
#include "sync/runcontext.h"

#include <span>

/// Right after records were created: the rows of their links, on sides that keep the ids of others,
/// learn the new ids, so that rows and records find each other again should the local state be
/// lost. Bookkeeping only: no field is written, nothing is counted, and a row that moved meanwhile
/// learns them with its next write. `created` are places of `links`.
[[nodiscard]] Result<void> keepIds(const RunContext &context, References &references,
                                   std::span<LinkState> links, const std::vector<size_t> &created);
