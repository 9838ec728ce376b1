// Two-way, the engine and the real state file between two stores in memory: requests and time of a
// cycle with edits on both sides, of an idle one, links planned a second, and the size of the
// state. Argument: records (10,000 and 100,000 by default).

#include "core/clock.h"
#include "storage/sqlitesyncstore.h"
#include "support/fakeside.h"
#include "sync/merge/linkmerge.h"
#include "sync/run/syncrun.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTextStream>

using namespace std::chrono_literals;

namespace {

constexpr int EditsPerSide = 100;
constexpr int TitleField = 5;
constexpr int NotesField = 6;

const char Definition[] = R"({
  "service": "tasks", "title": "Tasks", "pattern": "two_way", "title_field": "title",
  "match": [["title"]],
  "sides": { "notion": { "role": "peer" }, "hub": { "role": "peer", "table": "tasks" } },
  "fields": [
    { "name": "done", "type": "boolean", "notion": {}, "hub": {} },
    { "name": "due", "type": "date", "notion": {}, "hub": {} },
    { "name": "priority", "type": "choice", "notion": {}, "hub": {} },
    { "name": "status", "type": "choice", "notion": {}, "hub": {} },
    { "name": "tags", "type": "tags", "notion": {}, "hub": {} },
    { "name": "title", "type": "text", "notion": {}, "hub": {} },
    { "name": "notes", "type": "text", "notion": {}, "hub": {} }
  ]
})";

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

std::vector<Value> task(int number)
{
    return {
        Value::boolean(number % 3 == 0),
        Value::date(QDate(2026, 1, 1).addDays(number % 300)),
        Value::text(QStringLiteral("high")),
        Value::text(QStringLiteral("pending")),
        Value::set({QStringLiteral("home"), QStringLiteral("garden")}),
        Value::text(QStringLiteral("Task %1 of many").arg(number)),
        Value::text(QStringLiteral("A few words that somebody noted about task %1").arg(number))};
}

/// Two stores, a state file and what happened between them.
class World
{
public:
    explicit World(int count)
        : m_definition(*parseServiceDefinition(Definition, QStringLiteral("bench")))
        , m_store(*StateDatabase::open(path()), m_definition)
        , m_notion(m_definition.fieldCount())
        , m_hub(m_definition.fieldCount())
        , m_count(count)
    {
        for (int number = 0; number < count; ++number)
            m_notion.add(pageId(number), task(number));
    }

    void run(const char *label, RunMode mode)
    {
        for (FakeStore *store : {&m_notion, &m_hub})
            store->pass(1h);
        FakeSide hubSide(m_hub, true, 500);
        FakeSide notionSide(m_notion, false);
        const SystemClock clock;
        const RunParts parts{&m_definition, {&hubSide, &notionSide}, &hubSide, &m_store, &clock};
        RunOptions options;
        options.mode = mode;
        options.runId = QString::fromUtf8(label);
        RunRecord record;
        record.id = options.runId;
        record.service = m_definition.name;
        (void)m_store.startRun(record);
        QElapsedTimer timer;
        timer.start();
        SyncRun run(parts, options, CancelToken());
        const RunResult result = run.execute();
        out() << label << ": " << m_count << " records, " << result.totalChanges() << " changes, "
              << runStatusName(result.status) << ", " << timer.elapsed() << " ms\n";
        out().flush();
    }

    void editBothSides()
    {
        for (int number = 0; number < EditsPerSide; ++number) {
            m_notion.edit(pageId(number * 7), TitleField,
                          Value::text(QStringLiteral("Renamed %1").arg(number)));
            auto row = m_hub.records.begin();
            std::advance(row, number * 11);
            m_hub.edit(row->first, NotesField,
                       Value::text(QStringLiteral("Noted again %1").arg(number)));
        }
    }

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("state.db")); }
    [[nodiscard]] const ServiceDefinition &definition() const { return m_definition; }
    [[nodiscard]] SyncStore &store() { return m_store; }

    /// Merges every link with what both sides show, a field of each edited in Notion.
    void plan()
    {
        std::vector<QUuid> ids;
        ids.reserve(m_hub.records.size());
        for (const auto &[id, row] : m_hub.records)
            ids.push_back(QUuid(id));
        Result<std::vector<LinkState>> links = m_store.links(ids);
        std::vector<SideViews> views;
        views.reserve(links->size());
        for (const LinkState &link : *links)
            views.push_back(shown(link));
        QElapsedTimer timer;
        timer.start();
        size_t operations = 0;
        for (size_t index = 0; index < links->size(); ++index)
            operations
                += mergeLink(m_definition, (*links)[index], views[index], {}).operations.size();
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        out() << "planning: " << operations << " operations for " << links->size() << " links, "
              << qint64(double(links->size()) / seconds) << " links/s\n";
    }

private:
    static QString pageId(int number)
    {
        return QStringLiteral("00000000-0000-4000-8000-%1").arg(number, 12, 16, QLatin1Char('0'));
    }

    [[nodiscard]] SideViews shown(const LinkState &link) const
    {
        SideViews views(link.sides.size());
        for (size_t side = 0; side < views.size(); ++side) {
            views[side].state = SideView::State::Found;
            views[side].record.alive = true;
            for (const Shown &value : link.sides[side].fields)
                views[side].record.fields.push_back(value.value);
        }
        views[size_t(m_definition.sideIndex(u"notion"))].record.fields[NotesField]
            = Value::text(QStringLiteral("Noted in Notion"));
        return views;
    }

    QTemporaryDir m_folder;
    ServiceDefinition m_definition;
    SqliteSyncStore m_store;
    FakeStore m_notion;
    FakeStore m_hub;
    int m_count;
};

void bench(int records)
{
    World world(records);
    world.run("first full run", RunMode::Full);
    world.run("nothing to do, incremental", RunMode::Incremental);
    world.editBothSides();
    world.run("100 edits on each side", RunMode::Incremental);
    world.run("nothing to do, full", RunMode::Full);
    world.plan();
    out() << "state file: " << QFileInfo(world.path()).size() / 1024 / 1024 << " MB\n";
    out().flush();
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc > 1) {
        bench(QByteArray(argv[1]).toInt());
        return 0;
    }
    bench(10'000);
    bench(100'000);
    return 0;
}
