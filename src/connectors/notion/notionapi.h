#pragma once

#include "connectors/notion/notionerror.h"
#include "net/httptransport.h"

#include <QJsonArray>
#include <QJsonObject>

/// One page of a listing, checked for its form.
struct NotionList
{
    QJsonArray results;
    QString nextCursor; ///< empty: this was the last
    QString incompleteReason; ///< Notion's request_status, where it is not complete
    QJsonObject propertyItem; ///< property-item listings only
};

/// Notion's REST calls (version 2026-03-11), one request each: only a 2xx with the expected object
/// is data. Adds nothing to the transport's own behaviour. One thread, like its transport.
class NotionApi
{
public:
    NotionApi(QUrl origin, std::unique_ptr<HttpTransport> transport);

    /// GET /v1/users/me: the bot.
    [[nodiscard]] Result<QJsonObject> me(const CancelToken &cancel);
    [[nodiscard]] Result<QJsonObject> database(const QString &id, const NotionTarget &target,
                                               const CancelToken &cancel);
    [[nodiscard]] Result<QJsonObject> dataSource(const QString &id, const NotionTarget &target,
                                                 const CancelToken &cancel);
    [[nodiscard]] Result<NotionList> query(const QString &dataSource, const QJsonObject &body,
                                           const NotionTarget &target, const CancelToken &cancel);
    [[nodiscard]] Result<NotionList> search(const QJsonObject &body, const NotionTarget &target,
                                            const CancelToken &cancel);

    [[nodiscard]] Result<QJsonObject> page(const QString &id, const CancelToken &cancel);
    /// One property in full, in the form that a page shows it in. `propertyId` as Notion gave it.
    [[nodiscard]] Result<QJsonObject> property(const QString &page, const QString &propertyId,
                                               const CancelToken &cancel);
    [[nodiscard]] Result<QJsonObject> markdown(const QString &page, const CancelToken &cancel);

    [[nodiscard]] Result<QJsonObject> createPage(const QJsonObject &body,
                                                 const CancelToken &cancel);
    [[nodiscard]] Result<QJsonObject> updatePage(const QString &id, const QJsonObject &body,
                                                 const CancelToken &cancel);
    [[nodiscard]] Result<QJsonObject> updateMarkdown(const QString &page, const QJsonObject &body,
                                                     const CancelToken &cancel);

private:
    [[nodiscard]] HttpRequest get(const QString &path) const;
    [[nodiscard]] HttpRequest ask(const QString &path, const QJsonObject &body) const;
    [[nodiscard]] HttpRequest change(const QByteArray &method, const QString &path,
                                     const QJsonObject &body) const;
    [[nodiscard]] Result<QJsonObject> send(const HttpRequest &request, const QString &object,
                                           const NotionTarget &target, const CancelToken &cancel);
    [[nodiscard]] Result<NotionList> list(const HttpRequest &request, const NotionTarget &target,
                                          const CancelToken &cancel);

    const QUrl m_origin;
    const std::unique_ptr<HttpTransport> m_transport;
};
