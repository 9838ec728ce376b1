#pragma once

#include "storage/sqlitesyncstore.h"
#include "support/fakeside.h"
#include "support/manualclock.h"
#include "sync/run/syncrun.h"

/// A service between a fake Notion, a fake hub and, where the definition names it, a fake Google,
/// over the real state database: what tests play histories on. Time passes between runs, more than
/// the overlap of two scans.
class SyncWorld
{
public:
    /// `definition` has the sides "notion" and "hub", and "google" or not.
    explicit SyncWorld(const QByteArray &definition);

    FakeStore notion;
    FakeStore hub;
    FakeStore google; ///< takes part where the definition has it
    ManualClock clock;
    /// What passes before a run; longer than the overlap of two scans: what a cursor forgets stays
    /// forgotten.
    std::chrono::seconds betweenRuns = std::chrono::minutes(20);
    ProgressSink progress; ///< of the runs to come; a place to act at in the middle of a run
    size_t portionSize = RunOptions().portionSize; ///< of the runs to come
    PreviewChoices choices; ///< made on a preview, of the runs to come

    [[nodiscard]] const ServiceDefinition &definition() const { return m_definition; }

    /// One run; a simulated crash ends it in the middle and answers Failed.
    RunResult run(RunMode mode, bool dryRun = false);
    /// The same; where a guard stops it, a person looks and lets its plan pass.
    RunResult runAllowed(RunMode mode);
    RunResult apply(const Plan &plan, const std::vector<size_t> &skipped = {},
                    bool passGuards = false);
    /// Takes back what the run wrote; a person lets its guards pass.
    RunResult undo(const QString &runId);
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
