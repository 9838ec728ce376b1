#pragma once

#include "connectors/notion/notionpagereader.h"
#include "core/connector.h"
#include "net/httptransport.h"
#include "net/requestcounter.h"
#include "net/serverclock.h"

/// Where a service's pages are and how to get there.
struct NotionSettings
{
    QUrl origin; ///< https://api.notion.com, or where NOTION_API_URL points
    QString database; ///< id or link of a database or data source, as a person gave it
    int readers = 6; ///< threads that read at once, where a listing is worth it
    TransportFactory makeTransport; ///< see notionTransports()
    std::shared_ptr<RequestCounter> counter;
    std::shared_ptr<const ServerClock> serverClock; ///< may be null: not measured
};

/// The Notion side of a service (API version 2026-03-11). Lives on one thread; a scan uses others
/// inside. Listings are hints; identity is the workspace and the data source. An idle incremental
/// cycle costs three requests: who am I, what changed, what lies in the bin.
class NotionConnector : public Connector
{
public:
    NotionConnector(ServiceDefinition definition, NotionSettings settings);
    ~NotionConnector() override;

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

private:
    [[nodiscard]] Result<NotionMapping> bind(const SideMemory &memory, const CancelToken &cancel);
    [[nodiscard]] QByteArray cache() const;
    [[nodiscard]] NotionTarget target() const;
    [[nodiscard]] std::shared_ptr<const NotionMapping> mapping() const;
    [[nodiscard]] Result<QStringList> trashHints(std::optional<Instant> since,
                                                 const CancelToken &cancel);
    /// Adds one page of matches; the cursor of the next, empty after the last.
    [[nodiscard]] Result<QString> findPage(const QJsonObject &query, std::vector<Record> &found,
                                           const CancelToken &cancel);
    [[nodiscard]] Result<Reading> readOne(const QString &id, const CancelToken &cancel);
    void remember(const QJsonObject &page);

    const ServiceDefinition m_definition;
    const NotionSettings m_settings;
    const int m_side;
    std::unique_ptr<NotionApi> m_api;
    std::shared_ptr<NotionMappingHolder> m_mapping;
    std::unique_ptr<NotionPageReader> m_reader;
    QHash<QString, QJsonObject> m_recentPages; ///< as last read, for writes right after
};
