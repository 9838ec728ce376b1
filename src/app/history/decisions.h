#pragma once

#include "app/history/waitingitems.h"

/// Keeps decisions for the next run of their services, all or none; a decision about the same thing
/// replaces the one before. ErrorKind::Usage, in one sentence, where one does not fit what it is
/// about, ErrorKind::Storage where the state file fails. Blocks; for any thread.
[[nodiscard]] Result<void> keepDecisions(const Configuration &configuration,
                                         const std::vector<ServiceDefinition> &services,
                                         const std::vector<Decision> &decisions);

/// What `json` means as a value of the field: what `--value FIELD=JSON` takes. ErrorKind::Usage
/// says what the field expects.
[[nodiscard]] Result<Value> valueFromPlainJson(const FieldDefinition &field,
                                               const QJsonValue &json);
