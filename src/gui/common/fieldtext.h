#pragma once

#include "core/servicedefinition.h"
#include "core/value.h"

/// A field's values as the person knows them from the side that they edit: an option by the name
/// that Notion shows ("In progress"), not by the word that is kept for it ("in_progress"). Pure;
/// any thread.

inline constexpr int ShortText = 200; ///< characters of a value in a list
inline constexpr int WholeText = 100'000; ///< characters of one value that a person is shown

/// On one line.
[[nodiscard]] QString fieldText(const FieldDefinition &field, const Value &value,
                                int limit = ShortText);
/// With its own line breaks; empty where there is nothing.
[[nodiscard]] QString wholeFieldText(const FieldDefinition &field, const Value &value);

/// One option that a field's definition names.
struct FieldOption
{
    QString word; ///< what is kept
    QString name; ///< what the person sees

    bool operator==(const FieldOption &) const = default;
};

/// The options that the definition names, in no particular order; empty where it names none.
[[nodiscard]] std::vector<FieldOption> fieldOptions(const FieldDefinition &field);
