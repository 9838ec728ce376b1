#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <deque>
#include <mutex>

namespace sandbox {

/// One request of the emulated API as it was answered (not of the control API).
struct LoggedRequest
{
    QString method;
    QString path;
    int status = 0; ///< 0: the connection was cut
    bool isMutating = false; ///< meant to change something, whether it succeeded or not
    qint64 milliseconds = 0; ///< arrival, since 1970
};

/// What clients asked for, and the request budget. Thread-safe.
class RequestLog
{
public:
    void add(const LoggedRequest &request);
    void clear();
    [[nodiscard]] QJsonArray entries() const;

    /// { "total", "mutating", "rate_limited", "by_route": { "POST data_sources": 3, … } }
    [[nodiscard]] QJsonObject counters() const;

    /// Allows `limit` requests in any sliding window; 0 allows everything.
    void setBudget(int limit, int windowSeconds);

    /// Counts one request against the budget: seconds to wait if it is spent, else 0.
    [[nodiscard]] int secondsOverBudget();

private:
    using SteadyClock = std::chrono::steady_clock;

    mutable std::mutex m_mutex;
    std::deque<LoggedRequest> m_entries;
    qint64 m_total = 0;
    qint64 m_mutating = 0;
    qint64 m_rateLimited = 0;
    QJsonObject m_byRoute;
    int m_limit = 0;
    std::chrono::seconds m_window{60};
    std::deque<SteadyClock::time_point> m_spent;
};

} // namespace sandbox
