#pragma once

#include "core/result.h"

#include <QMap>
#include <QStringList>

#include <optional>

/// What a person set in the application, kept in settings.json in the configuration folder. Each
/// value goes by the name of its environment variable, which wins over it. Secrets are refused:
/// they live in the keychain.
struct SettingsFile
{
    QMap<QString, QString> variables;
    QStringList disabledServices; ///< left out of "all" and of the schedule
    QStringList hiddenServices; ///< not shown in the window
    QMap<QString, QString> conflicts; ///< who wins where (app/home/conflictrules.h)
    std::optional<int> historyDays; ///< how long runs and log entries are kept
    std::optional<int> imageDays; ///< how long before- and after-images are kept

    /// Nothing set where there is no such file; ErrorKind::Usage names the file and what is wrong.
    [[nodiscard]] static Result<SettingsFile> read(const QString &path);
    /// Replaces the file whole or not at all; makes its folder (0700) where it is missing.
    [[nodiscard]] Result<void> write(const QString &path) const;
};

/// True for the variables that hold a secret.
[[nodiscard]] bool isSecretVariable(const QString &name);
