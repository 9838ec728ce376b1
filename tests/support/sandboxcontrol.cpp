#include "support/sandboxcontrol.h"

#include <QJsonDocument>
#include <QUrl>

#include <httplib.h>

namespace {

constexpr int longestWait = 120; // seconds

} // namespace

QJsonObject SandboxReply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString SandboxReply::code() const
{
    return json().value(u"code").toString();
}

struct SandboxControl::Connection
{
    explicit Connection(const QUrl &url)
        : client(url.host().toStdString(), url.port())
    {
        client.set_keep_alive(true);
        client.set_tcp_nodelay(true);
        client.set_read_timeout(longestWait);
    }

    SandboxReply send(const QByteArray &method, const QString &path, const QByteArray &body,
                      const httplib::Headers &headers)
    {
        httplib::Request request;
        request.method = method.toStdString();
        request.path = path.toStdString();
        request.headers = headers;
        request.body = body.toStdString();
        if (!body.isEmpty())
            request.set_header("Content-Type", "application/json");
        const httplib::Result result = client.send(request);
        if (!result)
            return {};
        SandboxReply reply{result->status, QByteArray::fromStdString(result->body), {}};
        for (const auto &[name, value] : result->headers)
            reply.headers.insert(QByteArray::fromStdString(name).toLower(),
                                 QByteArray::fromStdString(value));
        return reply;
    }

    httplib::Client client;
};

SandboxControl::SandboxControl(const QMap<QString, QString> &environment)
    : m_environment(environment)
    , m_connection(
          std::make_unique<Connection>(QUrl(environment.value(QStringLiteral("NOTION_API_URL")))))
{ }

SandboxControl::~SandboxControl() = default;

QString SandboxControl::token() const
{
    return m_environment.value(QStringLiteral("NOTION_API_TOKEN"));
}

QString SandboxControl::databaseId(const QString &service) const
{
    return m_environment.value(QStringLiteral("NOTION_%1_DB_ID").arg(service.toUpper()));
}

QString SandboxControl::dataSourceId(const QString &service)
{
    // Asked through the control API, so that the request log stays as the test's subject left it.
    const QJsonObject database = changeDatabase(service, {});
    return database.value(u"data_sources").toArray().first()[u"id"].toString();
}

void SandboxControl::setClock(const QString &isoTime)
{
    control("POST", QStringLiteral("/sandbox/clock"), {{QStringLiteral("now"), isoTime}});
}

void SandboxControl::advanceClock(std::chrono::seconds seconds)
{
    control("POST", QStringLiteral("/sandbox/clock"),
            {{QStringLiteral("advance_s"), qint64(seconds.count())}});
}

void SandboxControl::setBehaviour(const QJsonObject &behaviour)
{
    control("PATCH", QStringLiteral("/sandbox/behaviour"), behaviour);
}

void SandboxControl::addFault(const QJsonObject &fault)
{
    control("POST", QStringLiteral("/sandbox/faults"), fault);
}

void SandboxControl::clearFaults()
{
    control("DELETE", QStringLiteral("/sandbox/faults"));
}

QJsonObject SandboxControl::changePage(const QString &pageId, const QJsonObject &changes)
{
    return control("PATCH", QStringLiteral("/sandbox/pages/%1").arg(pageId), changes);
}

QJsonObject SandboxControl::addPage(const QString &service, const QJsonObject &page)
{
    return control("POST", QStringLiteral("/sandbox/databases/%1/pages").arg(service), page);
}

QJsonObject SandboxControl::changeDatabase(const QString &service, const QJsonObject &changes)
{
    return control("PATCH", QStringLiteral("/sandbox/databases/%1").arg(service), changes);
}

QJsonObject SandboxControl::changeProperty(const QString &service, const QString &name,
                                           const QJsonObject &change)
{
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(name));
    return control("PATCH",
                   QStringLiteral("/sandbox/databases/%1/properties/%2").arg(service, encoded),
                   change);
}

QJsonArray SandboxControl::pages(const QString &service)
{
    QJsonArray pages;
    int total = 1;
    while (pages.size() < total) {
        const QJsonObject part
            = control("GET",
                      QStringLiteral("/sandbox/databases/%1/pages?from=%2&count=1000")
                          .arg(service)
                          .arg(pages.size()));
        total = part.value(u"total").toInt();
        const QJsonArray more = part.value(u"pages").toArray();
        for (const QJsonValue page : more)
            pages.append(page);
    }
    return pages;
}

QString SandboxControl::pageId(const QString &service, int position)
{
    const QJsonObject part = control(
        "GET",
        QStringLiteral("/sandbox/databases/%1/pages?from=%2&count=1").arg(service).arg(position));
    return part.value(u"pages").toArray().first()[u"id"].toString();
}

QString SandboxControl::checksum()
{
    return control("GET", QStringLiteral("/sandbox/checksum")).value(u"checksum").toString();
}

QJsonObject SandboxControl::counters()
{
    return control("GET", QStringLiteral("/sandbox/counters"));
}

QJsonArray SandboxControl::requests()
{
    return control("GET", QStringLiteral("/sandbox/log")).value(u"requests").toArray();
}

void SandboxControl::forgetRequests()
{
    control("DELETE", QStringLiteral("/sandbox/log"));
}

SandboxReply SandboxControl::notion(const QByteArray &method, const QString &path,
                                    const QJsonObject &body,
                                    const QMap<QByteArray, QByteArray> &headers)
{
    QMap<QByteArray, QByteArray> all{{"Authorization", "Bearer " + token().toUtf8()},
                                     {"Notion-Version", "2026-03-11"}};
    all.insert(headers);
    httplib::Headers sent;
    for (auto header = all.begin(); header != all.end(); ++header)
        if (!header.value().isEmpty())
            sent.emplace(header.key().toStdString(), header.value().toStdString());
    const QByteArray text
        = method == "GET" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    return m_connection->send(method, path, text, sent);
}

QJsonObject SandboxControl::control(const QByteArray &method, const QString &path,
                                    const QJsonObject &body)
{
    const QByteArray text = method == "GET" || method == "DELETE"
        ? QByteArray()
        : QJsonDocument(body).toJson(QJsonDocument::Compact);
    const SandboxReply reply = m_connection->send(method, path, text, {});
    if (reply.status != 200)
        qFatal("%s %s: the sandbox answered %d %s", method.constData(), qPrintable(path),
               reply.status, reply.body.constData());
    return reply.json();
}
