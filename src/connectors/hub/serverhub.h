#pragma once

#include "connectors/hub/hubfacts.h"
#include "connectors/hub/hubserver.h"
#include "connectors/hub/serverwriter.h"
#include "core/hub.h"

/// A hub on a PostgreSQL server (Supabase or directly): the hub side of one service, its lease and
/// its copy of sync_logs. Tables come into being when a service is first opened for writing, where
/// the server lets us; one that is there already is used as it is, as long as it has what syncing
/// needs. Nothing is created where the service was synced before and its table is gone. A table
/// whose rows may be hidden from us is refused. Used on the thread that made it.
class ServerHub : public Connector, public Hub
{
public:
    /// `batchSize`: rows in one request of `server`.
    ServerHub(std::unique_ptr<HubServer> server, const ServiceDefinition &definition,
              size_t batchSize);

    [[nodiscard]] SideTraits traits() const override;
    [[nodiscard]] Result<SideStatus> open(const SideMemory &memory, Access access,
                                          const CancelToken &cancel) override;
    [[nodiscard]] Result<SideSchema> schema(const CancelToken &cancel) override;
    [[nodiscard]] Result<ScanReport> scan(const ScanRequest &request, const RecordSink &sink,
                                          const CancelToken &cancel) override;
    [[nodiscard]] Result<std::vector<Reading>> read(const QStringList &ids,
                                                    const CancelToken &cancel) override;
    [[nodiscard]] Result<std::vector<Record>> find(const Lookup &lookup,
                                                   const CancelToken &cancel) override;
    [[nodiscard]] std::vector<WriteResult> write(std::span<const WriteRequest> requests,
                                                 const CancelToken &cancel) override;
    [[nodiscard]] RequestCounts requestCounts() const override;

    [[nodiscard]] Result<void> takeLease(const QString &service, const QString &holder,
                                         Instant now) override;
    void releaseLease(const QString &service, const QString &holder) override;
    [[nodiscard]] Result<void> appendLog(std::span<const LogEntry> entries) override;
    [[nodiscard]] Result<void> pruneLog(Instant oldest) override;

    /// Makes all that this service needs, and answers a sentence for each column that is missing
    /// still. What is there stays: a
    /// table keeps its columns and its rights, and gets triggers where it has none that tell of
    /// changes and deletions.
    [[nodiscard]] Result<QStringList> makeSchema(const CancelToken &cancel);

private:
    [[nodiscard]] Result<HubFacts> facts(const CancelToken &cancel);
    [[nodiscard]] Result<void> makeMissing(HubFacts &facts, const CancelToken &cancel);
    void useTable(SideStatus &status, const HubFacts &facts);
    [[nodiscard]] RowQuery query() const;
    [[nodiscard]] Result<void> addTombstones(const RowCondition &condition, ScanReport &report,
                                             const CancelToken &cancel);
    [[nodiscard]] Result<QMap<QString, QString>> tombstones(const RowCondition &condition,
                                                            const CancelToken &cancel);
    [[nodiscard]] Result<std::vector<Record>> recordsWith(const RowCondition &condition,
                                                          const CancelToken &cancel);

    ServiceDefinition m_definition;
    Result<TableLayout> m_checkedLayout;
    TableLayout m_layout;
    std::unique_ptr<HubServer> m_server;
    size_t m_batchSize;
    ServerWriter m_writer;
    HubRecordReader m_reader;
    QSet<QString> m_present;
    TableFacts m_table;
    std::optional<Instant> m_serverTime; ///< when the hub was opened
    Instant m_askedAt{}; ///< the same or a little earlier, by the clock of this machine
    ClockOffset m_clock;
    bool m_exists = false;
};
