#pragma once

#include "connectors/notion/notionapi.h"
#include "connectors/notion/notionmapping.h"

/// The requests of one write, made beforehand so that what Notion cannot hold is known before
/// anything is sent. Plain value.
struct NotionPageWrite
{
    QJsonObject page; ///< body of the create or update; empty: none is needed
    QJsonObject markdown; ///< body of the text's update; empty: none
    std::vector<FieldRefusal> refused;
};

/// Builds writes of pages from fields, pure. `fresh` is the page as Notion shows it now (empty for
/// a create) and `freshBody` its text (Absent: not known, and then it is not overwritten).
class NotionPageWriter
{
public:
    NotionPageWriter(const NotionMapping &mapping, QString dataSource);

    [[nodiscard]] NotionPageWrite build(const WriteRequest &request, const QJsonObject &fresh,
                                        const Value &freshBody) const;

private:
    void addField(int field, const Value &value, QJsonObject &properties, const QJsonObject &fresh,
                  NotionPageWrite &write) const;
    static void addBody(int field, const Value &value, const Value &fresh, NotionPageWrite &write);

    const NotionMapping &m_mapping;
    const QString m_dataSource;
};
