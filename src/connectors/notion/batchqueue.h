#pragma once

#include "core/record.h"
#include "core/result.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

/// Carries records from several readers to one taker. Bounded, so that readers wait for a slow
/// taker and memory stays flat. Thread-safe.
class BatchQueue
{
public:
    using Batch = std::vector<Record>;

    /// `writers`: readers that will call leave() once each.
    explicit BatchQueue(int writers)
        : m_writers(writers)
    { }

    /// Waits for room; drops the batch once closed.
    void push(Batch batch);
    /// A reader has come to its end.
    void leave();
    /// Ends the queue with an error; the first one counts.
    void fail(const Error &error);
    /// The taker wants no more.
    void close();

    /// The next batch; nothing where none came within `patience`.
    [[nodiscard]] std::optional<Batch> pop(std::chrono::milliseconds patience);
    /// Everything was taken and no reader is left, or somebody failed.
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] std::optional<Error> error() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_batches;
    std::optional<Error> m_error;
    int m_writers;
    bool m_closed = false;
};
