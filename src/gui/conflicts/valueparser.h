#pragma once

#include "core/servicedefinition.h"
#include "core/value.h"

#include <optional>

/// What a person typed for a field, or why it does not fit.
struct TypedValue
{
    std::optional<Value> value;
    QString reason; ///< one sentence; empty where there is a value
};

/// Reads a text, number, choice, list of options (one on each line) or JSON document as a value of
/// this field. Nothing typed empties the field, where it may be empty. Dates, times and yes or no
/// have editors that cannot be wrong. Pure.
[[nodiscard]] TypedValue parseTyped(const FieldDefinition &field, const QString &typed);

/// A value as `parseTyped` reads it back.
[[nodiscard]] QString typedText(const FieldDefinition &field, const Value &value);

/// True where nothing fits the field, too.
[[nodiscard]] bool mayBeEmpty(const FieldDefinition &field);
