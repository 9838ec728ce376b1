#include "app/run/syncroad.h"
#include "support/fakesession.h"

#include <QtTest>

namespace {

RunResult previewOf(int changes)
{
    RunResult result;
    result.dryRun = true;
    result.plan = fakePlan(fakeService(QStringLiteral("tasks")), changes, 0, 0);
    return result;
}

RunRecord runOf(const QString &status, bool dryRun = false)
{
    RunRecord run;
    run.status = status;
    run.dryRun = dryRun;
    return run;
}

} // namespace

class TestSyncRoad : public QObject
{
    Q_OBJECT

private slots:
    void a2_firstContactIsPreviewed();
    void a2_onlyAFinishedRealRunCountsAsReviewed();
    void a3_openPreviewIsAppliedOrAskedAbout();
    void previewWithoutAChangeLetsTheServiceRun();
    void stoppedPlanIsLookedAt();
    void undoIsNoSync();
    void a3_untickedStaysUntickedInTheNextPreview();
};

void TestSyncRoad::a2_firstContactIsPreviewed()
{
    QCOMPARE(roadOfSync(false, nullptr, 0), SyncRoad::Preview);
    QCOMPARE(roadOfSync(true, nullptr, 0), SyncRoad::Run);
}

void TestSyncRoad::a2_onlyAFinishedRealRunCountsAsReviewed()
{
    const QString success = QStringLiteral("success");
    QVERIFY(!isReviewed({}));
    QVERIFY(!isReviewed({runOf(success, true)}));
    for (const char *status : {"running", "failed", "blocked", "locked", "cancelled"})
        QVERIFY2(!isReviewed({runOf(QLatin1String(status))}), status);
    for (const char *status : {"success", "partial", "conflicts"})
        QVERIFY2(isReviewed({runOf(QStringLiteral("failed")), runOf(QLatin1String(status))}),
                 status);
}

void TestSyncRoad::a3_openPreviewIsAppliedOrAskedAbout()
{
    const RunResult preview = previewOf(3);
    QCOMPARE(roadOfSync(false, &preview, 0), SyncRoad::Apply);
    QCOMPARE(roadOfSync(true, &preview, 0), SyncRoad::Apply);
    QCOMPARE(roadOfSync(true, &preview, 1), SyncRoad::AskUnticked);
    QCOMPARE(roadOfSync(true, &preview, 3), SyncRoad::AskUnticked);
}

void TestSyncRoad::previewWithoutAChangeLetsTheServiceRun()
{
    const RunResult preview = previewOf(0);
    QCOMPARE(roadOfSync(false, &preview, 0), SyncRoad::Run);
}

void TestSyncRoad::stoppedPlanIsLookedAt()
{
    RunResult preview = previewOf(3);
    preview.plan.guards.push_back({QStringLiteral("mass_deletion"), QStringLiteral("Many"), {}});
    QCOMPARE(roadOfSync(true, &preview, 0), SyncRoad::Look);
    preview.plan.guards.front().warnOnly = true;
    QCOMPARE(roadOfSync(true, &preview, 0), SyncRoad::Apply);
}

void TestSyncRoad::undoIsNoSync()
{
    RunResult preview = previewOf(3);
    preview.undoneRun = QStringLiteral("run-1");
    QCOMPARE(roadOfSync(true, &preview, 0), SyncRoad::AskUndo);
}

void TestSyncRoad::a3_untickedStaysUntickedInTheNextPreview()
{
    const Plan before = previewOf(3).plan;
    Plan now = before;
    std::swap(now.operations[0], now.operations[2]);
    QCOMPARE(carrySkipped(before, {0}, now), std::vector<size_t>{2});
    now.operations[2].fields = {0}; // another change of the same record is looked at anew
    QCOMPARE(carrySkipped(before, {0}, now), std::vector<size_t>());
}

QTEST_APPLESS_MAIN(TestSyncRoad)
#include "tst_syncroad.moc"
