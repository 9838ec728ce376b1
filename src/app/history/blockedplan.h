#pragma once

#include "core/history.h"
#include "core/servicedefinition.h"
#include "sync/common/runresult.h"

#include <memory>

/// The plan that the guards of `run` stopped and that was saved, as the result that it belonged to;
/// null where there is none, the file is gone (they are pruned) or the definition changed since.
/// Reads one file, which may be large: not for the GUI thread.
[[nodiscard]] std::shared_ptr<const RunResult> readBlockedPlan(const RunRecord &run,
                                                               const ServiceDefinition &definition);
