#include "app/truth/truthwords.h"
#include "support/fakesession.h"

#include <QTest>

namespace {

using State = ServiceTruth::State;

RunRecord ranOnce(const char *status, bool dryRun = false)
{
    RunRecord run;
    run.id = QLatin1String(status);
    run.status = QLatin1String(status);
    run.dryRun = dryRun;
    return run;
}

/// A service that was synced and is equal on all sides.
ServiceFacts inSync()
{
    ServiceFacts facts;
    facts.lastRun = ranOnce("success");
    facts.standing.links = 12;
    return facts;
}

ServiceTruth truthOf(const ServiceFacts &facts)
{
    return ::truthOf(facts, {});
}

NamedTruth named(const char *title, int Standing::*count, int number)
{
    ServiceFacts facts = inSync();
    facts.standing.*count = number;
    return {QLatin1String(title), truthOf(facts)};
}

} // namespace

class ServiceTruthTest : public QObject
{
    Q_OBJECT

private slots:
    void everyCountIsAStateOfItsOwn_data();
    void everyCountIsAStateOfItsOwn();
    void worseStatesHideBetterOnesAndNoCount();
    void endingsOfRuns_data();
    void endingsOfRuns();
    void whatIsNotConnectedStillCounts();
    void openPreviewCountsItsChangesAndConflicts();
    void conflictThatIsStoredCountsOnce();
    void lastPreviewIsRememberedUntilTheNextRun();
    void previewThatTakesBackIsNoDifference();
    void refusedValuesExplainTheRunsErrors();
    void whatAnAppliedPlanLeftIsCounted();
    void runningElsewhereIsNotInterrupted();
    void ownRunIsNotInterrupted();
    void runWhoseProcessIsGoneIsInterrupted();
    void namesAllWorstServices();
    void equalIsSaidOnlyWhereItIsTrue();
};

void ServiceTruthTest::everyCountIsAStateOfItsOwn_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << -1 << State::InSync << "in sync";
    QTest::newRow("conflicts") << 0 << State::Waiting << "3 waiting for you";
    QTest::newRow("questions") << 1 << State::Waiting << "3 waiting for you";
    QTest::newRow("decided") << 2 << State::Decided << "3 decided, not synced yet";
    QTest::newRow("held") << 3 << State::OnHold << "3 on hold";
    QTest::newRow("refused") << 4 << State::Refused << "3 refused";
    QTest::newRow("paused") << 5 << State::Paused << "3 paused";
    QTest::newRow("partial") << 6 << State::Partial << "3 shown only in part";
    QTest::newRow("undelivered") << 7 << State::Undelivered << "3 not written yet";
}

void ServiceTruthTest::everyCountIsAStateOfItsOwn()
{
    static constexpr int Standing::*counts[]
        = {&Standing::conflicts, &Standing::questions, &Standing::decided, &Standing::held,
           &Standing::refused,   &Standing::paused,    &Standing::partial, &Standing::undelivered};
    QFETCH(const int, count);
    ServiceFacts facts = inSync();
    if (count >= 0)
        facts.standing.*counts[count] = 3;
    const ServiceTruth truth = truthOf(facts);
    QTEST(truth.state, "state");
    QTEST(stateWords(truth), "words");
    QCOMPARE(truth.unequal(), count < 0 ? 0 : 3);
    QCOMPARE(moodOf(truth.state) == Mood::Good, count < 0);
}

void ServiceTruthTest::worseStatesHideBetterOnesAndNoCount()
{
    ServiceFacts facts = inSync();
    facts.standing.conflicts = 1;
    facts.standing.questions = 1;
    facts.standing.held = 11;
    facts.standing.refused = 1;
    facts.standing.partial = 2;
    const ServiceTruth truth = truthOf(facts);
    QCOMPARE(truth.state, State::Waiting);
    QCOMPARE(truth.listed(), 14);
    QCOMPARE(wholeWords(truth),
             QStringLiteral("2 waiting for you, 1 refused, 11 on hold, 2 shown only in part"));
}

void ServiceTruthTest::endingsOfRuns_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<State>("state");
    QTest::newRow("success") << "success" << State::InSync;
    QTest::newRow("partial") << "partial" << State::SomeFailed;
    QTest::newRow("failed") << "failed" << State::Failed;
    QTest::newRow("blocked") << "blocked" << State::Stopped;
    QTest::newRow("locked") << "locked" << State::Locked;
    QTest::newRow("cancelled") << "cancelled" << State::Cancelled;
    QTest::newRow("conflicts, all settled since") << "conflicts" << State::InSync;
}

void ServiceTruthTest::endingsOfRuns()
{
    QFETCH(const QString, status);
    ServiceFacts facts = inSync();
    facts.lastRun->status = status;
    facts.lastRun->result
        = {{QStringLiteral("errors"),
            QJsonArray{QJsonObject{{QStringLiteral("message"), QStringLiteral("No luck.")}}}}};
    const ServiceTruth truth = truthOf(facts);
    QTEST(truth.state, "state");
    QCOMPARE(truth.why.isEmpty(), truth.state == State::InSync);
}

void ServiceTruthTest::whatIsNotConnectedStillCounts()
{
    ServiceFacts facts = inSync();
    facts.standing.held = 2;
    SessionFacts session;
    session.lacks = QStringLiteral("It has no token.");
    const ServiceTruth truth = ::truthOf(facts, session);
    QCOMPARE(truth.state, State::NotConnected);
    QCOMPARE(truth.listed(), 2);
    QCOMPARE(truth.why, session.lacks);
}

void ServiceTruthTest::openPreviewCountsItsChangesAndConflicts()
{
    const ServiceDefinition books = fakeService(QStringLiteral("books"));
    Plan plan = fakePlan(books, 0, 8, 0);
    plan.conflicts.resize(7);
    for (size_t index = 0; index < plan.conflicts.size(); ++index)
        plan.conflicts[index].id = QString::number(index);
    plan.conflicts.at(1).link = QUuid::createUuid(); // the others are about one record
    plan.conflicts.back().state = Conflict::State::DecidedByRule;
    const SharedResult preview = fakePreview(books, plan);
    SessionFacts session;
    session.preview = preview.get();
    const ServiceTruth truth = ::truthOf(inSync(), session);
    QCOMPARE(truth.state, State::Waiting);
    QCOMPARE(truth.waiting, 6);
    QCOMPARE(truth.found, 6);
    QCOMPARE(truth.records, 2);
    QCOMPARE(truth.changes, 8);
}

void ServiceTruthTest::conflictThatIsStoredCountsOnce()
{
    const ServiceDefinition books = fakeService(QStringLiteral("books"));
    Plan plan;
    plan.conflicts.resize(1);
    plan.conflicts.front().id = QStringLiteral("one");
    const SharedResult preview = fakePreview(books, plan);
    SessionFacts session;
    session.preview = preview.get();
    ServiceFacts facts = inSync();
    facts.standing.conflicts = 1;
    facts.standing.asked = {QStringLiteral("one")};
    QCOMPARE(::truthOf(facts, session).waiting, 1);
}

void ServiceTruthTest::lastPreviewIsRememberedUntilTheNextRun()
{
    RunRecord preview = ranOnce("success", true);
    preview.result
        = {{QStringLiteral("changes"),
            QJsonObject{{QStringLiteral("hub"), QJsonObject{{QStringLiteral("updated"), 8}}}}}};
    const RunRecord sync = ranOnce("success");
    const ServiceTruth before = truthOf(factsOf({preview, sync}, {}, std::nullopt));
    QCOMPARE(before.state, State::PreviewOpen);
    QCOMPARE(before.changes, 8);
    QVERIFY(!before.hasPreview);
    QCOMPARE(truthOf(factsOf({sync, preview}, {}, std::nullopt)).state, State::InSync);
}

void ServiceTruthTest::previewThatTakesBackIsNoDifference()
{
    RunRecord preview = ranOnce("success", true);
    preview.result
        = {{QStringLiteral("undone_run"), QStringLiteral("run-1")},
           {QStringLiteral("changes"),
            QJsonObject{{QStringLiteral("hub"), QJsonObject{{QStringLiteral("updated"), 8}}}}}};
    QCOMPARE(truthOf(factsOf({preview, ranOnce("success")}, {}, std::nullopt)).state,
             State::InSync);
}

void ServiceTruthTest::refusedValuesExplainTheRunsErrors()
{
    ServiceFacts facts = inSync();
    facts.lastRun->status = QStringLiteral("partial");
    facts.lastRun->result = {{QStringLiteral("quarantined"), 1},
                             {QStringLiteral("errors"), QJsonArray{QJsonObject()}}};
    facts.standing.refused = 1;
    QCOMPARE(truthOf(facts).state, State::Refused);
    facts.lastRun->result.insert(QStringLiteral("errors"),
                                 QJsonArray{QJsonObject(), QJsonObject()});
    QCOMPARE(truthOf(facts).state, State::SomeFailed);
}

void ServiceTruthTest::whatAnAppliedPlanLeftIsCounted()
{
    RunResult applied;
    applied.left = 2;
    SessionFacts session;
    session.lastResult = &applied;
    const ServiceTruth truth = ::truthOf(inSync(), session);
    QCOMPARE(truth.state, State::Undelivered);
    QCOMPARE(truth.undelivered, 2);
}

void ServiceTruthTest::runningElsewhereIsNotInterrupted()
{
    const LockHolder other{4711, QStringLiteral("usync"), false};
    const ServiceTruth truth
        = truthOf(factsOf({ranOnce("running"), ranOnce("success")}, {}, other));
    QCOMPARE(truth.state, State::InSync);
    QCOMPARE(truth.running, ServiceTruth::Running::SyncingElsewhere);
    QVERIFY(!truth.isInterrupted);
    const ServiceTruth preview = truthOf(factsOf({ranOnce("running", true)}, {}, other));
    QCOMPARE(preview.running, ServiceTruth::Running::PreviewingElsewhere);
}

void ServiceTruthTest::ownRunIsNotInterrupted()
{
    SessionFacts session;
    session.activity = SessionFacts::Activity::Syncing;
    // The lock was not seen yet.
    const ServiceFacts facts = factsOf({ranOnce("running"), ranOnce("success")}, {}, std::nullopt);
    const ServiceTruth truth = ::truthOf(facts, session);
    QCOMPARE(truth.state, State::InSync);
    QCOMPARE(truth.running, ServiceTruth::Running::SyncingHere);
}

void ServiceTruthTest::runWhoseProcessIsGoneIsInterrupted()
{
    const ServiceTruth truth
        = truthOf(factsOf({ranOnce("running"), ranOnce("success")}, {}, std::nullopt));
    QCOMPARE(truth.state, State::Interrupted);
    QCOMPARE(truth.running, ServiceTruth::Running::No);
    // A preview that was interrupted wrote nothing.
    QCOMPARE(
        truthOf(factsOf({ranOnce("running", true), ranOnce("success")}, {}, std::nullopt)).state,
        State::InSync);
}

void ServiceTruthTest::namesAllWorstServices()
{
    std::vector<NamedTruth> services{named("Books", &Standing::links, 3)};
    QCOMPARE(overallSentence(services), QStringLiteral("Everything that was synced is in sync."));
    services.push_back(named("Journals", &Standing::held, 11));
    QCOMPARE(overallSentence(services), QStringLiteral("Journals: 11 on hold."));
    services.push_back(named("Tasks", &Standing::conflicts, 2));
    QCOMPARE(overallSentence(services), QStringLiteral("Tasks: 2 waiting for you."));
    services.push_back(named("Meetings", &Standing::questions, 1));
    QCOMPARE(overallSentence(services),
             QStringLiteral("2 services wait for you: Tasks, Meetings."));
    QCOMPARE(worstState(services), State::Waiting);
}

void ServiceTruthTest::equalIsSaidOnlyWhereItIsTrue()
{
    const QString equal = QStringLiteral("Both sides are equal: a sync would write nothing.");
    QCOMPARE(nothingToDoSentence(truthOf(inSync())), equal);
    ServiceFacts facts = inSync();
    facts.standing.held = 11;
    facts.standing.refused = 1;
    const QString sentence = nothingToDoSentence(truthOf(facts));
    QVERIFY(sentence.contains(QStringLiteral("1 refused, 11 on hold")));
    QVERIFY(sentence.contains(QStringLiteral("Conflicts")));
    facts = inSync();
    facts.standing.partial = 2;
    QVERIFY(nothingToDoSentence(truthOf(facts)).contains(QStringLiteral("2 shown only in part")));
}

QTEST_GUILESS_MAIN(ServiceTruthTest)
#include "tst_servicetruth.moc"
