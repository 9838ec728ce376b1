#pragma once

#include "app/run/syncjob.h"

/// The command line's exit statuses, as its contract gives them.
namespace Exit {
inline constexpr int Done = 0;
inline constexpr int Failed = 1;
inline constexpr int Usage = 2;
inline constexpr int Blocked = 3;
inline constexpr int Undecided = 4;
inline constexpr int Locked = 5;
inline constexpr int Interrupted = 130;
} // namespace Exit

[[nodiscard]] int exitStatus(ErrorKind kind);
[[nodiscard]] int exitStatus(const RunResult &result);

/// The one of two that counts where both apply.
[[nodiscard]] int graverStatus(int left, int right);
