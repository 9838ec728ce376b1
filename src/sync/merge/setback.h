#pragma once

#include "sync/merge/fieldmerge.h"

/// What a store that was put back to a former time shows is no edit: it is behind what was agreed,
/// so that the agreed values are delivered once more. A field that waits for a person keeps
/// waiting. True where `link` has such a side. Pure.
[[nodiscard]] bool takeSetBacks(const ServiceDefinition &definition, LinkState &link,
                                const SideViews &views);
