#include "connectors/notion/notionapi.h"

#include "core/phrase.h"

#include <QJsonDocument>
#include <QSet>

static const QLatin1String ObjectKey("object");
static const QLatin1String TypeKey("type");
static const QLatin1String ResultsKey("results");
static const QLatin1String HasMoreKey("has_more");
static const QLatin1String NextCursorKey("next_cursor");
static const QLatin1String RequestStatusKey("request_status");
static const QLatin1String PropertyItemKey("property_item");

/// Pages of one property's listing; beyond, something is wrong (10,000 references are the most).
static constexpr int MostPropertyPages = 200;

static NotionTarget pageTarget(const QString &id)
{
    return {Phrase::tr("the page %1").arg(id), {}};
}

NotionApi::NotionApi(QUrl origin, std::unique_ptr<HttpTransport> transport)
    : m_origin(std::move(origin))
    , m_transport(std::move(transport))
{ }

/// `path` is percent-encoded already.
static QUrl address(const QUrl &origin, const QString &path)
{
    QByteArray base = origin.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    return QUrl::fromEncoded(base + "/v1/" + path.toLatin1(), QUrl::StrictMode);
}

HttpRequest NotionApi::get(const QString &path) const
{
    return HttpRequest::read(address(m_origin, path));
}

HttpRequest NotionApi::ask(const QString &path, const QJsonObject &body) const
{
    return HttpRequest::query(address(m_origin, path),
                              QJsonDocument(body).toJson(QJsonDocument::Compact));
}

HttpRequest NotionApi::change(const QByteArray &method, const QString &path,
                              const QJsonObject &body) const
{
    return HttpRequest::write(method, address(m_origin, path),
                              QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Result<QJsonObject> NotionApi::send(const HttpRequest &request, const QString &object,
                                    const NotionTarget &target, const CancelToken &cancel)
{
    const Result<HttpResponse> response = m_transport->send(request, cancel);
    if (!response) {
        Error error = response.error();
        error.context = target.what;
        return failure(error);
    }
    if (!response->isSuccess())
        return failure(notionError(*response, target, request.isWrite));
    const QJsonDocument document = QJsonDocument::fromJson(response->body);
    if (!document.isObject() || document.object().value(ObjectKey).toString() != object)
        return failure(notionMalformed(target, request.isWrite));
    return document.object();
}

Result<NotionList> NotionApi::list(const HttpRequest &request, const NotionTarget &target,
                                   const CancelToken &cancel)
{
    const Result<QJsonObject> object = send(request, QStringLiteral("list"), target, cancel);
    if (!object)
        return failure(object.error());
    const QJsonValue results = object->value(ResultsKey);
    const QJsonValue hasMore = object->value(HasMoreKey);
    const QString cursor = object->value(NextCursorKey).toString();
    if (!results.isArray() || !hasMore.isBool() || (hasMore.toBool() && cursor.isEmpty()))
        return failure(notionMalformed(target, false));
    NotionList list;
    list.results = results.toArray();
    list.nextCursor = hasMore.toBool() ? cursor : QString();
    list.propertyItem = object->value(PropertyItemKey).toObject();
    const QJsonValue status = object->value(RequestStatusKey);
    if (status[TypeKey].toString(QStringLiteral("complete")) != QLatin1String("complete"))
        list.incompleteReason
            = status[QLatin1String("incomplete_reason")].toString(QStringLiteral("incomplete"));
    return list;
}

Result<QJsonObject> NotionApi::me(const CancelToken &cancel)
{
    Result<QJsonObject> answer = send(get(QStringLiteral("users/me")), QStringLiteral("user"),
                                      {Phrase::tr("the integration itself"), {}}, cancel);
    // A connection that fails here fails for all that one may ask.
    if (!answer && !answer.error().context.isEmpty())
        answer.error().context = QStringLiteral("Notion");
    return answer;
}

Result<QJsonObject> NotionApi::database(const QString &id, const NotionTarget &target,
                                        const CancelToken &cancel)
{
    return send(get(QStringLiteral("databases/") + id), QStringLiteral("database"), target, cancel);
}

Result<QJsonObject> NotionApi::dataSource(const QString &id, const NotionTarget &target,
                                          const CancelToken &cancel)
{
    return send(get(QStringLiteral("data_sources/") + id), QStringLiteral("data_source"), target,
                cancel);
}

Result<NotionList> NotionApi::query(const QString &dataSource, const QJsonObject &body,
                                    const NotionTarget &target, const CancelToken &cancel)
{
    return list(ask(QStringLiteral("data_sources/%1/query").arg(dataSource), body), target, cancel);
}

Result<NotionList> NotionApi::search(const QJsonObject &body, const NotionTarget &target,
                                     const CancelToken &cancel)
{
    return list(ask(QStringLiteral("search"), body), target, cancel);
}

Result<QJsonObject> NotionApi::page(const QString &id, const CancelToken &cancel)
{
    return send(get(QStringLiteral("pages/") + id), QStringLiteral("page"), pageTarget(id), cancel);
}

/// The whole property from its listed items. A rollup's own value is on the last page.
static QJsonObject assembled(const QString &propertyId, const QJsonArray &items,
                             const QJsonObject &propertyItem)
{
    const QString type = propertyItem.value(TypeKey).toString();
    QJsonObject property{{QStringLiteral("id"), propertyId},
                         {TypeKey, type},
                         {QStringLiteral("has_more"), false},
                         {QStringLiteral("is_whole"), true}};
    if (type == QLatin1String("rollup")) {
        QJsonObject rollup = propertyItem.value(type).toObject();
        if (rollup.value(TypeKey).toString() == QLatin1String("array"))
            rollup.insert(QStringLiteral("array"), items);
        property.insert(type, rollup);
        return property;
    }
    QJsonArray elements;
    for (const auto &item : items)
        elements.append(item[type]);
    property.insert(type, elements);
    return property;
}

Result<QJsonObject> NotionApi::property(const QString &page, const QString &propertyId,
                                        const CancelToken &cancel)
{
    const QString path = QStringLiteral("pages/%1/properties/%2").arg(page, propertyId);
    QJsonArray items;
    QSet<QString> cursors;
    QString cursor;
    for (int count = 0; count < MostPropertyPages; ++count) {
        const QString query = cursor.isEmpty() ? QString()
                                               : QStringLiteral("&start_cursor=")
                + QString::fromLatin1(QUrl::toPercentEncoding(cursor));
        const Result<NotionList> part
            = list(get(path + QStringLiteral("?page_size=100") + query), pageTarget(page), cancel);
        if (!part)
            return failure(part.error());
        for (const auto &item : part->results)
            items.append(item);
        cursor = part->nextCursor;
        if (cursor.isEmpty())
            return assembled(propertyId, items, part->propertyItem);
        if (cursors.contains(cursor))
            break;
        cursors.insert(cursor);
    }
    return failure(
        ErrorKind::Malformed,
        Phrase::tr("Notion's listing of a property of the page %1 does not end.").arg(page));
}

Result<QJsonObject> NotionApi::markdown(const QString &page, const CancelToken &cancel)
{
    return send(get(QStringLiteral("pages/%1/markdown").arg(page)), QStringLiteral("page_markdown"),
                pageTarget(page), cancel);
}

Result<QJsonObject> NotionApi::createPage(const QJsonObject &body, const CancelToken &cancel)
{
    return send(change("POST", QStringLiteral("pages"), body), QStringLiteral("page"),
                {Phrase::tr("a new page"), {}}, cancel);
}

Result<QJsonObject> NotionApi::updatePage(const QString &id, const QJsonObject &body,
                                          const CancelToken &cancel)
{
    return send(change("PATCH", QStringLiteral("pages/") + id, body), QStringLiteral("page"),
                pageTarget(id), cancel);
}

Result<QJsonObject> NotionApi::updateMarkdown(const QString &page, const QJsonObject &body,
                                              const CancelToken &cancel)
{
    return send(change("PATCH", QStringLiteral("pages/%1/markdown").arg(page), body),
                QStringLiteral("page_markdown"), pageTarget(page), cancel);
}
