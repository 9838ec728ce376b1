#pragma once

#include "sync/fieldmerge.h"

/// What merging one link asks for. Operation::link is 0: the caller knows the link's place.
struct LinkMerge
{
    std::vector<Operation> operations;
    std::vector<Conflict> conflicts;
    bool decided = false; ///< a revision moved, or the condition did: the link must be stored
};

struct MergeOptions
{
    Instant now{};
    bool full = false; ///< a full reconcile: a destination's lost row is written again
};

/// Merges every field and *alive* over all sides, and derives what has to be written where. Pure.
/// `link` becomes the state to be committed before anything is written; a paused link asks for
/// nothing.
[[nodiscard]] LinkMerge mergeLink(const ServiceDefinition &definition, LinkState &link,
                                  const SideViews &views, const MergeOptions &options);

/// A side's name inside a sentence: "Notion", "the hub", "Google".
[[nodiscard]] QString sideName(const QString &sideId);

/// What a person calls this record: its title, else its id on the side named first.
[[nodiscard]] QString titleOf(const ServiceDefinition &definition, const LinkState &link);

/// Fingerprint of what a record shows, bodies left out (they are read only when they may have
/// moved).
[[nodiscard]] QByteArray recordFingerprint(const ServiceDefinition &definition,
                                           const Record &record);
