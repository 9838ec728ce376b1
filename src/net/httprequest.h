#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QUrl>

#include <chrono>

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

/// One request as a plain value. `url` is built with QUrl::fromEncoded, so that ids that are
/// already percent-encoded stay as they are. `isWrite` tells whether the server may change
/// anything: it decides what may be repeated, whatever the verb (a POST that only queries is not a
/// write).
struct HttpRequest
{
    QByteArray method = "GET";
    QUrl url;
    HttpHeaders headers;
    QByteArray body;
    bool isWrite = false;

    /// Without a byte for this long the request counts as lost. Longer than the 60 s that Notion
    /// itself works on a request, because a shorter one makes lost answers out of slow ones.
    std::chrono::milliseconds timeout{70'000};

    bool operator==(const HttpRequest &) const = default;

    /// A GET.
    [[nodiscard]] static HttpRequest read(const QUrl &url);

    /// A POST with a JSON body that only asks.
    [[nodiscard]] static HttpRequest query(const QUrl &url, const QByteArray &json);

    /// A request with a JSON body that may change something.
    [[nodiscard]] static HttpRequest write(const QByteArray &method, const QUrl &url,
                                           const QByteArray &json);
};
