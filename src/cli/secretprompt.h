#pragma once

#include "core/result.h"

/// Reads one line from stdin; where that is a terminal, asks for `what` on stderr and does not
/// echo. ErrorKind::Usage where nothing was given, Cancelled on an interruption.
[[nodiscard]] Result<QString> readSecret(const QString &what);
