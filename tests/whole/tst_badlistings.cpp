#include "support/bookcomparison.h"
#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QFile>
#include <QJsonObject>
#include <QTest>

static constexpr int Pages = 450; ///< several pages of a listing

/// What Notion may answer instead of the truth: nothing is ever deleted because of it, and the
/// sentence says why.
class BadListingsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void stopsAtAnEmptyListing();
    void trap15_deletesNothingWhereAListingIsCut_data();
    void trap15_deletesNothingWhereAListingIsCut();
    void trap11_deletesNothingWhereTheDatabaseIsNotShared();
    void P1_deletesNothingInAnotherWorkspace();
    void trap11_deletesNothingWherePagesAreNotShared();
    void firstRunTakesNothingFromAnEmptyListing();

private:
    void verifyNothingChanged() const;

    std::unique_ptr<SandboxFixture> m_sandbox;
    std::unique_ptr<UsyncHome> m_home;
    QJsonArray m_pages;
};

void BadListingsTest::init()
{
    m_sandbox = std::make_unique<SandboxFixture>(Pages);
    m_home = std::make_unique<UsyncHome>(QStringLiteral(USYNC_PROGRAM),
                                         m_sandbox->server.environment());
    const UsyncOutcome first = m_home->run("books --full");
    QVERIFY2(first.status == 0, first.errors.constData());
    m_pages = m_sandbox->control.pages(QStringLiteral("books"));
    m_sandbox->control.forgetRequests();
}

void BadListingsTest::verifyNothingChanged() const
{
    QCOMPARE(bookDifference(m_pages, *m_home->hub()), QString());
}

void BadListingsTest::stopsAtAnEmptyListing()
{
    m_sandbox->control.setBehaviour({{QStringLiteral("lists_nothing"), true}});
    const UsyncOutcome outcome = m_home->run("books --full --json");
    QVERIFY2(outcome.status == 3, outcome.errors.constData());
    QCOMPARE(outcome.json()[QLatin1String("status")].toString(), QStringLiteral("blocked"));
    const QJsonValue guard = outcome.json()[QLatin1String("guards")][0];
    QVERIFY(!guard[QLatin1String("message")].toString().isEmpty());
    QVERIFY(QFile::exists(guard[QLatin1String("plan")].toString()));
    verifyNothingChanged();
    m_sandbox->control.setBehaviour({{QStringLiteral("lists_nothing"), false}});
    QCOMPARE(m_home->run("books --full").status, 0);
    verifyNothingChanged();
}

void BadListingsTest::trap15_deletesNothingWhereAListingIsCut_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("page");
    const char *faults[] = {"truncated", "html", "empty", "duplicate_cursor"};
    for (int page = 0; page < Pages / 100 + 1; ++page) {
        for (const char *fault : faults)
            QTest::addRow("%s at page %d", fault, page) << QString::fromLatin1(fault) << page;
    }
}

void BadListingsTest::trap15_deletesNothingWhereAListingIsCut()
{
    QFETCH(const QString, fault);
    QFETCH(const int, page);
    m_sandbox->control.addFault({{QStringLiteral("fault"), fault},
                                 {QStringLiteral("method"), QStringLiteral("POST")},
                                 {QStringLiteral("path"), QStringLiteral("/v1/data_sources/")},
                                 {QStringLiteral("skip"), page},
                                 {QStringLiteral("count"), 1000}});
    const UsyncOutcome outcome = m_home->run("books --full --json");
    verifyNothingChanged();
    if (outcome.status != 0)
        QVERIFY(!outcome.json()[QLatin1String("errors")].toArray().isEmpty());
    // The last page has no cursor to repeat, and a listing of fewer pages never meets the fault.
    QVERIFY2(outcome.status == 1 || outcome.status == 3
                 || (outcome.status == 0 && fault == QLatin1String("duplicate_cursor")),
             outcome.errors.constData());
    m_sandbox->control.clearFaults();
    QCOMPARE(m_home->run("books --full").status, 0);
    verifyNothingChanged();
}

void BadListingsTest::trap11_deletesNothingWhereTheDatabaseIsNotShared()
{
    m_sandbox->control.changeDatabase(QStringLiteral("books"),
                                      {{QStringLiteral("is_shared"), false}});
    for (const char *arguments : {"books --full --json", "books --json"}) {
        const UsyncOutcome outcome = m_home->run(arguments);
        QVERIFY2(outcome.status == 1 || outcome.status == 3, outcome.errors.constData());
        QVERIFY2(outcome.errors.contains("shared"), outcome.errors.constData());
        verifyNothingChanged();
    }
}

void BadListingsTest::P1_deletesNothingInAnotherWorkspace()
{
    m_sandbox->control.setBehaviour(
        {{QStringLiteral("workspace_id"), QStringLiteral("00000000-1111-4222-8333-444444444444")},
         {QStringLiteral("workspace_name"), QStringLiteral("Somewhere else")}});
    const UsyncOutcome outcome = m_home->run("books --full --json");
    QVERIFY2(outcome.status == 3, outcome.errors.constData());
    QVERIFY2(outcome.errors.contains("Somewhere else"), outcome.errors.constData());
    verifyNothingChanged();
    QCOMPARE(m_home->run("books --full --dry-run").status, 3);
}

void BadListingsTest::trap11_deletesNothingWherePagesAreNotShared()
{
    for (int page = 0; page < 5; ++page)
        m_sandbox->control.changePage(m_pages.at(page)[QLatin1String("id")].toString(),
                                      {{QStringLiteral("is_shared"), false}});
    const UsyncOutcome outcome = m_home->run("books --full --json");
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
    QCOMPARE(outcome.json()[QLatin1String("paused")].toInt(), 5);
    verifyNothingChanged();
    QCOMPARE(m_home->run("conflicts --json").json().array().size(), 5);
}

void BadListingsTest::firstRunTakesNothingFromAnEmptyListing()
{
    m_sandbox->control.setBehaviour({{QStringLiteral("lists_nothing"), true}});
    const UsyncHome fresh(QStringLiteral(USYNC_PROGRAM), m_sandbox->server.environment());
    QCOMPARE(fresh.run("books").status, 0);
    QCOMPARE(bookCount(*fresh.hub()), 0);
    m_sandbox->control.setBehaviour({{QStringLiteral("lists_nothing"), false}});
    QCOMPARE(fresh.run("books --full").status, 0);
    QCOMPARE(bookDifference(m_pages, *fresh.hub()), QString());
}

QTEST_GUILESS_MAIN(BadListingsTest)
#include "tst_badlistings.moc"
