#pragma once

#include "sync/plan/planner.h"

/// Turns a plan that a person approved into what may be carried out now: skipped steps go on hold,
/// and a step whose record or link moved since the plan was made is refused, never forced.
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
    [[nodiscard]] bool movedNewLinks(const QHash<QUuid, LinkState> &seen,
                                     const QHash<QUuid, LinkState> &stored) const;
    [[nodiscard]] Result<QHash<QUuid, LinkState>> observedLinks(bool full);
    [[nodiscard]] Result<QHash<QUuid, LinkState>> linksOf(Observation &&observation);
    [[nodiscard]] Result<QHash<QUuid, LinkState>> storedLinks();
    [[nodiscard]] bool isUnmoved(const Operation &operation, const QHash<QUuid, LinkState> &seen,
                                 const QHash<QUuid, LinkState> &stored) const;
    [[nodiscard]] bool sameOutcome(const LinkState &planned, const LinkState &seen) const;
    [[nodiscard]] bool followsFrom(const LinkState &planned, const LinkState &stored) const;
    void keep(const std::vector<size_t> &operations, QHash<QUuid, LinkState> &seen,
              const QHash<QUuid, LinkState> &stored);

    RunContext &m_context;
    References &m_references;
    Plan m_plan;
    bool m_sawSince = false; ///< everything that changed since the plan was made was looked at
};
