#pragma once

#include "core/instant.h"
#include "core/result.h"

#include <QSqlQuery>

#include <initializer_list>

/// One prepared statement, used again and again by its database. Values are bound in the order in
/// which the placeholders stand in the text. A statement that may have rows left is open until
/// `finish` (or until `next` answers false), and holds SQLite's read lock that long.
class Statement
{
public:
    Statement(QSqlQuery &&query, QString path);

    [[nodiscard]] Result<void> run(std::initializer_list<QVariant> values = {});
    /// The next row; false at the end, and where reading failed (`error` tells).
    [[nodiscard]] bool next();
    void finish();

    [[nodiscard]] QVariant value(int column) const { return m_query.value(column); }
    [[nodiscard]] QString text(int column) const { return m_query.value(column).toString(); }
    [[nodiscard]] QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    [[nodiscard]] qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] std::optional<Instant> instant(int column) const;
    [[nodiscard]] qint64 lastInsertId() const { return m_query.lastInsertId().toLongLong(); }
    [[nodiscard]] int affectedRows() const { return m_query.numRowsAffected(); }
    /// Whether reading stopped because of an error rather than at the last row.
    [[nodiscard]] Result<void> readToEnd() const;

private:
    QSqlQuery m_query;
    QString m_path;
};

/// Bound forms: never NULL for an empty text or empty bytes; instants are microseconds, NULL where
/// there is none.
[[nodiscard]] QVariant bound(const QString &text);
/// The pattern of "LIKE … ESCAPE '\'" that finds this text anywhere.
[[nodiscard]] QVariant patternContaining(QString text);
[[nodiscard]] QVariant bound(const QByteArray &bytes);
[[nodiscard]] QVariant bound(Instant instant);
[[nodiscard]] QVariant bound(const std::optional<Instant> &instant);
