#pragma once

#include "sync/common/runcontext.h"

/// When the body that `record` shows on `side` was read at the earliest, by the clock of the
/// record's stamp, if nothing was read before `since` (this machine's clock): what was written
/// later may not be in it. The beginning of time where the side has a body that the record does not
/// show, so that the next scan reads it.
[[nodiscard]] Instant bodySeenAt(const ServiceDefinition &definition, int side,
                                 const Record &record, Instant since, const ClockOffset &clock);

/// The same for what was read in this run.
[[nodiscard]] Instant bodySeenAt(const RunContext &context, int side, const Record &record);

/// Whether some value of `record` could not be read. `known` is what was known of the record
/// before, for a body that is not read again because it was read whole; null: nothing.
[[nodiscard]] bool isShownInPart(const ServiceDefinition &definition, int side,
                                 const Record &record, const Member *known);

/// The member of a new link that a record, read in this run, becomes on its side.
[[nodiscard]] Member memberOf(const RunContext &context, int side, const Record &record,
                              const QByteArray &fingerprint);
