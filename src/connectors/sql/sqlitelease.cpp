#include "connectors/sql/sqlitelease.h"

#include "connectors/hub/hubrecord.h"
#include "core/hub.h"

SqliteLease::SqliteLease(SqliteFile &file)
    : m_file(file)
{ }

static tl::unexpected<Error> heldBy(const QString &service, QSqlQuery &row)
{
    const bool known = row.next();
    const QString holder = known ? row.value(0).toString() : QString();
    const QString until = known ? row.value(1).toString() : QString();
    row.finish();
    return failure(leaseIsHeld(service, holder, until));
}

Result<void> SqliteLease::take(const QString &service, const QString &holder, Instant now)
{
    return m_file.transaction([&]() -> Result<void> {
        const Result<QSqlQuery *> taken = m_file.run(
            QStringLiteral("INSERT INTO sync_lease (service, holder, expires_at) "
                           "VALUES (:service, :holder, :expires_at) "
                           "ON CONFLICT (service) DO UPDATE "
                           "SET holder = excluded.holder, expires_at = excluded.expires_at "
                           "WHERE sync_lease.holder = excluded.holder "
                           "OR sync_lease.expires_at <= :now"),
            {service, holder, sortableInstant(now + LeaseTime), sortableInstant(now)});
        if (!taken)
            return failure(taken.error());
        if ((*taken)->numRowsAffected() > 0)
            return {};
        const Result<QSqlQuery *> row = m_file.run(
            QStringLiteral("SELECT holder, expires_at FROM sync_lease WHERE service = :service"),
            {service});
        if (!row)
            return failure(row.error());
        return heldBy(service, **row);
    });
}

void SqliteLease::release(const QString &service, const QString &holder)
{
    // A lease that cannot be given back ends by itself.
    (void)m_file.run(QStringLiteral("DELETE FROM sync_lease "
                                    "WHERE service = :service AND holder = :holder"),
                     {service, holder});
}
