#include "app/home/storedsecrets.h"

#include "connectors/sql/postgresaddress.h"
#include "core/secretstore.h"

namespace {

const QString SupabaseHub = QStringLiteral("supabase");

/// The environment's, else the keychain's; empty where there is none.
QString readSecret(const QString &name, const QMap<QString, QString> &environment,
                   SecretStore *secrets, Configuration &configuration)
{
    QString given = environment.value(name).trimmed();
    // A keychain that refused, or did not answer, is not asked a second time.
    if (!given.isEmpty() || !secrets || !configuration.secretProblem.isEmpty())
        return given;
    const auto stored = secrets->read(name);
    if (stored)
        return stored->trimmed();
    configuration.secretProblem = stored.error().detail;
    return {};
}

/// The keychain keeps a password for each hub; an older version's, which says not whose it is, can
/// only be that of the hub in the settings, and is kept under its name from now on.
QString storedHubPassword(const SettingsFile &settings, SecretStore &secrets,
                          Configuration &configuration)
{
    const QString key = hubPasswordKey(configuration.hub);
    QString stored = readSecret(key, {}, &secrets, configuration);
    if (!stored.isEmpty() || settings.variables.value(HubVariable).trimmed() != configuration.hub)
        return stored;
    QString older = readSecret(HubPasswordKey, {}, &secrets, configuration);
    if (!older.isEmpty() && secrets.write(key, older))
        (void)secrets.remove(HubPasswordKey);
    return older;
}

void readHubPassword(const QMap<QString, QString> &environment, const SettingsFile &settings,
                     SecretStore *secrets, Configuration &configuration)
{
    if (!PostgresAddress::isMeant(configuration.hub)
        || !PostgresAddress::passwordIn(configuration.hub).isEmpty())
        return;
    QString password = environment.value(HubPasswordKey).trimmed();
    if (password.isEmpty() && secrets)
        password = storedHubPassword(settings, *secrets, configuration);
    if (password.isEmpty())
        return;
    QUrl address(configuration.hub);
    address.setPassword(password, QUrl::DecodedMode);
    configuration.hub = address.toString(QUrl::FullyEncoded);
}

} // namespace

QString hubPasswordKey(const QString &address)
{
    const auto parsed = PostgresAddress::parse(address);
    return parsed ? HubPasswordKey + u' ' + parsed->place() : QString();
}

void readSecrets(const QMap<QString, QString> &environment, const SettingsFile &settings,
                 SecretStore *secrets, Configuration &configuration)
{
    configuration.notionToken
        = readSecret(QStringLiteral("NOTION_API_TOKEN"), environment, secrets, configuration);
    // The keychain is asked for what is needed only.
    if (configuration.hub == SupabaseHub)
        configuration.supabaseKey
            = readSecret(QStringLiteral("SUPABASE_KEY"), environment, secrets, configuration);
    readHubPassword(environment, settings, secrets, configuration);
}

void putBackSecrets(const QMap<QString, QString> &before, SecretStore &secrets)
{
    for (auto back = before.begin(); back != before.end(); ++back)
        secrets.putBack(back.key(), back.value());
}

Result<QMap<QString, QString>> storeSecrets(const QMap<QString, QString> &wanted,
                                            SecretStore &secrets)
{
    QMap<QString, QString> before;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const auto old = secrets.read(it.key());
        const auto stored = old ? secrets.write(it.key(), it.value()) : failure(old.error());
        if (!stored) {
            putBackSecrets(before, secrets);
            return failure(stored.error());
        }
        before.insert(it.key(), *old);
    }
    return before;
}
