#pragma once

#include "app/home/configuration.h"

/// Puts aside what the home knows of its services, so that the next run of each links everything
/// anew, as a first one: for homes whose side is another one than before, and is to be. The former
/// state stays beside the new one, and is answered with its path; nothing is written or deleted on
/// any side. Locked where a service runs; Usage where nothing was synced yet. Blocks.
[[nodiscard]] Result<QString> beginAnew(const Configuration &configuration,
                                        const QStringList &services);
