#pragma once

#include "app/session/session.h"

#include <QMutex>
#include <QSemaphore>

/// What the fakes of one session share with the test. Locked, because workers read it.
struct FakeHome
{
    QMutex mutex;
    std::vector<RunRecord> runs;
    std::vector<JournalEntry> operations;
    std::vector<LogEntry> logs;
    std::vector<LogQuery> queries; ///< every question to the log
    std::vector<SyncJob> jobs; ///< every job that began
    RunResult answer; ///< of every job; its service is filled in
    std::vector<WaitingItem> waiting; ///< of every service
    std::vector<std::vector<Decision>> decisions; ///< every call; kept unless `decideError` is set
    std::optional<Error> decideError;
    std::optional<Error> waitingError;
    std::vector<RecordLook> looks; ///< the records that can be read
    std::vector<std::vector<RecordAddress>> reads; ///< every reading of records
    QMap<QUuid, QMap<QString, QString>> linked; ///< the records of links
    std::map<QString, LockHolder> holders; ///< service → the program that runs it
    std::map<QString, int> partial; ///< service → records that a side shows in part
    QSemaphore gate; ///< jobs wait here when `isGated`
    bool isGated = false;
};

class FakeHistory : public History
{
public:
    explicit FakeHistory(std::shared_ptr<FakeHome> home)
        : m_home(std::move(home))
    { }

    Result<std::vector<RunRecord>> runs(const QString &service, int limit) override
    {
        const QMutexLocker lock(&m_home->mutex);
        std::vector<RunRecord> found;
        for (const RunRecord &run : m_home->runs) {
            if (run.service == service && int(found.size()) < limit)
                found.push_back(run);
        }
        return found;
    }
    Result<std::vector<RunRecord>> runsAbout(const QString &service, const QString &text,
                                             int limit) override
    {
        auto found = runs(service, limit);
        const QMutexLocker lock(&m_home->mutex);
        std::erase_if(*found, [&](const RunRecord &run) {
            return std::none_of(m_home->operations.begin(), m_home->operations.end(),
                                [&](const JournalEntry &entry) {
                                    return entry.runId == run.id
                                        && entry.key.contains(text, Qt::CaseInsensitive);
                                });
        });
        return found;
    }
    Result<std::vector<JournalEntry>> operations(const QString &runId, int, int) override
    {
        const QMutexLocker lock(&m_home->mutex);
        std::vector<JournalEntry> found;
        for (const JournalEntry &entry : m_home->operations) {
            if (entry.runId == runId)
                found.push_back(entry);
        }
        return found;
    }
    Result<std::vector<LogEntry>> logs(const LogQuery &query) override
    {
        const QMutexLocker lock(&m_home->mutex);
        m_home->queries.push_back(query);
        std::vector<LogEntry> found;
        for (const LogEntry &entry : m_home->logs) {
            const bool matches = (query.service.isEmpty() || entry.service() == query.service)
                && (query.status.isEmpty() || entry.status == query.status)
                && entry.message.contains(query.text);
            if (matches)
                found.push_back(entry);
        }
        return found;
    }
    Result<int> openConflicts(const QString &) override { return 0; }

private:
    std::shared_ptr<FakeHome> m_home;
};

/// A service "name" from Notion to the hub with the fields title, notes and rating.
inline ServiceDefinition fakeService(const QString &name)
{
    ServiceDefinition definition;
    definition.name = name;
    definition.title = name.left(1).toUpper() + name.mid(1);
    definition.pattern = QStringLiteral("one_way");
    definition.sides = {{QStringLiteral("notion"), true, false, false, {}},
                        {QStringLiteral("hub"), false, true, false, {}}};
    for (const char *field : {"title", "notes", "rating"}) {
        FieldDefinition fieldDefinition;
        fieldDefinition.name = QLatin1String(field);
        fieldDefinition.label = fieldDefinition.name;
        fieldDefinition.mapping = {QJsonObject(), QJsonObject()};
        definition.fields.push_back(fieldDefinition);
    }
    definition.titleField = QStringLiteral("title");
    return definition;
}

/// Adds one operation on the hub to `plan`, which changes title and notes from `before` to `after`.
inline void addOperation(Plan &plan, const ServiceDefinition &definition, OperationKind kind,
                         const QString &before, const QString &after)
{
    LinkState link = emptyLink(definition, QUuid::createUuid());
    LinkSide &hub = link.sides.at(1);
    hub.fields.resize(definition.fieldCount());
    if (kind != OperationKind::Create)
        hub.member = Member{};
    for (const int field : {0, 1}) {
        hub.fields.at(size_t(field)).value = Value::text(before);
        link.fields.at(size_t(field)).value = Value::text(after);
    }
    Operation operation;
    operation.kind = kind;
    operation.side = 1;
    operation.link = plan.links.size();
    operation.key = after;
    if (kind != OperationKind::Delete)
        operation.fields = {0, 1};
    plan.links.push_back(std::move(link));
    plan.operations.push_back(std::move(operation));
}

/// `creates`, then `updates`, then `deletes` operations, titled "Record 0" and so on.
inline Plan fakePlan(const ServiceDefinition &definition, int creates, int updates, int deletes)
{
    Plan plan;
    plan.service = definition.name;
    for (int index = 0; index < creates + updates + deletes; ++index) {
        const OperationKind kind = index < creates ? OperationKind::Create
            : index < creates + updates            ? OperationKind::Update
                                                   : OperationKind::Delete;
        const QString title = QStringLiteral("Record %1").arg(index);
        addOperation(plan, definition, kind, title + QStringLiteral(" before"), title);
    }
    return plan;
}

inline SharedResult fakePreview(const ServiceDefinition &definition, Plan plan)
{
    RunResult result;
    result.service = definition.name;
    result.dryRun = true;
    result.guards = plan.guards;
    result.plan = std::move(plan);
    return std::make_shared<const RunResult>(std::move(result));
}

/// What waits in `service`, as a home would tell it.
inline Result<std::vector<WaitingItem>> fakeWaiting(FakeHome &home, const QString &service,
                                                    bool decidedToo)
{
    const QMutexLocker lock(&home.mutex);
    if (home.waitingError)
        return failure(*home.waitingError);
    std::vector<WaitingItem> found;
    for (const WaitingItem &item : home.waiting) {
        if (item.service == service && (decidedToo || item.kind != QLatin1String("decided")))
            found.push_back(item);
    }
    return found;
}

/// What waits in `service`, counted.
inline Standing fakeStanding(const FakeHome &home, const QString &service)
{
    Standing standing;
    const std::pair<const char *, int Standing::*> kinds[] = {{"conflict", &Standing::conflicts},
                                                              {"question", &Standing::questions},
                                                              {"hold", &Standing::held},
                                                              {"paused", &Standing::paused},
                                                              {"quarantined", &Standing::refused}};
    QSet<QString> records;
    for (const WaitingItem &item : home.waiting) {
        if (item.service == service && item.kind != QLatin1String("decided"))
            records.insert(item.link.isEmpty() ? item.id : item.link);
        for (const auto &[kind, count] : kinds) {
            if (item.service == service && item.kind == QLatin1String(kind))
                ++(item.decision ? standing.decided : standing.*count);
        }
        if (item.kind == QLatin1String("conflict") || item.kind == QLatin1String("question"))
            standing.asked.insert(item.id);
    }
    standing.records = int(records.size());
    if (const auto found = home.partial.find(service); found != home.partial.end())
        standing.partial = found->second;
    return standing;
}

inline std::map<QString, ServiceFacts> fakeFacts(FakeHome &home, const QStringList &services)
{
    const QMutexLocker lock(&home.mutex);
    std::map<QString, ServiceFacts> facts;
    for (const QString &service : services) {
        std::vector<RunRecord> runs;
        for (const RunRecord &run : home.runs) {
            if (run.service == service)
                runs.push_back(run);
        }
        const auto holder = home.holders.find(service);
        facts[service]
            = factsOf(runs, fakeStanding(home, service),
                      holder == home.holders.end() ? std::nullopt : std::optional(holder->second));
    }
    return facts;
}

/// Keeps the decisions beside the items that they are about.
inline Result<void> fakeDecide(FakeHome &home, const std::vector<Decision> &decisions)
{
    const QMutexLocker lock(&home.mutex);
    home.decisions.push_back(decisions);
    if (home.decideError)
        return failure(*home.decideError);
    QHash<QString, Decision> kept;
    for (const Decision &decision : decisions)
        kept.insert(decision.id, decision);
    for (WaitingItem &item : home.waiting) {
        if (const auto found = kept.constFind(item.id); found != kept.constEnd())
            item.decision = *found;
    }
    return {};
}

inline Result<std::vector<RecordLook>> fakeReadRecords(FakeHome &home,
                                                       const std::vector<RecordAddress> &addresses)
{
    const QMutexLocker lock(&home.mutex);
    home.reads.push_back(addresses);
    std::vector<RecordLook> found;
    for (const RecordAddress &address : addresses) {
        RecordLook look{address, false, QStringLiteral("gone"), {}};
        for (const RecordLook &known : home.looks)
            look = known.address == address ? known : look;
        found.push_back(std::move(look));
    }
    return found;
}

/// The services "books" and "tasks" on fakes.
inline Session fakeSession(const std::shared_ptr<FakeHome> &home)
{
    Session session;
    session.services = {fakeService(QStringLiteral("books")), fakeService(QStringLiteral("tasks"))};
    session.runJob
        = [home](const SyncJob &job, const CancelToken &cancel, const ProgressSink &progress) {
              {
                  const QMutexLocker lock(&home->mutex);
                  home->jobs.push_back(job);
              }
              progress({RunProgress::Phase::Reading, QStringLiteral("notion"), 62, 100});
              while (home->isGated && !cancel.isCancelled() && !home->gate.tryAcquire(1, 5)) { }
              const QMutexLocker lock(&home->mutex);
              RunResult result = home->answer;
              result.service = job.definition.name;
              result.dryRun = job.dryRun;
              if (cancel.isCancelled())
                  result.status = RunStatus::Cancelled;
              return result;
          };
    session.openHistory = [home]() -> Result<std::unique_ptr<History>> {
        return std::make_unique<FakeHistory>(home);
    };
    session.readMapping = [](const ServiceDefinition &, const CancelToken &) {
        return Result<MappingPreview>(MappingPreview());
    };
    session.readWaiting = [home](const QString &service, bool decidedToo) {
        return fakeWaiting(*home, service, decidedToo);
    };
    session.readFacts
        = [home](const QStringList &services) -> Result<std::map<QString, ServiceFacts>> {
        return fakeFacts(*home, services);
    };
    session.decide
        = [home](const std::vector<Decision> &decisions) { return fakeDecide(*home, decisions); };
    session.findRecords = [home](const QUuid &link) {
        const QMutexLocker lock(&home->mutex);
        return Result<QMap<QString, QString>>(home->linked.value(link));
    };
    session.readRecords
        = [home](const ServiceDefinition &, const std::vector<RecordAddress> &addresses,
                 const CancelToken &) { return fakeReadRecords(*home, addresses); };
    return session;
}
