#include "app/session/sandboxhome.h"
#include "gui/window/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTextStream>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <thread>

namespace {

constexpr int Records = 20'000;
constexpr int AllowedStall = 50; // milliseconds
constexpr int AllowedPeak = 220; // MB

/// A figure of /proc/self/status in MB.
double memory(const char *name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    const QRegularExpression line(QStringLiteral("%1:\\s+(\\d+) kB").arg(QLatin1String(name)));
    return line.match(QString::fromLatin1(status.readAll())).captured(1).toDouble() / 1024;
}

void forgetPeak()
{
    QFile references(QStringLiteral("/proc/self/clear_refs"));
    if (references.open(QIODevice::WriteOnly))
        references.write("5");
}

/// What this thread has computed so far; other programs on the machine do not count.
double computedMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// How long the window's thread did not come back to its event loop: by what it computed, and by
/// the clock on the wall, in which it may also have waited for a processor.
class Pulse : public QObject
{
public:
    Pulse()
    {
        m_wall.start();
        m_computed = computedMilliseconds();
        connect(&m_tick, &QTimer::timeout, this, &Pulse::beat);
        m_tick.start(1);
    }

    [[nodiscard]] double longestComputed() const { return m_longest; }
    [[nodiscard]] double percentile(double part)
    {
        std::sort(m_gaps.begin(), m_gaps.end());
        return m_gaps.empty() ? 0 : m_gaps[size_t(part * double(m_gaps.size() - 1))];
    }

private:
    void beat()
    {
        const double computed = computedMilliseconds();
        m_longest = std::max(m_longest, computed - std::exchange(m_computed, computed));
        m_gaps.push_back(double(m_wall.nsecsElapsed()) / 1e6);
        m_wall.restart();
    }

    QTimer m_tick;
    QElapsedTimer m_wall;
    double m_computed = 0;
    double m_longest = 0;
    std::vector<double> m_gaps;
};

void report(const QString &what, Pulse &pulse)
{
    QTextStream(stdout)
        << QStringLiteral("%1: longest stall %2 ms, %3 of what is allowed; rounds p99 %4 ms, "
                          "longest %5 ms; memory now %6 MB, peak %7 MB, %8 of what is allowed\n")
               .arg(what, -26)
               .arg(pulse.longestComputed(), 3, 'f', 0)
               .arg(pulse.longestComputed() / AllowedStall, 0, 'f', 2)
               .arg(pulse.percentile(0.99), 0, 'f', 0)
               .arg(pulse.percentile(1), 0, 'f', 0)
               .arg(memory("VmRSS"), 0, 'f', 0)
               .arg(memory("VmHWM"), 0, 'f', 0)
               .arg(memory("VmHWM") / AllowedPeak, 0, 'f', 2);
}

/// Runs `step` and what it starts to its end, and a moment more.
void measure(const QString &what, ServiceBoard &board, const std::function<void()> &step)
{
    constexpr auto settling = std::chrono::milliseconds(1500);
    forgetPeak();
    Pulse pulse;
    step();
    QEventLoop loop;
    const auto end = [&] { QTimer::singleShot(settling, &loop, &QEventLoop::quit); };
    const auto done
        = QObject::connect(&board.controller(), &SyncController::becameIdle, &loop, end);
    if (board.controller().isIdle())
        end();
    loop.exec();
    QObject::disconnect(done);
    report(what, pulse);
}

/// Computes on both processors of a small machine until it goes.
class BusyMachine
{
public:
    BusyMachine()
    {
        for (std::thread &thread : m_threads)
            thread = std::thread([this] {
                while (!m_isOver) { }
            });
    }
    ~BusyMachine()
    {
        m_isOver = true;
        for (std::thread &thread : m_threads)
            thread.join();
    }

private:
    std::atomic<bool> m_isOver = false;
    std::thread m_threads[2];
};

} // namespace

/// The real window on a sandbox with 20,000 books: previews, what a second preview costs while the
/// first is looked at, and the click on "Apply".
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    auto home = SandboxHome::start({.port = 0, .seed = 1, .pages = Records});
    if (!home)
        return EXIT_FAILURE;
    {
        MainWindow window(nullptr, nullptr);
        window.show();
        window.open((*home)->session());
        ServiceBoard &board = *window.board();
        measure(QStringLiteral("window without a plan"), board, [] {});
        const auto preview = [&] { board.preview(0); };
        measure(QStringLiteral("preview of 20,000"), board, preview);
        measure(QStringLiteral("second preview"), board, preview);
        {
            const BusyMachine busy;
            measure(QStringLiteral("third, on a busy machine"), board, preview);
        }
        if (board.service(0).preview->plan.operations.size() != size_t(Records))
            return EXIT_FAILURE;
        measure(QStringLiteral("apply 20,000"), board, [&] { board.apply(0, false); });
    }
    return EXIT_SUCCESS;
}
