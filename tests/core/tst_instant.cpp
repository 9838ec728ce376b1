#include "support/generators.h"

#include <QTest>

class TestInstant : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatServersWrite_data();
    void readsWhatServersWrite();
    void refusesWhatIsNoInstant();
    void trimsTheFraction();
    void comesBackFromText();
    void convertsBeforeTheEpoch();
};

void TestInstant::readsWhatServersWrite_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("UTC") << "2026-11-22T07:39:00Z"
                         << "2026-11-22T07:39:00Z";
    QTest::newRow("milliseconds") << "2026-11-22T07:39:00.120Z"
                                  << "2026-11-22T07:39:00.12Z";
    QTest::newRow("PostgreSQL") << "2026-11-22 07:39:00.123456+00"
                                << "2026-11-22T07:39:00.123456Z";
    QTest::newRow("offset") << "2026-11-22T09:39:00+02:00"
                            << "2026-11-22T07:39:00Z";
    QTest::newRow("western offset") << "2026-11-21T23:09:00-0830"
                                    << "2026-11-22T07:39:00Z";
    QTest::newRow("no seconds") << "2026-11-22T07:39Z"
                                << "2026-11-22T07:39:00Z";
    QTest::newRow("no offset") << "2026-11-22T07:39:00"
                               << "2026-11-22T07:39:00Z";
    QTest::newRow("nanoseconds round") << "2026-11-22T07:39:00.123456789Z"
                                       << "2026-11-22T07:39:00.123457Z";
    QTest::newRow("rounds into the next second") << "2026-11-22T07:39:59.999999900Z"
                                                 << "2026-11-22T07:40:00Z";
}

void TestInstant::readsWhatServersWrite()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const std::optional<Instant> instant = parseInstant(text);
    QVERIFY(instant);
    QCOMPARE(formatInstant(*instant), expected);
}

void TestInstant::refusesWhatIsNoInstant()
{
    for (const char *text :
         {"", "2026-11-22", "07:39", "2026-13-01T00:00:00Z", "2026-11-22T25:00:00Z",
          "2026-11-22T07:39:00+99:00", "tomorrow", "2026-02-30T00:00:00Z", "2026-11-22T07:39:00.Z",
          "2026-11-22T07:39:00.1234567890Z", "2026-11-22T07:39:00Z0", "0000-01-01T00:00:00Z",
          "2026-11-22T07:39:00+1"})
        QVERIFY2(!parseInstant(QString::fromLatin1(text)), text);
}

void TestInstant::trimsTheFraction()
{
    using std::chrono::microseconds;
    QCOMPARE(formatInstant(Instant(microseconds(1'500'000))),
             QStringLiteral("1970-01-01T00:00:01.5Z"));
    QCOMPARE(formatInstant(Instant(microseconds(1))),
             QStringLiteral("1970-01-01T00:00:00.000001Z"));
}

void TestInstant::comesBackFromText()
{
    QVERIFY(rc::check("parse(format(t)) = t", [] {
        const Instant instant = *anyInstant();
        RC_ASSERT(parseInstant(formatInstant(instant)) == instant);
    }));
}

void TestInstant::convertsBeforeTheEpoch()
{
    const Instant instant{std::chrono::milliseconds(-1)};
    QCOMPARE(fromDateTime(toDateTime(instant)), instant);
    QCOMPARE(formatInstant(instant), QStringLiteral("1969-12-31T23:59:59.999Z"));
}

QTEST_GUILESS_MAIN(TestInstant)
#include "tst_instant.moc"
