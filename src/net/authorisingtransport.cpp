#include "net/authorisingtransport.h"

#include "core/phrase.h"

AuthorisingTransport::AuthorisingTransport(std::unique_ptr<HttpTransport> inner, QUrl origin,
                                           HttpHeaders headers)
    : m_inner(std::move(inner))
    , m_origin(std::move(origin))
    , m_headers(std::move(headers))
{ }

Result<HttpResponse> AuthorisingTransport::send(const HttpRequest &request,
                                                const CancelToken &cancel)
{
    const QUrl &url = request.url;
    if (url.scheme() != m_origin.scheme() || url.host() != m_origin.host()
        || url.port() != m_origin.port())
        return failure(
            ErrorKind::Usage,
            Phrase::tr("The secret of %1 is not sent to another server.").arg(m_origin.host()));
    HttpRequest authorised = request;
    authorised.headers += m_headers;
    return m_inner->send(authorised, cancel);
}
