#pragma once

#include "sync/link/incompletelinks.h"
#include "sync/link/linker.h"
#include "sync/link/references.h"

/// Folds what was observed into a plan: merges every link that somebody changed or that a side is
/// behind on, links what is new, and checks the guards. Reads the store, writes nothing.
class Planner
{
public:
    Planner(RunContext &context, References &references)
        : m_context(context)
        , m_references(references)
        , m_linker(context)
        , m_incomplete(context)
    { }

    /// Everything but the links that are new; the guards count those too.
    [[nodiscard]] Result<Plan> build(Observation &&observation);

    /// New links wait to be planned, in portions, so that a first sync of a large database needs
    /// little memory: each portion is committed and applied before the next is made.
    [[nodiscard]] size_t waiting() const { return m_linker.size() - m_planned; }
    [[nodiscard]] Result<Plan> nextPortion(size_t count);
    /// Adds all that waits to `plan`: one value that a person can look at.
    [[nodiscard]] Result<void> complete(Plan &plan);

    /// Merges these links again with what they show now (after a write found its record moved).
    [[nodiscard]] Result<Plan> remerge(std::unordered_map<QUuid, SideViews, UuidHash> &&views);

private:
    [[nodiscard]] Result<void> mergeKnown(std::unordered_map<QUuid, SideViews, UuidHash> &views);
    [[nodiscard]] Result<void> mergeChunk(std::span<const QUuid> ids,
                                          std::unordered_map<QUuid, SideViews, UuidHash> &views);
    [[nodiscard]] Result<void> addUnsettled(Observation &observation);
    [[nodiscard]] Result<void> addUnresolved(std::unordered_map<QUuid, SideViews, UuidHash> &views);
    [[nodiscard]] Result<void> addStale(std::unordered_map<QUuid, SideViews, UuidHash> &views);
    [[nodiscard]] Result<void> addStale(int side, std::span<const QUuid> ids,
                                        std::unordered_map<QUuid, SideViews, UuidHash> &views);
    void lookAgain(const LinkState &link, int side,
                   std::unordered_map<QUuid, SideViews, UuidHash> &views);
    [[nodiscard]] Result<void> mergeNew(size_t count);
    [[nodiscard]] Result<void> resolve(std::span<SideViews *> views);
    void mergeOne(LinkState &&link, SideViews &views, bool isNew);
    void noteMissing(const LinkState &link, const SideViews &views);
    void rememberPending(const LinkState &link);
    void begin();
    void takeQuestions();

    RunContext &m_context;
    References &m_references;
    Linker m_linker;
    IncompleteLinks m_incomplete;
    size_t m_planned = 0; ///< new links that are in a plan already
    Plan m_plan;
    KnownKeys m_missingKeys; ///< of linked records that cannot be read
    QSet<QUuid> m_unresolved; ///< links that waited for a reference before this run
    QSet<std::pair<int, QString>> m_partial; ///< records that a request failed for
};
