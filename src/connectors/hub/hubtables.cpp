#include "connectors/hub/hubtables.h"

#include "core/phrase.h"

HubTable tombstonesOf(const QString &table)
{
    return {QStringLiteral("sync_tombstones"),
            QStringLiteral("row_id"),
            table,
            {{QStringLiteral("table_name"), ColumnType::Text},
             {QStringLiteral("deleted_at"), ColumnType::TimestampTz}},
            QStringLiteral("deleted_at"),
            {},
            {}};
}

Error rowIsRefused(const HubTable &table, const QString &key, const Error &error)
{
    return {ErrorKind::Refused,
            Phrase::tr("The row %1 of the table %2 cannot be taken over: %3.")
                .arg(key, table.name, error.detail),
            {},
            error.code,
            {}};
}
