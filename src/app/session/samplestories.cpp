#include "app/session/samplestories.h"

#include "app/connection/connectorfactory.h"
#include "app/session/sampleplots.h"
#include "app/text/translation.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(SampleStories)
};

bool fits(const SamplePlot &plot, const SampleScene &scene)
{
    return !plot.onlyTwoWay || scene.isTwoWay();
}

/// Once every record had its story, they begin again.
void forgetWhereNoneIsLeft(const SampleScene &scene)
{
    if (!scene.untouched() && scene.affairs.isNormal())
        scene.affairs.touched.clear();
}

} // namespace

SampleStories::SampleStories(Configuration configuration, std::vector<ServiceDefinition> services)
    : m_configuration(std::move(configuration))
{
    // Its sentences call services and fields as the window does.
    for (ServiceDefinition &definition : services)
        m_services.push_back(inOwnWords(std::move(definition)));
}

const ServiceDefinition *SampleStories::find(const QString &service) const
{
    const auto found = std::find_if(
        m_services.begin(), m_services.end(),
        [&](const ServiceDefinition &definition) { return definition.name == service; });
    const bool isThere
        = found != m_services.end() && missingConfiguration(*found, m_configuration).isEmpty();
    return isThere ? &*found : nullptr;
}

Result<std::vector<SampleStory>> SampleStories::list(const QString &service)
{
    const QMutexLocker lock(&m_mutex);
    std::vector<SampleStory> stories;
    const ServiceDefinition *definition = find(service);
    if (!definition)
        return stories;
    const Result<SampleRecords> records = SampleRecords::read(*definition, m_configuration);
    if (!records)
        return failure(records.error());
    const bool isSynced = records->areSynced();
    if (!isSynced)
        stories.push_back({{},
                           Texts::tr("Sync %1 once, then its sample data can be changed here")
                               .arg(definition->title),
                           false});
    const SampleScene scene{*definition, *records, m_affairs[service]};
    forgetWhereNoneIsLeft(scene);
    for (const SamplePlot &plot : samplePlots()) {
        if (fits(plot, scene))
            stories.push_back(
                {QString::fromLatin1(plot.id), plot.label, isSynced && plot.isPossible(scene)});
    }
    return stories;
}

Result<QString> SampleStories::play(const QString &service, const QString &story)
{
    const QMutexLocker lock(&m_mutex);
    const std::vector<SamplePlot> plots = samplePlots();
    const auto plot = std::find_if(plots.begin(), plots.end(), [&](const SamplePlot &one) {
        return story == QLatin1String(one.id);
    });
    const ServiceDefinition *definition = plot == plots.end() ? nullptr : find(service);
    const QString refusal = Texts::tr("That cannot be done to the sample data now: preview and "
                                      "sync the service first.");
    if (!definition)
        return failure(ErrorKind::Usage, refusal);
    const Result<SampleRecords> records = SampleRecords::read(*definition, m_configuration);
    if (!records)
        return failure(records.error());
    SampleScene scene{*definition, *records, m_affairs[service]};
    forgetWhereNoneIsLeft(scene);
    if (!fits(*plot, scene) || !records->areSynced() || !plot->isPossible(scene))
        return failure(ErrorKind::Usage, refusal);
    ++scene.affairs.changes;
    return plot->play(scene);
}
