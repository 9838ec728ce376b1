#include "net/httprequest.h"

static HttpHeaders jsonHeaders()
{
    return {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
}

HttpRequest HttpRequest::read(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.headers = {{"Accept", "application/json"}};
    return request;
}

HttpRequest HttpRequest::query(const QUrl &url, const QByteArray &json)
{
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = jsonHeaders();
    request.body = json;
    return request;
}

HttpRequest HttpRequest::write(const QByteArray &method, const QUrl &url, const QByteArray &json)
{
    HttpRequest request = query(url, json);
    request.method = method;
    request.isWrite = true;
    return request;
}
