#pragma once

#include "sync/runcontext.h"

/// What an intent meant to write to a field, in canonical form; Absent where it did not mean to.
[[nodiscard]] Value intendedValue(const ServiceDefinition &definition, const JournalEntry &intent,
                                  int field);

/// Makes `record`, which an interrupted run created, the link's record on `side`. What the side
/// showed is then the intent as that side normalises it, not what `record` shows now: a person may
/// have edited it since.
void adopt(const RunContext &context, int side, const JournalEntry &intent, const Record &record,
           LinkState &link);
