#include "app/backends.h"

#include "sandbox/notionsandbox.h"
#include "storage/keychainsecretstore.h"
#include "storage/sqlitehistory.h"

std::unique_ptr<SandboxServer> makeSandboxServer()
{
    return std::make_unique<NotionSandbox>();
}

std::unique_ptr<SecretStore> makeSecretStore()
{
    return std::make_unique<KeychainSecretStore>(QStringLiteral("unified-sync"));
}

Result<std::unique_ptr<History>> openHistory(const Configuration &configuration)
{
    auto database = StateDatabase::open(configuration.stateFile());
    if (!database)
        return failure(database.error());
    return std::make_unique<SqliteHistory>(*database);
}
