#pragma once

#include "core/record.h"
#include "core/servicedefinition.h"
#include "core/value.h"

/// Whether two canonical values of `field` are the same at the precision of the coarser side:
/// instants to the minute (what Notion keeps), everything else exactly. Absent equals Absent only;
/// Unknown equals nothing, itself included.
[[nodiscard]] bool sameValue(const FieldDefinition &field, const Value &left, const Value &right);

/// Whether nothing is left of a record but its tombstone: it is deleted, and no field says
/// anything.
[[nodiscard]] bool isTombstone(const Record &record);

/// Value as it counts for match keys: case and white space folded; empty where it cannot identify
/// anything (no value).
[[nodiscard]] QString foldedForMatch(const Value &value);

/// Hash of a record's values for the definition's `key`-th match key; 0 where a part of it is
/// empty.
[[nodiscard]] size_t matchKeyHash(const ServiceDefinition &definition,
                                  const std::vector<Value> &fields, size_t key);
