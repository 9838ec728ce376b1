#include "sandbox/notionsandbox.h"

#include "sandbox/controlapi.h"
#include "sandbox/notionservice.h"

#include <condition_variable>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>

namespace {

constexpr char loopback[] = "127.0.0.1";
constexpr std::size_t serverThreads = 64; // every open connection holds one
constexpr std::size_t requestsPerConnection = 1'000'000;
constexpr int keepAliveSeconds = 60;
constexpr std::size_t largestBody = 16'777'216; // the API's own, smaller limit answers in JSON

sandbox::HttpCall callOf(const httplib::Request &request)
{
    const QByteArray target = QByteArray::fromStdString(request.target);
    const auto question = target.indexOf('?');
    return {QString::fromStdString(request.method),
            QString::fromUtf8(question < 0 ? target : target.left(question)),
            question < 0 ? QByteArray() : target.mid(question + 1),
            QByteArray::fromStdString(request.get_header_value("Authorization")),
            QByteArray::fromStdString(request.get_header_value("Notion-Version")),
            QByteArray::fromStdString(request.body)};
}

quint16 portOf(const sockaddr_in &address)
{
    return ntohs(address.sin_port);
}

// The library does not show a handler its socket, so it is found by its ports; 0: every connection.
void cutConnections(quint16 ownPort, int remotePort)
{
    constexpr int highestDescriptor = 4096;
    for (int descriptor = 3; descriptor < highestDescriptor; ++descriptor) {
        sockaddr_in own{};
        sockaddr_in peer{};
        socklen_t ownSize = sizeof own;
        socklen_t peerSize = sizeof peer;
        if (getsockname(descriptor, reinterpret_cast<sockaddr *>(&own), &ownSize) == 0
            && getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &peerSize) == 0
            && own.sin_family == AF_INET && portOf(own) == ownPort
            && (remotePort == 0 || portOf(peer) == remotePort))
            shutdown(descriptor, SHUT_RDWR);
    }
}

} // namespace

class NotionSandbox::Server
{
public:
    explicit Server(const SandboxOptions &options)
        : m_service(options)
        , m_control(m_service, [this] { requestShutdown(); })
    {
        m_http.new_task_queue = [] { return new httplib::ThreadPool(serverThreads); };
        m_http.set_keep_alive_max_count(requestsPerConnection);
        m_http.set_keep_alive_timeout(keepAliveSeconds);
        m_http.set_tcp_nodelay(true);
        m_http.set_payload_max_length(largestBody);
        const auto handler = [this](const httplib::Request &request, httplib::Response &response) {
            handle(request, response);
        };
        // The library waits for the body of a request without a length; such a request has none.
        m_http.set_pre_routing_handler(
            [this](const httplib::Request &request, httplib::Response &response) {
                if (request.has_header("Content-Length") || request.has_header("Transfer-Encoding"))
                    return httplib::Server::HandlerResponse::Unhandled;
                handle(request, response);
                return httplib::Server::HandlerResponse::Handled;
            });
        m_http.Get(".*", handler).Post(".*", handler).Put(".*", handler);
        m_http.Patch(".*", handler).Delete(".*", handler);
    }

    ~Server() { stop(); }
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    Result<void> start(quint16 port)
    {
        m_port = port;
        const bool bound = port == 0 ? bindAnywhere() : m_http.bind_to_port(loopback, port);
        if (!bound)
            return failure(
                ErrorKind::Usage,
                QStringLiteral(
                    "Port %1 on 127.0.0.1 cannot be used: another program listens there.")
                    .arg(port));
        m_thread = std::thread([this] { m_http.listen_after_bind(); });
        while (!m_http.is_running())
            std::this_thread::yield();
        return {};
    }

    void stop()
    {
        requestShutdown();
        if (!m_thread.joinable())
            return;
        m_http.stop();
        // Idle connections would hold their threads until the keep-alive time is over.
        cutConnections(m_port, 0);
        m_thread.join();
    }

    void requestShutdown()
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        m_ended.notify_all();
    }

    void waitForShutdown()
    {
        std::unique_lock lock(m_mutex);
        m_ended.wait(lock, [this] { return m_isEnding; });
    }

    [[nodiscard]] QMap<QString, QString> environment()
    {
        const std::shared_lock lock(m_service.workspace().mutex);
        return sandbox::environmentOf(m_service.workspace(), m_port);
    }

private:
    bool bindAnywhere()
    {
        const int port = m_http.bind_to_any_port(loopback);
        m_port = quint16(std::max(port, 0));
        return port > 0;
    }

    void handle(const httplib::Request &request, httplib::Response &response)
    {
        const sandbox::HttpCall call = callOf(request);
        const sandbox::HttpReply reply
            = call.path.startsWith(u"/sandbox/") ? m_control.serve(call) : m_service.serve(call);
        if (reply.isCut)
            cutConnections(m_port, request.remote_port);
        response.status = reply.status;
        for (const auto &[name, value] : reply.headers)
            response.set_header(name.toStdString(), value.toStdString());
        response.set_content(reply.body.constData(), std::size_t(reply.body.size()),
                             reply.contentType.toStdString());
    }

    sandbox::NotionService m_service;
    sandbox::ControlApi m_control;
    httplib::Server m_http;
    std::thread m_thread;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_isEnding = false;
    quint16 m_port = 0;
};

NotionSandbox::NotionSandbox() = default;
NotionSandbox::~NotionSandbox() = default;

Result<void> NotionSandbox::start(const SandboxOptions &options)
{
    m_server = std::make_unique<Server>(options);
    auto started = m_server->start(options.port);
    if (!started)
        m_server.reset();
    return started;
}

void NotionSandbox::stop()
{
    if (m_server)
        m_server->stop();
}

QMap<QString, QString> NotionSandbox::environment() const
{
    return m_server ? m_server->environment() : QMap<QString, QString>();
}

void NotionSandbox::requestShutdown()
{
    if (m_server)
        m_server->requestShutdown();
}

void NotionSandbox::waitForShutdown()
{
    if (m_server)
        m_server->waitForShutdown();
}
