#pragma once

#include "connectors/notion/batchqueue.h"
#include "connectors/notion/notionintake.h"
#include "connectors/notion/notionpagereader.h"
#include "connectors/notion/notionwindows.h"

/// What a scan reads, and with what.
struct NotionScanPlan
{
    QString dataSource;
    NotionTarget target;
    NotionOrder order = NotionOrder::Created;
    std::optional<Instant> begin; ///< of the order's stamp
    BodyIsKnown bodyIsKnown;
    int readers = 1; ///< threads at most, beside the caller's
    std::function<std::unique_ptr<NotionApi>()> makeApi; ///< called on each of them
};

/// Reads a listing with as many readers as it is worth: a single page costs one request and no
/// thread; more than that is split over windows of `created_time` and, where rows need requests of
/// their own, over rows. Records go to the sink on the calling thread only, each once, through a
/// bounded queue. Used once.
class NotionScan
{
public:
    NotionScan(NotionScanPlan plan, NotionPageReader &reader);

    /// `own` serves the calling thread. `complete` in the report says that the listing was read to
    /// its end; `cursor` is what the next incremental scan begins with (its overlap not
    /// subtracted).
    [[nodiscard]] Result<ScanReport> run(NotionApi &own, const RecordSink &sink,
                                         const CancelToken &cancel);

private:
    [[nodiscard]] Result<BatchQueue::Batch> readRows(NotionApi &api, const QJsonArray &rows,
                                                     const CancelToken &cancel);
    [[nodiscard]] int requestsFor(const QJsonArray &rows) const;
    [[nodiscard]] Result<std::optional<Instant>> latestStamp(NotionApi &own,
                                                             const CancelToken &cancel);
    [[nodiscard]] Result<void> runReaders(std::shared_ptr<NotionWindow> first,
                                          const QJsonArray &rows, NotionIntake &intake,
                                          const CancelToken &cancel);
    void serve();
    [[nodiscard]] Result<void> serveWork(NotionApi &api, const NotionWindows::Work &work);
    [[nodiscard]] Result<void> readWindow(NotionApi &api,
                                          const std::shared_ptr<NotionWindow> &window);
    [[nodiscard]] Result<void> readShared(NotionApi &api, const QJsonArray &rows);
    [[nodiscard]] Result<void> deliver(NotionApi &api, const QJsonArray &rows);
    [[nodiscard]] Result<void> handOut(NotionIntake &intake, const CancelToken &cancel);
    void noteIncomplete(const QString &reason);

    const NotionScanPlan m_plan;
    NotionPageReader &m_reader;
    CancelToken m_stop; ///< set with the caller's token, by an error, or when the sink has enough
    std::optional<Instant> m_horizon; ///< no page was created later when the scan began
    std::optional<Instant> m_cursor; ///< where the next scan begins, if it is known before the end
    std::unique_ptr<NotionWindows> m_windows;
    std::unique_ptr<BatchQueue> m_queue;
    std::mutex m_mutex;
    QString m_incompleteReason;
};
