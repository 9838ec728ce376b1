#include "sandbox/faultplan.h"

#include "sandbox/samplerandom.h"
#include "sandbox/sandboxjson.h"

#include <QJsonDocument>
#include <QStringList>

#include <atomic>

namespace sandbox {

namespace {

constexpr char htmlPage[] = "<!DOCTYPE html><html><head><title>502: Bad gateway</title></head>"
                            "<body><h1>Bad gateway</h1></body></html>";

struct Refusal
{
    const char16_t *kind;
    int status;
    const char16_t *code;
    const char16_t *message;
};
constexpr Refusal refusals[] = {
    {u"overload", 529, u"service_overload", u"Notion is overloaded. Please try again later."},
    {u"conflict", 409, u"conflict_error", u"Conflict occurred while saving. Please try again."},
    {u"internal_error", 500, u"internal_server_error", u"Unexpected error occurred."},
    {u"unavailable", 503, u"service_unavailable",
     u"Notion is unavailable. Please try again later."},
    {u"gateway_timeout", 504, u"gateway_timeout", u"The request timed out."},
};

const QStringList &otherKinds()
{
    static const QStringList kinds{
        QStringLiteral("rate_limited"),
        QStringLiteral("bad_gateway"),
        QStringLiteral("cut_before"),
        QStringLiteral("cut_after"),
        QStringLiteral("saved_with_id"),
        QStringLiteral("saved"),
        QStringLiteral("truncated"),
        QStringLiteral("html"),
        QStringLiteral("empty"),
        QStringLiteral("delay"),
        QStringLiteral("duplicate_cursor"),
    };
    return kinds;
}

const Refusal *findRefusal(const QString &kind)
{
    for (const Refusal &refusal : refusals)
        if (kind == QStringView(refusal.kind))
            return &refusal;
    return nullptr;
}

HttpReply htmlReply(int status)
{
    HttpReply reply;
    reply.status = status;
    reply.body = htmlPage;
    reply.contentType = "text/html";
    return reply;
}

ApiError savedError(const QJsonObject &answer, bool tellsId)
{
    ApiError error{
        503,
        QStringLiteral("service_unavailable"),
        QStringLiteral("The change was saved, but the response could not be built in time. Read "
                       "the object again instead of repeating the write."),
        {},
        -1};
    error.additional = object({
        {u"from", u"publicApi.pageObjectPointerToPageObject.beforePreload"},
        {u"elapsed_ms", u"55012"},
        {u"deadline_ms", u"55000"},
        {u"retry_guidance",
         QJsonArray{QStringLiteral("Read the object again to confirm the saved change."),
                    QStringLiteral("Do not repeat the write.")}},
    });
    if (!tellsId)
        return error;
    QJsonArray children;
    const QJsonArray results = answer.value(u"results").toArray();
    for (const QJsonValue child : results)
        children.append(child[u"id"]);
    if (!children.isEmpty()) {
        error.additional.insert(u"committed_resource_id", results.first()[u"parent"][u"page_id"]);
        error.additional.insert(u"committed_child_ids", children);
    } else {
        error.additional.insert(u"committed_resource_id", answer.value(u"id"));
    }
    return error;
}

void repeatCursor(const QByteArray &requestBody, HttpReply &reply)
{
    const QJsonValue start = QJsonDocument::fromJson(requestBody).object().value(u"start_cursor");
    QJsonObject list = QJsonDocument::fromJson(reply.body).object();
    if (!start.isString() || !isText(list.value(u"object"), u"list"))
        return;
    list.insert(u"next_cursor", start);
    list.insert(u"has_more", true);
    reply.body = QJsonDocument(list).toJson(QJsonDocument::Compact);
}

} // namespace

void FaultPlan::add(const Fault &fault)
{
    const std::lock_guard lock(m_mutex);
    m_faults.push_back(fault);
}

void FaultPlan::clear()
{
    const std::lock_guard lock(m_mutex);
    m_faults.clear();
}

std::optional<Fault> FaultPlan::take(const QString &method, const QString &path)
{
    const std::lock_guard lock(m_mutex);
    for (auto fault = m_faults.begin(); fault != m_faults.end(); ++fault) {
        if ((!fault->method.isEmpty() && fault->method != method)
            || !path.startsWith(fault->pathPrefix))
            continue;
        if (fault->skip > 0) {
            --fault->skip;
            continue;
        }
        const Fault taken = *fault;
        if (--fault->count <= 0)
            m_faults.erase(fault);
        return taken;
    }
    return std::nullopt;
}

bool FaultPlan::isKind(const QString &kind)
{
    return findRefusal(kind) != nullptr || otherKinds().contains(kind);
}

std::optional<HttpReply> FaultPlan::refusal(const Fault &fault)
{
    if (fault.kind == u"rate_limited")
        return errorReply(rateLimited(fault.reason, fault.retryAfterSeconds));
    if (fault.kind == u"bad_gateway")
        return htmlReply(502);
    if (fault.kind == u"cut_before") {
        HttpReply reply;
        reply.isCut = true;
        return reply;
    }
    const Refusal *refusal = findRefusal(fault.kind);
    if (refusal == nullptr)
        return std::nullopt;
    ApiError error{refusal->status,
                   QString::fromUtf16(refusal->code),
                   QString::fromUtf16(refusal->message),
                   {},
                   -1};
    if (refusal->status == 529)
        error.retryAfter = fault.retryAfterSeconds;
    return errorReply(error);
}

void FaultPlan::spoil(const Fault &fault, const QByteArray &requestBody, HttpReply &reply)
{
    const QString &kind = fault.kind;
    if (kind == u"cut_after")
        reply.isCut = true;
    else if (kind == u"truncated")
        reply.body.truncate(reply.body.size() / 2);
    else if (kind == u"html")
        reply = htmlReply(200);
    else if (kind == u"empty")
        reply.body.clear();
    else if (kind == u"duplicate_cursor")
        repeatCursor(requestBody, reply);
    else if (kind == u"saved" || kind == u"saved_with_id")
        reply = errorReply(
            savedError(QJsonDocument::fromJson(reply.body).object(), kind == u"saved_with_id"));
}

HttpReply errorReply(const ApiError &error)
{
    static std::atomic<quint64> requests = 0;
    const quint64 number = ++requests;
    const QString id = uuidFrom(mix(number), mix(number + 0x5eedULL));
    QJsonObject body = errorBody(error);
    body.insert(u"request_id", id);
    HttpReply reply;
    reply.status = error.status;
    reply.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    reply.headers.append({"x-notion-request-id", id.toLatin1()});
    if (error.retryAfter >= 0)
        reply.headers.append({"Retry-After", QByteArray::number(error.retryAfter)});
    return reply;
}

ApiError rateLimited(const QString &reason, int retryAfterSeconds)
{
    ApiError error{429,
                   QStringLiteral("rate_limited"),
                   QStringLiteral("You have been rate limited. Please try again in a few minutes."),
                   {},
                   retryAfterSeconds};
    error.additional = object(
        {{u"rate_limit_reason", reason}, {u"retry_after", QString::number(retryAfterSeconds)}});
    return error;
}

} // namespace sandbox
