#pragma once

#include "support/rawhttp.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

/// What the proxy does to one request. Made by the functions below.
struct ProxyFault
{
    enum class Kind {
        CutBefore, ///< the server never sees the request; the client's connection ends
        CutAfter, ///< the server answered (so it committed), the client never learns it
        Replace, ///< the server never sees the request; the client gets `answer`
        ReplaceAfter, ///< the server answered, the client gets `answer`
        Truncate, ///< half of the server's body, with a Content-Length that fits
        DuplicateCursor, ///< a list whose next_cursor is the cursor that was asked with
        DelayOnly,
    };

    Kind kind = Kind::DelayOnly;
    bool resets = false; ///< a cut by RST instead of FIN
    QByteArray answer; ///< a whole HTTP answer
    std::chrono::milliseconds delay{0}; ///< before anything else

    [[nodiscard]] static ProxyFault cutBefore(bool resets = false);
    [[nodiscard]] static ProxyFault cutAfter(bool resets = false);
    [[nodiscard]] static ProxyFault delayed(std::chrono::milliseconds delay);
    [[nodiscard]] static ProxyFault truncated();
    [[nodiscard]] static ProxyFault duplicateCursor();

    /// An answer in the server's place; `afterCommit` lets the server carry the request out first.
    [[nodiscard]] static ProxyFault answered(int status, const QByteArray &body,
                                             const QByteArray &headers
                                             = "Content-Type: application/json\r\n",
                                             bool afterCommit = false);
    [[nodiscard]] static ProxyFault rateLimited(int retryAfterSeconds);
    [[nodiscard]] static ProxyFault html(int status);
};

/// One request as it reached the proxy.
struct ProxyRequest
{
    int number = 0; ///< counted from 0 over all connections
    QByteArray method;
    QByteArray target; ///< path and query as sent
    QByteArray body;
};

/// Stands between a client and a server on 127.0.0.1, forwards HTTP/1.1 (keep-alive, any number of
/// connections at once), counts every transmission and spoils those that the plan names. Runs on
/// threads of its own; all functions may be called from the test's thread at any time.
class FaultProxy
{
public:
    using Plan = std::function<std::optional<ProxyFault>(const ProxyRequest &)>;

    explicit FaultProxy(quint16 upstreamPort);
    ~FaultProxy();
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;

    /// For a URL such as NOTION_API_URL: the server's port, taken from it.
    explicit FaultProxy(const QString &upstreamUrl);

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

    /// Asked for every request, on the connection's thread, one at a time; must not call the proxy.
    void setPlan(Plan plan);

    /// Spoils the request with this number (counted from the last clear()) only.
    void failRequest(int number, const ProxyFault &fault);

    /// Forgets requests and plan and counts from 0 again.
    void clear();

    [[nodiscard]] QList<ProxyRequest> requests() const;
    [[nodiscard]] int transmissions() const;
    [[nodiscard]] int transmissions(const QByteArray &method, const QByteArray &targetPrefix) const;

private:
    void listen();
    void acceptConnections();
    void serveConnection(int descriptor);
    [[nodiscard]] std::optional<ProxyFault> received(const HttpMessage &request);
    [[nodiscard]] bool answer(RawSocket &client, const HttpMessage &request,
                              const ProxyFault &fault);
    [[nodiscard]] std::optional<HttpMessage> forward(const HttpMessage &request) const;
    void endConnections();

    quint16 m_upstreamPort;
    quint16 m_port = 0;
    RawSocket m_listener;
    std::atomic<bool> m_stopping = false;
    std::thread m_acceptor;
    mutable std::mutex m_mutex;
    std::list<std::thread> m_threads;
    QList<int> m_open; ///< sockets to shut down at the end
    QList<ProxyRequest> m_requests;
    Plan m_plan;
};
