#include "support/faultproxy.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace {

constexpr int backlog = 64;

// The same list, but its cursor leads back to where this page began.
HttpMessage withRepeatedCursor(const HttpMessage &request, const HttpMessage &reply)
{
    const QJsonValue start = QJsonDocument::fromJson(request.body).object().value(u"start_cursor");
    QJsonObject list = QJsonDocument::fromJson(reply.body).object();
    if (!start.isString())
        return reply;
    list.insert(u"next_cursor", start);
    list.insert(u"has_more", true);
    return reply.withBody(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

} // namespace

ProxyFault ProxyFault::cutBefore(bool resets)
{
    return {Kind::CutBefore, resets, {}, {}};
}

ProxyFault ProxyFault::cutAfter(bool resets)
{
    return {Kind::CutAfter, resets, {}, {}};
}

ProxyFault ProxyFault::delayed(std::chrono::milliseconds delay)
{
    return {Kind::DelayOnly, false, {}, delay};
}

ProxyFault ProxyFault::truncated()
{
    return {Kind::Truncate, false, {}, {}};
}

ProxyFault ProxyFault::duplicateCursor()
{
    return {Kind::DuplicateCursor, false, {}, {}};
}

ProxyFault ProxyFault::answered(int status, const QByteArray &body, const QByteArray &headers,
                                bool afterCommit)
{
    const QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + " Fault\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    return {afterCommit ? Kind::ReplaceAfter : Kind::Replace, false, answer, {}};
}

ProxyFault ProxyFault::rateLimited(int retryAfterSeconds)
{
    const QByteArray seconds = QByteArray::number(retryAfterSeconds);
    return answered(
        429,
        R"({"object":"error","status":429,"code":"rate_limited","message":"Slow down.",)"
        R"("additional_data":{"rate_limit_reason":"public_api_request_rate_limit","retry_after":")"
            + seconds + R"("}})",
        "Content-Type: application/json\r\nRetry-After: " + seconds + "\r\n");
}

ProxyFault ProxyFault::html(int status)
{
    return answered(status, "<!DOCTYPE html><html><body>Bad gateway</body></html>",
                    "Content-Type: text/html\r\n");
}

FaultProxy::FaultProxy(quint16 upstreamPort)
    : m_upstreamPort(upstreamPort)
{
    listen();
    m_acceptor = std::thread([this] { acceptConnections(); });
}

FaultProxy::FaultProxy(const QString &upstreamUrl)
    : FaultProxy(quint16(QUrl(upstreamUrl).port()))
{ }

FaultProxy::~FaultProxy()
{
    m_stopping = true;
    shutdown(m_listener.descriptor(), SHUT_RDWR);
    m_acceptor.join();
    endConnections();
    for (std::thread &thread : m_threads)
        thread.join();
}

void FaultProxy::listen()
{
    m_listener = RawSocket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *const general = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    if (bind(m_listener.descriptor(), general, size) != 0
        || ::listen(m_listener.descriptor(), backlog) != 0)
        qFatal("The fault proxy cannot listen on 127.0.0.1.");
    getsockname(m_listener.descriptor(), general, &size);
    m_port = ntohs(address.sin_port);
}

void FaultProxy::acceptConnections()
{
    while (!m_stopping) {
        const int descriptor = accept4(m_listener.descriptor(), nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0)
            continue;
        const std::lock_guard lock(m_mutex);
        m_open.append(descriptor);
        m_threads.emplace_back([this, descriptor] { serveConnection(descriptor); });
    }
}

void FaultProxy::serveConnection(int descriptor)
{
    RawSocket client(descriptor);
    HttpReader reader(client);
    while (const auto request = reader.read()) {
        const auto fault = received(*request);
        if (!answer(client, *request, fault.value_or(ProxyFault{})))
            break;
    }
    const std::lock_guard lock(m_mutex);
    m_open.removeOne(descriptor);
    client.close();
}

std::optional<ProxyFault> FaultProxy::received(const HttpMessage &request)
{
    const std::lock_guard lock(m_mutex);
    const ProxyRequest entry{int(m_requests.size()), request.word(0), request.word(1),
                             request.body};
    m_requests.append(entry);
    return m_plan ? m_plan(entry) : std::nullopt;
}

// True if the connection goes on.
bool FaultProxy::answer(RawSocket &client, const HttpMessage &request, const ProxyFault &fault)
{
    using Kind = ProxyFault::Kind;
    const auto cut = [&client, &fault] {
        if (!fault.resets)
            return false;
        const linger now{1, 0};
        setsockopt(client.descriptor(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        return false;
    };
    if (fault.delay.count() > 0)
        std::this_thread::sleep_for(fault.delay);
    if (fault.kind == Kind::CutBefore)
        return cut();
    if (fault.kind == Kind::Replace)
        return client.send(fault.answer);
    const auto reply = forward(request);
    if (!reply || fault.kind == Kind::CutAfter)
        return cut();
    if (fault.kind == Kind::ReplaceAfter)
        return client.send(fault.answer);
    if (fault.kind == Kind::Truncate)
        return client.send(reply->withBody(reply->body.left(reply->body.size() / 2)).bytes());
    if (fault.kind == Kind::DuplicateCursor)
        return client.send(withRepeatedCursor(request, *reply).bytes());
    return client.send(reply->bytes());
}

// A connection for each request: what the server does with its connections must not show.
std::optional<HttpMessage> FaultProxy::forward(const HttpMessage &request) const
{
    const RawSocket server = RawSocket::connectTo(m_upstreamPort);
    if (!server.isOpen() || !server.send(request.bytes()))
        return std::nullopt;
    HttpReader reader(server);
    return reader.read();
}

void FaultProxy::endConnections()
{
    const std::lock_guard lock(m_mutex);
    for (const int descriptor : std::as_const(m_open))
        shutdown(descriptor, SHUT_RDWR);
}

void FaultProxy::setPlan(Plan plan)
{
    const std::lock_guard lock(m_mutex);
    m_plan = std::move(plan);
}

void FaultProxy::failRequest(int number, const ProxyFault &fault)
{
    setPlan([number, fault](const ProxyRequest &request) {
        return request.number == number ? std::optional(fault) : std::nullopt;
    });
}

void FaultProxy::clear()
{
    const std::lock_guard lock(m_mutex);
    m_requests.clear();
    m_plan = {};
}

QList<ProxyRequest> FaultProxy::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

int FaultProxy::transmissions() const
{
    const std::lock_guard lock(m_mutex);
    return int(m_requests.size());
}

int FaultProxy::transmissions(const QByteArray &method, const QByteArray &targetPrefix) const
{
    const std::lock_guard lock(m_mutex);
    return int(
        std::count_if(m_requests.begin(), m_requests.end(), [&](const ProxyRequest &request) {
            return request.method == method && request.target.startsWith(targetPrefix);
        }));
}
