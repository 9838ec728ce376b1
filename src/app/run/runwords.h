#pragma once

#include "sync/common/runresult.h"

#include <QString>

/// The sentences of a run in the log, in English (`Phrase`): short, for a person who reads them
/// weeks later.

/// "books: incremental run started".
[[nodiscard]] QString startedWords(const RunResult &result);
/// "books: dry run, 4 changes in the hub · 1.0 s · 7 requests".
[[nodiscard]] QString finishedWords(const RunResult &result);
/// One count of what was written to a side: "Created 4 records in the hub".
[[nodiscard]] QString createdWords(int count, const QString &side);
[[nodiscard]] QString updatedWords(int count, const QString &side);
[[nodiscard]] QString deletedWords(int count, const QString &side);
[[nodiscard]] QString restoredWords(int count, const QString &side);
[[nodiscard]] QString waitingWords(int count);

/// Whether it looked at everything that it was to look at.
[[nodiscard]] bool cameToItsEnd(const RunResult &result);
/// Whether a guard that does not only warn has tripped.
[[nodiscard]] bool isStoppedByGuard(const RunResult &result);
