#include "net/qthttptransport.h"

#include "core/phrase.h"
#include "net/transporterror.h"
#include "net/uploadbody.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkReply>
#include <QTimer>

using namespace std::chrono;
using namespace std::chrono_literals;

/// How often a waiting request looks at its cancel token.
static constexpr milliseconds CancelInterval = 20ms;

/// The longest a whole answer may take, however steadily it drips.
static constexpr milliseconds LongestAnswer = 10min;

/// A write after a longer pause than this takes a new connection: one that the server is just
/// closing would make a lost answer out of it.
static constexpr milliseconds IdleLimit = 4s;

static bool isLoopback(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

static Result<void> checkAddress(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return failure(ErrorKind::Usage, Phrase::tr("The address of the server is not valid."));
    if (url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && isLoopback(url.host())))
        return {};
    return failure(ErrorKind::Usage,
                   Phrase::tr("%1 must be reached by https; plain http is only allowed on this "
                              "machine itself.")
                       .arg(url.host()));
}

static QNetworkRequest networkRequest(const HttpRequest &request)
{
    QNetworkRequest network(request.url);
    for (const auto &[name, value] : request.headers)
        network.setRawHeader(name, value);
    network.setRawHeader("User-Agent", "UnifiedSync/" UNIFIED_SYNC_VERSION);
    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    network.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    network.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    network.setTransferTimeout(static_cast<int>(request.timeout.count()));
    if (!request.body.isEmpty()) {
        network.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        network.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    }
    return network;
}

/// Returns true if the wait ended because of `cancel`.
static bool waitFor(QNetworkReply &reply, const CancelToken &cancel)
{
    QEventLoop loop;
    QTimer poll;
    QElapsedTimer elapsed;
    elapsed.start();
    bool cancelled = false;
    QObject::connect(&reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        cancelled = cancelled || cancel.isCancelled();
        if (cancelled || milliseconds(elapsed.elapsed()) > LongestAnswer)
            reply.abort();
    });
    poll.start(CancelInterval);
    if (!reply.isFinished())
        loop.exec();
    return cancelled;
}

/// True where the answer came in whole; the errors listed are only Qt's names for statuses.
static bool isWholeAnswer(const QNetworkReply &reply)
{
    const QNetworkReply::NetworkError error = reply.error();
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return false;
    if (error == QNetworkReply::ContentReSendError)
        return status >= 300 && status < 400; // a redirect that would take the body once more
    const bool isClientError = error >= QNetworkReply::ContentAccessDenied
        && error <= QNetworkReply::UnknownContentError;
    const bool isServerError
        = error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError;
    const bool isOtherStatus = error == QNetworkReply::ProtocolInvalidOperationError
        || error == QNetworkReply::ProtocolUnknownError
        || error == QNetworkReply::ProxyAuthenticationRequiredError;
    return error == QNetworkReply::NoError || (status >= 400 && (isClientError || isServerError))
        || (status >= 300 && isOtherStatus);
}

QtHttpTransport::QtHttpTransport()
{
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager.setAutoDeleteReplies(false);
}

QtHttpTransport::~QtHttpTransport() = default;

Result<HttpResponse> QtHttpTransport::send(const HttpRequest &request, const CancelToken &cancel)
{
    if (const Result<void> allowed = checkAddress(request.url); !allowed)
        return failure(allowed.error());
    if (cancel.isCancelled())
        return failure(ErrorKind::Cancelled, Phrase::tr("The request was cancelled."));
    if (request.isWrite && request.body.isEmpty()) {
        // Without a body there is nothing that keeps the network stack from sending it again.
        HttpRequest withBody = request;
        withBody.body = "{}";
        withBody.headers.emplaceBack("Content-Type", "application/json");
        return sendBody(withBody, cancel);
    }
    return sendBody(request, cancel);
}

Result<HttpResponse> QtHttpTransport::sendBody(const HttpRequest &request,
                                               const CancelToken &cancel)
{
    if (request.isWrite)
        dropIdleConnections();
    std::unique_ptr<UploadBody> body;
    if (!request.body.isEmpty())
        body = std::make_unique<UploadBody>(request.body);
    const std::unique_ptr<QNetworkReply> reply(
        m_manager.sendCustomRequest(networkRequest(request), request.method, body.get()));
    const bool cancelled = waitFor(*reply, cancel);
    m_sinceLastAnswer.start();
    return result(request, *reply, body.get(), cancelled);
}

Result<HttpResponse> QtHttpTransport::result(const HttpRequest &request, QNetworkReply &reply,
                                             const UploadBody *body, bool cancelled) const
{
    if (isWholeAnswer(reply)) {
        HttpResponse response;
        response.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        response.headers = reply.rawHeaderPairs();
        response.body = reply.readAll();
        return response;
    }
    const bool mayHaveArrived = request.isWrite && body && body->wasRead();
    return failure(transportError(request, reply.error(), cancelled, mayHaveArrived));
}

void QtHttpTransport::dropIdleConnections()
{
    if (m_sinceLastAnswer.isValid() && milliseconds(m_sinceLastAnswer.elapsed()) > IdleLimit)
        m_manager.clearConnectionCache();
}
