#pragma once

#include "core/syncstore.h"
#include "storage/linkcodec.h"
#include "storage/statedatabase.h"

/// Runs and their journaled operations. What needs no definition (reading) works for every service.
/// Runs inside its caller's transaction; errors are ErrorKind::Storage.
class JournalTable
{
public:
    explicit JournalTable(StateDatabase &database);

    /// Adds the run, or stores it as it is now.
    [[nodiscard]] Result<void> saveRun(const RunRecord &run);
    [[nodiscard]] Result<std::vector<RunRecord>> runs(const QString &service, int limit);
    [[nodiscard]] Result<std::vector<RunRecord>> runsAbout(const QString &service,
                                                           const QString &text, int limit);

    /// Adds the plan's operations as Planned; `linkRows` are the rows of the plan's links. Answers
    /// the journal ids, in order.
    [[nodiscard]] Result<std::vector<qint64>> plan(const Plan &plan, const LinkCodec &codec,
                                                   std::span<const qint64> linkRows);
    [[nodiscard]] Result<void> start(std::span<const qint64> ids, Instant now);
    [[nodiscard]] Result<void> settle(const SettledOperation &operation);
    [[nodiscard]] Result<void> supersedePlanned(const QString &service);

    [[nodiscard]] Result<std::vector<JournalEntry>> openIntents(const QString &service);
    /// Whether a create of the link's record on `side` is on record as done.
    [[nodiscard]] Result<bool> hasCreated(const QUuid &link, const QString &side);
    [[nodiscard]] Result<std::vector<JournalEntry>> operations(const QString &runId, int limit,
                                                               int offset);

    /// Each drops what began before `before` and is settled; how many rows.
    [[nodiscard]] Result<int> pruneRuns(Instant before);
    [[nodiscard]] Result<int> pruneImages(Instant before);

private:
    [[nodiscard]] Result<qint64> runNumber(const Plan &plan);
    [[nodiscard]] Result<qint64> insert(const Plan &plan, const Operation &operation,
                                        const LinkCodec &codec,
                                        std::initializer_list<qint64> runAndLink);
    [[nodiscard]] Result<std::vector<RunRecord>> findRuns(const QString &condition,
                                                          std::initializer_list<QVariant> values);
    [[nodiscard]] Result<std::vector<JournalEntry>> entries(const QString &condition,
                                                            std::initializer_list<QVariant> values);

    StateDatabase &m_database;
};
