#pragma once

#include "core/plan.h"

/// A side's name inside a sentence: "Notion", "the hub", "Google".
[[nodiscard]] QString sideName(const QString &sideId);
/// The same at the beginning of one: "The hub".
[[nodiscard]] QString sideNameAtStart(const QString &sideId);

/// What a person calls this record: its title, else its id on the side named first.
[[nodiscard]] QString titleOf(const ServiceDefinition &definition, const LinkState &link);

/// Fingerprint of what a record shows, bodies left out (they are read only when they may have
/// moved).
[[nodiscard]] QByteArray recordFingerprint(const ServiceDefinition &definition,
                                           const Record &record);
