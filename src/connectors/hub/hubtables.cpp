#include "connectors/hub/hubtables.h"

Error rowIsRefused(const HubTable &table, const QString &key, const Error &error)
{
    return {ErrorKind::Refused,
            QStringLiteral("The row %1 of the table %2 cannot be taken over: %3.")
                .arg(key, table.name, error.detail),
            {},
            error.code,
            {}};
}
