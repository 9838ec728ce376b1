#pragma once

#include "gui/conflicts/conflictchoices.h"
#include "gui/conflicts/valuedialog.h"

/// What is asked for where a person wants a value of their own for an item: it begins with what is
/// chosen.
[[nodiscard]] ValueQuestion ownValueQuestion(const ConflictChoices &choices, size_t item);
