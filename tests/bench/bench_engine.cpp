// Records a second and peak memory of a first full run and of a second one that has nothing to do,
// at 10,000 and 100,000 records: the engine and the real state file between a source that makes its
// records up and a hub that only answers.

#include "core/clock.h"
#include "storage/sqlitesyncstore.h"
#include "sync/run/syncrun.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTextStream>

namespace {

const char Definition[] = R"({
  "service": "books", "title": "Books", "pattern": "one_way", "title_field": "title",
  "match": [["title", "author"], ["title"]],
  "sides": { "notion": { "role": "source" }, "hub": { "role": "destination", "table": "books" } },
  "fields": [
    { "name": "title", "type": "text", "notion": {}, "hub": {} },
    { "name": "author", "type": "text", "notion": {}, "hub": {} },
    { "name": "status", "type": "choice", "notion": {}, "hub": {} },
    { "name": "rating", "type": "integer", "notion": {}, "hub": {} },
    { "name": "tags", "type": "tags", "notion": {}, "hub": {} },
    { "name": "started_at", "type": "date", "notion": {}, "hub": {} },
    { "name": "finished_at", "type": "date", "notion": {}, "hub": {} },
    { "name": "notes", "type": "text", "notion": {}, "hub": {} },
    { "name": "summary", "type": "text", "notion": {}, "hub": {} },
    { "name": "total_pages", "type": "integer", "notion": {}, "hub": {} },
    { "name": "current_page", "type": "integer", "notion": {}, "hub": {} },
    { "name": "cover_url", "type": "text", "notion": {}, "hub": {} },
    { "name": "goodreads_url", "type": "text", "notion": {}, "hub": {} },
    { "name": "url", "type": "text", "notion": {}, "hub": {} }
  ]
})";

constexpr size_t FieldCount = 14;

Record sourceRecord(int number)
{
    const auto text
        = [number](const char *form) { return Value::text(QString::fromUtf8(form).arg(number)); };
    Record record;
    record.id = QStringLiteral("00000000-0000-4000-8000-%1").arg(number, 12, 16, QLatin1Char('0'));
    const Instant edited{std::chrono::seconds(1'700'000'000 + number)};
    record.version
        = {formatInstant(edited), TimeInterval{edited, edited + std::chrono::minutes(1)}};
    record.created = edited;
    record.fields = {text("The book with number %1"),
                     text("Author %1"),
                     Value::text(QStringLiteral("Reading")),
                     Value::number(double(number % 5)),
                     Value::set({QStringLiteral("Fiction"), QStringLiteral("History")}),
                     Value::date(QDate(2024, 1, 1)),
                     Value::null(),
                     text("A few words that somebody noted about the book %1"),
                     Value::null(),
                     Value::number(double(number % 900)),
                     Value::number(3.0),
                     text("https://covers.example.org/b/id/%1-L.jpg"),
                     text("https://www.goodreads.com/book/show/%1"),
                     Value::null()};
    return record;
}

/// Answers `count` records (or none: a hub that keeps nothing) and accepts every write.
class SyntheticSide : public Connector
{
public:
    SyntheticSide(int count, bool isHub)
        : m_count(count)
        , m_isHub(isHub)
    { }

    [[nodiscard]] SideTraits traits() const override { return {!m_isHub, false, m_isHub, 500, {}}; }
    [[nodiscard]] Result<SideStatus> open(const SideMemory &, Access, const CancelToken &) override
    {
        SideStatus status;
        status.identity = QStringLiteral("bench");
        return status;
    }
    [[nodiscard]] Result<SideSchema> schema(const CancelToken &) override { return SideSchema(); }
    [[nodiscard]] Result<ScanReport> scan(const ScanRequest &request, const RecordSink &sink,
                                          const CancelToken &) override
    {
        for (int number = 0; number < (m_isHub ? m_written : m_count); ++number) {
            Record record = sourceRecord(number);
            if (m_isHub) {
                record.id = m_ids[size_t(number)];
                record.version = {QStringLiteral("2026-01-01T00:00:00Z"), {}};
            }
            if (Result<void> taken = sink(std::move(record)); !taken)
                return failure(taken.error());
        }
        ScanReport report;
        report.complete = request.mode == ScanRequest::Mode::Full;
        report.cursor = QStringLiteral("2026-01-01T00:00:00Z");
        return report;
    }
    [[nodiscard]] Result<std::vector<Reading>> read(const QStringList &ids,
                                                    const CancelToken &) override
    {
        return std::vector<Reading>(size_t(ids.size()));
    }
    [[nodiscard]] Result<std::vector<Record>> find(const Lookup &, const CancelToken &) override
    {
        return std::vector<Record>();
    }
    [[nodiscard]] std::vector<WriteResult> write(std::span<const WriteRequest> requests,
                                                 const CancelToken &) override
    {
        std::vector<WriteResult> results;
        for (const WriteRequest &request : requests) {
            WriteResult result;
            result.state = WriteResult::State::Delivered;
            result.record.id = request.link.toString(QUuid::WithoutBraces);
            result.record.version.stamp = QStringLiteral("2026-01-01T00:00:00Z");
            result.record.fields.assign(FieldCount, Value::null());
            for (const auto &[field, value] : request.fields)
                result.record.fields[size_t(field)] = value;
            m_ids.push_back(result.record.id);
            ++m_written;
            results.push_back(std::move(result));
        }
        return results;
    }
    [[nodiscard]] RequestCounts requestCounts() const override { return {}; }

private:
    int m_count;
    bool m_isHub;
    int m_written = 0;
    std::vector<QString> m_ids;
};

qint64 memory(const QByteArray &key)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(key))
            return line.mid(key.size()).simplified().split(' ').first().toLongLong() / 1024;
    }
    return 0;
}

void resetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

void measure(const char *label, SyncRun &run, int records)
{
    resetPeak();
    QElapsedTimer timer;
    timer.start();
    const RunResult result = run.execute();
    const double seconds = double(timer.elapsed()) / 1000;
    QTextStream(stdout) << label << ": " << records << " records, " << result.totalChanges()
                        << " changes, " << runStatusName(result.status) << ", " << seconds << " s, "
                        << int(records / seconds) << " records/s, peak " << memory("VmHWM:")
                        << " MB\n";
}

void bench(int records)
{
    const QTemporaryDir folder;
    const ServiceDefinition definition
        = *parseServiceDefinition(Definition, QStringLiteral("bench"));
    SqliteSyncStore store(*StateDatabase::open(folder.filePath(QStringLiteral("state.db"))),
                          definition);
    SyntheticSide hub(records, true);
    SyntheticSide notion(records, false);
    const SystemClock clock;
    const RunParts parts{&definition, {&hub, &notion}, nullptr, &store, &clock};
    for (const char *label : {"first full run ", "second full run"}) {
        RunOptions options;
        options.mode = RunMode::Full;
        options.runId = QString::fromUtf8(label);
        RunRecord record;
        record.id = options.runId;
        record.service = definition.name;
        (void)store.startRun(record);
        SyncRun run(parts, options, CancelToken(), [](const RunProgress &progress) {
            static RunProgress::Phase last = RunProgress::Phase::Finishing;
            if (qEnvironmentVariableIsSet("BENCH_PHASES") && progress.phase != last)
                QTextStream(stdout)
                    << "  phase " << int(progress.phase) << " at " << memory("VmRSS:") << " MB\n";
            last = progress.phase;
        });
        measure(label, run, records);
    }
    QTextStream(stdout) << "state file: "
                        << QFile(folder.filePath(QStringLiteral("state.db"))).size() / 1024 / 1024
                        << " MB\n";
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
