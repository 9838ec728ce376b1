#pragma once

#include "core/clock.h"
#include "core/decision.h"
#include "core/hub.h"
#include "core/syncstore.h"

/// The mission's safety valve and the further guards, as configured.
struct GuardPolicy
{
    double valveThreshold = 0.1; ///< source below this share of the destination stops the run
    int valveMinimumRecords = 10;
    bool valveWarnsOnly = false;
};

struct RunOptions
{
    QString runId; ///< UUID; a real run's RunRecord has been started in the store by the caller
    RunMode mode = RunMode::Incremental;
    int hours = 0; ///< for RunMode::Hours
    bool dryRun = false;
    QString holder; ///< who takes the lease: stable per home, so that a crashed run takes it again
    GuardPolicy guards;
    std::chrono::hours fullEvery{
        24}; ///< an incremental run reconciles in full when the last one is older
    PreviewChoices choices; ///< beside the decisions that the store keeps
    size_t portionSize = 5000; ///< so many new links are planned and applied at a time
};

/// What a run works with. Pointers are borrowed and outlive it; everything lives on one thread.
struct RunParts
{
    const ServiceDefinition *definition = nullptr;
    std::vector<Connector *> connectors; ///< one per side, in the definition's order
    Hub *hub = nullptr; ///< lease and log; nullptr where the hub has none
    SyncStore *store = nullptr;
    const Clock *clock = nullptr;
};
