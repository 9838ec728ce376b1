#pragma once

#include "sync/plan/planner.h"

/// Turns a plan that a person approved into what may be carried out now: skipped steps go on hold,
/// and a step whose record or link moved since the plan was made is refused, never forced. What the
/// plan found to wait without a step (conflicts, questions, records that cannot be read) is kept
/// with it: a person is told of it, and no other run need find it again.
class ApprovedPlan
{
public:
    ApprovedPlan(RunContext &context, References &references, Plan plan)
        : m_context(context)
        , m_references(references)
        , m_plan(std::move(plan))
    { }

    /// Observes what changed since the plan was made, by the cursors that it brought, or everything
    /// where that is not enough; counts refusals in the context's result. Cursors are left as the
    /// store has them: what was seen besides this plan is the next run's business.
    [[nodiscard]] Result<Plan> prepare(const std::vector<size_t> &skipped);

private:
    void holdSkipped(const std::vector<size_t> &skipped);
    [[nodiscard]] Result<QHash<QUuid, LinkState>>
    linksAsTheyAre(const QHash<QUuid, LinkState> &stored);
    [[nodiscard]] bool knowsSince() const;
    [[nodiscard]] Result<std::optional<QHash<QUuid, LinkState>>>
    linksSincePlan(const QHash<QUuid, LinkState> &stored);
    [[nodiscard]] bool concernsNewLinks(const Observation &observation,
                                        const QHash<QUuid, LinkState> &stored) const;
    [[nodiscard]] bool tellsOtherwise(const QHash<QUuid, LinkState> &seen) const;
    [[nodiscard]] Result<QHash<QUuid, LinkState>> observedLinks(bool full);
    [[nodiscard]] Result<QHash<QUuid, LinkState>> linksOf(Observation &&observation);
    [[nodiscard]] Result<QHash<QUuid, LinkState>> storedLinks();
    [[nodiscard]] Result<void> addStored(const QSet<QUuid> &ids, QHash<QUuid, LinkState> &links);
    [[nodiscard]] bool isUnmoved(const Operation &operation, const QHash<QUuid, LinkState> &seen,
                                 const QHash<QUuid, LinkState> &stored) const;
    [[nodiscard]] bool sameOutcome(const LinkState &planned, const LinkState &seen) const;
    [[nodiscard]] bool followsFrom(const LinkState &planned, const LinkState &stored) const;
    void keep(const std::vector<size_t> &operations, QHash<QUuid, LinkState> &seen,
              const QHash<QUuid, LinkState> &stored);
    [[nodiscard]] std::optional<LinkState> withoutStep(const LinkState &link,
                                                       const QHash<QUuid, LinkState> &seen,
                                                       const QHash<QUuid, LinkState> &stored) const;
    void keepConflicts(const QSet<QUuid> &committed, const QHash<QUuid, LinkState> &seen);
    void countLeft(const QSet<QUuid> &committed, const QHash<QUuid, LinkState> &seen,
                   const QHash<QUuid, LinkState> &stored);
    void keepPending(const QSet<QUuid> &committed);

    RunContext &m_context;
    References &m_references;
    Plan m_plan;
    bool m_sawSince = false; ///< everything that changed since the plan was made was looked at
    Plan m_now; ///< what a run would do now, without its links
    QSet<QUuid> m_stepped; ///< links that the plan has a step for
    QSet<QUuid> m_steppedNow; ///< links that a run now would have a step for
};
