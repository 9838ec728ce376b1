#include "app/session/sandboxrequest.h"

#include "net/qthttptransport.h"

#include <QJsonDocument>

static constexpr int Answered = 200;

Result<QJsonObject> askSandbox(const QUrl &sandbox, const QByteArray &method, const QString &path,
                               const QJsonObject &body)
{
    QtHttpTransport transport;
    const QUrl url(sandbox.toString(QUrl::StripTrailingSlash) + QStringLiteral("/sandbox/") + path);
    const HttpRequest request = method == "GET"
        ? HttpRequest::read(url)
        : HttpRequest::write(method, url, QJsonDocument(body).toJson(QJsonDocument::Compact));
    const auto response = transport.send(request, {});
    if (!response)
        return failure(response.error());
    const QJsonObject answer = QJsonDocument::fromJson(response->body).object();
    if (response->status != Answered)
        return failure(ErrorKind::Refused, answer.value(QLatin1String("message")).toString());
    return answer;
}
