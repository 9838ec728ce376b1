#pragma once

#include "core/servicedefinition.h"
#include "sync/common/runresult.h"

#include <QJsonObject>

/// The run's document as the command line's contract gives it. The diff is there for dry runs only;
/// `definition` names its fields and sides.
[[nodiscard]] QJsonObject runResultJson(const RunResult &result,
                                        const ServiceDefinition &definition);

/// The same without the diff: what history keeps.
[[nodiscard]] QJsonObject runSummaryJson(const RunResult &result);

/// The operations and conflicts of a plan, one object each.
[[nodiscard]] QJsonArray planDiffJson(const Plan &plan, const ServiceDefinition &definition);
