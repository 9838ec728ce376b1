#include "support/scriptedtransport.h"

void TransportScript::reply(int status, const QByteArray &body, const HttpHeaders &headers)
{
    const std::lock_guard lock(m_mutex);
    m_replies.emplace_back(HttpResponse{status, headers, body});
}

void TransportScript::fail(ErrorKind kind)
{
    const std::lock_guard lock(m_mutex);
    m_replies.emplace_back(failure(kind, QStringLiteral("The script says so.")));
}

void TransportScript::setHandler(Handler handler)
{
    const std::lock_guard lock(m_mutex);
    m_handler = std::move(handler);
}

std::vector<HttpRequest> TransportScript::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

int TransportScript::requestCount() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_requests.size());
}

Result<HttpResponse> TransportScript::answer(const HttpRequest &request)
{
    const std::lock_guard lock(m_mutex);
    m_requests.push_back(request);
    if (!m_replies.empty()) {
        // On the heap: GCC 12 takes a moved local result for uninitialised.
        const auto reply = std::make_unique<Result<HttpResponse>>(std::move(m_replies.front()));
        m_replies.pop_front();
        return *reply;
    }
    if (m_handler)
        return m_handler(request);
    return failure(ErrorKind::Unavailable, QStringLiteral("The script has nothing left to say."));
}

ScriptedTransport::ScriptedTransport(std::shared_ptr<TransportScript> script)
    : m_script(std::move(script))
{ }

Result<HttpResponse> ScriptedTransport::send(const HttpRequest &request, const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return failure(ErrorKind::Cancelled, QStringLiteral("The request was cancelled."));
    return m_script->answer(request);
}
