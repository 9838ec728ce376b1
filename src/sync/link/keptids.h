#pragma once

#include "sync/common/runcontext.h"
#include "sync/link/references.h"
#include "sync/merge/fieldmerge.h"

#include <span>

/// Whether a side that keeps the ids of others has a row that does not keep those of its link.
[[nodiscard]] bool hasUntoldRow(const RunContext &context, const LinkState &link,
                                const SideViews &views);

/// Right after records were created or linked: the rows of their links, on sides that keep the ids
/// of others, learn those, so that rows and records find each other again should the local state be
/// lost. Bookkeeping only: no field is written, nothing is counted, and a row that cannot be
/// written now learns them with its next write. `places` are those of `links`.
[[nodiscard]] Result<void> keepIds(const RunContext &context, References &references,
                                   std::span<LinkState> links, const std::vector<size_t> &places);
