#pragma once

#include "app/connection/mappingpreview.h"
#include "app/history/waitingitems.h"
#include "app/run/syncworker.h"
#include "app/truth/servicefacts.h"
#include "core/history.h"

#include <QMap>

/// How much of the Notion token's minute is spent.
struct NotionBudget
{
    int used = 0;
    int total = 0; ///< 0: not known
};

/// What a front end works on: one home with its services, and the functions that reach it. The
/// functions are called on worker threads, except `budget`, and may block there. A plain value, so
/// that tests put their own functions in.
struct Session
{
    bool isSandbox = false;
    /// Sandbox only: edits, adds and bins some sample pages, as a person in Notion would.
    std::function<Result<void>()> changeSamples;
    Configuration configuration;
    std::vector<ServiceDefinition> services; ///< in dependency order
    QMap<QString, QString> unavailable; ///< service → one sentence: what it lacks to be synced
    QStringList problems; ///< one sentence for each definition that could not be read
    JobRunner runJob;
    std::function<Result<std::unique_ptr<History>>()> openHistory;
    std::function<Result<MappingPreview>(const ServiceDefinition &, const CancelToken &)>
        readMapping;
    std::function<NotionBudget()> budget;
    /// What waits for a person in one service, conflicts first; with true also what rules decided.
    std::function<Result<std::vector<WaitingItem>>(const QString &service, bool decidedToo)>
        readWaiting;
    /// What the home knows of these services: how they ended, what waits, who runs them.
    std::function<Result<std::map<QString, ServiceFacts>>(const QStringList &services)> readFacts;
    /// Keeps decisions for the next run, all or none. ErrorKind::Usage, naming the item, where one
    /// does not fit what it is about.
    std::function<Result<void>(const std::vector<Decision> &)> decide;
};
