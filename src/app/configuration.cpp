#include "app/configuration.h"

#include "app/settingsfile.h"
#include "core/secretstore.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSysInfo>
#include <QUrlQuery>

namespace {

constexpr QLatin1String HubPrefix("sqlite:");
const QString SupabaseHub = QStringLiteral("supabase");
constexpr double MaximumRate = 10'000; ///< requests a second; above it is a typing error

constexpr const char *AddressVariables[]
    = {"NOTION_API_URL",   "GOOGLE_PEOPLE_URL", "GOOGLE_CALENDAR_URL",
       "GOOGLE_GMAIL_URL", "GOOGLE_OAUTH_URL",  "TELEGRAM_API_URL"};

/// Environment first, then settings.json; an empty variable counts as not set.
class Variables
{
public:
    Variables(const QMap<QString, QString> &environment, const SettingsFile &settings)
        : m_environment(environment)
        , m_settings(settings)
    { }

    [[nodiscard]] QString value(const QString &name) const
    {
        const QString given = m_environment.value(name).trimmed();
        return given.isEmpty() ? m_settings.variables.value(name).trimmed() : given;
    }
    [[nodiscard]] QString value(const char *name) const { return value(QLatin1String(name)); }

    [[nodiscard]] QStringList names() const
    {
        return m_settings.variables.keys() + m_environment.keys();
    }

private:
    const QMap<QString, QString> &m_environment;
    const SettingsFile &m_settings;
};

bool isPostgres(const QString &hub)
{
    return hub.startsWith(QLatin1String("postgres://"))
        || hub.startsWith(QLatin1String("postgresql://"));
}

/// libpq's options that hold a secret.
QStringList passwordOptions()
{
    return {QStringLiteral("password"), QStringLiteral("sslpassword")};
}

QUrl withoutPassword(const QString &postgres)
{
    QUrl address(postgres);
    address.setPassword(QString());
    QUrlQuery options(address);
    for (const QString &option : passwordOptions())
        options.removeAllQueryItems(option);
    address.setQuery(options.isEmpty() ? QString() : options.query(QUrl::FullyEncoded));
    return address;
}

tl::unexpected<Error> wrongVariable(const char *name, const QString &expected)
{
    return failure(ErrorKind::Usage,
                   QStringLiteral("%1 must be %2.").arg(QLatin1String(name), expected));
}

QString absolutePath(const QString &path)
{
    return QDir::cleanPath(QDir::current().absoluteFilePath(path));
}

void chooseFolders(const QString &home, Configuration &configuration)
{
    if (!home.isEmpty()) {
        configuration.configFolder = absolutePath(home);
        configuration.stateFolder = configuration.configFolder + QStringLiteral("/state");
        return;
    }
    // The generic places: the others would add the name of whichever program asks.
    const QString name = QStringLiteral("/unified-sync");
    configuration.configFolder
        = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + name;
    configuration.stateFolder
        = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + name;
}

bool isLoopback(const QString &host)
{
    static const QRegularExpression address(QStringLiteral(R"(^127(\.\d{1,3}){3}$)"));
    return host == QLatin1String("localhost") || host == QLatin1String("::1")
        || address.match(host).hasMatch();
}

bool isSafe(const QUrl &url)
{
    return url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && isLoopback(url.host()));
}

QString safeAddress()
{
    return QStringLiteral("an https address; plain http is accepted only for this machine "
                          "(127.0.0.1)");
}

Result<QUrl> readOrigin(const Variables &variables, const char *name)
{
    const QUrl url(variables.value(name), QUrl::StrictMode);
    const bool isOrigin = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment()
        && (url.path().isEmpty() || url.path() == QLatin1String("/"));
    if (!isOrigin)
        return wrongVariable(name,
                             QStringLiteral("an origin alone, such as https://api.example.com or "
                                            "http://127.0.0.1:8080"));
    if (!isSafe(url))
        return wrongVariable(name, safeAddress());
    return url.adjusted(QUrl::RemovePath);
}

Result<void> readAddresses(const Variables &variables, Configuration &configuration)
{
    configuration.notionUrl = QUrl(QStringLiteral("https://api.notion.com"));
    for (const char *name : AddressVariables) {
        if (variables.value(name).isEmpty())
            continue;
        const auto origin = readOrigin(variables, name);
        if (!origin)
            return failure(origin.error());
        if (name == AddressVariables[0])
            configuration.notionUrl = *origin;
    }
    return {};
}

void readDatabases(const Variables &variables, Configuration &configuration)
{
    static const QRegularExpression form(QStringLiteral("^NOTION_([A-Z0-9_]+)_DB_ID$"));
    for (const QString &name : variables.names()) {
        const QRegularExpressionMatch match = form.match(name);
        if (match.hasMatch() && !variables.value(name).isEmpty())
            configuration.notionDatabases.insert(match.captured(1).toLower(),
                                                 variables.value(name));
    }
}

Result<void> readHub(const Variables &variables, Configuration &configuration)
{
    const QString project = variables.value("SUPABASE_URL");
    if (!project.isEmpty()) {
        if (Result<void> read = configuration.chooseProject(project); !read)
            return read;
    }
    const QString hub = variables.value(HubVariable);
    if (!hub.isEmpty())
        return configuration.chooseHub(hub);
    return configuration.chooseHub(project.isEmpty() ? configuration.embeddedHub() : SupabaseHub);
}

Result<void> readRate(const Variables &variables, Configuration &configuration)
{
    const QString text = variables.value("NOTION_RATE_LIMIT");
    if (text.isEmpty())
        return {};
    bool isNumber = false;
    const double rate = text.toDouble(&isNumber);
    if (!isNumber || !(rate > 0) || rate > MaximumRate)
        return wrongVariable("NOTION_RATE_LIMIT",
                             QStringLiteral("a number of requests a second above 0, such as 3"));
    configuration.notionRate = rate;
    return {};
}

Result<void> readValve(const Variables &variables, GuardPolicy &guards)
{
    bool isNumber = true;
    if (const QString text = variables.value("SAFETY_VALVE_THRESHOLD"); !text.isEmpty())
        guards.valveThreshold = text.toDouble(&isNumber);
    if (!isNumber || !(guards.valveThreshold >= 0) || guards.valveThreshold > 1)
        return wrongVariable("SAFETY_VALVE_THRESHOLD",
                             QStringLiteral("a share between 0 and 1, such as 0.1"));
    if (const QString text = variables.value("SAFETY_VALVE_MIN_RECORDS"); !text.isEmpty())
        guards.valveMinimumRecords = text.toInt(&isNumber);
    if (!isNumber || guards.valveMinimumRecords < 0)
        return wrongVariable("SAFETY_VALVE_MIN_RECORDS",
                             QStringLiteral("a whole number of records, such as 10"));
    const QString mode = variables.value("SAFETY_VALVE_MODE");
    if (!mode.isEmpty() && mode != QLatin1String("abort") && mode != QLatin1String("warn"))
        return wrongVariable("SAFETY_VALVE_MODE", QStringLiteral("abort or warn"));
    guards.valveWarnsOnly = mode == QLatin1String("warn");
    return {};
}

/// The environment's, else the keychain's; empty where there is none.
QString readSecret(const QString &name, const QMap<QString, QString> &environment,
                   SecretStore *secrets, Configuration &configuration)
{
    QString given = environment.value(name).trimmed();
    if (!given.isEmpty() || !secrets)
        return given;
    const auto stored = secrets->read(name);
    if (stored)
        return stored->trimmed();
    configuration.secretProblem = stored.error().detail;
    return {};
}

void readSecrets(const QMap<QString, QString> &environment, SecretStore *secrets,
                 Configuration &configuration)
{
    configuration.notionToken
        = readSecret(QStringLiteral("NOTION_API_TOKEN"), environment, secrets, configuration);
    // The keychain is asked for what is needed only.
    if (configuration.hub == SupabaseHub)
        configuration.supabaseKey
            = readSecret(QStringLiteral("SUPABASE_KEY"), environment, secrets, configuration);
    QUrl address(configuration.hub);
    if (isPostgres(configuration.hub) && address.password().isEmpty()) {
        const QString password = readSecret(HubPasswordKey, environment, secrets, configuration);
        if (!password.isEmpty()) {
            address.setPassword(password, QUrl::DecodedMode);
            configuration.hub = address.toString(QUrl::FullyEncoded);
        }
    }
}

/// The same for every run of one home, so that it takes its lease again after a crash.
QString holderOf(const QString &stateFolder)
{
    const QByteArray home = QSysInfo::machineUniqueId() + '\n' + stateFolder.toUtf8();
    const QByteArray hash = QCryptographicHash::hash(home, QCryptographicHash::Sha256).toHex();
    return QSysInfo::machineHostName() + u'-' + QString::fromLatin1(hash.left(16));
}

} // namespace

const QString HubVariable = QStringLiteral("UNIFIED_SYNC_HUB");
const QString HubPasswordKey = QStringLiteral("UNIFIED_SYNC_HUB_PASSWORD");

Result<void> Configuration::chooseHub(const QString &notation)
{
    if (notation.startsWith(HubPrefix) && notation.size() > HubPrefix.size())
        hub = HubPrefix + absolutePath(notation.mid(HubPrefix.size()));
    else if (notation == SupabaseHub || isPostgres(notation))
        hub = notation;
    else
        return wrongVariable("UNIFIED_SYNC_HUB",
                             QStringLiteral("sqlite:PATH, supabase or postgres://…"));
    return {};
}

Result<void> Configuration::chooseProject(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const bool isProject = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment();
    if (!isProject)
        return wrongVariable("SUPABASE_URL",
                             QStringLiteral("the address of the project, such as "
                                            "https://PROJECT.supabase.co"));
    if (!isSafe(url))
        return wrongVariable("SUPABASE_URL", safeAddress());
    supabaseUrl = url.adjusted(QUrl::StripTrailingSlash);
    return {};
}

QString Configuration::embeddedHub() const
{
    return HubPrefix + stateFolder + QStringLiteral("/hub.db");
}

static QMap<QString, QString> processEnvironment()
{
    const QProcessEnvironment process = QProcessEnvironment::systemEnvironment();
    QMap<QString, QString> environment;
    for (const QString &name : process.keys())
        environment.insert(name, process.value(name));
    return environment;
}

Result<Configuration> Configuration::load(SecretStore *secrets)
{
    return fromEnvironment(processEnvironment(), secrets);
}

Result<Configuration> Configuration::loadForHub(const QString &hub, SecretStore *secrets)
{
    QMap<QString, QString> environment = processEnvironment();
    environment.insert(HubVariable, hub);
    return fromEnvironment(environment, secrets);
}

Result<Configuration> Configuration::fromEnvironment(const QMap<QString, QString> &environment,
                                                     SecretStore *secrets)
{
    Configuration configuration;
    chooseFolders(environment.value(QStringLiteral("UNIFIED_SYNC_HOME")), configuration);
    const auto settings = SettingsFile::read(configuration.settingsFile());
    if (!settings)
        return failure(settings.error());
    const Variables variables(environment, *settings);
    configuration.disabledServices = settings->disabledServices;
    configuration.historyDays = settings->historyDays.value_or(configuration.historyDays);
    configuration.imageDays = settings->imageDays.value_or(configuration.imageDays);
    configuration.holder = holderOf(configuration.stateFolder);
    readDatabases(variables, configuration);
    const auto checked = readAddresses(variables, configuration)
                             .and_then([&] { return readHub(variables, configuration); })
                             .and_then([&] { return readRate(variables, configuration); })
                             .and_then([&] { return readValve(variables, configuration.guards); });
    if (!checked)
        return failure(checked.error());
    readSecrets(environment, secrets, configuration);
    return configuration;
}

QString Configuration::settingsFile() const
{
    return configFolder + QStringLiteral("/settings.json");
}

QString Configuration::servicesFolder() const
{
    return configFolder + QStringLiteral("/services");
}

QString Configuration::stateFile() const
{
    return stateFolder + QStringLiteral("/state.db");
}

QString Configuration::plansFolder() const
{
    return stateFolder + QStringLiteral("/plans");
}

QString Configuration::hubFile() const
{
    return hub.startsWith(HubPrefix) ? hub.mid(HubPrefix.size()) : QString();
}

QString Configuration::hubName() const
{
    if (hub == SupabaseHub)
        return SupabaseHub + u' ' + supabaseUrl.toString();
    return isPostgres(hub) ? withoutPassword(hub).toString() : hub;
}

QString Configuration::hubNotation() const
{
    return isPostgres(hub) ? withoutPassword(hub).toString(QUrl::FullyEncoded) : hub;
}

QStringList Configuration::secrets() const
{
    QStringList all{notionToken, supabaseKey};
    if (isPostgres(hub)) {
        const QUrl address(hub);
        all << address.password(QUrl::FullyDecoded) << address.password(QUrl::FullyEncoded);
        for (const QString &option : passwordOptions())
            all << QUrlQuery(address).queryItemValue(option, QUrl::FullyDecoded);
    }
    all.removeAll(QString());
    return all;
}
