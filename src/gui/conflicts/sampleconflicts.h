#pragma once

#include "app/connection/recordlook.h"
#include "app/history/waitingitems.h"

/// A few things of every kind that wait in the service "tasks", edited shortly before `now`: for
/// pictures of the window.
[[nodiscard]] std::vector<WaitingItem> sampleConflicts(Instant now);

/// The records that the sample's question is about, as their sides would show them.
[[nodiscard]] std::vector<RecordLook> sampleRecords(const ServiceDefinition &definition,
                                                    const std::vector<RecordAddress> &addresses,
                                                    Instant now);
