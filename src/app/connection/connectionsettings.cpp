#include "app/connection/connectionsettings.h"

#include "app/connection/connectorfactory.h"
#include "app/home/settingsfile.h"
#include "app/home/storedsecrets.h"
#include "connectors/sql/postgresaddress.h"
#include "core/phrase.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace {

const QString TokenKey = QStringLiteral("NOTION_API_TOKEN");
const QString SupabaseKeyKey = QStringLiteral("SUPABASE_KEY");
const QString SupabaseHub = QStringLiteral("supabase");
const QString FilePrefix = QStringLiteral("sqlite:");

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

bool hasKeyPassword(const QString &address)
{
    return QUrlQuery(QUrl(address)).hasQueryItem(QStringLiteral("sslpassword"));
}

QString hubPassword(const HubSettings &hub)
{
    return hub.password.isEmpty() ? PostgresAddress::passwordIn(hub.address) : hub.password;
}

void setOrRemove(SettingsFile &file, const QString &name, const QString &value)
{
    if (value.isEmpty())
        file.variables.remove(name);
    else
        file.variables.insert(name, value);
}

void writeHub(const HubSettings &hub, const Configuration &chosen, SettingsFile &file)
{
    const bool isSupabase = hub.kind == HubKind::Supabase;
    if (!chosen.isFixed(SupabaseUrlVariable))
        setOrRemove(file, SupabaseUrlVariable, isSupabase ? hub.supabaseUrl.trimmed() : QString());
    setOrRemove(file, HubVariable, chosen.hubNotation());
}

/// The place alone: a new password does not make it another hub.
HubSettings placeOf(HubSettings hub)
{
    if (hub.kind == HubKind::Postgres)
        hub.address = PostgresAddress::withoutSecrets(hub.address.trimmed());
    hub.supabaseKey.clear();
    hub.password.clear();
    return hub;
}

/// What the environment gives is not ours to store, unless it is another than in `before`. An
/// embedded hub is written in any case: a SUPABASE_URL that comes along later must not replace it.
/// `chosen` is what `settings` amount to.
void fillFile(const ConnectionSettings &settings, const ConnectionSettings &before,
              const std::vector<ServiceDefinition> &services, const Configuration &chosen,
              SettingsFile &file)
{
    for (const ServiceDefinition &definition : services) {
        const QString variable = definition.databaseVariable();
        const QString database = settings.databases.value(definition.name);
        if (!chosen.isFixed(variable) || database != before.databases.value(definition.name))
            setOrRemove(file, variable, databaseIdIn(database));
    }
    for (auto it = settings.others.begin(); it != settings.others.end(); ++it) {
        if (!isSecretVariable(it.key()))
            setOrRemove(file, it.key(), it.value());
    }
    const bool isPinned = !chosen.hubFile().isEmpty() && !chosen.isFixed(HubVariable);
    if (isPinned || placeOf(settings.hub) != placeOf(before.hub))
        writeHub(settings.hub, chosen, file);
    file.disabledServices = settings.disabledServices;
    file.hiddenServices = settings.hiddenServices;
    file.conflicts = settings.conflicts;
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
        hub.password = PostgresAddress::passwordIn(notation);
        // What cannot be stored is left to be seen, and refused where it is used.
        hub.address
            = hasKeyPassword(notation) ? notation : PostgresAddress::withoutSecrets(notation);
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
    else if (name == SupabaseUrlVariable)
        settings.hub.supabaseUrl = value;
    else if (name == HubVariable)
        importHub(value, settings.hub);
    else
        return false;
    return true;
}

QString addressWithPassword(const HubSettings &hub)
{
    QUrl address(PostgresAddress::withoutSecrets(hub.address.trimmed()));
    const QString password = hubPassword(hub);
    if (!password.isEmpty())
        address.setPassword(password, QUrl::DecodedMode);
    return address.toString(QUrl::FullyEncoded);
}

/// The password for a key of TLS has no place in the keychain, and none in a file.
Result<void> checkAddress(const QString &address)
{
    if (const auto parsed = PostgresAddress::parse(address); !parsed)
        return failure(parsed.error());
    if (!hasKeyPassword(address))
        return {};
    return failure(ErrorKind::Usage,
                   Phrase::tr("An address with an sslpassword cannot be stored: give it in "
                              "UNIFIED_SYNC_HUB in the environment, or use a key without a "
                              "password."));
}

Result<void> choosePostgres(const HubSettings &hub, const Configuration &present,
                            Configuration &configuration)
{
    const QString address = hub.address.trimmed();
    // The stored password, and whatever else only the environment can give, goes with its own hub.
    if (placeOf(hub).address == PostgresAddress::withoutSecrets(present.hub)
        && hubPassword(hub).isEmpty())
        return configuration.chooseHub(present.hub);
    return checkAddress(address).and_then(
        [&] { return configuration.chooseHub(addressWithPassword(hub)); });
}

Result<void> chooseHub(const HubSettings &hub, const Configuration &present,
                       Configuration &configuration)
{
    const bool isKeyFixed = present.isFixed(SupabaseKeyKey);
    if (hub.kind == HubKind::Supabase && !hub.supabaseKey.isEmpty() && !isKeyFixed)
        configuration.supabaseKey = hub.supabaseKey.trimmed();
    if (present.isFixed(HubVariable))
        return {};
    if (hub.kind == HubKind::Embedded)
        return configuration.chooseHub(hub.file.isEmpty() ? present.embeddedHub()
                                                          : FilePrefix + hub.file);
    if (hub.kind == HubKind::Postgres)
        return choosePostgres(hub, present, configuration);
    if (!present.isFixed(SupabaseUrlVariable)) {
        auto chosen = configuration.chooseProject(hub.supabaseUrl.trimmed());
        if (!chosen)
            return chosen;
    }
    return configuration.chooseHub(SupabaseHub);
}

QString databaseVariable(const QString &service)
{
    return QStringLiteral("NOTION_%1_DB_ID").arg(service.toUpper());
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

QMap<QString, QString> secretsIn(const ConnectionSettings &settings)
{
    QMap<QString, QString> secrets;
    secrets.insert(TokenKey, settings.token);
    if (settings.hub.kind == HubKind::Supabase)
        secrets.insert(SupabaseKeyKey, settings.hub.supabaseKey);
    if (settings.hub.kind == HubKind::Postgres)
        secrets.insert(hubPasswordKey(settings.hub.address.trimmed()), hubPassword(settings.hub));
    for (auto it = settings.others.begin(); it != settings.others.end(); ++it) {
        if (isSecretVariable(it.key()))
            secrets.insert(it.key(), it.value());
    }
    secrets.removeIf([](const auto &secret) { return secret.value().isEmpty(); });
    return secrets;
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

bool isSameHub(const HubSettings &left, const HubSettings &right)
{
    if (left.kind != right.kind)
        return false;
    switch (left.kind) {
    case HubKind::Embedded:
        return left.file == right.file;
    case HubKind::Supabase:
        return left.supabaseUrl == right.supabaseUrl;
    case HubKind::Postgres:
        return PostgresAddress::withoutSecrets(left.address)
            == PostgresAddress::withoutSecrets(right.address);
    }
    return false;
}

ConnectionSettings presentSettings(const Configuration &configuration)
{
    ConnectionSettings settings;
    settings.databases = configuration.notionDatabases;
    settings.disabledServices = configuration.disabledServices;
    settings.hiddenServices = configuration.hiddenServices;
    settings.conflicts = configuration.conflicts;
    settings.historyDays = configuration.historyDays;
    settings.imageDays = configuration.imageDays;
    settings.hub.supabaseUrl = configuration.supabaseUrl.toString();
    if (configuration.hub == SupabaseHub) {
        settings.hub.kind = HubKind::Supabase;
    } else if (configuration.hubFile().isEmpty() && !configuration.hub.isEmpty()) {
        settings.hub.kind = HubKind::Postgres;
        settings.hub.address = PostgresAddress::withoutSecrets(configuration.hub);
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
        if (present.isFixed(databaseVariable(it.key())))
            continue;
        if (database.isEmpty())
            configuration.notionDatabases.remove(it.key());
        else
            configuration.notionDatabases.insert(it.key(), database);
    }
    configuration.disabledServices = settings.disabledServices;
    configuration.hiddenServices = settings.hiddenServices;
    configuration.conflicts = settings.conflicts;
    configuration.historyDays = settings.historyDays;
    configuration.imageDays = settings.imageDays;
    const auto taken = configuration.takeVariables(settings.others).and_then([&] {
        return chooseHub(settings.hub, present, configuration);
    });
    if (!taken)
        return failure(taken.error());
    return configuration;
}

Result<void> saveConnection(const ConnectionSettings &settings,
                            const std::vector<ServiceDefinition> &services,
                            const Configuration &configuration, SecretStore &secrets,
                            const CancelToken &cancel)
{
    const auto chosen = configurationWith(settings, configuration);
    if (!chosen)
        return failure(chosen.error());
    auto file = SettingsFile::read(configuration.settingsFile());
    if (!file)
        return failure(file.error());
    fillFile(settings, presentSettings(configuration), services, *chosen, *file);
    // Nothing is stored that the next start would refuse.
    if (auto checked = Configuration::check(*file); !checked)
        return checked;
    const auto before = storeSecrets(secretsIn(settings), secrets);
    if (!before)
        return failure(before.error());
    Result<void> written = cancel.isCancelled()
        ? failure(ErrorKind::Cancelled, Phrase::tr("Storing was stopped."))
        : file->write(configuration.settingsFile());
    if (!written)
        putBackSecrets(*before, secrets);
    return written;
}

ConnectionSettings importVariables(ConnectionSettings settings,
                                   const QMap<QString, QString> &variables,
                                   const std::vector<ServiceDefinition> &services,
                                   QStringList &ignored)
{
    if (!variables.value(SupabaseUrlVariable).isEmpty())
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
