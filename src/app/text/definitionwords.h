#pragma once

#include <span>

/// Every title, description and label of the services that come with the program, so that they are
/// offered to translators (context "Definition"); JSON is not looked through for texts.
[[nodiscard]] std::span<const char *const> definitionWords();
