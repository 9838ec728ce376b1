#include "sandbox/requestlog.h"

#include "sandbox/sandboxjson.h"

#include <algorithm>

namespace sandbox {

namespace {

constexpr std::size_t mostEntries = 200000;

} // namespace

void RequestLog::add(const LoggedRequest &request)
{
    const std::lock_guard lock(m_mutex);
    ++m_total;
    m_mutating += request.isMutating ? 1 : 0;
    m_rateLimited += request.status == 429 ? 1 : 0;
    const QString route = request.method + u' ' + request.path.section(u'/', 2, 2);
    m_byRoute.insert(route, m_byRoute.value(route).toInteger() + 1);
    if (m_entries.size() == mostEntries)
        m_entries.pop_front();
    m_entries.push_back(request);
}

void RequestLog::clear()
{
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
    m_total = m_mutating = m_rateLimited = 0;
    m_byRoute = {};
}

QJsonArray RequestLog::entries() const
{
    const std::lock_guard lock(m_mutex);
    QJsonArray entries;
    for (const LoggedRequest &request : m_entries)
        entries.append(object({{u"method", request.method},
                               {u"path", request.path},
                               {u"status", request.status},
                               {u"mutating", request.isMutating},
                               {u"time_ms", request.milliseconds}}));
    return entries;
}

QJsonObject RequestLog::counters() const
{
    const std::lock_guard lock(m_mutex);
    return object({{u"total", m_total},
                   {u"mutating", m_mutating},
                   {u"rate_limited", m_rateLimited},
                   {u"by_route", m_byRoute}});
}

void RequestLog::setBudget(int limit, int windowSeconds)
{
    const std::lock_guard lock(m_mutex);
    m_limit = limit;
    m_window = std::chrono::seconds(std::max(1, windowSeconds));
    m_spent.clear();
}

int RequestLog::secondsOverBudget()
{
    const std::lock_guard lock(m_mutex);
    if (m_limit <= 0)
        return 0;
    const auto now = SteadyClock::now();
    while (!m_spent.empty() && now - m_spent.front() >= m_window)
        m_spent.pop_front();
    if (int(m_spent.size()) < m_limit) {
        m_spent.push_back(now);
        return 0;
    }
    const auto wait = std::chrono::ceil<std::chrono::seconds>(m_spent.front() + m_window - now);
    return std::max(1, int(wait.count()));
}

} // namespace sandbox
