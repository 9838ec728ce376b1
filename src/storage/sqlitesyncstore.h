#pragma once

#include "core/syncstore.h"
#include "storage/choicetable.h"
#include "storage/decisiontable.h"
#include "storage/journaltable.h"
#include "storage/linktable.h"
#include "storage/logtable.h"

#include <memory>

/// The state of one service in the local state file. Values are kept by field and side name, so
/// that a changed definition still loads. Shares `database` (and its thread) with whoever else
/// holds it. Links that are asked for and not there are left out of the answer.
class SqliteSyncStore : public SyncStore
{
public:
    SqliteSyncStore(std::shared_ptr<StateDatabase> database, const ServiceDefinition &definition);

    [[nodiscard]] Result<std::vector<SideMemory>> memories() override;
    [[nodiscard]] Result<std::optional<MemberSummary>> findMember(int side,
                                                                  const QString &recordId) override;
    [[nodiscard]] Result<void>
    forEachMember(int side, const std::function<void(MemberSummary &&)> &visit) override;
    [[nodiscard]] Result<bool> isFormerId(int side, const QString &recordId) override;
    [[nodiscard]] Result<std::vector<LinkState>> links(std::span<const QUuid> ids) override;
    [[nodiscard]] Result<std::vector<QUuid>> unsettledLinks() override;
    [[nodiscard]] Result<std::vector<PendingRead>> pendingReads() override;
    [[nodiscard]] Result<qint64> linkCount() override;
    [[nodiscard]] Result<std::vector<LinkDecision>> decisions() override;
    [[nodiscard]] Result<std::vector<IdentityChoice>> identityChoices() override;
    [[nodiscard]] Result<bool> wasCreatedByUs(const QUuid &link, int side) override;

    [[nodiscard]] Result<QMap<QString, QUuid>> resolveRecords(const QString &service,
                                                              const QString &side,
                                                              const QStringList &recordIds,
                                                              const QStringList &others) override;
    [[nodiscard]] Result<QMap<QUuid, QString>>
    recordsOf(const QString &service, const QString &side, std::span<const QUuid> links) override;
    [[nodiscard]] Result<QMap<QUuid, Value>> agreedValues(const QString &service,
                                                          const QString &field,
                                                          std::span<const QUuid> links) override;

    [[nodiscard]] Result<void> startRun(const RunRecord &run) override;
    [[nodiscard]] Result<void> finishRun(const RunRecord &run) override;
    [[nodiscard]] Result<std::vector<qint64>> commitPlan(const Plan &plan) override;
    [[nodiscard]] Result<void> saveLinks(std::span<const LinkState> links) override;
    [[nodiscard]] Result<void> startOperations(std::span<const qint64> ids, Instant now) override;
    [[nodiscard]] Result<void>
    settleOperations(std::span<const SettledOperation> operations) override;
    [[nodiscard]] Result<std::vector<JournalEntry>> openIntents() override;
    [[nodiscard]] Result<void> supersedePlanned() override;
    [[nodiscard]] Result<void> appendLog(std::span<const LogEntry> entries) override;

private:
    [[nodiscard]] Result<void> storeLinks(std::span<const LinkState> links);

    std::shared_ptr<StateDatabase> m_database;
    QString m_service;
    LinkCodec m_codec;
    LinkTable m_links;
    DecisionTable m_decisions;
    ChoiceTable m_choices;
    JournalTable m_journal;
    LogTable m_log;
};
