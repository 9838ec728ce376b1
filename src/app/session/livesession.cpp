#include "app/session/livesession.h"

#include "app/connection/connectorfactory.h"
#include "app/history/decisions.h"
#include "app/home/servicecatalog.h"
#include "app/session/backends.h"
#include "app/session/beginanew.h"
#include "app/text/errortext.h"
#include "app/text/translation.h"
#include "net/ratelimiter.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace {

struct LiveSession
{
    Q_DECLARE_TR_FUNCTIONS(LiveSession)
};

/// For services that no setting makes work.
QString whyNever(const ServiceDefinition &definition)
{
    for (const SideDefinition &side : definition.sides) {
        if (canServe(side.id))
            continue;
        const QString name = side.id.left(1).toUpper() + side.id.mid(1);
        //: %1 is a service, %2 an online service such as Google
        return LiveSession::tr("%1 needs %2, which this version cannot reach yet. Settings › "
                               "General can hide it.")
            .arg(inOwnWords(definition).title, name);
    }
    return {};
}

/// Why the service cannot be synced, in the words of a window; empty: it can.
QString whatIsMissing(const ServiceDefinition &definition, const Configuration &configuration)
{
    if (!canRun(definition))
        return whyNever(definition);
    if (definition.sideIndex(u"notion") < 0 || !configuration.notionToken.isEmpty())
        return missingConfiguration(definition, configuration);
    return configuration.secretProblem.isEmpty()
        ? LiveSession::tr("Notion’s token is missing: set up the connection.")
        : LiveSession::tr("Notion’s token could not be read: %1").arg(configuration.secretProblem);
}

std::vector<ServiceDefinition> shownServices(const std::vector<ServiceDefinition> &services,
                                             const QStringList &hidden)
{
    std::vector<ServiceDefinition> shown;
    shown.reserve(services.size());
    std::copy_if(services.begin(), services.end(), std::back_inserter(shown),
                 [&](const ServiceDefinition &each) { return !hidden.contains(each.name); });
    return shown.empty() ? services : shown;
}

} // namespace

static QStringList namesOf(const std::vector<ServiceDefinition> &services)
{
    QStringList names;
    for (const ServiceDefinition &definition : services)
        names << definition.name;
    return names;
}

Session openSession(const Configuration &configuration)
{
    Session session;
    session.configuration = configuration;
    const ServiceCatalog catalog = ServiceCatalog::of(configuration);
    session.services = shownServices(catalog.services(), configuration.hiddenServices);
    for (const ServiceDefinition &definition : session.services) {
        const QString missing = whatIsMissing(definition, configuration);
        if (!missing.isEmpty())
            session.unavailable.insert(definition.name, missing);
    }
    for (const BrokenService &broken : catalog.broken())
        session.problems << describe(broken.error);

    const std::shared_ptr<RateLimiter> limiter = makeNotionLimiter(configuration);
    session.runJob = [configuration, limiter](const SyncJob &job, const CancelToken &cancel,
                                              const ProgressSink &progress) {
        return runSyncJob(job, configuration, limiter, cancel, progress);
    };
    session.beginAnew = [configuration, names = namesOf(catalog.services())] {
        return beginAnew(configuration, names);
    };
    session.openHistory = [configuration] { return openHistory(configuration); };
    session.readMapping
        = [configuration, limiter](const ServiceDefinition &definition, const CancelToken &cancel) {
              return previewMapping(definition, configuration, limiter, cancel);
          };
    session.readWaiting = [configuration](const QString &service, bool decidedToo) {
        return waitingItems(configuration, ServiceCatalog::of(configuration), service, decidedToo);
    };
    session.readFacts = [configuration](const QStringList &services) {
        return readFacts(configuration, services);
    };
    session.decide
        = [configuration, services = catalog.services()](const std::vector<Decision> &decisions) {
              return keepDecisions(configuration, services, decisions);
          };
    session.findRecords
        = [configuration](const QUuid &link) { return linkedRecords(configuration, link); };
    session.readRecords = [configuration, limiter](const ServiceDefinition &definition,
                                                   const std::vector<RecordAddress> &addresses,
                                                   const CancelToken &cancel) {
        return readRecords(definition, configuration, limiter, addresses, cancel);
    };
    session.budget = [limiter] {
        return NotionBudget{limiter->budget() - limiter->available(), limiter->budget(),
                            limiter->wait()};
    };
    return session;
}
