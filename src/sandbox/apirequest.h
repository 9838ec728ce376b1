#pragma once

#include "sandbox/apierror.h"
#include "sandbox/workspace.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QStringList>

namespace sandbox {

/// An answer that is JSON text already.
using ApiText = ApiResult<QByteArray>;

/// One request as the endpoints see it. Path segments are raw (property ids stay URL-encoded).
struct ApiRequest
{
    QString method;
    QStringList path; ///< after /v1
    QList<QPair<QString, QString>> query; ///< decoded
    QJsonObject body;
    ApiVersion version = ApiVersion::Current;

    [[nodiscard]] QString parameter(QStringView name) const
    {
        for (const auto &[key, value] : query)
            if (key == name)
                return value;
        return {};
    }
};

/// The envelope of every list: `type` is "page_or_data_source", "block", "user", …
[[nodiscard]] QJsonObject listOf(const QJsonArray &results, const QString &nextCursor,
                                 const QString &type);

/// Where a list of known length starts and ends for this request's page_size and start_cursor.
struct ListWindow
{
    int from = 0;
    int size = 100;
};

/// From the query string of a GET or the body of a POST; a foreign cursor or page size is an error.
[[nodiscard]] ApiResult<ListWindow> listWindow(const ApiRequest &request);

/// The cursor that continues after `position` items; empty at the end.
[[nodiscard]] QString nextCursor(int position, int total);

} // namespace sandbox
