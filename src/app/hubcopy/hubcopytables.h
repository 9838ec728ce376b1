#pragma once

#include "app/home/servicecatalog.h"
#include "connectors/hub/hubtables.h"

/// What there is to copy in a hub.
struct HubContents
{
    std::vector<const ServiceDefinition *> services; ///< of the catalogue, whose table is there
    std::vector<HubTable> tables; ///< theirs first, then their tombstones, sync_logs last
};

/// The names of the catalogue's tables; Usage where a definition is wrong.
[[nodiscard]] Result<QStringList> tableNames(const ServiceCatalog &catalog);

/// Looks at an open hub; Usage where it has no table of any service.
[[nodiscard]] Result<HubContents> hubContents(HubTables &hub, const ServiceCatalog &catalog);

[[nodiscard]] HubTable logsTable();
