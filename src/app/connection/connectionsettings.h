#pragma once

#include "app/home/configuration.h"
#include "core/canceltoken.h"
#include "core/secretstore.h"
#include "core/servicedefinition.h"

enum class HubKind { Embedded, Supabase, Postgres };

/// Where the hub is, as a person enters it.
struct HubSettings
{
    HubKind kind = HubKind::Embedded;
    QString file; ///< Embedded: its path; empty: the one in the state folder
    QString supabaseUrl;
    QString supabaseKey; ///< empty: the one that is stored stays
    QString address; ///< Postgres: postgres://…; a password in it counts like `password`
    QString password; ///< empty: the one that is stored for this address stays

    bool operator==(const HubSettings &) const = default;
};

/// Whether both are the same place, whatever key or password was entered.
[[nodiscard]] bool isSameHub(const HubSettings &left, const HubSettings &right);

/// What a person enters to connect: a plain value that never goes to a file as it is.
struct ConnectionSettings
{
    QString token; ///< empty: the one that is stored stays
    HubSettings hub;
    QMap<QString, QString> databases; ///< service → link or id; empty: that service is not synced
    QStringList disabledServices;
    QStringList hiddenServices;
    QMap<QString, QString> conflicts; ///< who wins where (app/home/conflictrules.h)
    int historyDays = 90;
    int imageDays = 30;
    QMap<QString, QString> others; ///< further variables by name, secrets among them

    bool operator==(const ConnectionSettings &) const = default;
};

/// The id in what a person pasted: a link to a database, or the id with or without dashes; the text
/// itself where there is none in it.
[[nodiscard]] QString databaseIdIn(const QString &pasted);

/// Those of `services` that can be synced once their Notion database is known.
[[nodiscard]] std::vector<ServiceDefinition>
servicesToConnect(const std::vector<ServiceDefinition> &services);

/// The secrets that were entered, by their names in the keychain.
[[nodiscard]] QMap<QString, QString> secretsIn(const ConnectionSettings &settings);

/// What is set at present, without any secret.
[[nodiscard]] ConnectionSettings presentSettings(const Configuration &configuration);

/// `present` with everything that `settings` says, except where the environment has the last word:
/// what a run would work with if it were saved. Usage names what is wrong.
[[nodiscard]] Result<Configuration> configurationWith(const ConnectionSettings &settings,
                                                      const Configuration &present);

/// Puts the secrets into the keychain, and into the settings file whatever is another than
/// `configuration` has it. All or nothing: after an error both are as before, and Cancelled is one.
/// Usage where the next start would refuse these settings. Blocks; not for the GUI thread.
[[nodiscard]] Result<void> saveConnection(const ConnectionSettings &settings,
                                          const std::vector<ServiceDefinition> &services,
                                          const Configuration &configuration, SecretStore &secrets,
                                          const CancelToken &cancel = {});

/// `settings` with what a `.env` file says, ready to be saved; the names of the variables that mean
/// nothing here are added to `ignored`.
[[nodiscard]] ConnectionSettings importVariables(ConnectionSettings settings,
                                                 const QMap<QString, QString> &variables,
                                                 const std::vector<ServiceDefinition> &services,
                                                 QStringList &ignored);
