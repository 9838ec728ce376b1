#pragma once

#include "connectors/notion/notionpagereader.h"
#include "connectors/notion/notionpagewriter.h"

/// Carries out writes to pages, one at a time, and reads back what Notion made of them. What may
/// have been carried out without an answer is Unknown. Not interrupted by cancellation.
class NotionChanges
{
public:
    NotionChanges(NotionApi &api, NotionPageReader &reader, const NotionMapping &mapping,
                  QString dataSource);

    /// `fresh`: the page as it was just read (empty for a create).
    [[nodiscard]] WriteResult carryOut(const WriteRequest &request, const QJsonObject &fresh);

private:
    [[nodiscard]] Result<QJsonObject>
    sendPage(const WriteRequest &request, const NotionPageWrite &write, const QJsonObject &fresh);
    [[nodiscard]] Result<QJsonObject> create(const QJsonObject &page);
    [[nodiscard]] Result<Value> sendBody(const QString &id, const NotionPageWrite &write);
    [[nodiscard]] Record readBack(const QJsonObject &page, const Value &body);

    NotionApi &m_api;
    NotionPageReader &m_reader;
    const NotionMapping &m_mapping;
    const QString m_dataSource;
};
