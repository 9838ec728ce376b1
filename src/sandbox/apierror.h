#pragma once

#include <QJsonObject>
#include <QString>

#include <tl/expected.hpp>

namespace sandbox {

/// What the emulated API answers instead of data: HTTP status, stable code, text, extra data.
struct ApiError
{
    int status = 400;
    QString code;
    QString message;
    QJsonObject additional;
    int retryAfter = -1; ///< seconds; also sent as the Retry-After header when not negative
};

template <typename T>
using ApiResult = tl::expected<T, ApiError>;
using ApiAnswer = ApiResult<QJsonObject>;

/// The body of an error as Notion writes it, without its request id.
[[nodiscard]] QJsonObject errorBody(const ApiError &error);

[[nodiscard]] tl::unexpected<ApiError> validationError(const QString &message);
[[nodiscard]] tl::unexpected<ApiError> apiError(int status, const QString &code,
                                                const QString &message);

/// 404: "Could not find KIND with ID: …", the same for missing and for not shared.
[[nodiscard]] tl::unexpected<ApiError> notFound(const QString &kind, const QString &id);

/// 400: the path or method does not exist.
[[nodiscard]] tl::unexpected<ApiError> invalidUrl();

} // namespace sandbox
