#pragma once

#include "gui/conflicts/conflictsource.h"

/// What a list of conflicts says, for people. Pure; any thread. `limit`: characters of a value.

inline constexpr int ShortValue = 200;
inline constexpr int WholeValue = 100'000;

[[nodiscard]] QString conflictTitle(const ConflictSource &source, size_t record);
[[nodiscard]] QString conflictField(const ConflictSource &source, size_t item);
/// A conflict's value; `key` is a side's id or "base".
[[nodiscard]] QString conflictValue(const ConflictSource &source, size_t item, const QString &key,
                                    int limit = ShortValue);
/// What is the matter with anything but a conflict.
[[nodiscard]] QString conflictSentence(const ConflictSource &source, size_t item);
/// A choice about anything but a conflict.
[[nodiscard]] QString conflictChoice(const ConflictSource &source, size_t item, int choice);
/// What becomes of the item with this choice; -1: without one.
[[nodiscard]] QString conflictResult(const ConflictSource &source, size_t item, int choice);
