#pragma once

#include <QStringList>

#include <vector>

/// Marks a SQLite file as ours ("USst").
inline constexpr int StateApplicationId = 0x55537374;

/// The state file's schema as one ordered list: element n takes a file of version n to n + 1, and a
/// new file runs them all. Never edited once released, only appended to.
[[nodiscard]] const std::vector<QStringList> &stateMigrations();
