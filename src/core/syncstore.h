#pragma once

#include "core/decision.h"
#include "core/history.h"

#include <functional>
#include <span>

/// Where a record is linked, without its values.
struct MemberSummary
{
    QUuid link;
    QString recordId;
    QString stamp;
    Instant seenAt{}; ///< as in Member
    bool stampIsOurs = false;
    QByteArray fingerprint;
    LinkState::Condition condition = LinkState::Condition::Active;
    bool alive = true; ///< as this side last showed it
};

/// Outcome of one journaled operation, stored with the link's new state in one transaction.
struct SettledOperation
{
    qint64 id = 0;
    JournalEntry::State state = JournalEntry::State::Done;
    QString recordId; ///< of the record written; for Create the new one
    QString error;
    const LinkState *link = nullptr; ///< state to store; nullptr: unchanged
};

/// The state of one service: links, cursors, journal. Every function is one transaction and either
/// happens whole or not at all; any failure is ErrorKind::Storage. Lives on one thread.
class SyncStore
{
public:
    SyncStore() = default;
    SyncStore(const SyncStore &) = delete;
    SyncStore &operator=(const SyncStore &) = delete;
    virtual ~SyncStore() = default;

    [[nodiscard]] virtual Result<std::vector<SideMemory>> memories() = 0; ///< per side
    [[nodiscard]] virtual Result<std::optional<MemberSummary>> findMember(int side,
                                                                          const QString &recordId)
        = 0;
    [[nodiscard]] virtual Result<void>
    forEachMember(int side, const std::function<void(MemberSummary &&)> &visit) = 0;
    /// True where this id once belonged to a link but does no longer: it is never adopted again.
    [[nodiscard]] virtual Result<bool> isFormerId(int side, const QString &recordId) = 0;
    [[nodiscard]] virtual Result<std::vector<LinkState>> links(std::span<const QUuid> ids) = 0;
    /// Links that need planning though nobody edited them: a side is behind, or a person decided.
    [[nodiscard]] virtual Result<std::vector<QUuid>> unsettledLinks() = 0;
    [[nodiscard]] virtual Result<std::vector<PendingRead>> pendingReads() = 0;
    [[nodiscard]] virtual Result<qint64> linkCount() = 0; ///< active links
    /// What persons decided about links since the last run.
    [[nodiscard]] virtual Result<std::vector<LinkDecision>> decisions() = 0;
    /// Every answer that a person ever gave to a question of identity.
    [[nodiscard]] virtual Result<std::vector<IdentityChoice>> identityChoices() = 0;
    /// Whether the journal knows that we created the link's record on that side.
    [[nodiscard]] virtual Result<bool> wasCreatedByUs(const QUuid &link, int side) = 0;

    /// Active and paused links of another service: the link that `recordId` belongs to there, and
    /// back. Only links that have a record on all of the sides `others`, too; no record that is
    /// missing where it was.
    [[nodiscard]] virtual Result<QMap<QString, QUuid>>
    resolveRecords(const QString &service, const QString &side, const QStringList &recordIds,
                   const QStringList &others)
        = 0;
    [[nodiscard]] virtual Result<QMap<QUuid, QString>>
    recordsOf(const QString &service, const QString &side, std::span<const QUuid> links) = 0;
    /// Agreed values of one field of these links of another service, by field name.
    [[nodiscard]] virtual Result<QMap<QUuid, Value>>
    agreedValues(const QString &service, const QString &field, std::span<const QUuid> links) = 0;

    [[nodiscard]] virtual Result<void> startRun(const RunRecord &run) = 0;
    [[nodiscard]] virtual Result<void> finishRun(const RunRecord &run) = 0;

    /// Links, conflicts, questions, pending reads, cursors and the plan's operations (as Planned),
    /// durable before the first write. Answers the journal ids, one per operation.
    [[nodiscard]] virtual Result<std::vector<qint64>> commitPlan(const Plan &plan) = 0;
    /// Stores links outside a plan (settled intents, refreshed bases).
    [[nodiscard]] virtual Result<void> saveLinks(std::span<const LinkState> links) = 0;
    /// Marks operations as Started, at `now`; durable (fsync) before it returns.
    [[nodiscard]] virtual Result<void> startOperations(std::span<const qint64> ids, Instant now)
        = 0;
    [[nodiscard]] virtual Result<void>
    settleOperations(std::span<const SettledOperation> operations) = 0;
    /// Operations whose outcome is unknown (Started), of any run.
    [[nodiscard]] virtual Result<std::vector<JournalEntry>> openIntents() = 0;
    /// Drops what an interrupted run planned and never sent.
    [[nodiscard]] virtual Result<void> supersedePlanned() = 0;

    [[nodiscard]] virtual Result<void> appendLog(std::span<const LogEntry> entries) = 0;
};
