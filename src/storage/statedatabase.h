#pragma once

#include "storage/statement.h"

#include <QSqlDatabase>

#include <functional>
#include <memory>
#include <unordered_map>

/// The local state file: one connection, opened with WAL, foreign keys and full synchronisation,
/// migrated to this version's schema. Used only on the thread that opened it; several connections
/// (threads, processes) may share the file, and writers wait for each other. All errors are
/// ErrorKind::Storage, except that a file of a newer version is ErrorKind::Usage.
class StateDatabase
{
public:
    /// Opens `path`, or makes it (file 0600, missing folders 0700); ":memory:" is a database that
    /// lives as long as the object.
    [[nodiscard]] static Result<std::shared_ptr<StateDatabase>> open(const QString &path);

    StateDatabase(const StateDatabase &) = delete;
    StateDatabase &operator=(const StateDatabase &) = delete;
    ~StateDatabase();

    /// Runs one statement that has no values and answers no rows.
    [[nodiscard]] Result<void> execute(const QString &sql);
    /// The prepared form of `sql`, made once; the reference stays valid as long as the database.
    [[nodiscard]] Result<Statement *> statement(const QString &sql);
    /// `statement` and `Statement::run` in one.
    [[nodiscard]] Result<Statement *> run(const QString &sql,
                                          std::initializer_list<QVariant> values = {});
    /// Runs a statement that answers no rows; the number of rows that it changed.
    [[nodiscard]] Result<int> change(const QString &sql, std::initializer_list<QVariant> values);
    /// Runs `body` in one transaction that takes the write lock first: whole or not at all.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()> &body);

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    explicit StateDatabase(QString path);

    [[nodiscard]] Result<void> connect();
    [[nodiscard]] Result<void> migrate();
    [[nodiscard]] Result<void> migrateFrom(qint64 version);
    [[nodiscard]] Result<void> checkOwner();
    [[nodiscard]] Result<qint64> pragma(const QString &name);

    QString m_path;
    QString m_connection;
    std::unordered_map<QString, std::unique_ptr<Statement>> m_statements;
};
