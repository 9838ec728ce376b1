#include "connectors/notion/notionpagereader.h"

#include "connectors/notion/notionid.h"
#include "connectors/notion/notionpropertyreader.h"
#include "core/phrase.h"

#include <QRegularExpression>

static const QLatin1String IdKey("id");
static const QLatin1String PropertiesKey("properties");

/// Matches the signed address of a file that Notion hosts: on its own hosts, or with a signature on
/// Amazon's, where its stores are. A person's own link may have a query of the same look.
static const QRegularExpression &signedAddress()
{
    static const QRegularExpression expression(
        QStringLiteral(
            R"((https://(?:[\w.-]+\.amazonaws\.com|(?:[\w-]+\.)*notion\.(?:so|com|site)|(?:[\w-]+\.)*notion-static\.com|(?:[\w-]+\.)*notionusercontent\.com)/[^\s?()\[\]"'<>]*))"
            R"(\?[^\s()\[\]"'<>]*(?:X-Amz-Signature=|(?<=[?&])sig(?:nature)?=)[^\s()\[\]"'<>]*)"),
        QRegularExpression::CaseInsensitiveOption);
    return expression;
}

Value notionBody(const QJsonObject &markdown)
{
    const QJsonValue text = markdown.value(QLatin1String("markdown"));
    if (!text.isString() || markdown.value(QLatin1String("truncated")).toBool()
        || !markdown.value(QLatin1String("unknown_block_ids")).toArray().isEmpty()
        || text.toString().contains(QLatin1String("<unknown")))
        return Value::unknown();
    return Value::text(text.toString().replace(signedAddress(), QStringLiteral("\\1")));
}

NotionPageReader::NotionPageReader(std::shared_ptr<NotionMappingHolder> mapping,
                                   NotionRecordReader reader, NotionTarget target)
    : m_mapping(std::move(mapping))
    , m_reader(std::move(reader))
    , m_target(std::move(target))
    , m_targets(m_mapping->current()->schema().dataSourceId)
{ }

bool NotionPageReader::isWanted(const NotionMapping &mapping, const QJsonObject &property) const
{
    return isCutShort(property)
        && (mapping.mapsRest() || mapping.mappedIds().contains(property.value(IdKey).toString()));
}

int NotionPageReader::requestsFor(const QJsonObject &page, const BodyIsKnown &bodyIsKnown) const
{
    const std::shared_ptr<const NotionMapping> mapping = m_mapping->current();
    const QJsonObject properties = page.value(PropertiesKey).toObject();
    int count = 0;
    for (const auto &property : properties)
        count += isWanted(*mapping, property.toObject()) ? 1 : 0;
    const QString stamp = page.value(QLatin1String("last_edited_time")).toString();
    const QString id = notionId(page.value(IdKey).toString());
    if (mapping->bodyField() >= 0
        && !(bodyIsKnown && bodyIsKnown(id, Version{stamp, notionStamp(stamp)})))
        ++count;
    return count;
}

Result<void> NotionPageReader::complete(NotionApi &api, const NotionMapping &mapping,
                                        QJsonObject &page, const CancelToken &cancel)
{
    QJsonObject properties = page.value(PropertiesKey).toObject();
    const QString pageId = notionId(page.value(IdKey).toString());
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        QJsonObject property = it.value().toObject();
        if (!isWanted(mapping, property))
            continue;
        Result<QJsonObject> whole = api.property(pageId, property.value(IdKey).toString(), cancel);
        if (!whole && stopsRun(whole.error().kind))
            return failure(whole.error());
        if (!whole)
            notePartial(pageId,
                        Phrase::tr("\"%1\" of the page %2 could not be read whole: %3")
                            .arg(it.key(), pageId, whole.error().detail),
                        whole.error().kind);
        const QString type = property.value(QLatin1String("type")).toString();
        property.remove(type);
        it.value() = whole ? *whole : property;
    }
    page.insert(PropertiesKey, properties);
    return {};
}

/// A relation into a database that we cannot read is empty, or shows only what is shared page by
/// page: it is not known.
Result<void> NotionPageReader::checkTargets(NotionApi &api, const NotionMapping &mapping,
                                            QJsonObject &page, const CancelToken &cancel)
{
    QJsonObject properties = page.value(PropertiesKey).toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        QJsonObject property = it.value().toObject();
        const QString id = property.value(IdKey).toString();
        const QString type = property.value(QLatin1String("type")).toString();
        const NotionProperty *known = mapping.schema().byId(id);
        if (type != QLatin1String("relation") || !known || !mapping.mappedIds().contains(id))
            continue;
        const Result<bool> isReadable = m_targets.isReadable(api, known->target, cancel);
        if (!isReadable && stopsRun(isReadable.error().kind))
            return failure(isReadable.error());
        if (isReadable && *isReadable)
            continue;
        property.remove(type);
        it.value() = property;
        if (!isReadable) {
            notePartial(notionId(page.value(IdKey).toString()),
                        Phrase::tr("It is not known whether all of \"%1\" is shown: %2")
                            .arg(it.key(), isReadable.error().detail),
                        isReadable.error().kind);
            continue;
        }
        warnOnce(id,
                 Phrase::tr("\"%1\" points to a database that the integration cannot read, so "
                            "Notion does not show what it holds; it is left as it is. In "
                            "Notion open that database, then its menu, Connections, and add "
                            "the integration.")
                     .arg(it.key()));
    }
    page.insert(PropertiesKey, properties);
    return {};
}

Result<Value> NotionPageReader::readBody(NotionApi &api, const QString &id,
                                         const CancelToken &cancel)
{
    const Result<QJsonObject> markdown = api.markdown(id, cancel);
    if (!markdown && stopsRun(markdown.error().kind))
        return failure(markdown.error());
    if (!markdown) {
        notePartial(id,
                    Phrase::tr("The text of the page %1 could not be read: %2")
                        .arg(id, markdown.error().detail),
                    markdown.error().kind);
        return Value::unknown();
    }
    const Value body = notionBody(*markdown);
    if (body.isUnknown())
        warn(Phrase::tr("Notion shows only part of the text of the page %1; it is left as it "
                        "is.")
                 .arg(id));
    return body;
}

Result<std::optional<Record>> NotionPageReader::read(NotionApi &api, QJsonObject page,
                                                     const BodyIsKnown &bodyIsKnown,
                                                     const CancelToken &cancel)
{
    if (!isWholePage(page))
        return std::nullopt;
    std::shared_ptr<const NotionMapping> mapping = m_mapping->current();
    if (!mapping->fits(page.value(PropertiesKey).toObject())) {
        const auto refreshed = m_mapping->refreshed(mapping, api, m_target, cancel);
        if (!refreshed)
            return failure(refreshed.error());
        mapping = *refreshed;
    }
    if (const Result<void> whole = complete(api, *mapping, page, cancel); !whole)
        return failure(whole.error());
    if (const Result<void> checked = checkTargets(api, *mapping, page, cancel); !checked)
        return failure(checked.error());
    QStringList unmapped;
    Record record = m_reader.read(page, *mapping, unmapped);
    noteUnmapped(unmapped);
    const bool isKnown = bodyIsKnown && bodyIsKnown(record.id, record.version);
    if (mapping->bodyField() < 0 || isKnown || !record.alive)
        return record;
    const Result<Value> body = readBody(api, record.id, cancel);
    if (!body)
        return failure(body.error());
    record.fields[static_cast<size_t>(mapping->bodyField())] = *body;
    return record;
}

void NotionPageReader::warn(const QString &sentence)
{
    const std::lock_guard lock(m_mutex);
    m_warnings.append(sentence);
}

void NotionPageReader::notePartial(const QString &id, const QString &sentence, ErrorKind kind)
{
    // Where Notion said no, it says so the next time.
    if (kind == ErrorKind::Refused || kind == ErrorKind::NotFound)
        return warn(sentence);
    const std::lock_guard lock(m_mutex);
    m_warnings.append(sentence + u' ' + Phrase::tr("A later run reads it once more."));
    if (!m_partial.contains(id))
        m_partial.append(id);
}

void NotionPageReader::warnOnce(const QString &key, const QString &sentence)
{
    const std::lock_guard lock(m_mutex);
    if (m_warned.contains(key))
        return;
    m_warned.insert(key);
    m_warnings.append(sentence);
}

void NotionPageReader::noteUnmapped(const QStringList &values)
{
    for (const QString &value : values)
        warnOnce(value,
                 Phrase::tr("The definition's map has no word for this value, which is taken "
                            "over as it is: %1")
                     .arg(value));
}

QStringList NotionPageReader::takeWarnings()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_warnings, {});
}

QStringList NotionPageReader::takePartial()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_partial, {});
}
