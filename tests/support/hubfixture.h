#pragma once

#include "connectors/sql/sqlitehub.h"
#include "support/builtindefinition.h"
#include "support/hubrequests.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>

/// A folder with an embedded hub, and a second program's connection to the same file.
class HubFixture
{
public:
    explicit HubFixture(const QString &service = QStringLiteral("books"))
        : definition(builtInDefinition(service))
    { }
    HubFixture(const HubFixture &) = delete;
    HubFixture &operator=(const HubFixture &) = delete;
    ~HubFixture()
    {
        m_other = QSqlDatabase();
        QSqlDatabase::removeDatabase(connectionName());
    }

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("hub.sqlite")); }

    [[nodiscard]] std::unique_ptr<SqliteHub> hub() const
    {
        return std::make_unique<SqliteHub>(path(), definition);
    }
    /// A hub that is open for writing.
    [[nodiscard]] std::unique_ptr<SqliteHub> openHub()
    {
        std::unique_ptr<SqliteHub> made = hub();
        const Result<SideStatus> opened
            = made->open(memory, Connector::Access::ReadWrite, CancelToken());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        memory.identity = opened->identity;
        return made;
    }

    /// Runs a statement as another program would; the first column of its rows.
    QStringList sql(const QString &statement)
    {
        if (!m_other.isOpen()) {
            m_other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connectionName());
            m_other.setDatabaseName(path());
            m_other.open();
        }
        QSqlQuery query(m_other);
        if (!query.exec(statement))
            qFatal("%s", qPrintable(query.lastError().text()));
        QStringList column;
        while (query.next())
            column.append(query.value(0).isNull() ? QStringLiteral("NULL")
                                                  : query.value(0).toString());
        return column;
    }

    [[nodiscard]] int field(QStringView name) const { return definition.fieldIndex(name); }

    [[nodiscard]] WriteRequest create(const QString &title, const QString &pageId = {}) const
    {
        return createRequest(definition, title, pageId);
    }

    ServiceDefinition definition;
    SideMemory memory;

private:
    [[nodiscard]] QString connectionName() const { return path(); }

    QTemporaryDir m_folder;
    QSqlDatabase m_other;
};
