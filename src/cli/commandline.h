#pragma once

#include "core/result.h"

#include <QMap>
#include <QStringList>

/// What was typed, taken apart and checked: a command that exists, only options that it knows, each
/// value of the right kind.
struct CommandLine
{
    QString command; ///< "sync" for `usync SERVICE`
    QStringList arguments; ///< without the command's name; for "sync" the service
    QMap<QString, QString> options; ///< by name without dashes; the value is empty for a flag
    QStringList values; ///< of every --value, in order

    [[nodiscard]] bool has(const char *option) const
    {
        return options.contains(QLatin1String(option));
    }
    [[nodiscard]] QString value(const char *option) const
    {
        return options.value(QLatin1String(option));
    }
    /// A number that was checked already; `fallback` where the option was not given.
    [[nodiscard]] int number(const char *option, int fallback) const;
};

/// ErrorKind::Usage with one sentence. `words` are the arguments without the program's name.
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList &words);
