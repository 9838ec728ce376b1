#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QJsonObject>
#include <QTest>

static constexpr int Pages = 300; ///< several pages of a listing, and a body each

/// Plans that are carried out later, over real HTTP.
class AppliedPlansTest : public QObject
{
    Q_OBJECT

private slots:
    void a20_applyingAsksNotionForWhatMovedAlone_data();
    void a20_applyingAsksNotionForWhatMovedAlone();
};

void AppliedPlansTest::a20_applyingAsksNotionForWhatMovedAlone_data()
{
    QTest::addColumn<QString>("service");
    for (const char *service : {"books", "tasks", "journals"})
        QTest::newRow(service) << QString(QLatin1String(service));
}

void AppliedPlansTest::a20_applyingAsksNotionForWhatMovedAlone()
{
    QFETCH(const QString, service);
    SandboxFixture sandbox(Pages);
    const UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    const QString file = home.path(QStringLiteral("plan.json"));
    const UsyncOutcome planned
        = home.run({QStringLiteral("plan"), service, QStringLiteral("--out"), file});
    QVERIFY2(planned.status == 0, planned.errors.constData());
    const UsyncOutcome applied
        = home.run({QStringLiteral("apply"), file, QStringLiteral("--json")});
    QVERIFY2(applied.status == 0, applied.errors.constData());
    QCOMPARE(
        applied.json()[QLatin1String("changes")][QLatin1String("hub")][QLatin1String("created")]
            .toInt(),
        Pages);
    // The database and its integration, what changed since (its page may have a text), the bin.
    const int requests = applied.json()[QLatin1String("requests")][QLatin1String("notion")].toInt();
    QVERIFY2(requests <= 6, qPrintable(QString::number(requests)));
    const UsyncOutcome again
        = home.run({service, QStringLiteral("--full"), QStringLiteral("--json")});
    QCOMPARE(again.json()[QLatin1String("changes")][QLatin1String("hub")][QLatin1String("updated")]
                 .toInt(),
             0);
}

QTEST_GUILESS_MAIN(AppliedPlansTest)
#include "tst_appliedplans.moc"
