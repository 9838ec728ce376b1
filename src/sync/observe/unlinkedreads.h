#pragma once

#include "sync/observe/observer.h"

/// Adds records without a link that a scan need not show, read by id: those that a person answered
/// a question about, and those that waited for a create.
[[nodiscard]] Result<void> readUnlinked(const RunContext &context, int side, MemberIndex &members,
                                        Observation &observation);
