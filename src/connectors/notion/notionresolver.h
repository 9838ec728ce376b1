#pragma once

#include "connectors/notion/notionapi.h"
#include "connectors/notion/notionschema.h"

/// Finds the data source behind what a person gave as a service's database: the id or link of a
/// database or of a data source. Both ids are kept. A database with several data sources is a Usage
/// error that names each of them.
class NotionResolver
{
public:
    /// `title` and `variable` (NOTION_BOOKS_DB_ID) are for sentences.
    NotionResolver(NotionApi &api, QString title, QString variable);

    [[nodiscard]] Result<NotionSchema> resolve(const QString &configured,
                                               const CancelToken &cancel);

    /// The data source read once more.
    [[nodiscard]] Result<NotionSchema> reread(const NotionSchema &known, const CancelToken &cancel);

    [[nodiscard]] NotionTarget target(const QString &id) const;

private:
    [[nodiscard]] Result<QString> onlyDataSource(const QJsonObject &database) const;

    NotionApi &m_api;
    const QString m_title;
    const QString m_variable;
};
