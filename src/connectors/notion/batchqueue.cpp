#include "connectors/notion/batchqueue.h"

/// Batches that may wait; each holds at most a page of a listing.
static constexpr size_t Capacity = 8;

void BatchQueue::push(Batch batch)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_closed || m_batches.size() < Capacity; });
    if (!m_closed)
        m_batches.push_back(std::move(batch));
    m_changed.notify_all();
}

void BatchQueue::leave()
{
    const std::lock_guard lock(m_mutex);
    --m_writers;
    m_changed.notify_all();
}

void BatchQueue::fail(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (!m_error)
        m_error = error;
    m_closed = true;
    m_changed.notify_all();
}

void BatchQueue::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
}

std::optional<BatchQueue::Batch> BatchQueue::pop(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, patience,
                       [this] { return m_error || !m_batches.empty() || m_writers == 0; });
    if (m_error || m_batches.empty())
        return std::nullopt;
    Batch batch = std::move(m_batches.front());
    m_batches.pop_front();
    m_changed.notify_all();
    return batch;
}

bool BatchQueue::isOver() const
{
    const std::lock_guard lock(m_mutex);
    return m_error || (m_writers == 0 && m_batches.empty());
}

std::optional<Error> BatchQueue::error() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}
