#pragma once

#include "connectors/notion/notionchain.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

/// A stretch of a listing, read by one reader at a time; everything but the chain belongs to
/// NotionWindows.
struct NotionWindow
{
    std::unique_ptr<NotionChain> chain;
    std::optional<Instant> end; ///< exclusive; nothing: open
    std::optional<Instant> position; ///< stamp of the last row read
    double rowsPerSecond = 0; ///< of stamps, as the last rows showed it; 0: not known
};

/// Shares a listing among readers: an idle reader gets rows that still need requests, or else the
/// later half, by time, of the window with most left to read; that window's reader stops there.
/// Thread-safe.
class NotionWindows
{
public:
    using MakeChain = std::function<std::unique_ptr<NotionChain>(std::optional<Instant> begin,
                                                                 std::optional<Instant> end)>;
    struct Work
    {
        std::shared_ptr<NotionWindow> window; ///< null: only rows
        QJsonArray rows;
    };

    /// `horizon`: the greatest stamp there is; nothing: windows are never split. `most`: readers.
    NotionWindows(MakeChain makeChain, std::optional<Instant> horizon, int most);

    void addWindow(std::shared_ptr<NotionWindow> window);
    void addRows(const QJsonArray &rows);

    /// Waits for work; nothing once there will be none any more.
    [[nodiscard]] std::optional<Work> take();
    /// Rows that wait, without waiting for any.
    [[nodiscard]] std::optional<QJsonArray> takeRows();

    /// Keeps those of `rows`, just read by the window's reader, that are still its own; true where
    /// that was the last of it.
    [[nodiscard]] bool advance(NotionWindow &window, NotionOrder order, QJsonArray &rows);
    void finish(const std::shared_ptr<NotionWindow> &window);

    /// Makes every reader come home.
    void stop();

    [[nodiscard]] int windowCount() const;

private:
    [[nodiscard]] std::shared_ptr<NotionWindow> split();
    [[nodiscard]] double rowsLeft(const NotionWindow &window) const;

    const MakeChain m_makeChain;
    const std::optional<Instant> m_horizon;
    const int m_most;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::shared_ptr<NotionWindow>> m_fresh; ///< not taken yet
    std::vector<std::shared_ptr<NotionWindow>> m_active;
    std::deque<QJsonArray> m_rows;
    int m_windowCount = 0;
    int m_pages = 0;
    bool m_stopped = false;
};
