#pragma once

#include "core/instant.h"
#include "core/sandboxserver.h"
#include "sandbox/store.h"

#include <QHash>

#include <atomic>
#include <shared_mutex>

namespace sandbox {

/// The versions of the API that differ, oldest first.
enum class ApiVersion {
    Databases, ///< 2022-06-28: a database has properties and is queried
    DataSources, ///< 2025-09-03
    Current, ///< 2026-03-11: `in_trash` only
};

/// How the emulated service behaves; set through the control API.
struct Behaviour
{
    QString token;
    QString workspaceId;
    QString workspaceName = QStringLiteral("Sandbox");
    int resultCap = 10000; ///< rows that one query can reach; 0: no cap
    int pageLimit = 100; ///< rows in one answer, at most
    int indexLagSeconds = 0; ///< a created page is listed this much later
    int latencyMilliseconds = 0; ///< of every request
    bool listsNothing = false; ///< queries answer with an empty, complete list
    bool asyncFails = false; ///< asynchronous tasks end as failed
    bool tellsTime = false; ///< answers bear a Date header by the workspace's clock
    bool keepsTimeZones = true; ///< a written time_zone is read back; false: folded into the offset
};

/// A task that a write with allow_async started; carried out when it is polled for the second time.
struct AsyncTask
{
    PageKey page;
    QString markdown;
    int polls = 0;
};

/// The emulated workspace: content, clock and behaviour. Whoever reads holds `mutex` shared,
/// whoever changes anything holds it alone.
struct Workspace
{
    explicit Workspace(const SandboxOptions &options);

    [[nodiscard]] Instant now() const;
    [[nodiscard]] Minute minute() const; ///< now, rounded down as Notion's stamps are
    [[nodiscard]] qint64 milliseconds() const;

    /// True if pages of this data source can be seen at all.
    [[nodiscard]] bool isShared(int table) const;

    /// A page by id that the integration may see; nothing if unshared or unknown.
    [[nodiscard]] std::optional<PageKey> visiblePage(const QString &id) const;

    /// Marks a page as edited now by this user.
    void touch(PageKey key, const QString &userId);

    /// Signs the URL of a hosted file, differently at every call; another URL is left alone.
    [[nodiscard]] QString signedUrl(const QString &url) const;

    SandboxOptions options;
    Store store;
    Behaviour behaviour;
    QHash<QString, AsyncTask> tasks;
    std::optional<Instant> frozenAt;
    std::chrono::microseconds clockOffset{0};
    mutable std::shared_mutex mutex;
    mutable std::atomic<quint64> signatures = 0;
};

/// "2026-03-01T10:00:00.000Z", as Notion prints every time stamp.
[[nodiscard]] QString stamp(Minute minute);

/// The URL of a hosted file without its signature; any other URL as it is.
[[nodiscard]] QString unsignedUrl(const QString &url);

} // namespace sandbox
