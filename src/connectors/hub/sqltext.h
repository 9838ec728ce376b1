#pragma once

#include <QString>

/// `name` as an identifier in SQL, whatever it contains.
[[nodiscard]] QString quotedName(const QString &name);
/// `text` as a string constant; PostgreSQL needs standard_conforming_strings, its default.
[[nodiscard]] QString quotedText(const QString &text);
/// The statement that adds a column to a table.
[[nodiscard]] QString addColumnSql(const QString &table, const QString &column,
                                   const QString &type);
