#pragma once

#include "core/syncstore.h"

/// What one read tells of a write whose answer was lost.
struct SettledWrite
{
    const ServiceDefinition &definition;
    int side = 0;
    const JournalEntry &intent;
    const Record &record; ///< what the side shows now, references resolved
    bool sideNamesEditor = false; ///< `record.editedByUs` tells whose edit set the stamp
};

/// Brings what `link` remembers of the side up to the read, field by field: what shows the intent
/// was delivered; sets likewise, element by element; what shows the value before, in a record that
/// was edited since, is frozen where the side edits, for a person may have put it back; anything
/// else stays as it was, and the scan takes it for a person's change. Pure; true where a field was
/// frozen.
bool settleWrite(const SettledWrite &write, LinkState &link);

/// The value of `field` that the intent was to write; Absent where it was to write none.
[[nodiscard]] Value intendedValue(const ServiceDefinition &definition, const JournalEntry &intent,
                                  int field);
