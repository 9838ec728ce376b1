#pragma once

#include "app/configuration.h"
#include "core/history.h"
#include "core/sandboxserver.h"
#include "core/secretstore.h"

#include <memory>

/// The embedded cloud, not started yet.
[[nodiscard]] std::unique_ptr<SandboxServer> makeSandboxServer();

/// The system's keychain.
[[nodiscard]] std::unique_ptr<SecretStore> makeSecretStore();

/// Runs, operations and logs of this home, for the calling thread. Makes the state file where there
/// is none yet.
[[nodiscard]] Result<std::unique_ptr<History>> openHistory(const Configuration &configuration);
