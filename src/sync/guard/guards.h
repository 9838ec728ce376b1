#pragma once

#include "sync/common/runparts.h"

/// Counts that the guards look at, per side of the definition.
struct SideCensus
{
    bool complete = false; ///< a complete scan was made in this run
    qint64 seen = 0; ///< records that the scan handed out
    qint64 linkedBefore = 0; ///< live linked records that this side showed before the run
    qint64 linkedSeen = 0; ///< of those, the ones that the scan handed out again
};

using Census = std::vector<SideCensus>;

/// Guards on what was seen, before a single absent record is looked up: the mission's safety valve
/// (source below a share of the destination) and "no records where there were records".
[[nodiscard]] std::vector<Guard> checkCensus(const ServiceDefinition &definition,
                                             const Census &census, const GuardPolicy &policy);

/// Records that would be created, and the titles of those that share a match key with a linked one.
struct Newcomers
{
    int creations = 0;
    QStringList lookalikes;
};

/// Guards on the plan itself: mass deletion, mass change of one field, creations that look like
/// what exists. `linked` is the number of live links before the run.
[[nodiscard]] std::vector<Guard> checkPlan(const ServiceDefinition &definition, const Plan &plan,
                                           qint64 linked, const Newcomers &newcomers);
