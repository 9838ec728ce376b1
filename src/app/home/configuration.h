#pragma once

#include "core/result.h"
#include "sync/common/runparts.h"

#include <QMap>
#include <QString>
#include <QUrl>

class SecretStore;
struct SettingsFile;

/// The variable that says which hub it is.
extern const QString HubVariable;
/// The environment's name for the password of a postgres:// hub that has none in its address.
extern const QString HubPasswordKey;
/// The variable that names the Supabase project.
extern const QString SupabaseUrlVariable;

/// Everything that a run needs to know of its surroundings, as one plain value that may cross
/// threads: the environment wins over the settings file, secrets come from the environment or the
/// keychain. Reading it creates nothing on disk; in the keychain it may rename the hub's password
/// that an older version stored. Never printed or logged whole.
struct Configuration
{
    QString configFolder; ///< settings.json and services/
    QString stateFolder; ///< state.db, plans/, the embedded hub
    QUrl notionUrl{QStringLiteral("https://api.notion.com")}; ///< origin
    QString notionToken; ///< empty: none yet
    QUrl supabaseUrl; ///< https://PROJECT.supabase.co; empty: not set
    QString supabaseKey; ///< empty: none yet
    QString secretProblem; ///< why the keychain could not be asked; empty: it could, or need not
    QMap<QString, QString> notionDatabases; ///< service → database or data source id, as given
    QStringList disabledServices; ///< left out of "all" and of the schedule
    QStringList hiddenServices; ///< not shown in the window
    QMap<QString, QString> conflicts; ///< who wins where (app/home/conflictrules.h)
    QString hub; ///< "sqlite:PATH" (absolute), "supabase", "postgres://…" (with its password)
    double notionRate = 3; ///< requests a second on average
    GuardPolicy guards;
    int historyDays = 90; ///< runs and log entries are kept this long
    int imageDays = 30; ///< before- and after-images of changes are kept this long
    QString holder; ///< names this home in leases
    QStringList fixedVariables; ///< names that the environment gives: no setting changes them

    /// Reads environment, settings.json and (where `secrets` is given) the keychain. Wrong values
    /// are ErrorKind::Usage and name the variable, and the file where it is set there.
    [[nodiscard]] static Result<Configuration> load(SecretStore *secrets = nullptr);
    /// The same for a given environment: what the sandbox printed, on top of a private home.
    [[nodiscard]] static Result<Configuration>
    fromEnvironment(const QMap<QString, QString> &environment, SecretStore *secrets = nullptr);

    /// The same with another hub than the one that is configured; `hub` is as UNIFIED_SYNC_HUB has
    /// it.
    [[nodiscard]] static Result<Configuration> loadForHub(const QString &hub,
                                                          SecretStore *secrets = nullptr);

    /// Usage where no program could load a home with these settings.
    [[nodiscard]] static Result<void> check(const SettingsFile &settings);
    /// Takes over what these say, as if they were stored: databases, addresses, pace and guards;
    /// not the hub, no secret, and nothing that the environment gives. Usage names what is wrong.
    [[nodiscard]] Result<void> takeVariables(QMap<QString, QString> variables);
    /// Whether the environment gives this variable.
    [[nodiscard]] bool isFixed(const QString &variable) const;

    [[nodiscard]] QString settingsFile() const;
    [[nodiscard]] QString servicesFolder() const;
    [[nodiscard]] QString stateFile() const;
    [[nodiscard]] QString plansFolder() const;
    /// Path of the embedded hub; empty where the hub is a server.
    [[nodiscard]] QString hubFile() const;
    /// The hub as UNIFIED_SYNC_HUB has it, without its password.
    [[nodiscard]] QString hubNotation() const;
    /// The hub by name: file, address of the project or of the database, without any secret.
    [[nodiscard]] QString hubName() const;

    /// The hub's notation where nobody chose one.
    [[nodiscard]] QString embeddedHub() const;
    /// Makes `address` the Supabase project; Usage names what is wrong.
    [[nodiscard]] Result<void> chooseProject(const QString &address);
    /// Makes `notation` (as UNIFIED_SYNC_HUB has it) the hub; Usage names what is wrong.
    [[nodiscard]] Result<void> chooseHub(const QString &notation);
    /// Every secret in here.
    [[nodiscard]] QStringList secrets() const;
};
