#pragma once

#include "core/decision.h"
#include "core/plan.h"
#include "storage/waitinglist.h"

#include <QSet>

/// What of a plan waits for a person, as the list of what waits shows it: its open conflicts and
/// its questions, whether they are kept already or not. Pure; any thread.
[[nodiscard]] std::vector<WaitingItem> waitingIn(const Plan &plan,
                                                 const ServiceDefinition &definition);

/// `kept`, what waits in a home, and after it what of the open plan's is not among it; the ids of
/// the latter are added to `found`.
[[nodiscard]] std::vector<WaitingItem> withWaitingIn(std::vector<WaitingItem> kept,
                                                     const Plan &plan,
                                                     const ServiceDefinition &definition,
                                                     QSet<QString> &found);

/// Turns decisions about a plan's own conflicts and questions into what the next preview follows.
/// ErrorKind::Usage where one names nothing of the plan, or does not fit what it is about; a
/// question may be linked or separated here, leaving a record alone is kept with what waits.
[[nodiscard]] Result<PreviewChoices> choicesOn(const Plan &plan,
                                               const ServiceDefinition &definition,
                                               const std::vector<Decision> &decisions);

/// `newer` beside `choices`; of two about the same thing the newer one stays.
[[nodiscard]] PreviewChoices joined(PreviewChoices choices, const PreviewChoices &newer);
