#pragma once

#include "core/result.h"

#include <QSqlQuery>
#include <QVariant>

#include <chrono>
#include <functional>
#include <memory>
#include <unordered_map>

/// One connection to the embedded hub's file, used on the thread that made it. The journal is
/// SQLite's default: between transactions the hub is one file that may be copied. Errors are
/// ErrorKind::Storage with a sentence that says what to do, except that a broken constraint is
/// ErrorKind::Refused with `code` "constraint".
class SqliteFile
{
public:
    /// `patience`: how long a statement waits for another program that has the file.
    SqliteFile(QString path, std::chrono::milliseconds patience);
    SqliteFile(const SqliteFile &) = delete;
    SqliteFile &operator=(const SqliteFile &) = delete;
    ~SqliteFile();

    [[nodiscard]] bool exists() const;
    /// Read-only creates nothing and never makes the file; otherwise file and folders are made,
    /// for their owner only.
    [[nodiscard]] Result<void> open(bool readOnly);

    /// Runs a statement that is prepared once and kept; valid until the same text is run again.
    [[nodiscard]] Result<QSqlQuery *> run(const QString &sql, const QVariantList &values = {});
    /// Runs `body` in one transaction that takes the write lock first: whole or not at all.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()> &body);
    /// False where a failed statement took the whole transaction back (a trigger can do so).
    [[nodiscard]] bool isInTransaction();

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    [[nodiscard]] Result<void> connect(bool readOnly);
    void disconnect();
    [[nodiscard]] Error errorOf(const QSqlError &error) const;

    QString m_path;
    QString m_connection;
    std::chrono::milliseconds m_patience;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_queries;
};
