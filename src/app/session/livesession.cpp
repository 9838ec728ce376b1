#include "app/session/livesession.h"

#include "app/connection/connectorfactory.h"
#include "app/history/decisions.h"
#include "app/home/servicecatalog.h"
#include "app/session/backends.h"
#include "app/text/errortext.h"
#include "net/ratelimiter.h"

Session openSession(const Configuration &configuration)
{
    Session session;
    session.configuration = configuration;
    const ServiceCatalog catalog = ServiceCatalog::load(configuration.servicesFolder());
    session.services = catalog.services();
    for (const ServiceDefinition &definition : session.services) {
        const QString missing = missingConfiguration(definition, configuration);
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
    session.openHistory = [configuration] { return openHistory(configuration); };
    session.readMapping
        = [configuration, limiter](const ServiceDefinition &definition, const CancelToken &cancel) {
              return previewMapping(definition, configuration, limiter, cancel);
          };
    session.readWaiting = [configuration](const QString &service, bool decidedToo) {
        return waitingItems(configuration, ServiceCatalog::load(configuration.servicesFolder()),
                            service, decidedToo);
    };
    session.readFacts = [configuration](const QStringList &services) {
        return readFacts(configuration, services);
    };
    session.decide
        = [configuration, services = session.services](const std::vector<Decision> &decisions) {
              return keepDecisions(configuration, services, decisions);
          };
    session.budget = [limiter] {
        return NotionBudget{limiter->budget() - limiter->available(), limiter->budget()};
    };
    return session;
}
