#include "gui/window/application.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr int Rounds = 10;
constexpr int Allowed = 300; // milliseconds

qint64 monotonicMicroseconds()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Ends the program once the window was painted for the first time.
class FirstPaint : public QObject
{
public:
    explicit FirstPaint(qint64 startedAt)
        : m_startedAt(startedAt)
    { }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (event->type() == QEvent::Paint && widget && widget->isWindow()) {
            // After all of the window's widgets.
            QMetaObject::invokeMethod(
                this,
                [this] {
                    std::printf("%lld\n",
                                static_cast<long long>(monotonicMicroseconds() - m_startedAt));
                    std::fflush(stdout);
                    std::_Exit(0);
                },
                Qt::QueuedConnection);
        }
        return false;
    }

private:
    const qint64 m_startedAt;
};

/// What the program does, in a process of its own.
int start(int argc, char **argv)
{
    QApplication qt(argc, argv);
    FirstPaint paint(qEnvironmentVariable("STARTED_AT").toLongLong());
    qt.installEventFilter(&paint);
    Application application;
    application.openHome();
    return QApplication::exec();
}

/// Milliseconds from starting the process; negative where it did not paint.
double measure(const QString &program, const QString &home)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("UNIFIED_SYNC_HOME"), home);
    environment.insert(QStringLiteral("STARTED_AT"), QString::number(monotonicMicroseconds()));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, {});
    const bool ended = process.waitForFinished() && process.exitCode() == 0;
    return ended ? process.readAllStandardOutput().trimmed().toDouble() / 1000 : -1;
}

} // namespace

/// From the start of the process to the first paint of the window, on a home where nothing is set
/// up.
int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsSet("STARTED_AT"))
        return start(argc, argv);
    const QCoreApplication application(argc, argv);
    const QTemporaryDir home;
    std::vector<double> times;
    for (int round = 0; round <= Rounds; ++round) {
        const double time = measure(QCoreApplication::applicationFilePath(), home.path());
        if (time < 0)
            return EXIT_FAILURE;
        if (round > 0) // the first one reads the disk
            times.push_back(time);
    }
    std::sort(times.begin(), times.end());
    const double median = times[times.size() / 2];
    QTextStream(stdout) << QStringLiteral("start to first paint: median %1 ms (%2 … %3), %4 of "
                                          "what is allowed\n")
                               .arg(median, 0, 'f', 0)
                               .arg(times.front(), 0, 'f', 0)
                               .arg(times.back(), 0, 'f', 0)
                               .arg(median / Allowed, 0, 'f', 2);
    return EXIT_SUCCESS;
}
