#pragma once

#include "sync/plan/planner.h"

#include <QSet>

/// Carries a committed plan out, batch by batch: intent (durable) → fresh read where the side needs
/// it → write → outcome and what the side answered, in one transaction. A lost answer leaves the
/// intent open for the next run. A record that moved since it was observed is merged once more in a
/// direct run and refused in an approved plan. Counts and errors go to the context's result.
class Applier
{
public:
    Applier(RunContext &context, References &references, bool isApproved)
        : m_context(context)
        , m_references(references)
        , m_isApproved(isApproved)
    { }

    /// `ids` are the journal's, one per operation. Stops at the first error that ends a run.
    void apply(Plan plan, const std::vector<qint64> &ids);

private:
    struct Step
    {
        size_t operation = 0;
        WriteRequest request;
        JournalEntry::State state = JournalEntry::State::Planned;
        QString error;
        QString recordId;
    };

    [[nodiscard]] bool applySide(int side);
    [[nodiscard]] bool applyBatch(int side, std::vector<Step> &batch);
    [[nodiscard]] Result<WriteRequest> requestFor(const Operation &operation);
    [[nodiscard]] Result<void> readFresh(int side, std::vector<Step> &batch);
    [[nodiscard]] Result<void> takeFresh(int side, Step &step, Reading &&reading);
    void makeAnew(int side, Step &step);
    [[nodiscard]] bool showsWhatWasPlanned(const Operation &operation, const Record &fresh) const;
    void takeResult(int side, Step &step, WriteResult &&result);
    void takeDelivered(int side, const Step &step, WriteResult &&result);
    void takeNotDelivered(int side, Step &step, const Error &error);
    void quarantine(LinkState &link, int side, int field, const QString &reason);
    void moved(int side, Step &step);
    void fail(const Operation &operation, const Error &error);
    [[nodiscard]] bool settle(const std::vector<Step> &batch);
    [[nodiscard]] bool keepLease();
    [[nodiscard]] bool wasSetBack(int side, const Member &known, const Record &record);
    [[nodiscard]] bool tellIds();
    void retryMoved();
    void giveUpMoved();

    [[nodiscard]] const Operation &operationOf(const Step &step) const
    {
        return m_plan.operations[step.operation];
    }

    RunContext &m_context;
    References &m_references;
    bool m_isApproved;
    Plan m_plan;
    std::vector<qint64> m_ids;
    std::vector<size_t> m_created; ///< links that got a record on a side that names it itself
    QSet<QUuid> m_leftAlone; ///< links of an approved plan whose record moved before it was written
    QSet<QUuid> m_openIntents; ///< links that no further step may touch in this run
    QList<std::pair<QUuid, int>> m_moved; ///< link and side to be read and merged again
    int m_round = 0;
};
