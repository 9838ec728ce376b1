#include "net/transporterror.h"

#include "core/phrase.h"

static QString reason(QNetworkReply::NetworkError error, const QString &host)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return Phrase::tr("%1 refused the connection").arg(host);
    case QNetworkReply::HostNotFoundError:
        return Phrase::tr("%1 was not found; is the network up?").arg(host);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return Phrase::tr("%1 did not answer in time").arg(host);
    case QNetworkReply::SslHandshakeFailedError:
        return Phrase::tr("%1 showed a certificate that is not trusted, or the encrypted "
                          "connection failed")
            .arg(host);
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return Phrase::tr("%1 closed the connection before its answer was complete").arg(host);
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return Phrase::tr("The network went away while %1 was asked").arg(host);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return Phrase::tr("The network's proxy gave no connection to %1").arg(host);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError:
        return Phrase::tr("%1 did not answer in HTTP").arg(host);
    default:
        return Phrase::tr("The connection to %1 failed").arg(host);
    }
}

static QString hostOf(const QUrl &url)
{
    return url.port() < 0 ? url.host() : QStringLiteral("%1:%2").arg(url.host()).arg(url.port());
}

Error transportError(const HttpRequest &request, QNetworkReply::NetworkError error, bool cancelled,
                     bool mayHaveArrived)
{
    const QString host = hostOf(request.url);
    if (cancelled && mayHaveArrived)
        return {ErrorKind::LostAnswer,
                Phrase::tr("A change was on its way to %1 when it was cancelled; the next run "
                           "looks whether it arrived.")
                    .arg(host),
                {},
                {},
                {}};
    if (cancelled)
        return {ErrorKind::Cancelled, Phrase::tr("The request was cancelled."), {}, {}, {}};
    if (mayHaveArrived)
        return {ErrorKind::LostAnswer,
                reason(error, host) + QStringLiteral("; ")
                    + Phrase::tr("whether the change was made is looked up by the next run."),
                {},
                {},
                {}};
    const QString text = reason(error, host);
    const bool isNobodyThere = error == QNetworkReply::HostNotFoundError
        || error == QNetworkReply::ConnectionRefusedError;
    return {ErrorKind::Unavailable,
            text.endsWith(u'?') ? text : text + u'.',
            {},
            isNobodyThere ? QString(HostUnreachableCode) : QString(),
            {}};
}
