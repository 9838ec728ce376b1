#pragma once

#include "core/servicedefinition.h"
#include "core/value.h"

/// Whether two canonical values of `field` are the same at the precision of the coarser side:
/// instants to the minute (what Notion keeps), everything else exactly. Absent equals Absent only;
/// Unknown equals nothing, itself included.
[[nodiscard]] bool sameValue(const FieldDefinition &field, const Value &left, const Value &right);

/// Value as it counts for match keys: case and white space folded; empty where it cannot identify
/// anything (no value).
[[nodiscard]] QString foldedForMatch(const Value &value);
