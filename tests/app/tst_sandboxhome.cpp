#include "app/session/sandboxhome.h"
#include "app/session/sandboxrequest.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

/// Every story of the sandbox, for every service: the next run shows what its sentence promises.
class SandboxHomeTest : public QObject
{
    Q_OBJECT

private slots:
    void a23_tellsWhatToDoBeforeTheFirstSync();
    void a23_offersWhatFitsTheService_data() { addServices(); }
    void a23_offersWhatFitsTheService();
    void a23_editInNotionTravels_data() { addServices(); }
    void a23_editInNotionTravels();
    void a23_editInTheHubTravelsWhereItMay_data() { addServices(); }
    void a23_editInTheHubTravelsWhereItMay();
    void a23_editsOfDifferentFieldsBothTravel_data() { addServices(); }
    void a23_editsOfDifferentFieldsBothTravel();
    void a23_conflictIsAskedAboutOrDecidedByTheSource_data() { addServices(); }
    void a23_conflictIsAskedAboutOrDecidedByTheSource();
    void a23_addedPageIsCreated_data() { addServices(); }
    void a23_addedPageIsCreated();
    void a23_binnedPageIsDeletedAndComesBack_data() { addServices(); }
    void a23_binnedPageIsDeletedAndComesBack();
    void a23_emptyListingIsStopped_data() { addServices(); }
    void a23_emptyListingIsStopped();
    void a23_pageThatIsNotSharedIsPaused_data() { addServices(); }
    void a23_pageThatIsNotSharedIsPaused();
    void a23_valueThatTheHubRefusesWaits_data() { addServices(); }
    void a23_valueThatTheHubRefusesWaits();
    void a23_valueThatNotionRefusesWaits_data();
    void a23_valueThatNotionRefusesWaits();
    void a23_storiesNeverDisturbEachOther();
    void a23_editsInNotionAreAPersons();
    void a23_beginsAgainOnceEveryRecordHadItsStory();

private:
    static void addServices();
};

namespace {

constexpr int Pages = 12;

/// A sandbox home with one service that was synced once.
struct SampleWorld
{
    explicit SampleWorld(const QString &name, bool isSynced = true)
        : service(name)
    {
        auto started = SandboxHome::start({.port = 0, .seed = 1, .pages = Pages});
        if (!started)
            qFatal("%s", qPrintable(started.error().detail));
        home = std::move(*started);
        for (const ServiceDefinition &one : session().services) {
            if (one.name == name)
                definition = one;
        }
        if (isSynced && sync().status != RunStatus::Success)
            qFatal("The first sync of %s failed.", qPrintable(name));
    }

    [[nodiscard]] const Session &session() const { return home->session(); }
    [[nodiscard]] bool isTwoWay() const
    {
        return definition.sides[size_t(definition.sideIndex(u"hub"))].edits;
    }
    [[nodiscard]] RunResult run(bool dryRun, RunMode mode) const
    {
        SyncJob job;
        job.definition = definition;
        job.mode = mode;
        job.dryRun = dryRun;
        return session().runJob(job, {}, {});
    }
    [[nodiscard]] RunResult preview(RunMode mode = RunMode::Incremental) const
    {
        return run(true, mode);
    }
    [[nodiscard]] RunResult sync(RunMode mode = RunMode::Incremental) const
    {
        return run(false, mode);
    }
    [[nodiscard]] QString play(const char *story) const
    {
        const Result<QString> told = session().play(service, QLatin1String(story));
        return told ? *told : QString();
    }
    [[nodiscard]] bool isPossible(const char *story) const
    {
        const auto stories = session().stories(service);
        return stories
            && std::any_of(stories->begin(), stories->end(), [&](const SampleStory &one) {
                   return one.id == QLatin1String(story) && one.possible;
               });
    }
    [[nodiscard]] QStringList waiting() const
    {
        QStringList kinds;
        const auto items = session().readWaiting(service, false);
        for (const WaitingItem &item : items.value_or(std::vector<WaitingItem>()))
            kinds.append(item.kind);
        return kinds;
    }

    QString service;
    std::unique_ptr<SandboxHome> home;
    ServiceDefinition definition;
};

/// "0/1/0/0 2/0/0/0": created, updated, deleted, restored in Notion, then in the hub.
QString changes(const RunResult &result)
{
    QStringList sides;
    for (const char *side : {"notion", "hub"}) {
        const auto place = std::find(result.sides.begin(), result.sides.end(), QLatin1String(side));
        const ChangeCounts &counts = result.changes[size_t(place - result.sides.begin())];
        sides.append(QStringLiteral("%1/%2/%3/%4")
                         .arg(counts.created)
                         .arg(counts.updated)
                         .arg(counts.deleted)
                         .arg(counts.restored));
    }
    return sides.join(u' ');
}

bool hasHold(const Plan &plan)
{
    return std::any_of(plan.links.begin(), plan.links.end(),
                       [](const LinkState &link) { return !link.holds.empty(); });
}

const QString Nothing = QStringLiteral("0/0/0/0 0/0/0/0");
const QString HubUpdate = QStringLiteral("0/0/0/0 0/1/0/0");

} // namespace

void SandboxHomeTest::addServices()
{
    QTest::addColumn<QString>("service");
    for (const char *service :
         {"books", "highlights", "linkedin_posts", "meetings", "tasks", "reflections", "journals"})
        QTest::newRow(service) << QString::fromLatin1(service);
}

void SandboxHomeTest::a23_tellsWhatToDoBeforeTheFirstSync()
{
    const SampleWorld world(QStringLiteral("tasks"), false);
    const auto stories = world.session().stories(world.service);
    QVERIFY(stories && stories->size() > 1);
    QVERIFY(stories->front().id.isEmpty());
    QVERIFY(stories->front().label.contains(world.definition.title));
    QVERIFY(std::none_of(stories->begin(), stories->end(),
                         [](const SampleStory &story) { return story.possible; }));
    QVERIFY(world.play("edit_notion").isEmpty());
}

void SandboxHomeTest::a23_offersWhatFitsTheService()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    for (const char *story : {"edit_notion", "edit_hub", "edit_both", "conflict", "add", "delete",
                              "empty", "unshare", "refuse_hub"})
        QVERIFY2(world.isPossible(story), story);
    for (const char *story : {"restore", "share", "normal"})
        QVERIFY2(!world.isPossible(story), story);
    const QStringList withOptions{QStringLiteral("tasks"), QStringLiteral("reflections"),
                                  QStringLiteral("journals")};
    QCOMPARE(world.isPossible("refuse_notion"), withOptions.contains(service));
}

void SandboxHomeTest::a23_editInNotionTravels()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    const QString told = world.play("edit_notion");
    const RunResult preview = world.preview();
    QCOMPARE(changes(preview), HubUpdate);
    const Operation &operation = preview.plan.operations.front();
    QVERIFY2(told.contains(world.definition.title), qPrintable(told));
    QVERIFY2(told.contains(world.definition.fields[size_t(operation.fields.front())].label),
             qPrintable(told));
}

void SandboxHomeTest::a23_editInTheHubTravelsWhereItMay()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    QVERIFY(!world.play("edit_hub").isEmpty());
    const RunResult preview = world.preview();
    QCOMPARE(changes(preview), world.isTwoWay() ? QStringLiteral("0/1/0/0 0/0/0/0") : Nothing);
    QCOMPARE(hasHold(preview.plan), !world.isTwoWay());
}

void SandboxHomeTest::a23_editsOfDifferentFieldsBothTravel()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    QVERIFY(!world.play("edit_both").isEmpty());
    const RunResult preview = world.preview();
    QCOMPARE(changes(preview), world.isTwoWay() ? QStringLiteral("0/1/0/0 0/1/0/0") : HubUpdate);
    QCOMPARE(preview.conflicts, 0);
}

void SandboxHomeTest::a23_conflictIsAskedAboutOrDecidedByTheSource()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    QVERIFY(!world.play("conflict").isEmpty());
    const RunResult preview = world.preview();
    QCOMPARE(preview.plan.conflicts.size(), size_t(1));
    const Conflict::State state = preview.plan.conflicts.front().state;
    QCOMPARE(state, world.isTwoWay() ? Conflict::State::Open : Conflict::State::DecidedByRule);
    QCOMPARE(preview.conflicts, world.isTwoWay() ? 1 : 0);
    QCOMPARE(changes(preview), world.isTwoWay() ? Nothing : HubUpdate);
    static_cast<void>(world.sync());
    QCOMPARE(world.waiting().contains(QStringLiteral("conflict")), world.isTwoWay());
}

void SandboxHomeTest::a23_addedPageIsCreated()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    QVERIFY(!world.play("add").isEmpty());
    QVERIFY(!world.play("add").isEmpty());
    QCOMPARE(changes(world.preview()), QStringLiteral("0/0/0/0 2/0/0/0"));
    QCOMPARE(world.sync().status, RunStatus::Success);
}

void SandboxHomeTest::a23_binnedPageIsDeletedAndComesBack()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    QVERIFY(!world.play("delete").isEmpty());
    QCOMPARE(changes(world.preview()), QStringLiteral("0/0/0/0 0/0/1/0"));
    QVERIFY(!world.isPossible("restore"));
    QCOMPARE(world.sync().status, RunStatus::Success);
    QVERIFY(!world.play("restore").isEmpty());
    QCOMPARE(changes(world.preview()), QStringLiteral("0/0/0/0 0/0/0/1"));
    QCOMPARE(world.sync().status, RunStatus::Success);
    QVERIFY(!world.isPossible("restore"));
}

void SandboxHomeTest::a23_emptyListingIsStopped()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    QVERIFY(!world.play("empty").isEmpty());
    const RunResult preview = world.preview(RunMode::Full);
    QVERIFY(!preview.guards.empty());
    QCOMPARE(preview.guards.front().name, QStringLiteral("zero_records"));
    QVERIFY(!world.isPossible("empty"));
    QVERIFY(!world.play("normal").isEmpty());
    const RunResult after = world.preview(RunMode::Full);
    QVERIFY(after.guards.empty());
    QCOMPARE(changes(after), Nothing);
}

void SandboxHomeTest::a23_pageThatIsNotSharedIsPaused()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    QVERIFY(!world.play("unshare").isEmpty());
    const RunResult preview = world.preview(RunMode::Full);
    QCOMPARE(preview.paused, 1);
    QCOMPARE(changes(preview), Nothing);
    static_cast<void>(world.sync(RunMode::Full));
    QCOMPARE(world.waiting(), QStringList{QStringLiteral("paused")});
    QVERIFY(!world.isPossible("unshare"));
    QVERIFY(!world.play("share").isEmpty());
    const RunResult after = world.sync(RunMode::Full);
    QCOMPARE(after.paused, 0);
    QCOMPARE(changes(after), Nothing);
    QVERIFY(world.waiting().isEmpty());
}

void SandboxHomeTest::a23_valueThatTheHubRefusesWaits()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    QVERIFY(!world.play("refuse_hub").isEmpty());
    QVERIFY(!world.play("edit_notion").isEmpty());
    const RunResult synced = world.sync();
    QCOMPARE(synced.quarantined, 1);
    QCOMPARE(changes(synced), HubUpdate); // the other record's
    QCOMPARE(world.waiting(), QStringList{QStringLiteral("quarantined")});
    QVERIFY(!world.play("normal").isEmpty());
    QCOMPARE(world.sync().status, RunStatus::Success);
    QVERIFY(world.waiting().isEmpty());
    QVERIFY(!world.isPossible("normal"));
}

void SandboxHomeTest::a23_valueThatNotionRefusesWaits_data()
{
    QTest::addColumn<QString>("service");
    for (const char *service : {"tasks", "reflections", "journals"})
        QTest::newRow(service) << QString::fromLatin1(service);
}

void SandboxHomeTest::a23_valueThatNotionRefusesWaits()
{
    QFETCH(const QString, service);
    const SampleWorld world(service);
    const QString told = world.play("refuse_notion");
    QVERIFY(!told.isEmpty());
    const RunResult synced = world.sync();
    QCOMPARE(synced.quarantined, 1);
    QCOMPARE(world.waiting(), QStringList{QStringLiteral("quarantined")});
    QVERIFY(!world.play("normal").isEmpty());
    QCOMPARE(world.sync().status, RunStatus::Success);
    QVERIFY(world.waiting().isEmpty());
}

void SandboxHomeTest::a23_storiesNeverDisturbEachOther()
{
    const SampleWorld world(QStringLiteral("tasks"));
    for (const char *story : {"edit_notion", "edit_hub", "conflict", "delete", "add"})
        QVERIFY2(!world.play(story).isEmpty(), story);
    const RunResult preview = world.preview();
    QCOMPARE(changes(preview), QStringLiteral("0/1/0/0 1/1/1/0"));
    QCOMPARE(preview.conflicts, 1);
}

void SandboxHomeTest::a23_editsInNotionAreAPersons()
{
    const SampleWorld world(QStringLiteral("books"));
    QVERIFY(!world.play("edit_notion").isEmpty());
    const QUrl url = world.session().configuration.notionUrl;
    const auto dump
        = askSandbox(url, "GET", QStringLiteral("databases/books/pages?from=0&count=1"));
    const QJsonValue page = dump->value(QLatin1String("pages")).toArray().first();
    const QString author = page[QLatin1String("last_edited_by")][QLatin1String("id")].toString();
    const auto touched = askSandbox(
        url, "PATCH", QStringLiteral("pages/") + page[QLatin1String("id")].toString(),
        {{QStringLiteral("in_trash"), false}, {QStringLiteral("by"), QStringLiteral("bot")}});
    QVERIFY(!author.isEmpty());
    QVERIFY(author != (*touched)[QLatin1String("last_edited_by")][QLatin1String("id")].toString());
    QVERIFY(page[QLatin1String("last_edited_time")].toString().endsWith(QLatin1String(":00.000Z")));
}

void SandboxHomeTest::a23_beginsAgainOnceEveryRecordHadItsStory()
{
    const SampleWorld world(QStringLiteral("books"));
    for (int turn = 0; turn < Pages + 2; ++turn)
        QVERIFY(!world.play("edit_notion").isEmpty());
    QCOMPARE(changes(world.preview()), QStringLiteral("0/0/0/0 0/12/0/0"));
}

QTEST_GUILESS_MAIN(SandboxHomeTest)
#include "tst_sandboxhome.moc"
