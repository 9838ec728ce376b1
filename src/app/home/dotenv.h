#pragma once

#include <QMap>
#include <QStringList>

/// What a `.env` file says: NAME=VALUE lines with an optional `export `, quotes and comments.
struct DotEnv
{
    QMap<QString, QString> variables; ///< the last one counts where a name occurs twice
    QList<int> unreadable; ///< numbers of the lines that are nothing of the kind, from 1

    bool operator==(const DotEnv &) const = default;
};

/// Values in single quotes are taken literally, those in double quotes with the escapes \n, \r, \t,
/// \", \\ and \$; both may span lines. What is not quoted ends at a comment (` #`) or at the line's
/// end. Nothing is expanded or executed. Pure.
[[nodiscard]] DotEnv parseDotEnv(const QString &text);
