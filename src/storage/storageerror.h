#pragma once

#include "core/result.h"

class QSqlError;

/// What went wrong with the state file at `path`, as a sentence that says what to do. Always
/// ErrorKind::Storage; `code` is SQLite's own (extended) result code.
[[nodiscard]] Error storageError(const QSqlError &error, const QString &path);
