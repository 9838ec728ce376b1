#pragma once

#include "connectors/hub/serverschema.h"
#include "support/testsql.h"
#include "support/twowayhome.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

/// A home whose hub is a file at first, and a hub on a server beside it that is empty; besides the
/// built-in services there is one, "cells", with a column of every type.
struct CopyHome
{
    CopyHome()
        : server(std::make_shared<TestHub>(QString(), cellsSchema()))
        , home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment(), server)
        , file(QStringLiteral("sqlite:") + home.hubPath())
        , back(QStringLiteral("sqlite:") + home.path(QStringLiteral("back.db")))
        , remote(server->environment().value(QStringLiteral("UNIFIED_SYNC_HUB")))
    {
        QDir().mkpath(home.path(QStringLiteral("services")));
        QFile definition(home.path(QStringLiteral("services/cells.json")));
        if (!definition.open(QIODevice::WriteOnly) || definition.write(cellsDefinition()) < 0)
            qFatal("%s", qPrintable(definition.errorString()));
        use(file);
        sandbox.control.setClock(
            QDateTime::currentDateTimeUtc().addSecs(-7200).toString(Qt::ISODate));
    }
    CopyHome(const CopyHome &) = delete;
    CopyHome &operator=(const CopyHome &) = delete;
    ~CopyHome()
    {
        for (const QString &hub : {file, back})
            QSqlDatabase::removeDatabase(hub);
    }

    [[nodiscard]] static QByteArray cellsDefinition()
    {
        return R"({"format": 1, "service": "cells", "title": "Cells", "description": "All types",
            "icon": "books", "pattern": "one_way", "title_field": "title", "match": [["title"]],
            "sides": { "notion": { "role": "source" }, "hub": { "role": "destination",
                "table": "cells", "extra_columns": [
                    { "column": "whole", "type": "INTEGER" },
                    { "column": "fraction", "type": "DOUBLE PRECISION" },
                    { "column": "exact", "type": "NUMERIC" },
                    { "column": "flag", "type": "BOOLEAN" }, { "column": "day", "type": "DATE" },
                    { "column": "moment", "type": "TIMESTAMPTZ" },
                    { "column": "other", "type": "UUID" },
                    { "column": "others", "type": "UUID[]" },
                    { "column": "tags", "type": "TEXT[]" },
                    { "column": "document", "type": "JSONB" }] } },
            "fields": [{ "name": "title", "label": "Title", "type": "text", "required": true,
                "notion": { "property": "Name", "type": "title" },
                "hub": { "column": "title", "type": "TEXT" } }] })";
    }
    [[nodiscard]] static QString cellsSchema()
    {
        const auto definition = parseServiceDefinition(cellsDefinition(), QStringLiteral("cells"));
        return serverSchemaSql({&*definition, 1}, ServerFlavour::Supabase).value();
    }

    void use(const QString &hub) { home.set("UNIFIED_SYNC_HUB", hub); }
    [[nodiscard]] UsyncOutcome copy(const QString &from, const QString &to) const
    {
        return home.run({QStringLiteral("hub-copy"), from, to});
    }
    [[nodiscard]] UsyncOutcome sync(const QString &service) const
    {
        return home.run({service, QStringLiteral("--json")});
    }
    /// Makes the tables of "cells" in the first file.
    void makeCells() const
    {
        const UsyncOutcome made = home.run(
            {QStringLiteral("hub-schema"), QStringLiteral("cells"), QStringLiteral("--apply")});
        if (made.status != 0)
            qFatal("%s", made.errors.constData());
    }
    /// Rows in the first file's table of "cells".
    void fillCells(int rows)
    {
        makeCells();
        sql(file,
            QStringLiteral("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                           "WHERE i < %1) INSERT INTO cells (title, whole) "
                           "SELECT 'Cell ' || i, i FROM n")
                .arg(rows));
    }

    /// The first column of a statement's rows in a hub that is a file.
    QStringList sql(const QString &hub, const QString &statement, const QVariantList &values = {})
    {
        if (!QSqlDatabase::contains(hub)) {
            QSqlDatabase made = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), hub);
            made.setDatabaseName(hub.section(u':', 1));
        }
        return firstColumn(QSqlDatabase::database(hub), statement, values);
    }
    /// Every row of a table in a hub that is a file, as a JSON object of what SQLite writes for its
    /// cells; JSON in them is read, so that the order of its keys is all one. Without what a copy
    /// notes of itself.
    QStringList cells(const QString &hub, const QString &table)
    {
        const QStringList names
            = sql(hub, QStringLiteral("SELECT name FROM pragma_table_info(?)"), {table});
        QStringList parts;
        for (const QString &name : names)
            parts.append(QStringLiteral("'%1', CASE WHEN substr(\"%1\", 1, 1) IN ('{', '[') AND "
                                        "json_valid(\"%1\") THEN json(\"%1\") ELSE "
                                        "quote(\"%1\") END")
                             .arg(name));
        const QStringList found = sql(hub,
                                      QStringLiteral("SELECT json_object(%1) FROM %2%3")
                                          .arg(parts.join(QStringLiteral(", ")), table,
                                               table == QLatin1String("sync_logs")
                                                   ? QStringLiteral(" WHERE event_type <> "
                                                                    "'hub_copy'")
                                                   : QString()));
        QStringList rows;
        for (const QString &row : found)
            rows.append(QString::fromUtf8(
                QJsonDocument::fromJson(row.toUtf8()).toJson(QJsonDocument::Compact)));
        rows.sort();
        return rows;
    }
    [[nodiscard]] int serverRows(const QString &table) const
    {
        return server->sql(QStringLiteral("SELECT count(*) FROM ") + table).value(0).toInt();
    }
    /// Of a file.
    [[nodiscard]] static QByteArray hashOf(const QString &hub)
    {
        QFile content(hub.section(u':', 1));
        return content.open(QIODevice::ReadOnly)
            ? QCryptographicHash::hash(content.readAll(), QCryptographicHash::Sha256)
            : QByteArray();
    }

    SandboxFixture sandbox{12};
    std::shared_ptr<TestHub> server;
    UsyncHome home;
    QString file; ///< the hub at first
    QString back; ///< another file, not made yet
    QString remote; ///< the hub on the server
};
