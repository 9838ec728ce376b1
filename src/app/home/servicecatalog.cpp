#include "app/home/servicecatalog.h"

#include "app/home/conflictrules.h"
#include "core/phrase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

static constexpr auto BuiltInFolder = ":/services";

/// Words that the command line understands as commands.
static constexpr const char *ReservedNames[]
    = {"all",  "list",      "plan",    "apply", "runs",    "undo",
       "help", "conflicts", "resolve", "logs",  "sandbox", "login"};

static bool isReserved(const QString &name)
{
    return std::any_of(std::begin(ReservedNames), std::end(ReservedNames),
                       [&](const char *word) { return name == QLatin1String(word); });
}

ServiceCatalog ServiceCatalog::load(const QString &folder)
{
    ServiceCatalog catalog;
    catalog.addFolder(folder);
    catalog.addFolder(QLatin1String(BuiltInFolder));
    catalog.checkDependencies();
    catalog.sortByDependency();
    return catalog;
}

ServiceCatalog ServiceCatalog::of(const Configuration &configuration)
{
    ServiceCatalog catalog = load(configuration.servicesFolder());
    const std::vector<ServiceDefinition> all = std::exchange(catalog.m_services, {});
    for (ServiceDefinition definition : all) {
        if (const auto ruled = applyConflictRules(configuration.conflicts, definition); !ruled)
            catalog.m_broken.push_back(
                {definition.name, configuration.settingsFile(), ruled.error()});
        else
            catalog.m_services.push_back(std::move(definition));
    }
    return catalog;
}

void ServiceCatalog::addFolder(const QString &folder)
{
    const bool isBuiltIn = folder == QLatin1String(BuiltInFolder);
    const QStringList names
        = QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const QString path = folder + u'/' + name;
        const Result<ServiceDefinition> definition = readFile(path);
        if (!definition)
            m_broken.push_back({claimedName(path), path, definition.error()});
        else if (!isTaken(definition->name))
            m_services.push_back(*definition);
        else if (!isBuiltIn)
            m_broken.push_back({QFileInfo(path).completeBaseName(),
                                path,
                                {ErrorKind::Usage,
                                 Phrase::tr("%1: another file of yours defines the service "
                                            "\"%2\" already; remove one of them.")
                                     .arg(path, definition->name),
                                 {},
                                 {},
                                 {}}});
    }
}

Result<ServiceDefinition> ServiceCatalog::readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Usage,
                       Phrase::tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    Result<ServiceDefinition> definition = parseServiceDefinition(file.readAll(), path);
    if (definition && isReserved(definition->name))
        return failure(ErrorKind::Usage,
                       Phrase::tr("%1: \"service\" must be another name: \"%2\" is a command of "
                                  "usync.")
                           .arg(path, definition->name));
    return definition;
}

QString ServiceCatalog::claimedName(const QString &path)
{
    QFile file(path);
    QString name;
    if (file.open(QIODevice::ReadOnly))
        name = QJsonDocument::fromJson(file.readAll())[QLatin1String("service")].toString();
    return name.isEmpty() ? QFileInfo(path).completeBaseName() : name;
}

bool ServiceCatalog::isTaken(const QString &name) const
{
    return std::any_of(m_services.begin(), m_services.end(),
                       [&](const ServiceDefinition &service) { return service.name == name; })
        || std::any_of(m_broken.begin(), m_broken.end(),
                       [&](const BrokenService &broken) { return broken.service == name; });
}

void ServiceCatalog::breakService(size_t index, const QString &reason)
{
    const ServiceDefinition &service = m_services.at(index);
    m_broken.push_back(
        {service.name,
         service.source,
         {ErrorKind::Usage, QStringLiteral("%1: %2").arg(service.source, reason), {}, {}, {}}});
    m_services.erase(m_services.begin() + qsizetype(index));
}

// A service that needs one that does not exist, or that is broken itself, cannot keep its
// references; breaking it may in turn break others.
void ServiceCatalog::checkDependencies()
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t index = 0; index < m_services.size() && !changed; ++index) {
            for (const QString &needed : m_services[index].dependsOn) {
                if (indexOf(needed) >= 0)
                    continue;
                breakService(index,
                             Phrase::tr("it depends on the service \"%1\", which does not "
                                        "exist or cannot be used.")
                                 .arg(needed));
                changed = true;
                break;
            }
        }
    }
}

void ServiceCatalog::sortByDependency()
{
    std::sort(m_services.begin(), m_services.end(),
              [](const auto &left, const auto &right) { return left.name < right.name; });
    std::vector<ServiceDefinition> sorted;
    const auto isReady = [&](const ServiceDefinition &service) {
        return std::all_of(
            service.dependsOn.begin(), service.dependsOn.end(), [&](const QString &needed) {
                return std::any_of(sorted.begin(), sorted.end(),
                                   [&](const auto &before) { return before.name == needed; });
            });
    };
    for (;;) {
        const auto ready = std::find_if(m_services.begin(), m_services.end(), isReady);
        if (ready == m_services.end())
            break;
        sorted.push_back(std::move(*ready));
        m_services.erase(ready);
    }
    QStringList cycle;
    for (const ServiceDefinition &service : m_services)
        cycle.append(service.name);
    while (!m_services.empty())
        breakService(0,
                     Phrase::tr("\"depends_on\" runs in a circle through %1; leave out one of "
                                "the steps.")
                         .arg(cycle.join(QStringLiteral(", "))));
    m_services = std::move(sorted);
}

int ServiceCatalog::indexOf(const QString &name) const
{
    for (size_t index = 0; index < m_services.size(); ++index) {
        if (m_services[index].name == name)
            return int(index);
    }
    return -1;
}

Result<ServiceDefinition> ServiceCatalog::find(const QString &name) const
{
    if (const int index = indexOf(name); index >= 0)
        return m_services[size_t(index)];
    for (const BrokenService &broken : m_broken) {
        if (broken.service == name || QFileInfo(broken.file).completeBaseName() == name)
            return failure(broken.error);
    }
    QStringList names;
    for (const ServiceDefinition &service : m_services)
        names.append(service.name);
    return failure(ErrorKind::Usage,
                   Phrase::tr("There is no service \"%1\"; there are %2.")
                       .arg(name, names.join(QStringLiteral(", "))));
}
