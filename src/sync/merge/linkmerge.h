#pragma once

#include "sync/merge/fieldmerge.h"

/// What merging one link asks for. Operation::link is 0: the caller knows the link's place.
struct LinkMerge
{
    std::vector<Operation> operations;
    std::vector<Conflict> conflicts;
    bool decided = false; ///< a revision moved, or the condition did: the link must be stored
    std::vector<SettledDecision> settledDecisions;
    QStringList warnings;
};

struct MergeOptions
{
    Instant now{};
    Instant readSince{}; ///< no record was read earlier
    bool full = false; ///< a full reconcile: a destination's lost row is written again
    std::span<const LinkDecision> decisions; ///< a person's, about this link
};

/// Merges every field and *alive* over all sides, and derives what has to be written where. Pure.
/// `link` becomes the state to be committed before anything is written; a paused link asks for
/// nothing.
[[nodiscard]] LinkMerge mergeLink(const ServiceDefinition &definition, LinkState &link,
                                  const SideViews &views, const MergeOptions &options);
