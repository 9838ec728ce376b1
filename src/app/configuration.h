#pragma once

#include "core/result.h"
#include "sync/syncrun.h"

#include <QMap>
#include <QString>
#include <QUrl>

class RateLimiter;

/// Everything that a run needs to know of its surroundings, as one plain value that may cross
/// threads: the environment wins over the settings file, secrets come from the environment or the
/// keychain. Never printed or logged whole.
struct Configuration
{
    QString configFolder; ///< settings.json and services/
    QString stateFolder; ///< state.db, plans/, the embedded hub
    QUrl notionUrl; ///< origin
    QString notionToken;
    QMap<QString, QString> notionDatabases; ///< service → database or data source id
    QString hub; ///< "sqlite:PATH" (absolute), "supabase", "postgres://…"
    double notionRate = 3; ///< requests a second on average
    GuardPolicy guards;
    QString holder; ///< names this home in leases

    /// Reads environment, settings.json and (where `secrets` is given) the keychain. Wrong values
    /// are ErrorKind::Usage and name the variable.
    [[nodiscard]] static Result<Configuration> load(class SecretStore *secrets = nullptr);
    /// The same for a given environment: what the sandbox printed, on top of a private home.
    [[nodiscard]] static Result<Configuration>
    fromEnvironment(const QMap<QString, QString> &environment, SecretStore *secrets = nullptr);
};
