#include "connectors/notion/notionscan.h"

#include "core/phrase.h"

#include <QThread>

using namespace std::chrono_literals;

/// How often the taker looks at the cancel token.
static constexpr std::chrono::milliseconds CancelInterval = 20ms;

/// Rows' own requests that are not worth starting threads for.
static constexpr int FewRequests = 3;

/// Rows with requests of their own that one reader takes at once.
static constexpr qsizetype SharedRows = 5;

NotionScan::NotionScan(NotionScanPlan plan, NotionPageReader &reader)
    : m_plan(std::move(plan))
    , m_reader(reader)
{ }

static std::unique_ptr<NotionChain>
makeChain(const NotionScanPlan &plan, std::optional<Instant> begin, std::optional<Instant> end)
{
    return std::make_unique<NotionChain>(plan.dataSource, plan.order, begin, end);
}

int NotionScan::requestsFor(const QJsonArray &rows) const
{
    int count = 0;
    for (const auto &row : rows)
        count += m_reader.requestsFor(row.toObject(), m_plan.bodyIsKnown);
    return count;
}

Result<BatchQueue::Batch> NotionScan::readRows(NotionApi &api, const QJsonArray &rows,
                                               const CancelToken &cancel)
{
    BatchQueue::Batch batch;
    for (const auto &row : rows) {
        Result<std::optional<Record>> record
            = m_reader.read(api, row.toObject(), m_plan.bodyIsKnown, cancel);
        if (!record)
            return failure(record.error());
        if (std::optional<Record> &whole = *record; whole)
            batch.push_back(std::move(*whole));
    }
    return batch;
}

/// The greatest edit stamp of all pages soon after the scan began; it bounds `created_time`, too.
Result<std::optional<Instant>> NotionScan::latestStamp(NotionApi &own, const CancelToken &cancel)
{
    const QJsonObject sort{{QStringLiteral("timestamp"), QStringLiteral("last_edited_time")},
                           {QStringLiteral("direction"), QStringLiteral("descending")}};
    const QJsonObject body{{QStringLiteral("page_size"), 1},
                           {QStringLiteral("sorts"), QJsonArray{sort}}};
    const Result<NotionList> list = own.query(m_plan.dataSource, body, m_plan.target, cancel);
    if (!list)
        return failure(list.error());
    return rowStamp(list->results.first(), NotionOrder::LastEdited);
}

Result<ScanReport> NotionScan::run(NotionApi &own, const RecordSink &sink,
                                   const CancelToken &cancel)
{
    NotionIntake intake(sink);
    auto window = std::make_shared<NotionWindow>();
    window->chain = makeChain(m_plan, m_plan.begin, std::nullopt);
    const auto began = std::chrono::steady_clock::now();
    const Result<QJsonArray> rows = window->chain->next(own, m_plan.target, cancel);
    if (!rows)
        return failure(rows.error());
    const bool isCreatedOrder = m_plan.order == NotionOrder::Created;
    Result<void> done;
    if (window->chain->isFinished() && requestsFor(*rows) <= FewRequests) {
        noteIncomplete(window->chain->incompleteReason());
        Result<BatchQueue::Batch> batch = readRows(own, *rows, cancel);
        done = batch ? intake.take(std::move(*batch)) : failure(batch.error());
    } else {
        if (!window->chain->isFinished() && isCreatedOrder) {
            const auto latest = latestStamp(own, cancel);
            if (!latest)
                return failure(latest.error());
            const std::optional<Instant> &stamp = *latest;
            m_horizon = stamp;
            // Notion's time when the first page was asked for was not before this: whatever is
            // edited later is seen by a scan that begins here, however long the answers took.
            if (stamp)
                m_cursor = *stamp
                    - std::chrono::ceil<std::chrono::microseconds>(std::chrono::steady_clock::now()
                                                                   - began);
        }
        done = runReaders(window, *rows, intake, cancel);
    }
    if (!done)
        return failure(done.error());
    ScanReport report;
    report.complete = m_incompleteReason.isEmpty();
    report.incompleteReason = m_incompleteReason;
    report.seen = intake.seen();
    const std::optional<Instant> cursor = m_cursor ? m_cursor : intake.cursor();
    if (cursor && report.complete)
        report.cursor = formatInstant(*cursor);
    return report;
}

Result<void> NotionScan::runReaders(std::shared_ptr<NotionWindow> first, const QJsonArray &rows,
                                    NotionIntake &intake, const CancelToken &cancel)
{
    m_windows = std::make_unique<NotionWindows>(
        [this](auto begin, auto end) { return makeChain(m_plan, begin, end); }, m_horizon,
        m_plan.readers);
    m_queue = std::make_unique<BatchQueue>(m_plan.readers);
    QJsonArray own = rows;
    const bool isRead = m_windows->advance(*first, m_plan.order, own);
    noteIncomplete(first->chain->incompleteReason());
    for (qsizetype begin = 0; begin < own.size(); begin += SharedRows) {
        QJsonArray share;
        for (qsizetype i = begin; i < std::min(begin + SharedRows, own.size()); ++i)
            share.append(own.at(i));
        m_windows->addRows(share);
    }
    if (!isRead)
        m_windows->addWindow(std::move(first));
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < m_plan.readers; ++i) {
        threads.emplace_back(QThread::create([this] { serve(); }));
        threads.back()->start();
    }
    Result<void> done = handOut(intake, cancel);
    m_stop.cancel();
    m_windows->stop();
    m_queue->close();
    for (const std::unique_ptr<QThread> &thread : threads)
        thread->wait();
    return done;
}

Result<void> NotionScan::handOut(NotionIntake &intake, const CancelToken &cancel)
{
    while (!m_queue->isOver()) {
        if (cancel.isCancelled())
            return failure(ErrorKind::Cancelled, Phrase::tr("The scan was cancelled."));
        std::optional<BatchQueue::Batch> batch = m_queue->pop(CancelInterval);
        if (!batch)
            continue;
        if (Result<void> taken = intake.take(std::move(*batch)); !taken)
            return taken;
    }
    const std::optional<Error> error = m_queue->error();
    if (error)
        return failure(*error);
    return {};
}

void NotionScan::serve()
{
    std::unique_ptr<NotionApi> api;
    for (;;) {
        const std::optional<NotionWindows::Work> work = m_windows->take();
        if (!work)
            break;
        if (!api)
            api = m_plan.makeApi();
        if (const Result<void> served = serveWork(*api, *work); !served) {
            m_queue->fail(served.error());
            m_windows->stop();
        }
    }
    m_queue->leave();
}

Result<void> NotionScan::serveWork(NotionApi &api, const NotionWindows::Work &work)
{
    if (!work.window)
        return deliver(api, work.rows);
    Result<void> read = readWindow(api, work.window);
    m_windows->finish(work.window);
    return read;
}

Result<void> NotionScan::readWindow(NotionApi &api, const std::shared_ptr<NotionWindow> &window)
{
    bool isRead = false;
    while (!isRead && !m_stop.isCancelled()) {
        Result<QJsonArray> rows = window->chain->next(api, m_plan.target, m_stop);
        if (!rows)
            return failure(rows.error());
        isRead = m_windows->advance(*window, m_plan.order, *rows);
        noteIncomplete(window->chain->incompleteReason());
        if (Result<void> delivered = readShared(api, *rows); !delivered)
            return delivered;
    }
    return {};
}

/// Rows that need requests of their own are offered to idle readers; what nobody took is read here.
Result<void> NotionScan::readShared(NotionApi &api, const QJsonArray &rows)
{
    if (requestsFor(rows) <= FewRequests)
        return deliver(api, rows);
    for (qsizetype begin = 0; begin < rows.size(); begin += SharedRows) {
        QJsonArray share;
        for (qsizetype i = begin; i < std::min(begin + SharedRows, rows.size()); ++i)
            share.append(rows.at(i));
        m_windows->addRows(share);
    }
    for (;;) {
        const std::optional<QJsonArray> share = m_windows->takeRows();
        if (!share)
            return {};
        if (Result<void> delivered = deliver(api, *share); !delivered)
            return delivered;
    }
}

Result<void> NotionScan::deliver(NotionApi &api, const QJsonArray &rows)
{
    Result<BatchQueue::Batch> batch = readRows(api, rows, m_stop);
    if (!batch)
        return failure(batch.error());
    m_queue->push(std::move(*batch));
    return {};
}

void NotionScan::noteIncomplete(const QString &reason)
{
    const std::lock_guard lock(m_mutex);
    if (m_incompleteReason.isEmpty())
        m_incompleteReason = reason;
}
