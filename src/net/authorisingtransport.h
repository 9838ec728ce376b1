#pragma once

#include "net/httptransport.h"

/// Adds fixed headers (Authorization, an API version) to every request. They are never logged and
/// go only to the one origin given: a request to any other is refused.
class AuthorisingTransport : public HttpTransport
{
public:
    AuthorisingTransport(std::unique_ptr<HttpTransport> inner, QUrl origin, HttpHeaders headers);

    [[nodiscard]] Result<HttpResponse> send(const HttpRequest &request,
                                            const CancelToken &cancel) override;

private:
    std::unique_ptr<HttpTransport> m_inner;
    QUrl m_origin;
    HttpHeaders m_headers;
};
