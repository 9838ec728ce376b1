#pragma once

#include "connectors/notion/notionmapping.h"

/// A page as a record, pure. `fieldTypes` follows the definition; `bot` is our own user's id. The
/// body's field stays Absent. Values outside a definition's map pass unchanged and are named in
/// `unmapped` ("Status: Someday").
class NotionRecordReader
{
public:
    NotionRecordReader(std::vector<FieldType> fieldTypes, QString bot);

    [[nodiscard]] Record read(const QJsonObject &page, const NotionMapping &mapping,
                              QStringList &unmapped) const;

private:
    [[nodiscard]] Value readField(size_t field, const QJsonObject &page,
                                  const QHash<QString, QJsonObject> &byId,
                                  const NotionMapping &mapping, QStringList &unmapped) const;

    std::vector<FieldType> m_fieldTypes;
    QString m_bot;
};

/// The value of a page's time stamp with the minute that it stands for; nothing where unreadable.
[[nodiscard]] std::optional<TimeInterval> notionStamp(const QString &stamp);

/// True for a whole page; false for partial objects and whatever else a listing may hold.
[[nodiscard]] bool isWholePage(const QJsonObject &object);

/// Notion's word for a field's value: the definition's map read backwards.
[[nodiscard]] Value inNotionsWords(const NotionFieldMapping &mapping, const Value &value);
