#include "support/syncworld.h"

#include "storage/sqlitehistory.h"

#include <QJsonArray>
#include <QJsonDocument>

SyncWorld::SyncWorld(const QByteArray &definition)
    : notion(0)
    , hub(0)
    , google(0)
    , m_definition(*parseServiceDefinition(definition, QStringLiteral("test.json")))
{
    for (FakeStore *store : {&notion, &hub, &google}) {
        *store = FakeStore(m_definition.fieldCount());
        for (const FieldDefinition &field : m_definition.fields)
            store->fieldNames.append(field.name);
    }
    loseState();
}

void SyncWorld::loseState()
{
    m_store.reset();
    m_database = *StateDatabase::open(QStringLiteral(":memory:"));
    m_store = std::make_unique<SqliteSyncStore>(m_database, m_definition);
}

RunOptions SyncWorld::optionsFor(RunMode mode, bool dryRun)
{
    RunOptions options;
    options.mode = mode;
    options.dryRun = dryRun;
    options.portionSize = portionSize;
    options.choices = choices;
    options.runId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    options.holder = QStringLiteral("test");
    RunRecord record;
    record.id = options.runId;
    record.service = m_definition.name;
    record.mode = runModeName(mode);
    record.startedAt = clock.now();
    if (!dryRun)
        (void)m_store->startRun(record);
    return options;
}

template <typename Action>
RunResult SyncWorld::guarded(RunMode mode, bool dryRun, const Action &action)
{
    clock.advance(betweenRuns);
    for (FakeStore *store : {&notion, &hub, &google})
        store->pass(betweenRuns);
    FakeSide hubSide(hub, true);
    FakeSide notionSide(notion, false);
    FakeSide googleSide(google, false);
    RunParts parts{&m_definition, {}, &hubSide, m_store.get(), &clock};
    for (const SideDefinition &side : m_definition.sides)
        parts.connectors.push_back(side.id == QLatin1String("hub")          ? &hubSide
                                       : side.id == QLatin1String("google") ? &googleSide
                                                                            : &notionSide);
    const RunOptions options = optionsFor(mode, dryRun);
    try {
        SyncRun run(parts, options, CancelToken(), progress);
        return action(run);
    } catch (const SimulatedCrash &) {
        RunResult crashed;
        crashed.status = RunStatus::Failed;
        return crashed;
    }
}

RunResult SyncWorld::run(RunMode mode, bool dryRun)
{
    return guarded(mode, dryRun, [](SyncRun &run) { return run.execute(); });
}

RunResult SyncWorld::runAllowed(RunMode mode)
{
    RunResult result = run(mode);
    if (result.status == RunStatus::Blocked && result.plan.isBlocked())
        result = apply(result.plan, {}, true);
    return result;
}

RunResult SyncWorld::apply(const Plan &plan, const std::vector<size_t> &skipped, bool passGuards)
{
    return guarded(plan.mode, false,
                   [&](SyncRun &run) { return run.apply(plan, skipped, passGuards); });
}

RunResult SyncWorld::undo(const QString &runId)
{
    const auto entries = SqliteHistory(m_database).operations(runId, 10'000, 0);
    return guarded(RunMode::Incremental, false,
                   [&](SyncRun &run) { return run.undo(*entries, {}, true); });
}

QString SyncWorld::hubText() const
{
    QString text;
    for (const auto &[id, row] : hub.records) {
        QJsonArray fields;
        for (const Value &value : row.fields)
            fields.append(value.toTaggedJson());
        text += id + (row.alive ? u'+' : u'-')
            + QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact)) + u'\n';
    }
    return text;
}
