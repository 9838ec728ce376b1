#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

/// Runs a statement as another program would: the first column of its rows as text. Ends the
/// program where it fails.
[[nodiscard]] inline QStringList firstColumn(const QSqlDatabase &database, const QString &statement,
                                             const QVariantList &values = {},
                                             const QString &null = {})
{
    QSqlQuery query(database);
    bool isDone = false;
    // Several statements in one text cannot be prepared.
    if (values.isEmpty()) {
        isDone = query.exec(statement);
    } else {
        isDone = query.prepare(statement);
        for (const QVariant &value : values)
            query.addBindValue(value);
        isDone = isDone && query.exec();
    }
    if (!isDone)
        qFatal("%s: %s", qPrintable(statement), qPrintable(query.lastError().text()));
    QStringList column;
    while (query.next())
        column.append(query.value(0).isNull() ? null : query.value(0).toString());
    return column;
}
