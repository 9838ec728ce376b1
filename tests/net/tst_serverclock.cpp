#include "net/serverclock.h"

#include <QTest>

using namespace std::chrono_literals;

/// What answers tell of a server's clock.
class TestServerClock : public QObject
{
    Q_OBJECT

private slots:
    void knowsNothingAtFirst();
    void holdsWhateverTheServerMayHaveMeant();
    void keepsTheBestMeasurement();
    void ignoresWhatIsNoDate();
};

static const QByteArray Noon = "Sun, 06 Nov 1994 12:00:00 GMT";

static Instant noon()
{
    return *parseInstant(QStringLiteral("1994-11-06T12:00:00Z"));
}

void TestServerClock::knowsNothingAtFirst()
{
    QCOMPARE(ServerClock().offset(), ClockOffset());
}

/// The server said noon for any time up to a second later, at any time of the request.
void TestServerClock::holdsWhateverTheServerMayHaveMeant()
{
    ServerClock clock;
    clock.note(Noon, noon() - 100s, noon() - 98s);
    QCOMPARE(clock.offset(), (ClockOffset{98s, 101s}));
    const TimeInterval local = clock.offset().toLocal({noon(), noon() + 60s});
    QCOMPARE(local, (TimeInterval{noon() - 101s, noon() - 38s}));
}

void TestServerClock::keepsTheBestMeasurement()
{
    ServerClock clock;
    clock.note(Noon, noon() - 30s, noon());
    clock.note(Noon, noon() - 1s, noon());
    clock.note(Noon, noon() - 40s, noon());
    QCOMPARE(clock.offset(), (ClockOffset{0s, 2s}));
}

void TestServerClock::ignoresWhatIsNoDate()
{
    ServerClock clock;
    for (const char *date : {"", "noon", "1994-11-06T12:00:00Z", "Sun, 06 Nov 1994 12:00:00 CET"})
        clock.note(date, noon(), noon());
    // This machine's clock was set back during the request.
    clock.note(Noon, noon(), noon() - 1s);
    QCOMPARE(clock.offset(), ClockOffset());
}

QTEST_GUILESS_MAIN(TestServerClock)
#include "tst_serverclock.moc"
