#pragma once

#include <atomic>
#include <memory>

/// What a run's requests cost, counted over all threads of a side. Thread-safe.
class RequestCounter
{
public:
    void addRequest() { ++m_requests; }
    void addRetry() { ++m_retries; }
    void addRateLimited() { ++m_rateLimited; }

    /// Every request sent, repetitions included.
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] int retries() const { return m_retries; }
    /// Answers that said "too many requests" (429, 529).
    [[nodiscard]] int rateLimited() const { return m_rateLimited; }

private:
    std::atomic_int m_requests = 0;
    std::atomic_int m_retries = 0;
    std::atomic_int m_rateLimited = 0;
};
