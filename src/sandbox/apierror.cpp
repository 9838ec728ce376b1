#include "sandbox/apierror.h"

#include "sandbox/sandboxjson.h"

namespace sandbox {

QJsonObject errorBody(const ApiError &error)
{
    QJsonObject body = object({{u"object", u"error"},
                               {u"status", error.status},
                               {u"code", error.code},
                               {u"message", error.message}});
    if (!error.additional.isEmpty())
        body.insert(u"additional_data", error.additional);
    return body;
}

tl::unexpected<ApiError> validationError(const QString &message)
{
    return apiError(400, QStringLiteral("validation_error"), message);
}

tl::unexpected<ApiError> apiError(int status, const QString &code, const QString &message)
{
    return tl::unexpected(ApiError{status, code, message, {}, -1});
}

tl::unexpected<ApiError> notFound(const QString &kind, const QString &id)
{
    return apiError(
        404, QStringLiteral("object_not_found"),
        QStringLiteral("Could not find %1 with ID: %2. Make sure the relevant pages and "
                       "databases are shared with your integration.")
            .arg(kind, id));
}

tl::unexpected<ApiError> invalidUrl()
{
    return apiError(400, QStringLiteral("invalid_request_url"),
                    QStringLiteral("Invalid request URL."));
}

} // namespace sandbox
