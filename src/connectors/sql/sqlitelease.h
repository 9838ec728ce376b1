#pragma once

#include "connectors/sql/sqlitefile.h"
#include "core/instant.h"

/// The row of sync_lease that keeps two machines from syncing a service at once. Runs for two
/// minutes; whoever holds it renews it, and takes it again at once after a crash.
class SqliteLease
{
public:
    explicit SqliteLease(SqliteFile &file);

    [[nodiscard]] Result<void> take(const QString &service, const QString &holder, Instant now);
    void release(const QString &service, const QString &holder);

private:
    SqliteFile &m_file;
};
