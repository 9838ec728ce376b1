#pragma once

#include "app/configuration.h"
#include "core/secretstore.h"
#include "core/servicedefinition.h"

/// What a person enters to connect to Notion.
struct ConnectionSettings
{
    QString token; ///< empty: the one that is stored stays
    QMap<QString, QString> databases; ///< service → link or id; empty: that service is not synced
};

/// The id in what a person pasted: a link to a database, or the id with or without dashes; the text
/// itself where there is none in it.
[[nodiscard]] QString databaseIdIn(const QString &pasted);

/// Those of `services` that can be synced once their Notion database is known.
[[nodiscard]] std::vector<ServiceDefinition>
servicesToConnect(const std::vector<ServiceDefinition> &services);

/// Puts the token into the keychain and the ids into the settings file. The keychain comes first:
/// where it fails nothing is stored at all. Blocks; not for the GUI thread.
[[nodiscard]] Result<void> saveConnection(const ConnectionSettings &settings,
                                          const std::vector<ServiceDefinition> &services,
                                          const Configuration &configuration, SecretStore &secrets);

/// Reads the schema of every database that is given, storing nothing: one sentence for each, or
/// the error that concerns them all. Blocks; not for the GUI thread.
[[nodiscard]] Result<QStringList> testConnection(const ConnectionSettings &settings,
                                                 const std::vector<ServiceDefinition> &services,
                                                 Configuration configuration,
                                                 const CancelToken &cancel);
