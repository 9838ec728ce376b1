#pragma once

#include "gui/conflicts/conflictsource.h"
#include "gui/conflicts/recordlooks.h"

/// What a list of conflicts says, for people. Pure; any thread. `limit`: characters of a value.

inline constexpr int ShortValue = 200;
inline constexpr int WholeValue = 100'000;

[[nodiscard]] QString conflictTitle(const ConflictSource &source, size_t record);
[[nodiscard]] QString conflictField(const ConflictSource &source, size_t item);
/// A conflict's value; `key` is a side's id or "base".
/// Also of a hold or a refused value, with "agreed" for what would be delivered.
[[nodiscard]] QString conflictValue(const ConflictSource &source, size_t item, const QString &key,
                                    int limit = ShortValue);
/// The same whole, with its line breaks.
[[nodiscard]] QString conflictWholeValue(const ConflictSource &source, size_t item,
                                         const QString &key);
/// "On hold", "Refused by Notion", …; empty for a conflict.
[[nodiscard]] QString conflictKind(const ConflictSource &source, size_t item);
/// What is the matter with anything but a conflict.
[[nodiscard]] QString conflictSentence(const ConflictSource &source, size_t item);
/// A choice about anything but a conflict. Candidates are told by what was read of them.
[[nodiscard]] QString conflictChoice(const ConflictSource &source, size_t item, int choice,
                                     const RecordLooks &looks, Instant now);
/// A record by its title and when it was edited; by its id where it was not read.
[[nodiscard]] QString candidateText(const ConflictSource &source, const QString &side,
                                    const QString &id, const RecordLooks &looks, Instant now);
/// What becomes of the item with this choice, one of its options; -1: without one.
[[nodiscard]] QString conflictResult(const ConflictSource &source, size_t item, int choice);
