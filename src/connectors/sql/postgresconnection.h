#pragma once

#include "connectors/sql/postgresaddress.h"

#include <QSqlQuery>

/// One connection to a PostgreSQL server, used on the thread that made it; made at the first
/// statement, and again after it was lost. Each statement is a transaction of its own. Errors have
/// the SQLSTATE as `code`; see HubServer for the kinds.
class PostgresConnection
{
public:
    explicit PostgresConnection(PostgresAddress address);
    PostgresConnection(const PostgresConnection &) = delete;
    PostgresConnection &operator=(const PostgresConnection &) = delete;
    ~PostgresConnection();

    [[nodiscard]] const PostgresAddress &address() const { return m_address; }

    /// `isWrite`: an answer that is lost leaves it open what became of the statement.
    [[nodiscard]] Result<QSqlQuery> run(const QString &sql, bool isWrite);
    /// The first column of the first row; empty where there is none.
    [[nodiscard]] Result<QString> value(const QString &sql, bool isWrite);
    /// All of the statements in one transaction, or none.
    [[nodiscard]] Result<void> runTogether(const QStringList &statements);

    [[nodiscard]] int statements() const { return m_statements; }

private:
    [[nodiscard]] Result<void> connect();
    void disconnect();
    [[nodiscard]] Result<QSqlQuery> execute(const QString &sql, bool isWrite);

    PostgresAddress m_address;
    QString m_name; ///< of the connection in QSqlDatabase
    int m_statements = 0;
};
