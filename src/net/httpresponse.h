#pragma once

#include "net/httprequest.h"

/// A whole, well-formed answer of a server, of any status.
struct HttpResponse
{
    int status = 0;
    HttpHeaders headers;
    QByteArray body;

    bool operator==(const HttpResponse &) const = default;

    /// The first header of this name (case does not matter), or nothing.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;

    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
};
