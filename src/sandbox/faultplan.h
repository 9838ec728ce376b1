#pragma once

#include "sandbox/apierror.h"
#include "sandbox/httpexchange.h"

#include <mutex>
#include <optional>
#include <vector>

namespace sandbox {

/// One planned misbehaviour: the requests that it meets and what they get.
struct Fault
{
    QString kind; ///< see FaultPlan
    QString method; ///< empty: any
    QString pathPrefix; ///< as in the request line, "/v1/pages"
    int skip = 0; ///< requests that match but are let through first
    int count = 1; ///< requests that are hit, then the fault is spent
    QString reason = QStringLiteral("public_api_request_rate_limit");
    int retryAfterSeconds = 1;
    int delayMilliseconds = 0;
};

/// What goes wrong next, for tests. Kinds that refuse without doing anything: rate_limited (429
/// with `reason`), overload (529), conflict (409), internal_error (500), bad_gateway (502, HTML),
/// unavailable (503), gateway_timeout (504), cut_before. Kinds that spoil the answer of a request
/// that was carried out: saved_with_id and saved (503), cut_after, truncated, html, empty,
/// duplicate_cursor. delay only waits; every kind waits for its delay first. Thread-safe.
class FaultPlan
{
public:
    void add(const Fault &fault);
    void clear();

    /// The fault for this request, used up by asking.
    [[nodiscard]] std::optional<Fault> take(const QString &method, const QString &path);

    [[nodiscard]] static bool isKind(const QString &kind);

    /// The refusal of a kind that does nothing; nothing for the other kinds.
    [[nodiscard]] static std::optional<HttpReply> refusal(const Fault &fault);

    /// Spoils a good answer; the request's body tells the cursor that it started from.
    static void spoil(const Fault &fault, const QByteArray &requestBody, HttpReply &reply);

private:
    std::mutex m_mutex;
    std::vector<Fault> m_faults;
};

/// An error as a reply, with its Retry-After header where it has one.
[[nodiscard]] HttpReply errorReply(const ApiError &error);

/// 429 with reason and waiting time in header and body.
[[nodiscard]] ApiError rateLimited(const QString &reason, int retryAfterSeconds);

} // namespace sandbox
