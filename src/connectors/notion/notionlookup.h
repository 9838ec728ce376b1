#pragma once

#include "connectors/notion/notionmapping.h"

/// The query bodies, one each, that find the pages whose fields may equal a lookup's values: Notion
/// compares in its own way, so the caller looks again at what comes back. Combinations without a
/// field that Notion can filter by are left out. Pure.
[[nodiscard]] std::vector<QJsonObject> notionLookupQueries(const Lookup &lookup,
                                                           const ServiceDefinition &definition,
                                                           const NotionMapping &mapping);
