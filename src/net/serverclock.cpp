#include "net/serverclock.h"

#include <QDateTime>
#include <QLocale>

using namespace std::chrono_literals;

static std::optional<Instant> httpDate(const QByteArray &date)
{
    static const QString form = QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'");
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(date), form);
    if (!time.isValid())
        return std::nullopt;
    time.setTimeSpec(Qt::UTC);
    return Instant(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

void ServerClock::note(const QByteArray &date, Instant sent, Instant received)
{
    const std::optional<Instant> answered = httpDate(date);
    if (!answered || received < sent)
        return;
    const ClockOffset measured{*answered - received, *answered + 1s - sent};
    const std::lock_guard lock(m_mutex);
    if (!m_best || measured.most - measured.least < m_best->most - m_best->least)
        m_best = measured;
}

ClockOffset ServerClock::offset() const
{
    const std::lock_guard lock(m_mutex);
    return m_best.value_or(ClockOffset());
}

ServerClockTransport::ServerClockTransport(std::unique_ptr<HttpTransport> inner,
                                           std::shared_ptr<ServerClock> server,
                                           std::shared_ptr<const Clock> clock)
    : m_inner(std::move(inner))
    , m_server(std::move(server))
    , m_clock(std::move(clock))
{ }

Result<HttpResponse> ServerClockTransport::send(const HttpRequest &request,
                                                const CancelToken &cancel)
{
    const Instant sent = m_clock->now();
    Result<HttpResponse> response = m_inner->send(request, cancel);
    if (response)
        m_server->note(response->header("Date"), sent, m_clock->now());
    return response;
}
