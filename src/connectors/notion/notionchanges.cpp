#include "connectors/notion/notionchanges.h"

#include "connectors/notion/notionid.h"
#include "core/phrase.h"

static const QLatin1String IdKey("id");
static const QLatin1String MarkdownKey("markdown");

NotionChanges::NotionChanges(NotionApi &api, NotionPageReader &reader, const NotionMapping &mapping,
                             QString dataSource)
    : m_api(api)
    , m_reader(reader)
    , m_mapping(mapping)
    , m_dataSource(std::move(dataSource))
{ }

static WriteResult failed(const Error &error, std::vector<FieldRefusal> refused)
{
    WriteResult result;
    result.state = error.kind == ErrorKind::LostAnswer ? WriteResult::State::Unknown
                                                       : WriteResult::State::NotDelivered;
    result.error = error;
    result.refused = std::move(refused);
    return result;
}

static Value freshBody(const WriteRequest &request, int bodyField)
{
    if (!request.fresh || bodyField < 0)
        return {};
    return request.fresh->fields.at(static_cast<size_t>(bodyField));
}

Result<QJsonObject> NotionChanges::create(const QJsonObject &page)
{
    Result<QJsonObject> created = m_api.createPage(page, {});
    if (created || created.error().committedId.isEmpty())
        return created;
    // Saved, but the answer could not be built: the page is there under the id that Notion names.
    Result<QJsonObject> saved = m_api.page(notionId(created.error().committedId), {});
    return saved ? saved : created;
}

Result<QJsonObject> NotionChanges::sendPage(const WriteRequest &request,
                                            const NotionPageWrite &write, const QJsonObject &fresh)
{
    if (request.kind == OperationKind::Create)
        return create(write.page);
    Result<QJsonObject> page = fresh;
    if (request.kind == OperationKind::Restore) {
        // First out of the bin: Notion changes no properties of a page that lies there.
        const QJsonObject restore{{QStringLiteral("in_trash"), false}};
        page = m_api.updatePage(request.recordId, restore, {});
    }
    if (page && !write.page.isEmpty())
        page = m_api.updatePage(request.recordId, write.page, {});
    if (page && page->isEmpty())
        page = m_api.page(request.recordId, {});
    return page;
}

Result<Value> NotionChanges::sendBody(const QString &id, const NotionPageWrite &write)
{
    const bool isUpdate = !write.markdown.isEmpty();
    if (!isUpdate && !write.page.contains(MarkdownKey))
        return Value();
    const Result<QJsonObject> markdown
        = isUpdate ? m_api.updateMarkdown(id, write.markdown, {}) : m_api.markdown(id, {});
    if (!markdown)
        return failure(markdown.error());
    return notionBody(*markdown);
}

Record NotionChanges::readBack(const QJsonObject &page, const Value &body)
{
    const auto withoutBody = [](const QString &, const Version &) { return true; };
    const Result<std::optional<Record>> read = m_reader.read(m_api, page, withoutBody, {});
    const std::optional<Record> whole = read ? *read : std::nullopt;
    Record record = whole.value_or(Record());
    if (!whole) {
        record.id = notionId(page.value(IdKey).toString());
        record.fields.assign(m_mapping.fields().size(), Value::unknown());
    }
    if (!body.isAbsent() && m_mapping.bodyField() >= 0)
        record.fields[static_cast<size_t>(m_mapping.bodyField())] = body;
    return record;
}

WriteResult NotionChanges::carryOut(const WriteRequest &request, const QJsonObject &fresh)
{
    const NotionPageWriter writer(m_mapping, m_dataSource);
    NotionPageWrite write = writer.build(request, fresh, freshBody(request, m_mapping.bodyField()));
    const bool isEmpty
        = write.page.isEmpty() && write.markdown.isEmpty() && request.kind == OperationKind::Update;
    if (isEmpty)
        return failed({ErrorKind::Refused,
                       write.refused.empty() ? Phrase::tr("There is nothing to write.")
                                             : write.refused.front().reason,
                       {},
                       {},
                       {}},
                      write.refused);
    const Result<QJsonObject> page = sendPage(request, write, fresh);
    if (!page)
        return failed(page.error(), write.refused);
    const Result<Value> body = sendBody(notionId(page->value(IdKey).toString()), write);
    if (!body && body.error().kind == ErrorKind::LostAnswer)
        return failed(body.error(), write.refused);
    if (!body && request.kind != OperationKind::Create)
        write.refused.push_back({m_mapping.bodyField(), body.error().detail});
    WriteResult result;
    result.state = WriteResult::State::Delivered;
    result.record = readBack(*page, body ? *body : Value());
    result.refused = std::move(write.refused);
    return result;
}
