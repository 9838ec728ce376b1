#pragma once

#include "connectors/sql/sqlitehub.h"
#include "support/builtindefinition.h"

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
        WriteRequest request;
        request.kind = OperationKind::Create;
        request.link = QUuid::createUuid();
        request.fields = {{field(definition.titleField), Value::text(title)}};
        request.writtenFrom = QStringLiteral("notion");
        if (!pageId.isEmpty())
            request.members.insert(QStringLiteral("notion"), Member{pageId, {}, {}, false, {}});
        return request;
    }

    [[nodiscard]] static WriteRequest update(const Record &record, int field, const Value &value)
    {
        WriteRequest request;
        request.kind = OperationKind::Update;
        request.recordId = record.id;
        request.fields = {{field, value}};
        request.fresh = record;
        request.writtenFrom = QStringLiteral("notion");
        return request;
    }

    /// Writes one row that must be delivered, and answers it.
    static Record deliver(SqliteHub &hub, const WriteRequest &request)
    {
        const std::vector<WriteResult> results = hub.write({&request, 1}, CancelToken());
        if (results.front().state != WriteResult::State::Delivered)
            qFatal("%s", qPrintable(results.front().error.detail));
        return results.front().record;
    }

    static std::vector<Record> scan(SqliteHub &hub, const ScanRequest &request, ScanReport &report)
    {
        std::vector<Record> records;
        const Result<ScanReport> done = hub.scan(
            request,
            [&records](Record &&record) -> Result<void> {
                records.push_back(std::move(record));
                return {};
            },
            CancelToken());
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
        report = *done;
        return records;
    }

    ServiceDefinition definition;
    SideMemory memory;

private:
    [[nodiscard]] QString connectionName() const { return path(); }

    QTemporaryDir m_folder;
    QSqlDatabase m_other;
};
