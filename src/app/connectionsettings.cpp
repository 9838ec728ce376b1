#include "app/connectionsettings.h"

#include "app/connectorfactory.h"
#include "app/settingsfile.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace {

const QString TokenKey = QStringLiteral("NOTION_API_TOKEN");
const QString SupabaseKeyKey = QStringLiteral("SUPABASE_KEY");
const QString SupabaseUrlKey = QStringLiteral("SUPABASE_URL");
const QString HubKey = QStringLiteral("UNIFIED_SYNC_HUB");
const QString SupabaseHub = QStringLiteral("supabase");
const QString FilePrefix = QStringLiteral("sqlite:");
const QString PasswordItem = QStringLiteral("password");

/// Further variables that a file may bring along, besides those that a form shows.
constexpr const char *OtherVariables[]
    = {"GOOGLE_TOKEN_JSON",      "GOOGLE_CLIENT_ID",         "GOOGLE_CLIENT_SECRET",
       "GOOGLE_PEOPLE_URL",      "GOOGLE_CALENDAR_URL",      "GOOGLE_GMAIL_URL",
       "GOOGLE_OAUTH_URL",       "TELEGRAM_BOT_TOKEN",       "TELEGRAM_CHAT_ID",
       "TELEGRAM_API_URL",       "NOTION_API_URL",           "NOTION_RATE_LIMIT",
       "SAFETY_VALVE_THRESHOLD", "SAFETY_VALVE_MIN_RECORDS", "SAFETY_VALVE_MODE"};

bool isOther(const QString &name)
{
    static const QRegularExpression database(QStringLiteral("^NOTION_[A-Z0-9_]+_DB_ID$"));
    return database.match(name).hasMatch()
        || std::any_of(std::begin(OtherVariables), std::end(OtherVariables),
                       [&](const char *other) { return name == QLatin1String(other); });
}

/// libpq takes a password in two places.
QString passwordIn(const QUrl &address)
{
    const QString inside = address.password(QUrl::FullyDecoded);
    return inside.isEmpty() ? QUrlQuery(address).queryItemValue(PasswordItem, QUrl::FullyDecoded)
                            : inside;
}

QString withoutPassword(const QString &address)
{
    QUrl url(address);
    QUrlQuery query(url);
    query.removeAllQueryItems(PasswordItem);
    url.setQuery(query.isEmpty() ? QString() : query.toString(QUrl::FullyEncoded));
    return url.toString(QUrl::RemovePassword);
}

QString hubPassword(const HubSettings &hub)
{
    return hub.password.isEmpty() ? passwordIn(QUrl(hub.address)) : hub.password;
}

QMap<QString, QString> secretsIn(const ConnectionSettings &settings)
{
    QMap<QString, QString> secrets;
    secrets.insert(TokenKey, settings.token);
    if (settings.hub.kind == HubKind::Supabase)
        secrets.insert(SupabaseKeyKey, settings.hub.supabaseKey);
    if (settings.hub.kind == HubKind::Postgres)
        secrets.insert(HubPasswordKey, hubPassword(settings.hub));
    for (auto it = settings.others.begin(); it != settings.others.end(); ++it) {
        if (isSecretVariable(it.key()))
            secrets.insert(it.key(), it.value());
    }
    secrets.removeIf([](const auto &secret) { return secret.value().isEmpty(); });
    return secrets;
}

/// All of them or none: what was there before comes back where one cannot be stored.
Result<void> storeSecrets(const QMap<QString, QString> &wanted, SecretStore &secrets)
{
    QMap<QString, QString> before;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const auto old = secrets.read(it.key());
        const auto stored = old ? secrets.write(it.key(), it.value()) : failure(old.error());
        if (stored) {
            before.insert(it.key(), *old);
            continue;
        }
        for (auto back = before.begin(); back != before.end(); ++back)
            (void)(back.value().isEmpty() ? secrets.remove(back.key())
                                          : secrets.write(back.key(), back.value()));
        return failure(stored.error());
    }
    return {};
}

void setOrRemove(SettingsFile &file, const QString &name, const QString &value)
{
    if (value.isEmpty())
        file.variables.remove(name);
    else
        file.variables.insert(name, value);
}

void writeHub(const HubSettings &hub, SettingsFile &file)
{
    const bool isSupabase = hub.kind == HubKind::Supabase;
    setOrRemove(file, SupabaseUrlKey, isSupabase ? hub.supabaseUrl.trimmed() : QString());
    if (isSupabase)
        setOrRemove(file, HubKey, SupabaseHub);
    else if (hub.kind == HubKind::Postgres)
        setOrRemove(file, HubKey, withoutPassword(hub.address.trimmed()));
    else
        setOrRemove(file, HubKey, hub.file.isEmpty() ? QString() : FilePrefix + hub.file);
}

void fillFile(const ConnectionSettings &settings, const std::vector<ServiceDefinition> &services,
              SettingsFile &file)
{
    for (const ServiceDefinition &definition : services)
        setOrRemove(file, definition.databaseVariable(),
                    databaseIdIn(settings.databases.value(definition.name)));
    for (auto it = settings.others.begin(); it != settings.others.end(); ++it) {
        if (!isSecretVariable(it.key()))
            setOrRemove(file, it.key(), it.value());
    }
    writeHub(settings.hub, file);
    file.disabledServices = settings.disabledServices;
    file.historyDays = settings.historyDays;
    file.imageDays = settings.imageDays;
}

void importHub(const QString &notation, HubSettings &hub)
{
    if (notation == SupabaseHub) {
        hub.kind = HubKind::Supabase;
    } else if (notation.startsWith(FilePrefix)) {
        hub.kind = HubKind::Embedded;
        hub.file = notation.mid(FilePrefix.size());
    } else {
        hub.kind = HubKind::Postgres;
        hub.password = passwordIn(QUrl(notation));
        hub.address = withoutPassword(notation);
    }
}

/// False where the variable is none of the connection's own.
bool importOne(const QString &name, const QString &value, ConnectionSettings &settings)
{
    if (name == TokenKey)
        settings.token = value;
    else if (name == SupabaseKeyKey)
        settings.hub.supabaseKey = value;
    else if (name == HubPasswordKey)
        settings.hub.password = value;
    else if (name == SupabaseUrlKey)
        settings.hub.supabaseUrl = value;
    else if (name == HubKey)
        importHub(value, settings.hub);
    else
        return false;
    return true;
}

QString addressWithPassword(const HubSettings &hub, const Configuration &present)
{
    QUrl address(withoutPassword(hub.address.trimmed()));
    const QString given = hubPassword(hub);
    const bool isSame = withoutPassword(present.hub) == address.toString();
    const QString password = given.isEmpty() && isSame ? passwordIn(QUrl(present.hub)) : given;
    if (!password.isEmpty())
        address.setPassword(password, QUrl::DecodedMode);
    return address.toString(QUrl::FullyEncoded);
}

Result<void> chooseHub(const HubSettings &hub, const Configuration &present,
                       Configuration &configuration)
{
    if (hub.kind == HubKind::Embedded)
        return configuration.chooseHub(hub.file.isEmpty() ? present.embeddedHub()
                                                          : FilePrefix + hub.file);
    if (hub.kind == HubKind::Postgres)
        return configuration.chooseHub(addressWithPassword(hub, present));
    if (!hub.supabaseKey.isEmpty())
        configuration.supabaseKey = hub.supabaseKey.trimmed();
    return configuration.chooseProject(hub.supabaseUrl.trimmed()).and_then([&] {
        return configuration.chooseHub(SupabaseHub);
    });
}

} // namespace

QString databaseIdIn(const QString &pasted)
{
    // The path's last id is the database; one in the query ("?v=…") is only a view of it.
    static const QRegularExpression id(QStringLiteral(
        "[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}(?![0-9a-f])"));
    const QString text = pasted.trimmed();
    const QString path = text.section(u'?', 0, 0).toLower();
    QString found;
    for (auto matches = id.globalMatch(path); matches.hasNext();)
        found = matches.next().captured();
    return found.isEmpty() ? text : found.remove(u'-');
}

std::vector<ServiceDefinition> servicesToConnect(const std::vector<ServiceDefinition> &services)
{
    std::vector<ServiceDefinition> found;
    found.reserve(services.size());
    for (const ServiceDefinition &definition : services) {
        if (canRun(definition) && definition.sideIndex(u"notion") >= 0)
            found.push_back(definition);
    }
    return found;
}

ConnectionSettings presentSettings(const Configuration &configuration)
{
    ConnectionSettings settings;
    settings.databases = configuration.notionDatabases;
    settings.disabledServices = configuration.disabledServices;
    settings.historyDays = configuration.historyDays;
    settings.imageDays = configuration.imageDays;
    settings.hub.supabaseUrl = configuration.supabaseUrl.toString();
    if (configuration.hub == SupabaseHub) {
        settings.hub.kind = HubKind::Supabase;
    } else if (configuration.hubFile().isEmpty() && !configuration.hub.isEmpty()) {
        settings.hub.kind = HubKind::Postgres;
        settings.hub.address = withoutPassword(configuration.hub);
    } else if (configuration.hub != configuration.embeddedHub()) {
        settings.hub.file = configuration.hubFile();
    }
    return settings;
}

Result<Configuration> configurationWith(const ConnectionSettings &settings,
                                        const Configuration &present)
{
    Configuration configuration = present;
    if (!settings.token.isEmpty())
        configuration.notionToken = settings.token.trimmed();
    for (auto it = settings.databases.begin(); it != settings.databases.end(); ++it) {
        const QString database = databaseIdIn(it.value());
        if (database.isEmpty())
            configuration.notionDatabases.remove(it.key());
        else
            configuration.notionDatabases.insert(it.key(), database);
    }
    configuration.disabledServices = settings.disabledServices;
    configuration.historyDays = settings.historyDays;
    configuration.imageDays = settings.imageDays;
    if (const Result<void> chosen = chooseHub(settings.hub, present, configuration); !chosen)
        return failure(chosen.error());
    return configuration;
}

Result<void> saveConnection(const ConnectionSettings &settings,
                            const std::vector<ServiceDefinition> &services,
                            const Configuration &configuration, SecretStore &secrets)
{
    if (const auto checked = configurationWith(settings, configuration); !checked)
        return failure(checked.error());
    auto file = SettingsFile::read(configuration.settingsFile());
    if (!file)
        return failure(file.error());
    if (const auto stored = storeSecrets(secretsIn(settings), secrets); !stored)
        return failure(stored.error());
    fillFile(settings, services, *file);
    return file->write(configuration.settingsFile());
}

ConnectionSettings importVariables(ConnectionSettings settings,
                                   const QMap<QString, QString> &variables,
                                   const std::vector<ServiceDefinition> &services,
                                   QStringList &ignored)
{
    if (!variables.value(SupabaseUrlKey).isEmpty())
        settings.hub.kind = HubKind::Supabase;
    QMap<QString, QString> names; ///< variable → service
    for (const ServiceDefinition &definition : services)
        names.insert(definition.databaseVariable(), definition.name);
    for (auto it = variables.begin(); it != variables.end(); ++it) {
        const QString value = it.value().trimmed();
        if (value.isEmpty() || importOne(it.key(), value, settings))
            continue;
        if (names.contains(it.key()))
            settings.databases.insert(names.value(it.key()), value);
        else if (isOther(it.key()))
            settings.others.insert(it.key(), value);
        else
            ignored.append(it.key());
    }
    return settings;
}
