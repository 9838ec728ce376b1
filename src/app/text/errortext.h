#pragma once

#include "sync/common/runresult.h"

#include <QString>

/// The one place where errors become text for people: what happened, to which record, what to do.
/// Never empty.
[[nodiscard]] QString describe(const Error &error);

/// The same with the record's name in front, where the error is about one.
[[nodiscard]] QString describe(const RunError &error);
