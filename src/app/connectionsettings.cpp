#include "app/connectionsettings.h"

#include "app/connectorfactory.h"
#include "app/errortext.h"
#include "app/settingsfile.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace {

const QLatin1String TokenKey("NOTION_API_TOKEN");

struct Connection
{
    Q_DECLARE_TR_FUNCTIONS(Connection)
};

int missingFields(const SideSchema &schema)
{
    return int(std::count_if(schema.bindings.begin(), schema.bindings.end(),
                             [](const FieldBinding &binding) { return !binding.ok; }));
}

QString sentenceFor(const ServiceDefinition &definition,
                    const Result<std::vector<SideSchema>> &read)
{
    if (!read)
        return QStringLiteral("%1: %2").arg(definition.title, describe(read.error()));
    const int side = definition.sideIndex(u"notion");
    const SideSchema &schema = read->at(size_t(std::max(0, side)));
    const int missing = missingFields(schema);
    if (missing == 0)
        return Connection::tr("%1: found “%2”, every field is there.")
            .arg(definition.title, schema.title);
    return Connection::tr("%1: found “%2”; %3 fields are missing there and will be left out.")
        .arg(definition.title, schema.title)
        .arg(missing);
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
    for (const ServiceDefinition &definition : services) {
        if (canRun(definition) && definition.sideIndex(u"notion") >= 0)
            found.push_back(definition);
    }
    return found;
}

Result<void> saveConnection(const ConnectionSettings &settings,
                            const std::vector<ServiceDefinition> &services,
                            const Configuration &configuration, SecretStore &secrets)
{
    auto file = SettingsFile::read(configuration.settingsFile());
    if (!file)
        return failure(file.error());
    if (!settings.token.isEmpty()) {
        if (const auto stored = secrets.write(TokenKey, settings.token); !stored)
            return failure(stored.error());
    }
    for (const ServiceDefinition &definition : services) {
        const QString database = databaseIdIn(settings.databases.value(definition.name));
        if (database.isEmpty())
            file->variables.remove(definition.databaseVariable());
        else
            file->variables.insert(definition.databaseVariable(), database);
    }
    return file->write(configuration.settingsFile());
}

Result<QStringList> testConnection(const ConnectionSettings &settings,
                                   const std::vector<ServiceDefinition> &services,
                                   Configuration configuration, const CancelToken &cancel)
{
    if (!settings.token.isEmpty())
        configuration.notionToken = settings.token;
    QStringList sentences;
    const auto limiter = makeNotionLimiter(configuration);
    for (const ServiceDefinition &definition : services) {
        const QString database = databaseIdIn(settings.databases.value(definition.name));
        if (database.isEmpty())
            continue;
        configuration.notionDatabases.insert(definition.name, database);
        const auto read = readSchemas(definition, configuration, limiter, cancel);
        if (!read && stopsRun(read.error().kind) && read.error().kind != ErrorKind::Usage)
            return failure(read.error());
        sentences << sentenceFor(definition, read);
    }
    if (sentences.isEmpty())
        sentences << Connection::tr("Enter at least one database to test the connection.");
    return sentences;
}
