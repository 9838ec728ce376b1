#pragma once

#include "app/connection/mappingpreview.h"
#include "app/connection/recordlook.h"
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
    std::chrono::milliseconds wait{0}; ///< until Notion lets the next request pass
};

/// Something that can be done to the sandbox's sample data.
struct SampleStory
{
    QString id; ///< empty: only to be read, it says what to do first
    QString label; ///< for a menu, with its mnemonic
    bool possible = false; ///< now
};

/// What a front end works on: one home with its services, and the functions that reach it. The
/// functions are called on worker threads, except `budget`, and may block there. A plain value, so
/// that tests put their own functions in.
struct Session
{
    bool isSandbox = false;
    /// Sandbox only, else null: what can happen to the service's sample data, as people in Notion
    /// and in the hub would do it.
    std::function<Result<std::vector<SampleStory>>(const QString &service)> stories;
    /// Does one of them; answers one sentence: what was done to which record, what to try next.
    std::function<Result<QString>(const QString &service, const QString &story)> play;
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
    /// Puts the home's state aside, to link everything anew (app/session/beginanew.h).
    std::function<Result<QString>()> beginAnew;
    /// Keeps decisions for the next run, all or none. ErrorKind::Usage, naming the item, where one
    /// does not fit what it is about.
    std::function<Result<void>(const std::vector<Decision> &)> decide;
    /// The ids of a link's records, by side; nothing where it is not known (any more).
    std::function<Result<QMap<QString, QString>>(const QUuid &link)> findRecords;
    /// Reads these records of a service as their sides show them now; changes nothing.
    std::function<Result<std::vector<RecordLook>>(
        const ServiceDefinition &, const std::vector<RecordAddress> &, const CancelToken &)>
        readRecords;
};
