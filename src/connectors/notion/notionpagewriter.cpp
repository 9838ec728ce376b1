#include "connectors/notion/notionpagewriter.h"

#include "connectors/notion/notionpropertywriter.h"
#include "connectors/notion/notionrecordreader.h"
#include "connectors/notion/notionrichtext.h"
#include "core/phrase.h"

static const QLatin1String PropertiesKey("properties");
static const QLatin1String InTrashKey("in_trash");
static const QLatin1String MarkdownKey("markdown");
static const QLatin1String TypeKey("type");

NotionPageWriter::NotionPageWriter(const NotionMapping &mapping, QString dataSource)
    : m_mapping(mapping)
    , m_dataSource(std::move(dataSource))
{ }

static QJsonObject freshProperty(const QJsonObject &fresh, const QString &id)
{
    const QJsonObject properties = fresh.value(PropertiesKey).toObject();
    for (const auto &property : properties) {
        if (property[QLatin1String("id")].toString() == id)
            return property.toObject();
    }
    return {};
}

void NotionPageWriter::addField(int field, const Value &value, QJsonObject &properties,
                                const QJsonObject &fresh, NotionPageWrite &write) const
{
    const std::vector<NotionBinding> &chain = m_mapping.fields().at(static_cast<size_t>(field));
    const std::optional<NotionProperty> property
        = chain.empty() ? std::nullopt : chain.front().property;
    if (!property) {
        write.refused.push_back({field, Phrase::tr("Notion has no property for this field.")});
        return;
    }
    const NotionBinding &binding = chain.front();
    if (binding.mapping.readOnly) {
        write.refused.push_back(
            {field, Phrase::tr("This field is only read from Notion, never written.")});
        return;
    }
    // Two fields may be parts of one property: the second adds to what the first one made.
    const QString &id = property->id;
    const QJsonObject base
        = properties.contains(id) ? properties.value(id).toObject() : freshProperty(fresh, id);
    const Result<QJsonObject> content = writeNotionProperty(
        {*property, inNotionsWords(binding.mapping, value), binding.mapping.part, base});
    if (content)
        properties.insert(id, *content);
    else
        write.refused.push_back({field, content.error().detail});
}

void NotionPageWriter::addBody(int field, const Value &value, const Value &fresh,
                               NotionPageWrite &write)
{
    if (!fresh.isKnown()) {
        write.refused.push_back(
            {field,
             Phrase::tr("Notion shows only part of the page's text, so it is not "
                        "overwritten.")});
        return;
    }
    const QString text = cleanedText(value.toText());
    if (fresh.isNull() || text.isEmpty()) {
        const QJsonObject content{{QStringLiteral("new_str"), text}};
        write.markdown = {{TypeKey, QStringLiteral("replace_content")},
                          {QStringLiteral("replace_content"), content}};
        return;
    }
    // The old text is the precondition: Notion refuses where the page shows another by now.
    const QJsonObject update{{QStringLiteral("old_str"), fresh.toText()},
                             {QStringLiteral("new_str"), text}};
    const QJsonObject content{{QStringLiteral("content_updates"), QJsonArray{update}}};
    write.markdown = {{TypeKey, QStringLiteral("update_content")},
                      {QStringLiteral("update_content"), content}};
}

NotionPageWrite NotionPageWriter::build(const WriteRequest &request, const QJsonObject &fresh,
                                        const Value &freshBody) const
{
    NotionPageWrite write;
    if (request.kind == OperationKind::Delete) {
        write.page.insert(InTrashKey, true);
        return write;
    }
    QJsonObject properties;
    const bool isCreate = request.kind == OperationKind::Create;
    for (const auto &[field, value] : request.fields) {
        if (field != m_mapping.bodyField())
            addField(field, value, properties, fresh, write);
        else if (!isCreate)
            addBody(field, value, freshBody, write);
        else if (!value.isNull())
            write.page.insert(MarkdownKey, cleanedText(value.toText()));
    }
    if (!properties.isEmpty() || isCreate)
        write.page.insert(PropertiesKey, properties);
    if (isCreate)
        write.page.insert(QStringLiteral("parent"),
                          QJsonObject{{TypeKey, QStringLiteral("data_source_id")},
                                      {QStringLiteral("data_source_id"), m_dataSource}});
    return write;
}
