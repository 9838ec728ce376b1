#pragma once

#include "app/truth/servicetruth.h"

#include <span>

/// Whether something is well, at a glance: the colour of a dot. Pending: nothing is wrong, and not
/// everything is equal either.
enum class Mood { Idle, Good, Pending, Warning, Bad };

[[nodiscard]] Mood moodOf(ServiceTruth::State state);

/// The state in a few words: "3 waiting for you", "in sync".
[[nodiscard]] QString stateWords(const ServiceTruth &truth);
/// The same with everything that is counted: "interrupted, 3 waiting for you, 11 on hold".
[[nodiscard]] QString wholeWords(const ServiceTruth &truth);
/// Everything that is not equal, class by class: "3 waiting for you", "11 on hold", …
[[nodiscard]] QStringList countWords(const ServiceTruth &truth);
/// The same of what stands in the list of conflicts only.
[[nodiscard]] QStringList listedWords(const ServiceTruth &truth);
/// "syncing in another program"; empty where nothing runs elsewhere.
[[nodiscard]] QString elsewhereWords(const ServiceTruth &truth);
/// What a preview without any change says: that both sides are equal where that is true, and else
/// how many stand still, and where they are to be seen.
[[nodiscard]] QString nothingToDoSentence(const ServiceTruth &truth);

/// A service as `overallWords` names it.
struct NamedTruth
{
    QString title;
    ServiceTruth truth;
};

/// The worst of them.
[[nodiscard]] ServiceTruth::State worstState(std::span<const NamedTruth> services);
/// One sentence about all of them: every service that is in the worst state is named.
[[nodiscard]] QString overallSentence(std::span<const NamedTruth> services);
