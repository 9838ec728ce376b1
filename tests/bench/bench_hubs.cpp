// Rows a second into a PostgreSQL hub, beside `psql \copy` of the same rows into the same table
// (with its keys, its index and its triggers), and what reading them back takes. Needs
// tests/hubs/run.sh.

#include "connectors/hub/serverhub.h"
#include "connectors/sql/postgresserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>
#include <QUrl>

#include <limits>

namespace {

constexpr int Rows = 20'000;
constexpr size_t Batch = 1'000;
constexpr int Rounds = 5;

ServiceDefinition books()
{
    QFile file(QStringLiteral(":/services/books.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("There is no definition of books.");
    return parseServiceDefinition(file.readAll(), file.fileName()).value();
}

QString address()
{
    QUrl url;
    url.setScheme(QStringLiteral("postgres"));
    url.setHost(qEnvironmentVariable("PGHOST"));
    url.setPort(qEnvironmentVariableIntValue("PGPORT"));
    url.setUserName(qEnvironmentVariable("PGUSER"));
    url.setPassword(qEnvironmentVariable("PGPASSWORD"), QUrl::DecodedMode);
    url.setPath(QStringLiteral("/postgres"));
    return url.toString(QUrl::FullyEncoded);
}

WriteRequest request(const ServiceDefinition &definition, int number)
{
    WriteRequest request;
    request.kind = OperationKind::Create;
    request.link = QUuid::createUuid();
    request.writtenFrom = QStringLiteral("notion");
    request.members.insert(QStringLiteral("notion"),
                           Member{QUuid::createUuid().toString(QUuid::WithoutBraces),
                                  {QStringLiteral("2026-01-02T03:04:00.000Z"), {}},
                                  {},
                                  false,
                                  {}});
    const auto set = [&](QStringView name, const Value &value) {
        request.fields.emplace_back(definition.fieldIndex(name), value);
    };
    set(u"title", Value::text(QStringLiteral("The book with number %1").arg(number)));
    set(u"author", Value::text(QStringLiteral("Author %1").arg(number % 97)));
    set(u"tags", Value::set({QStringLiteral("Fiction"), QStringLiteral("History")}));
    set(u"rating", Value::number(double(number % 5)));
    set(u"started_at", Value::date(QDate(2024, 1, 1)));
    set(u"notes", Value::text(QStringLiteral("A few words that somebody noted about this book.")));
    set(u"total_pages", Value::number(double(number % 900)));
    return request;
}

void psql(const QString &command)
{
    QProcess process;
    process.start(QStringLiteral("psql"),
                  {QStringLiteral("-q"), QStringLiteral("-d"), QStringLiteral("postgres"),
                   QStringLiteral("-c"), command});
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s", process.readAllStandardError().constData());
}

/// Seconds that our writes take.
double writeRows(ServerHub &hub, const std::vector<WriteRequest> &requests)
{
    QElapsedTimer timer;
    timer.start();
    for (size_t first = 0; first < requests.size(); first += Batch) {
        const std::span<const WriteRequest> batch
            = std::span(requests).subspan(first, std::min(Batch, requests.size() - first));
        for (const WriteResult &result : hub.write(batch, CancelToken())) {
            if (result.state != WriteResult::State::Delivered)
                qFatal("%s", qPrintable(result.error.detail));
        }
    }
    return double(timer.nsecsElapsed()) / 1e9;
}

double readRows(ServerHub &hub)
{
    QElapsedTimer timer;
    timer.start();
    const auto report = hub.scan(
        {}, [](Record &&) { return Result<void>(); }, CancelToken());
    if (!report || report->seen != Rows)
        qFatal("Not every row was read.");
    return double(timer.nsecsElapsed()) / 1e9;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    const ServiceDefinition definition = books();
    ServerHub hub(std::make_unique<PostgresServer>(PostgresAddress::parse(address()).value()),
                  definition, Batch);
    if (const auto opened = hub.open({}, Connector::Access::ReadWrite, CancelToken()); !opened)
        qFatal("%s", qPrintable(opened.error().detail));
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("rows"));
    double ourBest = std::numeric_limits<double>::max();
    double theirBest = ourBest;
    for (int round = 0; round < Rounds; ++round) {
        psql(QStringLiteral("TRUNCATE books"));
        std::vector<WriteRequest> requests;
        requests.reserve(Rows);
        for (int number = 0; number < Rows; ++number)
            requests.push_back(request(definition, number));
        const double ours = writeRows(hub, requests);
        const double reading = readRows(hub);
        psql(QStringLiteral("\\copy books to '%1'").arg(file));
        psql(QStringLiteral("TRUNCATE books"));
        QElapsedTimer timer;
        timer.start();
        psql(QStringLiteral("\\copy books from '%1'").arg(file));
        const double theirs = double(timer.nsecsElapsed()) / 1e9;
        ourBest = std::min(ourBest, ours);
        theirBest = std::min(theirBest, theirs);
        out << QStringLiteral(
                   "%1 rows: written in %2 s (%3 a second), read in %4 s; psql \\copy in "
                   "%5 s: %6 of its speed\n")
                   .arg(Rows)
                   .arg(ours, 0, 'f', 2)
                   .arg(Rows / ours, 0, 'f', 0)
                   .arg(reading, 0, 'f', 2)
                   .arg(theirs, 0, 'f', 2)
                   .arg(theirs / ours, 0, 'f', 2);
    }
    out << QStringLiteral("the fastest of each: %1 (aim: 0.5 or more)\n")
               .arg(theirBest / ourBest, 0, 'f', 2);
    return 0;
}
