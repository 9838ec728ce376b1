// The whole program over HTTP against the sandbox: requests against the fewest that can do, time
// against the time that Notion's rate leaves, and peak memory. Arguments: pages, another count for
// the slow connection (10,000 each by default).

#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

namespace {

constexpr int PageSize = 100; ///< Notion's largest
constexpr int SchemaRequests = 3; ///< user, database, data source
constexpr double NotionRate = 3; ///< requests a second

QString usyncProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/usync");
}

struct Measured
{
    QJsonObject document;
    double seconds = 0;
    qint64 peakMegabytes = 0;

    [[nodiscard]] int requests(QLatin1String side) const
    {
        return document[QLatin1String("requests")][side].toInt();
    }
    [[nodiscard]] int changes() const
    {
        int sum = 0;
        for (const QJsonValue count :
             document[QLatin1String("changes")][QLatin1String("hub")].toObject())
            sum += count.toInt();
        return sum;
    }
};

qint64 peakOf(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).simplified().split(' ').first().toLongLong() / 1024;
    }
    return 0;
}

Measured measure(const UsyncHome &home, const QStringList &arguments)
{
    constexpr int pollMilliseconds = 50;
    Measured measured;
    QElapsedTimer timer;
    timer.start();
    const std::unique_ptr<QProcess> process = home.start(arguments);
    while (!process->waitForFinished(pollMilliseconds) && process->state() != QProcess::NotRunning)
        measured.peakMegabytes = std::max(measured.peakMegabytes, peakOf(process->processId()));
    measured.seconds = double(timer.elapsed()) / 1000;
    measured.document = QJsonDocument::fromJson(process->readAllStandardOutput()).object();
    if (process->exitCode() != 0)
        qFatal("usync failed: %s", process->readAllStandardError().constData());
    return measured;
}

const QStringList fullRun{QStringLiteral("books"), QStringLiteral("--full"),
                          QStringLiteral("--json")};
const QStringList incrementalRun{QStringLiteral("books"), QStringLiteral("--json")};

int fewestRequests(int pages)
{
    return (pages + PageSize - 1) / PageSize + SchemaRequests;
}

void print(const char *label, const Measured &run)
{
    QTextStream(stdout) << label << ": " << run.changes() << " changes, "
                        << run.requests(QLatin1String("notion")) << " Notion requests, "
                        << run.seconds << " s, peak " << run.peakMegabytes << " MB\n";
}

void benchRequests(int pages)
{
    const SandboxFixture sandbox(pages);
    UsyncHome home(usyncProgram(), sandbox.server.environment());
    home.set("NOTION_RATE_LIMIT", QStringLiteral("100"));
    QTextStream(stdout) << pages << " pages, no latency\n";
    const Measured first = measure(home, fullRun);
    print("  first full run ", first);
    const Measured second = measure(home, fullRun);
    print("  second full run", second);
    print("  incremental run", measure(home, incrementalRun));
    QTextStream(stdout) << "  requests / fewest possible: first "
                        << double(first.requests(QLatin1String("notion"))) / fewestRequests(pages)
                        << ", second "
                        << double(second.requests(QLatin1String("notion"))) / fewestRequests(pages)
                        << "\n  records/s of the whole program: first "
                        << int(pages / first.seconds) << ", second " << int(pages / second.seconds)
                        << "\n";
}

void benchSlowConnection(int pages)
{
    SandboxFixture sandbox(pages);
    sandbox.control.setBehaviour({{QStringLiteral("latency_ms"), 1000}});
    UsyncHome home(usyncProgram(), sandbox.server.environment());
    home.set("NOTION_RATE_LIMIT", QStringLiteral("3"));
    const Measured run = measure(home, fullRun);
    QTextStream(stdout) << pages << " pages, 1 s latency, 3 requests a second\n";
    print("  first full run ", run);
    QTextStream(stdout) << "  time / (requests / rate): "
                        << run.seconds * NotionRate / run.requests(QLatin1String("notion")) << "\n";
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    benchRequests(arguments.value(1, QStringLiteral("10000")).toInt());
    benchSlowConnection(arguments.value(2, QStringLiteral("10000")).toInt());
    return 0;
}
