#pragma once

#include "net/httptransport.h"

#include <deque>
#include <mutex>
#include <vector>

/// What scripted transports answer, and what they were asked; shared by all of them. Thread-safe.
class TransportScript
{
public:
    using Handler = std::function<Result<HttpResponse>(const HttpRequest &)>;

    /// The next answer; answers are given in the order added.
    void reply(int status, const QByteArray &body = {}, const HttpHeaders &headers = {});
    void fail(ErrorKind kind);

    /// Answers whatever no reply is left for. Called from several threads, one call at a time.
    void setHandler(Handler handler);

    [[nodiscard]] std::vector<HttpRequest> requests() const;
    [[nodiscard]] int requestCount() const;

    /// Answers one request; an Unavailable error where nothing is left to say.
    [[nodiscard]] Result<HttpResponse> answer(const HttpRequest &request);

private:
    mutable std::mutex m_mutex;
    std::deque<Result<HttpResponse>> m_replies;
    Handler m_handler;
    std::vector<HttpRequest> m_requests;
};

/// A transport without a network: answers from a script.
class ScriptedTransport : public HttpTransport
{
public:
    explicit ScriptedTransport(std::shared_ptr<TransportScript> script);

    [[nodiscard]] Result<HttpResponse> send(const HttpRequest &request,
                                            const CancelToken &cancel) override;

private:
    std::shared_ptr<TransportScript> m_script;
};
