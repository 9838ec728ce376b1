#include "storage/sqlitesyncstore.h"

SqliteSyncStore::SqliteSyncStore(std::shared_ptr<StateDatabase> database,
                                 const ServiceDefinition &definition)
    : m_database(std::move(database))
    , m_service(definition.name)
    , m_codec(definition)
    , m_links(*m_database, definition)
    , m_decisions(*m_database, definition)
    , m_choices(*m_database, definition)
    , m_journal(*m_database)
    , m_log(*m_database)
{ }

Result<std::vector<SideMemory>> SqliteSyncStore::memories()
{
    return m_decisions.memories();
}

Result<std::optional<MemberSummary>> SqliteSyncStore::findMember(int side, const QString &recordId)
{
    return m_links.members().find(side, recordId);
}

Result<void> SqliteSyncStore::forEachMember(int side,
                                            const std::function<void(MemberSummary &&)> &visit)
{
    return m_links.members().forEach(side, visit);
}

Result<bool> SqliteSyncStore::isFormerId(int side, const QString &recordId)
{
    return m_links.members().isFormer(side, recordId);
}

Result<std::vector<LinkState>> SqliteSyncStore::links(std::span<const QUuid> ids)
{
    return m_links.load(ids);
}

Result<std::vector<QUuid>> SqliteSyncStore::unsettledLinks()
{
    return m_links.unsettled();
}

Result<std::vector<PendingRead>> SqliteSyncStore::pendingReads()
{
    return m_decisions.pendingReads();
}

Result<qint64> SqliteSyncStore::linkCount()
{
    return m_links.activeCount();
}

Result<std::vector<LinkDecision>> SqliteSyncStore::decisions()
{
    return m_choices.decisions();
}

Result<std::vector<IdentityChoice>> SqliteSyncStore::identityChoices()
{
    return m_choices.identities();
}

Result<bool> SqliteSyncStore::wasCreatedByUs(const QUuid &link, int side)
{
    return m_journal.hasCreated(link, m_codec.sideName(side));
}

Result<QMap<QString, QUuid>> SqliteSyncStore::resolveRecords(const QString &service,
                                                             const QString &side,
                                                             const QStringList &recordIds,
                                                             const QStringList &others)
{
    return m_links.members().linksOf(service, side, recordIds, others);
}

Result<QMap<QUuid, QString>> SqliteSyncStore::recordsOf(const QString &service, const QString &side,
                                                        std::span<const QUuid> links)
{
    return m_links.members().recordsOf(service, side, links);
}

Result<QMap<QUuid, Value>> SqliteSyncStore::agreedValues(const QString &service,
                                                         const QString &field,
                                                         std::span<const QUuid> links)
{
    return m_links.agreedValues(service, field, links);
}

Result<void> SqliteSyncStore::startRun(const RunRecord &run)
{
    return m_database->transaction([&] { return m_journal.saveRun(run); });
}

Result<void> SqliteSyncStore::finishRun(const RunRecord &run)
{
    return m_database->transaction([&] { return m_journal.saveRun(run); });
}

Result<std::vector<qint64>> SqliteSyncStore::commitPlan(const Plan &plan)
{
    std::vector<qint64> operations;
    const Result<void> done = m_database->transaction([&]() -> Result<void> {
        const Result<std::vector<qint64>> rows = m_links.save(plan.links);
        if (!rows)
            return failure(rows.error());
        Result<std::vector<qint64>> ids = m_journal.plan(plan, m_codec, *rows);
        if (!ids)
            return failure(ids.error());
        operations = std::move(*ids);
        if (Result<void> saved = m_decisions.save(plan); !saved)
            return saved;
        return m_choices.forget(plan.settledDecisions);
    });
    if (!done)
        return failure(done.error());
    return operations;
}

Result<void> SqliteSyncStore::storeLinks(std::span<const LinkState> links)
{
    if (const Result<std::vector<qint64>> rows = m_links.save(links); !rows)
        return failure(rows.error());
    return m_decisions.closeSettled();
}

Result<void> SqliteSyncStore::saveLinks(std::span<const LinkState> links)
{
    return m_database->transaction([&] { return storeLinks(links); });
}

Result<void> SqliteSyncStore::startOperations(std::span<const qint64> ids, Instant now)
{
    return m_database->transaction([&] { return m_journal.start(ids, now); });
}

Result<void> SqliteSyncStore::settleOperations(std::span<const SettledOperation> operations)
{
    return m_database->transaction([&]() -> Result<void> {
        for (const SettledOperation &operation : operations) {
            if (Result<void> settled = m_journal.settle(operation); !settled)
                return settled;
            if (!operation.link)
                continue;
            if (const auto rows = m_links.save({operation.link, 1}); !rows)
                return failure(rows.error());
        }
        return m_decisions.closeSettled();
    });
}

Result<std::vector<JournalEntry>> SqliteSyncStore::openIntents()
{
    return m_journal.openIntents(m_service);
}

Result<void> SqliteSyncStore::supersedePlanned()
{
    return m_database->transaction([&] { return m_journal.supersedePlanned(m_service); });
}

Result<void> SqliteSyncStore::appendLog(std::span<const LogEntry> entries)
{
    return m_database->transaction([&] { return m_log.append(entries); });
}
