#pragma once

#include "core/servicedefinition.h"
#include "core/value.h"

/// Turns a value into the kind that a field of type `wanted` has. Null, Absent and Unknown stay
/// what they are; Unknown where the conversion is impossible.
[[nodiscard]] Value convertedTo(FieldType wanted, const Value &value);
