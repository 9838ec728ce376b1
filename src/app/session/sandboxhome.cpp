#include "app/session/sandboxhome.h"

#include "app/session/backends.h"
#include "app/session/livesession.h"
#include "net/qthttptransport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

constexpr int SampledPages = 7;

QJsonObject textProperty(const QString &kind, const QString &text)
{
    const QJsonObject run{{QStringLiteral("text"), QJsonObject{{QStringLiteral("content"), text}}}};
    return {{kind, QJsonArray{run}}};
}

QString plainText(const QJsonValue &property)
{
    QString text;
    const QJsonArray runs = property[QLatin1String("rich_text")].toArray();
    for (const auto &run : runs)
        text += run[QLatin1String("plain_text")].toString();
    return text;
}

/// What a person might do to one page; `turn` makes the pages differ.
QJsonObject editOf(const QJsonObject &page, int turn)
{
    const QJsonObject properties = page.value(QLatin1String("properties")).toObject();
    const QString note = plainText(properties.value(QLatin1String("Notes")));
    QJsonObject edited;
    switch (turn % 4) {
    case 0:
        edited.insert(QStringLiteral("Rating"), QJsonObject{{QStringLiteral("number"), 5}});
        edited.insert(QStringLiteral("Current Page"),
                      QJsonObject{{QStringLiteral("number"), 100 + turn}});
        break;
    case 1:
        edited.insert(QStringLiteral("Notes"),
                      textProperty(QStringLiteral("rich_text"),
                                   note + QStringLiteral(" Worth reading twice.")));
        break;
    case 2:
        return {{QStringLiteral("in_trash"), true}};
    default:
        edited.insert(QStringLiteral("Author"),
                      textProperty(QStringLiteral("rich_text"), QStringLiteral("Ada Marlowe")));
    }
    return {{QStringLiteral("properties"), edited}};
}

Result<void> changeBooks(const QUrl &sandbox)
{
    const auto dump = SandboxHome::control(
        sandbox, "GET", QStringLiteral("databases/books/pages?from=0&count=%1").arg(SampledPages),
        {});
    if (!dump)
        return failure(dump.error());
    int turn = 0;
    const QJsonArray pages = dump->value(QLatin1String("pages")).toArray();
    for (const auto &page : pages) {
        const QString path = QStringLiteral("pages/") + page[QLatin1String("id")].toString();
        const auto edited
            = SandboxHome::control(sandbox, "PATCH", path, editOf(page.toObject(), turn++));
        if (!edited)
            return failure(edited.error());
    }
    const QJsonObject fresh{
        {QStringLiteral("Name"),
         textProperty(QStringLiteral("title"), QStringLiteral("A Field Guide to Quiet Places"))},
        {QStringLiteral("Author"),
         textProperty(QStringLiteral("rich_text"), QStringLiteral("Ines Calder"))}};
    const auto added
        = SandboxHome::control(sandbox, "POST", QStringLiteral("databases/books/pages"),
                               {{QStringLiteral("properties"), fresh}});
    if (!added)
        return failure(added.error());
    return {};
}

} // namespace

Result<std::unique_ptr<SandboxHome>> SandboxHome::start(const SandboxOptions &options)
{
    std::unique_ptr<SandboxHome> home(new SandboxHome);
    home->m_folder = std::make_unique<QTemporaryDir>();
    if (!home->m_folder->isValid())
        return failure(ErrorKind::Storage, home->m_folder->errorString());
    home->m_server = makeSandboxServer();
    if (const auto started = home->m_server->start(options); !started)
        return failure(started.error());
    QMap<QString, QString> environment = home->m_server->environment();
    environment.insert(QStringLiteral("UNIFIED_SYNC_HOME"), home->m_folder->path());
    // The sandbox has no limit to protect, and who tries something should not wait.
    environment.insert(QStringLiteral("NOTION_RATE_LIMIT"), QStringLiteral("100"));
    const auto configuration = Configuration::fromEnvironment(environment);
    if (!configuration)
        return failure(configuration.error());
    home->m_session = openSession(*configuration);
    home->m_session.isSandbox = true;
    home->m_session.changeSamples = [url = configuration->notionUrl] { return changeBooks(url); };
    return home;
}

Result<QJsonObject> SandboxHome::control(const QUrl &sandbox, const QByteArray &method,
                                         const QString &path, const QJsonObject &body)
{
    QtHttpTransport transport;
    const QUrl url(sandbox.toString(QUrl::StripTrailingSlash) + QStringLiteral("/sandbox/") + path);
    const HttpRequest request = method == "GET"
        ? HttpRequest::read(url)
        : HttpRequest::write(method, url, QJsonDocument(body).toJson(QJsonDocument::Compact));
    const auto response = transport.send(request, {});
    if (!response)
        return failure(response.error());
    return QJsonDocument::fromJson(response->body).object();
}
