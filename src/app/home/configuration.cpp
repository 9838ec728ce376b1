#include "app/home/configuration.h"

#include "app/home/storedsecrets.h"
#include "app/home/variables.h"
#include "connectors/sql/postgresaddress.h"
#include "core/phrase.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSysInfo>

namespace {

constexpr QLatin1String HubPrefix("sqlite:");
const QString SupabaseHub = QStringLiteral("supabase");
constexpr double MaximumRate = 10'000; ///< requests a second; above it is a typing error

constexpr const char *AddressVariables[]
    = {"NOTION_API_URL",   "GOOGLE_PEOPLE_URL", "GOOGLE_CALENDAR_URL",
       "GOOGLE_GMAIL_URL", "GOOGLE_OAUTH_URL",  "TELEGRAM_API_URL"};

tl::unexpected<Error> wrongVariable(const char *name, const QString &expected)
{
    return failure(ErrorKind::Usage,
                   Phrase::tr("%1 must be %2.").arg(QLatin1String(name), expected));
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
    return Phrase::tr("an https address; plain http is accepted only for this machine "
                      "(127.0.0.1)");
}

Result<QUrl> readOrigin(const Variables &variables, const char *name)
{
    const QUrl url(variables.value(name), QUrl::StrictMode);
    const bool isOrigin = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment()
        && (url.path().isEmpty() || url.path() == QLatin1String("/"));
    if (!isOrigin)
        return variables.wrong(name,
                               Phrase::tr("an origin alone, such as https://api.example.com or "
                                          "http://127.0.0.1:8080"));
    if (!isSafe(url))
        return variables.wrong(name, safeAddress());
    return url.adjusted(QUrl::RemovePath);
}

Result<void> readAddresses(const Variables &variables, Configuration &configuration)
{
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

Result<void> checkAddress(const Configuration &configuration)
{
    if (!PostgresAddress::isMeant(configuration.hub))
        return {};
    const auto address = PostgresAddress::parse(configuration.hub);
    return address ? Result<void>() : failure(address.error());
}

Result<void> readHub(const Variables &variables, Configuration &configuration)
{
    const QString project = variables.value(SupabaseUrlVariable);
    if (!project.isEmpty()) {
        if (const Result<void> read = configuration.chooseProject(project); !read)
            return variables.located(read.error(), SupabaseUrlVariable);
    }
    const QString hub = variables.value(HubVariable);
    if (hub.isEmpty())
        return configuration.chooseHub(project.isEmpty() ? configuration.embeddedHub()
                                                         : SupabaseHub);
    const Result<void> read
        = configuration.chooseHub(hub).and_then([&] { return checkAddress(configuration); });
    return read ? read : variables.located(read.error(), HubVariable);
}

Result<void> readRate(const Variables &variables, Configuration &configuration)
{
    const QString text = variables.value("NOTION_RATE_LIMIT");
    if (text.isEmpty())
        return {};
    bool isNumber = false;
    const double rate = text.toDouble(&isNumber);
    if (!isNumber || !(rate > 0) || rate > MaximumRate)
        return variables.wrong("NOTION_RATE_LIMIT",
                               Phrase::tr("a number of requests a second above 0, such as 3"));
    configuration.notionRate = rate;
    return {};
}

Result<void> readValve(const Variables &variables, GuardPolicy &guards)
{
    bool isNumber = true;
    if (const QString text = variables.value("SAFETY_VALVE_THRESHOLD"); !text.isEmpty())
        guards.valveThreshold = text.toDouble(&isNumber);
    if (!isNumber || !(guards.valveThreshold >= 0) || guards.valveThreshold > 1)
        return variables.wrong("SAFETY_VALVE_THRESHOLD",
                               Phrase::tr("a share between 0 and 1, such as 0.1"));
    if (const QString text = variables.value("SAFETY_VALVE_MIN_RECORDS"); !text.isEmpty())
        guards.valveMinimumRecords = text.toInt(&isNumber);
    if (!isNumber || guards.valveMinimumRecords < 0)
        return variables.wrong("SAFETY_VALVE_MIN_RECORDS",
                               Phrase::tr("a whole number of records, such as 10"));
    const QString mode = variables.value("SAFETY_VALVE_MODE");
    if (!mode.isEmpty() && mode != QLatin1String("abort") && mode != QLatin1String("warn"))
        return variables.wrong("SAFETY_VALVE_MODE", Phrase::tr("abort or warn"));
    if (!mode.isEmpty())
        guards.valveWarnsOnly = mode == QLatin1String("warn");
    return {};
}

/// Everything but the hub and the secrets.
Result<void> readValues(const Variables &variables, Configuration &configuration)
{
    readDatabases(variables, configuration);
    return readAddresses(variables, configuration)
        .and_then([&] { return readRate(variables, configuration); })
        .and_then([&] { return readValve(variables, configuration.guards); });
}

QStringList namesGivenBy(const QMap<QString, QString> &environment)
{
    QStringList names;
    for (auto it = environment.begin(); it != environment.end(); ++it) {
        if (!it.value().trimmed().isEmpty())
            names.append(it.key());
    }
    return names;
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
const QString SupabaseUrlVariable = QStringLiteral("SUPABASE_URL");

Result<void> Configuration::chooseHub(const QString &notation)
{
    if (notation.startsWith(HubPrefix) && notation.size() > HubPrefix.size())
        hub = HubPrefix + absolutePath(notation.mid(HubPrefix.size()));
    else if (notation == SupabaseHub || PostgresAddress::isMeant(notation))
        hub = notation;
    else
        return wrongVariable("UNIFIED_SYNC_HUB",
                             Phrase::tr("sqlite:PATH, supabase or postgres://…"));
    return {};
}

Result<void> Configuration::chooseProject(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const bool isProject = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment();
    if (!isProject)
        return wrongVariable("SUPABASE_URL",
                             Phrase::tr("the address of the project, such as "
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
    const Variables variables(environment, *settings, configuration.settingsFile());
    configuration.fixedVariables = namesGivenBy(environment);
    configuration.disabledServices = settings->disabledServices;
    configuration.hiddenServices = settings->hiddenServices;
    configuration.conflicts = settings->conflicts;
    configuration.historyDays = settings->historyDays.value_or(configuration.historyDays);
    configuration.imageDays = settings->imageDays.value_or(configuration.imageDays);
    configuration.holder = holderOf(configuration.stateFolder);
    const auto checked = readHub(variables, configuration).and_then([&] {
        return readValues(variables, configuration);
    });
    if (!checked)
        return failure(checked.error());
    readSecrets(environment, *settings, secrets, configuration);
    return configuration;
}

Result<void> Configuration::check(const SettingsFile &settings)
{
    Configuration configuration;
    const QMap<QString, QString> environment;
    const Variables variables(environment, settings);
    return readHub(variables, configuration).and_then([&] {
        return readValues(variables, configuration);
    });
}

Result<void> Configuration::takeVariables(QMap<QString, QString> variables)
{
    variables.removeIf([this](const auto &variable) { return isFixed(variable.key()); });
    return readValues(Variables(variables, SettingsFile()), *this);
}

bool Configuration::isFixed(const QString &variable) const
{
    return fixedVariables.contains(variable);
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
    return PostgresAddress::isMeant(hub) ? QUrl(PostgresAddress::withoutSecrets(hub)).toString()
                                         : hub;
}

QString Configuration::hubNotation() const
{
    return PostgresAddress::isMeant(hub) ? PostgresAddress::withoutSecrets(hub) : hub;
}

QStringList Configuration::secrets() const
{
    QStringList all{notionToken, supabaseKey};
    if (PostgresAddress::isMeant(hub))
        all << PostgresAddress::secretsIn(hub);
    all.removeAll(QString());
    return all;
}
