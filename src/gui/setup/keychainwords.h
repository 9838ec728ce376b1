#pragma once

#include <QString>

#include <chrono>

/// A keychain that takes longer than this is likely to be asking its owner something.
inline constexpr std::chrono::milliseconds KeychainHintDelay(700);

/// What is said then.
[[nodiscard]] QString keychainHint();
