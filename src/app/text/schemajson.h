#pragma once

#include "core/connector.h"
#include "core/servicedefinition.h"

#include <QJsonObject>

/// Both sides' schema and the mapping between them as one document: each side with its columns, and
/// each field with where every side keeps it.
[[nodiscard]] QJsonObject schemaJson(const ServiceDefinition &definition,
                                     const std::vector<SideSchema> &schemas);
