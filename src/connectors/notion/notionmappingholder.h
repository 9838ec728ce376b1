#pragma once

#include "connectors/notion/notionapi.h"
#include "connectors/notion/notionmapping.h"

#include <memory>
#include <mutex>

/// The mapping that all readers of one run share; read anew, once a run, where pages show that the
/// schema changed. Thread-safe.
class NotionMappingHolder
{
public:
    NotionMappingHolder(const ServiceDefinition &definition, int side,
                        const NotionMapping &mapping);

    [[nodiscard]] std::shared_ptr<const NotionMapping> current() const;

    /// The mapping after `stale` was found not to fit: asks Notion, unless somebody else has
    /// already.
    [[nodiscard]] Result<std::shared_ptr<const NotionMapping>>
    refreshed(const std::shared_ptr<const NotionMapping> &stale, NotionApi &api,
              const NotionTarget &target, const CancelToken &cancel);

    [[nodiscard]] bool wasRefreshed() const;

private:
    const ServiceDefinition &m_definition;
    const int m_side;
    mutable std::mutex m_mutex;
    std::shared_ptr<const NotionMapping> m_mapping;
    bool m_wasRefreshed = false;
};
