#include "sandbox/notionservice.h"

#include "sandbox/endpoints.h"
#include "sandbox/propertyparser.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>
#include <QUrl>

#include <thread>

namespace sandbox {

namespace {

std::optional<ApiVersion> versionNamed(const QByteArray &name)
{
    if (name == "2026-03-11")
        return ApiVersion::Current;
    if (name == "2025-09-03")
        return ApiVersion::DataSources;
    static const QList<QByteArray> oldVersions{"2022-06-28", "2022-02-22", "2021-08-16",
                                               "2021-05-13"};
    return oldVersions.contains(name) ? std::optional(ApiVersion::Databases) : std::nullopt;
}

QList<QPair<QString, QString>> decodedQuery(const QByteArray &query)
{
    QList<QPair<QString, QString>> items;
    const QList<QByteArray> parts = query.split('&');
    const auto decode = [](QByteArray text) {
        return QString::fromUtf8(QByteArray::fromPercentEncoding(text.replace('+', ' ')));
    };
    for (const QByteArray &part : parts)
        if (const auto equals = part.indexOf('='); equals > 0)
            items.append({decode(part.left(equals)), decode(part.mid(equals + 1))});
    return items;
}

ApiResult<QJsonObject> parsedBody(const QByteArray &body)
{
    if (body.size() > longestPayload)
        return validationError(
            QStringLiteral("body failed validation: the payload should be at most 500 KB."));
    if (body.trimmed().isEmpty())
        return QJsonObject();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return apiError(400, QStringLiteral("invalid_json"),
                        QStringLiteral("Error parsing JSON body."));
    return document.object();
}

ApiResult<ApiVersion> checkedVersion(const QByteArray &name)
{
    if (name.isEmpty())
        return apiError(
            400, QStringLiteral("missing_version"),
            QStringLiteral("Notion-Version header failed validation: Notion-Version header should "
                           "be defined, instead was `undefined`."));
    const auto version = versionNamed(name);
    if (!version)
        return apiError(
            400, QStringLiteral("validation_error"),
            QStringLiteral("Notion-Version header failed validation: %1 is not a version.")
                .arg(QString::fromLatin1(name)));
    return *version;
}

bool isMutating(const HttpCall &call, const QStringList &path)
{
    const Endpoint *endpoint = findEndpoint(call.method, path);
    return endpoint != nullptr && endpoint->writes && call.method != u"GET";
}

HttpReply replyOf(ApiAnswer answer)
{
    if (!answer)
        return errorReply(answer.error());
    HttpReply reply;
    if (const QJsonValue status = answer->take(QStringView(statusKey)); status.isDouble())
        reply.status = status.toInt();
    reply.body = QJsonDocument(*answer).toJson(QJsonDocument::Compact);
    return reply;
}

HttpReply replyOf(const ApiText &answer)
{
    if (!answer)
        return errorReply(answer.error());
    HttpReply reply;
    reply.body = *answer;
    return reply;
}

void waitFor(int milliseconds)
{
    if (milliseconds > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

} // namespace

NotionService::NotionService(const SandboxOptions &options)
    : m_workspace(options)
{ }

static QByteArray httpDate(qint64 milliseconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
    return QLocale::c()
        .toString(time, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
        .toLatin1();
}

HttpReply NotionService::serve(const HttpCall &call)
{
    const QStringList path = call.path.mid(QStringView(u"/v1/").size()).split(u'/');
    LoggedRequest entry{call.method, call.path, 0, isMutating(call, path), 0};
    int latency = 0;
    bool tellsTime = false;
    {
        const std::shared_lock lock(m_workspace.mutex);
        latency = m_workspace.behaviour.latencyMilliseconds;
        tellsTime = m_workspace.behaviour.tellsTime;
        entry.milliseconds = m_workspace.milliseconds();
    }
    waitFor(latency);
    HttpReply reply = answer(call, path);
    if (tellsTime)
        reply.headers.append({"Date", httpDate(entry.milliseconds)});
    entry.status = reply.isCut ? 0 : reply.status;
    m_log.add(entry);
    return reply;
}

HttpReply NotionService::answer(const HttpCall &call, const QStringList &path)
{
    if (const int seconds = m_log.secondsOverBudget(); seconds > 0)
        return errorReply(rateLimited(QStringLiteral("public_api_request_rate_limit"), seconds));
    const auto fault = m_faults.take(call.method, call.path);
    if (!fault)
        return carryOut(call, path);
    waitFor(fault->delayMilliseconds);
    if (const auto refusal = FaultPlan::refusal(*fault))
        return *refusal;
    HttpReply reply = carryOut(call, path);
    if (reply.status < 300)
        FaultPlan::spoil(*fault, call.body, reply);
    return reply;
}

HttpReply NotionService::carryOut(const HttpCall &call, const QStringList &path)
{
    {
        const std::shared_lock lock(m_workspace.mutex);
        if (call.authorization != "Bearer " + m_workspace.behaviour.token.toUtf8())
            return errorReply({401,
                               QStringLiteral("unauthorized"),
                               QStringLiteral("API token is invalid."),
                               {},
                               -1});
    }
    const auto version = checkedVersion(call.version);
    if (!version)
        return errorReply(version.error());
    const Endpoint *endpoint
        = call.path.startsWith(u"/v1/") ? findEndpoint(call.method, path) : nullptr;
    if (endpoint == nullptr)
        return errorReply(invalidUrl().value());
    const auto body = parsedBody(call.body);
    if (!body)
        return errorReply(body.error());
    const ApiRequest request{call.method, path, decodedQuery(call.query), *body, *version};
    std::unique_lock alone(m_workspace.mutex, std::defer_lock);
    std::shared_lock together(m_workspace.mutex, std::defer_lock);
    if (endpoint->writes)
        alone.lock();
    else
        together.lock();
    if (endpoint->handleAsText != nullptr)
        return replyOf(endpoint->handleAsText(m_workspace, request));
    return replyOf(endpoint->handle(m_workspace, request));
}

} // namespace sandbox
