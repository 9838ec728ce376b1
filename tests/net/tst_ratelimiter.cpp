#include "net/ratelimiter.h"
#include "support/manualclock.h"

#include <QTest>

#include <rapidcheck.h>

using namespace std::chrono_literals;

class TestRateLimiter : public QObject
{
    Q_OBJECT

private slots:
    void letsABurstPassWithinTheBudget();
    void makesTheNextOneWaitForTheWindow();
    void neverExceedsTheBudgetInAnySlidingMinute();
    void tellsHowLongTheNextOneWaits();
    void parksEverybody();
    void keepsTheLongerPark();
    void survivesAClockThatIsSetBack();
    void saysNoWhenCancelled();
};

void TestRateLimiter::letsABurstPassWithinTheBudget()
{
    const auto clock = std::make_shared<ManualClock>();
    RateLimiter limiter(clock, 3);
    for (int i = 0; i < 180; ++i)
        QVERIFY(limiter.acquire({}));
    QCOMPARE(clock->slept(), 0ms);
    QCOMPARE(limiter.available(), 0);
}

void TestRateLimiter::makesTheNextOneWaitForTheWindow()
{
    const auto clock = std::make_shared<ManualClock>();
    RateLimiter limiter(clock, 0.05);
    QCOMPARE(limiter.budget(), 3);
    for (int i = 0; i < 4; ++i)
        QVERIFY(limiter.acquire({}));
    QVERIFY(clock->slept() >= 60s);
    QVERIFY(clock->slept() < 61s);
}

void TestRateLimiter::neverExceedsTheBudgetInAnySlidingMinute()
{
    const bool held = rc::check("budget in any sliding minute", [] {
        const auto clock = std::make_shared<ManualClock>();
        RateLimiter limiter(clock, 0.1);
        std::vector<Instant> passed;
        const auto pauses = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8000));
        for (const int pause : pauses) {
            clock->advance(std::chrono::milliseconds(pause));
            RC_ASSERT(limiter.acquire({}));
            passed.push_back(clock->now());
        }
        const auto budget = static_cast<size_t>(limiter.budget());
        for (size_t i = budget; i < passed.size(); ++i)
            RC_ASSERT(passed[i] - passed[i - budget] > 60s);
    });
    QVERIFY(held);
}

void TestRateLimiter::tellsHowLongTheNextOneWaits()
{
    const auto clock = std::make_shared<ManualClock>();
    RateLimiter limiter(clock, 0.05);
    QCOMPARE(limiter.wait(), 0ms);
    for (int i = 0; i < 3; ++i)
        QVERIFY(limiter.acquire({}));
    QVERIFY(limiter.wait() > 59s);
    clock->advance(22s);
    QVERIFY(limiter.wait() > 37s);
    QVERIFY(limiter.wait() < 39s);
    clock->advance(39s);
    QCOMPARE(limiter.wait(), 0ms);
    limiter.park(30s);
    QCOMPARE(limiter.wait(), 30s);
}

void TestRateLimiter::parksEverybody()
{
    const auto clock = std::make_shared<ManualClock>();
    RateLimiter limiter(clock, 3);
    limiter.park(90s);
    QCOMPARE(limiter.available(), 0);
    QVERIFY(limiter.acquire({}));
    QCOMPARE(clock->slept(), 90s);
}

void TestRateLimiter::keepsTheLongerPark()
{
    const auto clock = std::make_shared<ManualClock>();
    RateLimiter limiter(clock, 3);
    limiter.park(90s);
    limiter.park(10s);
    QVERIFY(limiter.acquire({}));
    QCOMPARE(clock->slept(), 90s);
}

void TestRateLimiter::survivesAClockThatIsSetBack()
{
    const auto clock = std::make_shared<ManualClock>();
    RateLimiter limiter(clock, 0.05);
    for (int i = 0; i < 3; ++i)
        QVERIFY(limiter.acquire({}));
    limiter.park(30s);
    clock->advance(-24h);
    QVERIFY(limiter.acquire({}));
    QVERIFY(clock->slept() <= 61s);
}

void TestRateLimiter::saysNoWhenCancelled()
{
    const auto clock = std::make_shared<ManualClock>();
    RateLimiter limiter(clock, 3);
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(!limiter.acquire(cancel));
    QCOMPARE(limiter.available(), 180);
}

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
