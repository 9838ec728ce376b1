#include "app/run/backgroundqueue.h"
#include "gui/preview/changesource.h"
#include "gui/preview/changeview.h"

#include <QApplication>
#include <QScrollBar>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <ctime>

namespace {

constexpr int Records = 100'000;
constexpr int AllowedStall = 50; // milliseconds

ServiceDefinition sampleService()
{
    ServiceDefinition definition;
    definition.sides = {{QStringLiteral("notion"), true, false, false, {}},
                        {QStringLiteral("hub"), false, true, false, {}}};
    for (int index = 0; index < 15; ++index) {
        FieldDefinition field;
        field.name = field.label = QStringLiteral("Field %1").arg(index);
        definition.fields.push_back(field);
    }
    return definition;
}

std::shared_ptr<const ChangeSource> sampleChanges()
{
    const ServiceDefinition definition = sampleService();
    RunResult result;
    for (int record = 0; record < Records; ++record) {
        LinkState link = emptyLink(definition, QUuid::createUuid());
        Operation operation;
        operation.kind = OperationKind(record % 2);
        operation.side = 1;
        operation.link = size_t(record);
        operation.key = QStringLiteral("Record %1").arg((record * 7919) % Records);
        for (int field = 0; field < int(definition.fieldCount()); ++field) {
            link.fields.at(size_t(field)).value
                = Value::text(QStringLiteral("value %1").arg(field));
            operation.fields.push_back(field);
        }
        result.plan.links.push_back(std::move(link));
        result.plan.operations.push_back(std::move(operation));
    }
    return std::make_shared<PlanChanges>(std::make_shared<const RunResult>(std::move(result)),
                                         definition);
}

/// What this thread has computed so far; other programs on the machine do not count.
double computedMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// The longest that the thread computed in one round of its event loop while `step` and what it
/// caused ran.
class Stall
{
public:
    explicit Stall(ChangeView &view)
        : m_view(view)
    { }

    int of(const std::function<void()> &step, bool isAnswered)
    {
        double longest = 0;
        bool isDone = !isAnswered;
        double before = 0;
        QEventLoop loop;
        const auto done
            = QObject::connect(&m_view, &ChangeView::arranged, &loop, [&] { isDone = true; });
        QTimer tick;
        int quietRounds = 0;
        QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
            const double now = computedMilliseconds();
            longest = std::max(longest, now - before);
            before = now;
            quietRounds = isDone ? quietRounds + 1 : 0;
            if (quietRounds > 100)
                loop.quit();
        });
        tick.start(1);
        before = computedMilliseconds();
        step();
        loop.exec();
        QObject::disconnect(done);
        return int(longest);
    }

private:
    ChangeView &m_view;
};

void report(const QString &what, int stall)
{
    QTextStream(stdout) << QStringLiteral("%1: longest stall %2 ms, %3 of what is allowed\n")
                               .arg(what, -28)
                               .arg(stall, 4)
                               .arg(double(stall) / AllowedStall, 0, 'f', 2);
}

} // namespace

/// How long the window does not answer while it shows, filters, sorts and scrolls 100,000 changes.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    BackgroundQueue background;
    ChangeView view;
    view.setBackground(&background);
    view.changes()->setCheckable(true);
    view.resize(900, 700);
    view.show();
    const std::shared_ptr<const ChangeSource> changes = sampleChanges();

    Stall stall(view);
    report(QStringLiteral("show 100,000 changes"),
           stall.of([&] { view.setSource(changes); }, true));
    report(QStringLiteral("filter by text"),
           stall.of([&] { view.setText(QStringLiteral("record 1")); }, true));
    report(QStringLiteral("show all again"), stall.of([&] { view.setText(QString()); }, true));
    report(QStringLiteral("sort by title"),
           stall.of([&] { view.sortByColumn(ChangeModel::Title, Qt::DescendingOrder); }, true));
    report(
        QStringLiteral("scroll to the end"),
        stall.of([&] { view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum()); },
                 false));
    report(QStringLiteral("skip everything"),
           stall.of([&] { view.changes()->acceptShown(false); }, false));
    return 0;
}
