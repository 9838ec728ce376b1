#pragma once

#include "connectors/sql/postgresaddress.h"

#include <QSqlQuery>

#include <functional>

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

    /// Sends `sql`, a COPY … FROM STDIN and a query, as one transaction: `line` is asked for the
    /// next line of data until it gives an empty one; nothing gives the COPY up (code 57014).
    /// `take` gets the rows that the query finds, cells as text: they count once this has
    /// succeeded.
    [[nodiscard]] Result<void> copy(const QString &sql,
                                    const std::function<std::optional<QByteArray>()> &line,
                                    const std::function<void(const QVariantList &)> &take);

    [[nodiscard]] int statements() const { return m_statements; }

private:
    [[nodiscard]] Result<void> connect();
    void disconnect();
    [[nodiscard]] Result<QSqlQuery> execute(const QString &sql, bool isWrite);
    [[nodiscard]] tl::unexpected<Error> failed(const QString &state, const QString &message,
                                               bool isWrite);

    PostgresAddress m_address;
    QString m_name; ///< of the connection in QSqlDatabase
    int m_statements = 0;
};
