#include "support/onewayworld.h"

#include "sync/equality.h"

#include <QJsonArray>
#include <QJsonDocument>

static const char Definition[] = R"({
  "service": "things", "title": "Things", "pattern": "one_way", "title_field": "title",
  "match": [["title"]],
  "sides": { "notion": { "role": "source" }, "hub": { "role": "destination", "table": "things" } },
  "fields": [
    { "name": "title", "type": "text", "notion": {}, "hub": {} },
    { "name": "rating", "type": "number", "notion": {}, "hub": {} },
    { "name": "tags", "type": "tags", "notion": {}, "hub": {} },
    { "name": "note", "type": "text", "hub": {} }
  ]
})";

OneWayWorld::OneWayWorld(bool overwriteDestination)
    : notion(4)
    , hub(4)
{
    m_definition = *parseServiceDefinition(Definition, QStringLiteral("things.json"));
    m_definition.overwriteDestination = overwriteDestination;
    loseState();
}

void OneWayWorld::loseState()
{
    m_store = std::make_unique<SqliteSyncStore>(*StateDatabase::open(QStringLiteral(":memory:")),
                                                m_definition);
}

std::vector<Value> OneWayWorld::values(int seed) const
{
    return {Value::text(QStringLiteral("Thing %1").arg(seed)),
            seed % 3 == 0 ? Value::null() : Value::number(double(seed)),
            Value::set({QStringLiteral("a%1").arg(seed % 2), QStringLiteral("b")}), Value()};
}

RunOptions OneWayWorld::optionsFor(RunMode mode, bool dryRun)
{
    RunOptions options;
    options.mode = mode;
    options.dryRun = dryRun;
    options.portionSize = portionSize;
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
RunResult OneWayWorld::guarded(RunMode mode, bool dryRun, const Action &action)
{
    // Longer than the overlap of two scans: what a cursor forgets stays forgotten.
    constexpr std::chrono::minutes betweenRuns(20);
    clock.advance(betweenRuns);
    notion.pass(betweenRuns);
    hub.pass(betweenRuns);
    FakeSide hubSide(hub, true);
    FakeSide notionSide(notion, false);
    RunParts parts{&m_definition, {&hubSide, &notionSide}, &hubSide, m_store.get(), &clock};
    const RunOptions options = optionsFor(mode, dryRun);
    try {
        SyncRun run(parts, options, CancelToken());
        return action(run);
    } catch (const SimulatedCrash &) {
        RunResult crashed;
        crashed.status = RunStatus::Failed;
        return crashed;
    }
}

RunResult OneWayWorld::run(RunMode mode, bool dryRun)
{
    return guarded(mode, dryRun, [](SyncRun &run) { return run.execute(); });
}

RunResult OneWayWorld::apply(const Plan &plan, const std::vector<size_t> &skipped, bool passGuards)
{
    return guarded(plan.mode, false,
                   [&](SyncRun &run) { return run.apply(plan, skipped, passGuards); });
}

QString OneWayWorld::difference() const
{
    QMap<QString, const FakeRecord *> rows;
    for (const auto &[id, row] : hub.records) {
        const QString page = row.storedIds.value(QStringLiteral("notion"));
        if (page.isEmpty())
            continue;
        if (rows.contains(page))
            return QStringLiteral("two rows for page %1").arg(page);
        rows.insert(page, &row);
    }
    for (const auto &[id, page] : notion.records) {
        if (!page.readable)
            continue;
        const FakeRecord *row = rows.value(id);
        if (!row && page.alive)
            return QStringLiteral("no row for page %1").arg(id);
        if (row && row->alive != page.alive)
            return QStringLiteral("page %1 and its row differ in being alive").arg(id);
        for (size_t field = 0; row && page.alive && field < 3; ++field) {
            if (!sameValue(m_definition.fields[field], row->fields[field], page.fields[field]))
                return QStringLiteral("page %1 and its row differ in %2: %3 and %4")
                    .arg(id, m_definition.fields[field].name, page.fields[field].toDisplayText(),
                         row->fields[field].toDisplayText());
        }
    }
    return {};
}

QString OneWayWorld::hubText() const
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
