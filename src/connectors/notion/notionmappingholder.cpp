#include "connectors/notion/notionmappingholder.h"

NotionMappingHolder::NotionMappingHolder(const ServiceDefinition &definition, int side,
                                         const NotionMapping &mapping)
    : m_definition(definition)
    , m_side(side)
    , m_mapping(std::make_shared<const NotionMapping>(mapping))
{ }

std::shared_ptr<const NotionMapping> NotionMappingHolder::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_mapping;
}

Result<std::shared_ptr<const NotionMapping>>
NotionMappingHolder::refreshed(const std::shared_ptr<const NotionMapping> &stale, NotionApi &api,
                               const NotionTarget &target, const CancelToken &cancel)
{
    // Held during the request: the other readers would only ask the same.
    const std::lock_guard lock(m_mutex);
    if (m_mapping != stale || m_wasRefreshed)
        return m_mapping;
    const Result<QJsonObject> answer = api.dataSource(stale->schema().dataSourceId, target, cancel);
    if (!answer)
        return failure(answer.error());
    Result<NotionSchema> schema = NotionSchema::fromDataSource(*answer);
    if (!schema)
        return failure(schema.error());
    schema->databaseId = stale->schema().databaseId;
    const Result<NotionMapping> mapping
        = NotionMapping::bind(m_definition, m_side, *schema, stale->rememberedIds());
    if (!mapping)
        return failure(mapping.error());
    m_mapping = std::make_shared<const NotionMapping>(*mapping);
    m_wasRefreshed = true;
    return m_mapping;
}

bool NotionMappingHolder::wasRefreshed() const
{
    const std::lock_guard lock(m_mutex);
    return m_wasRefreshed;
}
