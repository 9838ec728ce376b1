#pragma once

#include "sync/observer.h"
#include "sync/references.h"

/// Folds what was observed into a plan: merges every link that somebody changed or that a side is
/// behind on, links what is new, and checks the guards. Reads the store, writes nothing.
class Planner
{
public:
    Planner(RunContext &context, References &references)
        : m_context(context)
        , m_references(references)
    { }

    [[nodiscard]] Result<Plan> build(Observation &&observation);

    /// Merges these links again with what they show now (after a write found its record moved).
    [[nodiscard]] Result<Plan> remerge(std::unordered_map<QUuid, SideViews, UuidHash> &&views);

private:
    [[nodiscard]] Result<void> mergeKnown(std::unordered_map<QUuid, SideViews, UuidHash> &views);
    [[nodiscard]] Result<void> mergeChunk(std::span<const QUuid> ids,
                                          std::unordered_map<QUuid, SideViews, UuidHash> &views);
    [[nodiscard]] Result<void> addUnsettled(std::unordered_map<QUuid, SideViews, UuidHash> &views);
    [[nodiscard]] Result<void> addUnresolved(std::unordered_map<QUuid, SideViews, UuidHash> &views);
    [[nodiscard]] Result<void> mergeNew(Observation &observation);
    [[nodiscard]] Result<void> resolve(std::span<SideViews *> views);
    void mergeOne(LinkState &&link, const SideViews &views, bool isNew);
    void rememberPending(const LinkState &link);
    void begin();

    RunContext &m_context;
    References &m_references;
    Plan m_plan;
    QStringList m_lookalikes;
    QSet<QUuid> m_unresolved; ///< links that waited for a reference before this run
};
