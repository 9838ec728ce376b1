#include "app/connection/mappingpreview.h"

#include "app/connection/connectorfactory.h"
#include "app/connection/fieldjudge.h"
#include "app/connection/notionaccess.h"

namespace {

constexpr int SampledRecords = 3;
constexpr int LongestSample = 60; // characters

/// One look at a service; lives as long as it.
class MappingLook
{
public:
    MappingLook(const ServiceDefinition &definition, const Configuration &configuration,
                std::shared_ptr<RateLimiter> limiter)
        : m_definition(definition)
        , m_configuration(configuration)
        , m_limiter(std::move(limiter))
    { }

    [[nodiscard]] Result<MappingPreview> take(const CancelToken &cancel);

private:
    [[nodiscard]] Result<void> readSchemas(const CancelToken &cancel);
    [[nodiscard]] Result<void> readRecords(const CancelToken &cancel);
    [[nodiscard]] FieldPreview fieldPreview(int field) const;
    [[nodiscard]] MappingPreview preview() const;

    const ServiceDefinition &m_definition;
    const Configuration &m_configuration;
    const std::shared_ptr<RateLimiter> m_limiter;
    ServiceConnections m_connections;
    std::vector<SideSchema> m_schemas;
    NotionSamples m_samples;
    std::vector<Record> m_records;
};

Result<void> MappingLook::readSchemas(const CancelToken &cancel)
{
    m_schemas.reserve(m_connections.connectors.size());
    for (const std::unique_ptr<Connector> &connector : m_connections.connectors) {
        const auto status = connector->open({}, Connector::Access::ReadOnly, cancel);
        if (!status)
            return failure(status.error());
        auto schema = connector->schema(cancel);
        if (!schema)
            return failure(schema.error());
        m_schemas.push_back(std::move(*schema));
    }
    return {};
}

/// Notion's records: the hub's may not be there yet, and what is lost is lost there.
Result<void> MappingLook::readRecords(const CancelToken &cancel)
{
    const int side = m_definition.sideIndex(u"notion");
    if (side < 0)
        return {};
    NotionApi api = notionApi(m_configuration, m_limiter);
    auto samples
        = readNotionSamples(api, m_schemas.at(size_t(side)).location, SampledRecords, cancel);
    if (!samples)
        return failure(samples.error());
    m_samples = std::move(*samples);
    auto readings = m_connections.connectors.at(size_t(side))->read(m_samples.pageIds, cancel);
    if (!readings)
        return failure(readings.error());
    m_records.reserve(readings->size());
    for (Reading &reading : *readings) {
        if (reading.state == Reading::State::Found)
            m_records.push_back(std::move(reading.record));
    }
    return {};
}

FieldPreview MappingLook::fieldPreview(int field) const
{
    const FieldDefinition &definition = m_definition.fields.at(size_t(field));
    FieldPreview preview;
    preview.label = definition.label;
    preview.type = fieldTypeName(definition.type);
    preview.places.resize(m_schemas.size());
    for (size_t side = 0; side < m_schemas.size(); ++side) {
        for (const FieldBinding &binding : m_schemas[side].bindings) {
            if (binding.field == definition.name && definition.isOn(int(side)))
                preview.places[side]
                    = {binding.remoteName,
                       binding.actualType.isEmpty() ? binding.expectedType : binding.actualType};
        }
    }
    preview.samples.reserve(qsizetype(m_records.size()));
    for (const Record &record : m_records) {
        const Value &value = record.fields.at(size_t(field));
        if (value.isKnown() && !value.isNull())
            preview.samples.append(value.toDisplayText(LongestSample));
    }
    FieldJudge(m_definition, m_schemas, m_samples).judge(field, preview);
    return preview;
}

MappingPreview MappingLook::preview() const
{
    MappingPreview preview;
    preview.records = int(m_records.size());
    for (size_t side = 0; side < m_schemas.size(); ++side) {
        preview.sides.append(m_definition.sideId(int(side)));
        preview.titles.append(m_schemas[side].title);
    }
    preview.fields.reserve(m_definition.fieldCount());
    for (int field = 0; field < int(m_definition.fieldCount()); ++field)
        preview.fields.push_back(fieldPreview(field));
    return preview;
}

Result<MappingPreview> MappingLook::take(const CancelToken &cancel)
{
    auto connections = connectService(m_definition, m_configuration, m_limiter);
    if (!connections)
        return failure(connections.error());
    m_connections = std::move(*connections);
    return readSchemas(cancel).and_then([&] { return readRecords(cancel); }).map([&] {
        return preview();
    });
}

} // namespace

Result<MappingPreview> previewMapping(const ServiceDefinition &definition,
                                      const Configuration &configuration,
                                      const std::shared_ptr<RateLimiter> &limiter,
                                      const CancelToken &cancel)
{
    return MappingLook(definition, configuration, limiter).take(cancel);
}
