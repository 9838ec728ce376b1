#pragma once

#include "sync/common/runcontext.h"

/// Makes `record`, which an interrupted run created, the link's record on `side`. What the side
/// showed is then the intent as that side normalises it, not what `record` shows now: a person may
/// have edited it since.
void adopt(const RunContext &context, int side, const JournalEntry &intent, const Record &record,
           LinkState &link);
