#include "support/bookcomparison.h"
#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

static constexpr int Pages = 1'200; ///< three batches of rows
/// A server's part in a run is the same at every kill but those beside a request.
static int kills()
{
    return TestHub::isEmbedded() ? 50 : 15;
}

/// A run that is killed anywhere leaves nothing that the next run does not settle by itself.
class KilledRunsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void trap23_P5_settlesWhateverAKillLeaves_data();
    void trap23_P5_settlesWhateverAKillLeaves();

private:
    std::unique_ptr<SandboxFixture> m_sandbox;
    QJsonArray m_pages;
    int m_duration = 0; ///< milliseconds of an undisturbed run
};

void KilledRunsTest::initTestCase()
{
    m_sandbox = std::make_unique<SandboxFixture>(Pages);
    m_pages = m_sandbox->control.pages(QStringLiteral("books"));
    const UsyncHome home(QStringLiteral(USYNC_PROGRAM), m_sandbox->server.environment());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(home.run("books --full").status, 0);
    m_duration = int(timer.elapsed());
}

void KilledRunsTest::trap23_P5_settlesWhateverAKillLeaves_data()
{
    QTest::addColumn<double>("share");
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int kill = 0; kill < kills(); ++kill) {
        const double share = random.generateDouble();
        QTest::addRow("kill %d at %.3f of a run", kill, share) << share;
    }
}

void KilledRunsTest::trap23_P5_settlesWhateverAKillLeaves()
{
    QFETCH(const double, share);
    const UsyncHome home(QStringLiteral(USYNC_PROGRAM), m_sandbox->server.environment());
    const auto run = home.start({QStringLiteral("books"), QStringLiteral("--full")});
    run->waitForFinished(std::max(1, int(m_duration * share)));
    run->kill();
    run->waitForFinished();
    const UsyncOutcome next = home.run("books --full");
    QVERIFY2(next.status == 0, next.errors.constData());
    QCOMPARE(bookDifference(m_pages, *home.hub()), QString());
    const QJsonDocument quiet = home.run("books --full --json").json();
    QCOMPARE(quiet[QLatin1String("changes")][QLatin1String("hub")][QLatin1String("created")],
             QJsonValue(0));
}

QTEST_GUILESS_MAIN(KilledRunsTest)
#include "tst_killedruns.moc"
