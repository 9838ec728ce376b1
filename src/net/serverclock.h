#pragma once

#include "core/clock.h"
#include "net/httptransport.h"

#include <mutex>

/// A server's clock beside this machine's, measured by the Date header of its answers (RFC 9110,
/// 6.6.1): to about a second and the time that a request takes. Thread-safe.
class ServerClock
{
public:
    /// An answer that bears `date` to a request that was on its way from `sent` to `received`.
    /// A date that cannot be read says nothing.
    void note(const QByteArray &date, Instant sent, Instant received);

    /// The best measurement; zero where there is none.
    [[nodiscard]] ClockOffset offset() const;

private:
    mutable std::mutex m_mutex;
    std::optional<ClockOffset> m_best;
};

/// Notes what each answer says of the server's clock. Belongs innermost: what waits and repeats
/// outside of it does not count as the time of a request.
class ServerClockTransport : public HttpTransport
{
public:
    ServerClockTransport(std::unique_ptr<HttpTransport> inner, std::shared_ptr<ServerClock> server,
                         std::shared_ptr<const Clock> clock);

    [[nodiscard]] Result<HttpResponse> send(const HttpRequest &request,
                                            const CancelToken &cancel) override;

private:
    std::unique_ptr<HttpTransport> m_inner;
    std::shared_ptr<ServerClock> m_server;
    std::shared_ptr<const Clock> m_clock;
};
