#pragma once

#include "storage/sqlitesyncstore.h"
#include "support/fakeside.h"
#include "support/manualclock.h"
#include "sync/syncrun.h"

/// A one-way service with a title, a number and tags between a fake Notion and a fake hub, over the
/// real state database: what the property tests play histories on.
class OneWayWorld
{
public:
    explicit OneWayWorld(bool overwriteDestination = false);

    FakeStore notion;
    FakeStore hub;
    ManualClock clock;
    size_t portionSize = RunOptions().portionSize; ///< of the runs to come

    [[nodiscard]] const ServiceDefinition &definition() const { return m_definition; }
    [[nodiscard]] std::vector<Value> values(int seed) const;

    /// One run; a simulated crash ends it in the middle and answers Failed.
    RunResult run(RunMode mode, bool dryRun = false);
    RunResult apply(const Plan &plan, const std::vector<size_t> &skipped = {},
                    bool passGuards = false);
    /// Forgets the local state, as a lost disk does.
    void loseState();

    /// Every live page of Notion is one live row with the same values, and no row is there twice;
    /// what is wrong otherwise, in words.
    [[nodiscard]] QString difference() const;
    [[nodiscard]] QString hubText() const; ///< the hub's whole content, for comparisons
    [[nodiscard]] SyncStore &store() { return *m_store; }

private:
    [[nodiscard]] RunOptions optionsFor(RunMode mode, bool dryRun);
    template <typename Action>
    RunResult guarded(RunMode mode, bool dryRun, const Action &action);

    ServiceDefinition m_definition;
    std::unique_ptr<SqliteSyncStore> m_store;
    int m_runs = 0;
};
