#include "connectors/notion/notionwindows.h"

#include <algorithm>

using namespace std::chrono;
using namespace std::chrono_literals;

/// Notion's stamps are whole minutes.
static constexpr seconds Minute = 60s;

/// A window with fewer rows left than this is not worth another request for its half.
static constexpr double WorthSplitting = 300;

/// Pages read for every window beyond the first ones, so that splitting stays cheap.
static constexpr int PagesPerWindow = 8;

static double secondsOf(Instant::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

NotionWindows::NotionWindows(MakeChain makeChain, std::optional<Instant> horizon, int most)
    : m_makeChain(std::move(makeChain))
    , m_horizon(horizon)
    , m_most(most)
{ }

void NotionWindows::addWindow(std::shared_ptr<NotionWindow> window)
{
    const std::lock_guard lock(m_mutex);
    ++m_windowCount;
    m_fresh.push_back(std::move(window));
    m_changed.notify_one();
}

void NotionWindows::addRows(const QJsonArray &rows)
{
    const std::lock_guard lock(m_mutex);
    m_rows.push_back(rows);
    m_changed.notify_one();
}

std::optional<NotionWindows::Work> NotionWindows::take()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopped) {
        if (!m_rows.empty()) {
            Work work{nullptr, m_rows.front()};
            m_rows.pop_front();
            return work;
        }
        if (!m_fresh.empty()) {
            m_active.push_back(m_fresh.back());
            m_fresh.pop_back();
            return Work{m_active.back(), {}};
        }
        if (m_active.empty())
            return std::nullopt;
        if (std::shared_ptr<NotionWindow> half = split())
            return Work{half, {}};
        m_changed.wait(lock);
    }
    return std::nullopt;
}

std::optional<QJsonArray> NotionWindows::takeRows()
{
    const std::lock_guard lock(m_mutex);
    if (m_rows.empty() || m_stopped)
        return std::nullopt;
    QJsonArray rows = m_rows.front();
    m_rows.pop_front();
    return rows;
}

double NotionWindows::rowsLeft(const NotionWindow &window) const
{
    if (!m_horizon || !window.position)
        return 0;
    const Instant end = window.end.value_or(*m_horizon + Minute);
    return window.rowsPerSecond * std::max(secondsOf(end - *window.position), 0.0);
}

std::shared_ptr<NotionWindow> NotionWindows::split()
{
    const std::optional<Instant> horizon = m_horizon;
    if (!horizon)
        return nullptr;
    if (m_windowCount >= 2 * m_most + m_pages / PagesPerWindow)
        return nullptr;
    const auto largest
        = std::max_element(m_active.begin(), m_active.end(), [this](const auto &a, const auto &b) {
              return rowsLeft(*a) < rowsLeft(*b);
          });
    if (largest == m_active.end() || rowsLeft(**largest) < WorthSplitting)
        return nullptr;
    NotionWindow &victim = **largest;
    const Instant end = victim.end.value_or(*horizon + Minute);
    const Instant position = victim.position.value_or(end);
    const Instant middle = floor<minutes>(position + (end - position) / 2);
    if (middle <= position || middle >= end)
        return nullptr;
    auto half = std::make_shared<NotionWindow>();
    half->chain = m_makeChain(middle, victim.end);
    half->end = victim.end;
    half->position = middle;
    half->rowsPerSecond = victim.rowsPerSecond;
    victim.end = middle;
    ++m_windowCount;
    m_active.push_back(half);
    return half;
}

bool NotionWindows::advance(NotionWindow &window, NotionOrder order, QJsonArray &rows)
{
    const std::lock_guard lock(m_mutex);
    ++m_pages;
    QJsonArray own;
    std::optional<Instant> first;
    std::optional<Instant> last;
    bool isBeyond = false;
    for (const auto &row : std::as_const(rows)) {
        const std::optional<Instant> stamp = rowStamp(row, order);
        if (stamp && window.end && *stamp >= *window.end) {
            isBeyond = true;
            continue;
        }
        own.append(row);
        if (stamp && !first)
            first = stamp;
        if (stamp)
            last = stamp;
    }
    if (last) {
        window.position = std::max(window.position.value_or(*last), *last);
        window.rowsPerSecond = static_cast<double>(own.size())
            / std::max(secondsOf(*last - *first), secondsOf(Minute));
    }
    rows = own;
    m_changed.notify_all();
    return isBeyond || window.chain->isFinished();
}

void NotionWindows::finish(const std::shared_ptr<NotionWindow> &window)
{
    const std::lock_guard lock(m_mutex);
    std::erase(m_active, window);
    m_changed.notify_all();
}

void NotionWindows::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    m_changed.notify_all();
}

int NotionWindows::windowCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_windowCount;
}
