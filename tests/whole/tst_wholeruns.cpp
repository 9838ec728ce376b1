#include "support/bookcomparison.h"
#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QJsonObject>
#include <QTest>

/// More than Notion lists in one go, so that windows are needed. More: UNIFIED_SYNC_TEST_PAGES.
static int manyPages()
{
    return std::max(11'000, qEnvironmentVariableIntValue("UNIFIED_SYNC_TEST_PAGES"));
}

/// Whole runs of the program over real HTTP, compared with the sandbox's own content.
class WholeRunsTest : public QObject
{
    Q_OBJECT

private slots:
    void copiesMorePagesThanOneListingHolds();
    void syncsTheSameTwiceWithoutAWrite_data();
    void syncsTheSameTwiceWithoutAWrite();
    void followsAPageIntoTheBinAndBack();
    void stopsBeforeAMassDeletionAndLetsThePlanPass();
};

static QJsonObject changesOf(const UsyncOutcome &outcome)
{
    return outcome.json()[QLatin1String("changes")][QLatin1String("hub")].toObject();
}

static int total(const QJsonObject &counts)
{
    int sum = 0;
    for (const QJsonValue count : counts)
        sum += count.toInt();
    return sum;
}

void WholeRunsTest::copiesMorePagesThanOneListingHolds()
{
    SandboxFixture sandbox(manyPages());
    const UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    const UsyncOutcome first = home.run("books --full --json");
    QVERIFY2(first.status == 0, first.errors.constData());
    const QJsonArray pages = sandbox.control.pages(QStringLiteral("books"));
    QCOMPARE(bookDifference(pages, *home.hub()), QString());
    const int requests = first.json()[QLatin1String("requests")][QLatin1String("notion")].toInt();
    QVERIFY2(requests <= double(pages.size()) / 100 * 1.02 + 30,
             qPrintable(QString::number(requests)));
    QCOMPARE(total(changesOf(home.run("books --full --json"))), 0);
    const UsyncOutcome idle = home.run("books --json");
    QCOMPARE(total(changesOf(idle)), 0);
    QVERIFY(idle.json()[QLatin1String("requests")][QLatin1String("notion")].toInt() <= 3);
}

void WholeRunsTest::syncsTheSameTwiceWithoutAWrite_data()
{
    QTest::addColumn<QString>("service");
    for (const char *service : {"books", "highlights", "linkedin_posts"})
        QTest::newRow(service) << QString::fromLatin1(service);
}

void WholeRunsTest::syncsTheSameTwiceWithoutAWrite()
{
    QFETCH(const QString, service);
    const SandboxFixture sandbox(120);
    const UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    const UsyncOutcome first = home.run({service, QStringLiteral("--json")});
    QVERIFY2(first.status == 0, first.errors.constData());
    QVERIFY(total(changesOf(first)) > 0);
    for (const char *mode : {"--json", "--full", "--hours=80000"}) {
        const UsyncOutcome again
            = home.run({service, QString::fromLatin1(mode), QStringLiteral("--json")});
        QVERIFY2(again.status == 0, again.errors.constData());
        QCOMPARE(total(changesOf(again)), 0);
    }
}

void WholeRunsTest::followsAPageIntoTheBinAndBack()
{
    SandboxFixture sandbox(30);
    const UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    QCOMPARE(home.run("books").status, 0);
    const int before = bookCount(*home.hub());
    const QString page = sandbox.control.pageId(QStringLiteral("books"), 4);
    sandbox.control.advanceClock(std::chrono::hours(1));
    sandbox.control.changePage(page, {{QStringLiteral("in_trash"), true}});
    QCOMPARE(changesOf(home.run("books --json"))[QLatin1String("deleted")].toInt(), 1);
    QCOMPARE(bookCount(*home.hub()), before - 1);
    sandbox.control.advanceClock(std::chrono::hours(1));
    sandbox.control.changePage(page, {{QStringLiteral("in_trash"), false}});
    QCOMPARE(changesOf(home.run("books --full --json"))[QLatin1String("restored")].toInt(), 1);
    QCOMPARE(bookDifference(sandbox.control.pages(QStringLiteral("books")), *home.hub()),
             QString());
}

void WholeRunsTest::stopsBeforeAMassDeletionAndLetsThePlanPass()
{
    SandboxFixture sandbox(60);
    const UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    QCOMPARE(home.run("books").status, 0);
    const int before = bookCount(*home.hub());
    sandbox.control.advanceClock(std::chrono::hours(1));
    for (int page = 0; page < 30; ++page)
        sandbox.control.changePage(sandbox.control.pageId(QStringLiteral("books"), page),
                                   {{QStringLiteral("in_trash"), true}});
    const UsyncOutcome stopped = home.run("books --full --json");
    QVERIFY2(stopped.status == 3, stopped.errors.constData());
    QCOMPARE(bookCount(*home.hub()), before);
    const QString plan
        = stopped.json()[QLatin1String("guards")][0][QLatin1String("plan")].toString();
    QVERIFY2(stopped.errors.contains(plan.toUtf8() + " --yes"), stopped.errors.constData());
    QCOMPARE(home.run({QStringLiteral("apply"), plan}).status, 3);
    QCOMPARE(bookCount(*home.hub()), before);
    const UsyncOutcome passed = home.run(
        {QStringLiteral("apply"), plan, QStringLiteral("--yes"), QStringLiteral("--json")});
    QVERIFY2(passed.status == 0, passed.errors.constData());
    QCOMPARE(bookDifference(sandbox.control.pages(QStringLiteral("books")), *home.hub()),
             QString());
}

QTEST_GUILESS_MAIN(WholeRunsTest)
#include "tst_wholeruns.moc"
