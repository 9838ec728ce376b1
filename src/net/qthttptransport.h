#pragma once

#include "net/httptransport.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

class QNetworkReply;
class UploadBody;

/// HTTP/1.1 over QNetworkAccessManager, waiting in a local event loop (which delivers the thread's
/// queued slots meanwhile). Nothing is sent twice by itself, no redirect is followed, there are no
/// cookies and no cache. https only, except on loopback. Create and use it on one thread.
class QtHttpTransport : public HttpTransport
{
public:
    QtHttpTransport();
    ~QtHttpTransport() override;

    [[nodiscard]] Result<HttpResponse> send(const HttpRequest &request,
                                            const CancelToken &cancel) override;

private:
    [[nodiscard]] Result<HttpResponse> sendBody(const HttpRequest &request,
                                                const CancelToken &cancel);
    [[nodiscard]] Result<HttpResponse> result(const HttpRequest &request, QNetworkReply &reply,
                                              const UploadBody *body, bool cancelled) const;
    void dropIdleConnections();

    QNetworkAccessManager m_manager;
    QElapsedTimer m_sinceLastAnswer;
};
