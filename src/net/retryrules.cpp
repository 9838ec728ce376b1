#include "net/retryrules.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace std::chrono;

namespace {

struct RetryRule
{
    int firstStatus;
    int lastStatus;
    const char *reason; ///< empty: any
    Repeat repeat;
};

constexpr int TooManyRequests = 429;
constexpr int ServiceOverload = 529;

/// The first rule that fits decides.
constexpr std::array<RetryRule, 7> Rules{{
    {TooManyRequests, TooManyRequests, "public_api_request_blocked", Repeat::Never},
    {TooManyRequests, TooManyRequests, "", Repeat::Always},
    {ServiceOverload, ServiceOverload, "", Repeat::Always},
    {408, 408, "", Repeat::Reads},
    {409, 409, "row_limit_exceeded", Repeat::Never},
    {409, 409, "", Repeat::Reads},
    {500, 599, "", Repeat::Reads},
}};

QJsonObject bodyObject(const HttpResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

bool hasReason(const QJsonObject &body, QLatin1String reason)
{
    const QJsonObject additional = body.value(QLatin1String("additional_data")).toObject();
    return additional.value(QLatin1String("rate_limit_reason")).toString() == reason
        || body.value(QLatin1String("code")).toString() == reason;
}

std::optional<milliseconds> parseSeconds(const QString &text)
{
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber);
    constexpr double OneDay = 86'400;
    if (!isNumber || value < 0)
        return std::nullopt;
    return milliseconds(qRound64(std::min(value, OneDay) * 1000));
}

std::optional<milliseconds> parseHttpDate(const QString &text, Instant now)
{
    const QDateTime time = QLocale::c().toDateTime(
        text.trimmed(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!time.isValid())
        return std::nullopt;
    const QDateTime utc(time.date(), time.time(), Qt::UTC);
    return std::max(ceil<milliseconds>(fromDateTime(utc) - now), milliseconds::zero());
}

std::optional<milliseconds> waitInBody(const HttpResponse &response)
{
    const QJsonValue value = bodyObject(response)
                                 .value(QLatin1String("additional_data"))
                                 .toObject()
                                 .value(QLatin1String("retry_after"));
    return parseSeconds(value.isDouble() ? QString::number(value.toDouble()) : value.toString());
}

} // namespace

Repeat repeatRule(const HttpResponse &response)
{
    const QJsonObject body = response.isSuccess() ? QJsonObject() : bodyObject(response);
    for (const RetryRule &rule : Rules) {
        const QLatin1String reason(rule.reason);
        if (response.status >= rule.firstStatus && response.status <= rule.lastStatus
            && (reason.isEmpty() || hasReason(body, reason)))
            return rule.repeat;
    }
    return Repeat::Never;
}

bool isRateLimited(const HttpResponse &response)
{
    return (response.status == TooManyRequests || response.status == ServiceOverload)
        && repeatRule(response) == Repeat::Always;
}

std::optional<milliseconds> retryAfter(const HttpResponse &response, Instant now)
{
    const QString header = QString::fromLatin1(response.header("Retry-After"));
    std::optional<milliseconds> wait = parseSeconds(header);
    if (!wait && !header.isEmpty())
        wait = parseHttpDate(header, now);
    const std::optional<milliseconds> body = waitInBody(response);
    if (!wait || !body)
        return wait ? wait : body;
    return std::max(*wait, *body);
}
