#pragma once

#include "app/home/configuration.h"
#include "core/canceltoken.h"
#include "core/history.h"
#include "core/sandboxserver.h"
#include "core/secretstore.h"

#include <memory>

/// The embedded cloud, not started yet.
[[nodiscard]] std::unique_ptr<SandboxServer> makeSandboxServer();

/// The name under which the keychain keeps the secrets of the home in this folder, the same by
/// whichever path it is reached; empty: of the home where nobody chose one.
[[nodiscard]] QString keychainName(const QString &home);

/// The system's keychain, with the secrets of this program's home (UNIFIED_SYNC_HOME); `cancel`
/// ends every wait for it.
[[nodiscard]] std::unique_ptr<SecretStore> makeSecretStore(const CancelToken &cancel = {});

/// Runs, operations and logs of this home, for the calling thread. Makes the state file where there
/// is none yet.
[[nodiscard]] Result<std::unique_ptr<History>> openHistory(const Configuration &configuration);
