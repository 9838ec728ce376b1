#pragma once

#include "storage/sqlitesyncstore.h"
#include "support/fakeside.h"
#include "support/manualclock.h"
#include "sync/syncrun.h"

/// A service between a fake Notion and a fake hub, over the real state database: what the property
/// tests play histories on. Time passes between runs, more than the overlap of two scans.
class SyncWorld
{
public:
    /// `definition` has the sides "notion" and "hub".
    explicit SyncWorld(const QByteArray &definition);

    FakeStore notion;
    FakeStore hub;
    ManualClock clock;
    /// What passes before a run; longer than the overlap of two scans: what a cursor forgets stays
    /// forgotten.
    std::chrono::seconds betweenRuns = std::chrono::minutes(20);
    size_t portionSize = RunOptions().portionSize; ///< of the runs to come

    [[nodiscard]] const ServiceDefinition &definition() const { return m_definition; }

    /// One run; a simulated crash ends it in the middle and answers Failed.
    RunResult run(RunMode mode, bool dryRun = false);
    /// The same; where a guard stops it, a person looks and lets its plan pass.
    RunResult runAllowed(RunMode mode);
    RunResult apply(const Plan &plan, const std::vector<size_t> &skipped = {},
                    bool passGuards = false);
    /// Forgets the local state, as a lost disk does.
    void loseState();

    [[nodiscard]] QString hubText() const; ///< the hub's whole content, for comparisons
    [[nodiscard]] SyncStore &store() { return *m_store; }
    [[nodiscard]] const std::shared_ptr<StateDatabase> &database() const { return m_database; }

protected:
    ServiceDefinition m_definition;

private:
    [[nodiscard]] RunOptions optionsFor(RunMode mode, bool dryRun);
    template <typename Action>
    RunResult guarded(RunMode mode, bool dryRun, const Action &action);

    std::shared_ptr<StateDatabase> m_database;
    std::unique_ptr<SqliteSyncStore> m_store;
};
