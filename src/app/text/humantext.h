#pragma once

#include "core/connector.h"
#include "core/servicedefinition.h"
#include "sync/common/runresult.h"

/// Results as text for a terminal. Times are UTC.

/// What the run did, or would do: one headline, then the changes per side.
[[nodiscard]] QString runText(const RunResult &result);

/// Errors, tripped guards with what to do about them, and warnings, one sentence each.
[[nodiscard]] QStringList problemTexts(const RunResult &result);

/// The differences, record by record and field by field, before and after.
[[nodiscard]] QString diffText(const Plan &plan, const ServiceDefinition &definition);

/// The mapping of the fields beside what each side really has.
[[nodiscard]] QString schemaText(const ServiceDefinition &definition,
                                 const std::vector<SideSchema> &schemas);

/// "reading notion, 1200 of 25000".
[[nodiscard]] QString progressText(const RunProgress &progress);

/// Rows as aligned columns; the first row is the head.
[[nodiscard]] QString tableText(const std::vector<QStringList> &rows);
