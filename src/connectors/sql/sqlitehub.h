#pragma once

#include "connectors/sql/hubwriter.h"
#include "connectors/sql/sqlitelease.h"
#include "core/hub.h"

/// The embedded hub, one SQLite file: the hub side of one service, its lease and its copy of
/// sync_logs. Tables come into being when a service is first opened for writing; one that is there
/// already is used as it is, as long as it has the columns that syncing needs. Nothing is created
/// where the service was synced before and its table or file is gone. Used on the thread that made
/// it.
class SqliteHub : public Connector, public Hub
{
public:
    /// `patience`: how long it waits for another program that has the file.
    SqliteHub(const QString &path, const ServiceDefinition &definition,
              std::chrono::milliseconds patience = std::chrono::seconds(20));

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

private:
    [[nodiscard]] Result<bool> hasTable(const QString &name);
    [[nodiscard]] Result<void> makeTables(bool tableExists);
    [[nodiscard]] Result<void> readIdentity(SideStatus &status);
    [[nodiscard]] Result<void> readColumns(SideStatus &status);
    [[nodiscard]] Result<void> checkColumns();
    [[nodiscard]] Result<void> checkUnique(const QString &column);
    [[nodiscard]] Result<QString> databaseTime();
    [[nodiscard]] Result<void> addTombstones(Instant since, ScanReport &report);

    ServiceDefinition m_definition;
    Result<TableLayout> m_checkedLayout;
    TableLayout m_layout;
    SqliteFile m_file;
    HubRows m_rows;
    HubWriter m_writer;
    SqliteLease m_lease;
    std::vector<std::pair<QString, QString>> m_columns; ///< the table's, as they are
    bool m_exists = false;
    bool m_hasTombstones = false;
};
