#include "net/authorisingtransport.h"
#include "net/retryingtransport.h"
#include "net/retryrules.h"
#include "net/throttledtransport.h"
#include "support/manualclock.h"
#include "support/scriptedtransport.h"

#include <QTest>

using namespace std::chrono_literals;

static const QUrl Address(QStringLiteral("https://api.example.org/v1/things"));

namespace {

struct Fixture
{
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>();
    std::shared_ptr<TransportScript> script = std::make_shared<TransportScript>();
    std::shared_ptr<RequestCounter> counter = std::make_shared<RequestCounter>();
    RetryPolicy policy{3, 1000ms, 0.0, std::chrono::minutes(15)};

    Result<HttpResponse> send(const HttpRequest &request, const CancelToken &cancel = {})
    {
        RetryingTransport transport(std::make_unique<ScriptedTransport>(script), clock, counter,
                                    policy);
        return transport.send(request, cancel);
    }
};

HttpRequest read()
{
    return HttpRequest::read(Address);
}

HttpRequest write()
{
    return HttpRequest::write("POST", Address, "{\"a\":1}");
}

QByteArray rateLimited(const char *reason, const char *wait)
{
    return QByteArray(R"({"object":"error","status":429,"code":"rate_limited",)"
                      R"("additional_data":{"rate_limit_reason":")")
        + reason + R"(","retry_after":")" + wait + R"("}})";
}

} // namespace

class TestRetryingTransport : public QObject
{
    Q_OBJECT

private slots:
    void handsASuccessOnAtOnce();
    void repeatsAReadThreeTimesFromOneSecondDoubling();
    void repeatsAQueryByPostToo();
    void trap2_neverRepeatsAWriteAfterAServerError();
    void neverRepeatsAWriteWhoseAnswerWasLost();
    void repeatsAWriteThatNeverLeft();
    void trap5_repeatsAWriteThatWasRateLimited_data();
    void trap5_repeatsAWriteThatWasRateLimited();
    void trap5_waitsAsLongAsTheServerAsks_data();
    void trap5_waitsAsLongAsTheServerAsks();
    void givesUpWhereTheWaitIsTooLong();
    void trap5_neverRepeatsABlockedToken();
    void repeatsAConflictOnlyForReads();
    void neverRepeatsARefusal();
    void stopsAtOnceWhenCancelled();
    void stretchesDelaysByJitter();
    void countsRequestsRetriesAndRateLimits();
    void trap5_parksEveryTransportOfTheToken();
    void sendsTheSecretToItsOwnServerOnly();
};

void TestRetryingTransport::handsASuccessOnAtOnce()
{
    Fixture fixture;
    fixture.script->reply(200, "{}");
    QCOMPARE(fixture.send(write())->status, 200);
    QCOMPARE(fixture.script->requestCount(), 1);
    QCOMPARE(fixture.clock->slept(), 0ms);
}

void TestRetryingTransport::repeatsAReadThreeTimesFromOneSecondDoubling()
{
    Fixture fixture;
    for (int i = 0; i < 4; ++i)
        fixture.script->reply(502, "<html>");
    QCOMPARE(fixture.send(read())->status, 502);
    QCOMPARE(fixture.script->requestCount(), 4);
    QCOMPARE(fixture.clock->slept(), 7s);
}

void TestRetryingTransport::repeatsAQueryByPostToo()
{
    Fixture fixture;
    fixture.script->fail(ErrorKind::Unavailable);
    fixture.script->reply(200, "{}");
    QCOMPARE(fixture.send(HttpRequest::query(Address, "{}"))->status, 200);
    QCOMPARE(fixture.script->requestCount(), 2);
}

void TestRetryingTransport::trap2_neverRepeatsAWriteAfterAServerError()
{
    for (const int status : {500, 502, 503, 504}) {
        Fixture fixture;
        fixture.script->reply(status);
        QCOMPARE(fixture.send(write())->status, status);
        QCOMPARE(fixture.script->requestCount(), 1);
    }
}

void TestRetryingTransport::neverRepeatsAWriteWhoseAnswerWasLost()
{
    Fixture fixture;
    fixture.script->fail(ErrorKind::LostAnswer);
    const Result<HttpResponse> result = fixture.send(write());
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::LostAnswer);
    QCOMPARE(fixture.script->requestCount(), 1);
}

void TestRetryingTransport::repeatsAWriteThatNeverLeft()
{
    Fixture fixture;
    fixture.script->fail(ErrorKind::Unavailable);
    fixture.script->reply(200, "{}");
    QVERIFY(fixture.send(write()));
    QCOMPARE(fixture.script->requestCount(), 2);
}

void TestRetryingTransport::trap5_repeatsAWriteThatWasRateLimited_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("too many requests") << 429;
    QTest::newRow("overload") << 529;
}

void TestRetryingTransport::trap5_repeatsAWriteThatWasRateLimited()
{
    QFETCH(int, status);
    Fixture fixture;
    fixture.script->reply(status, rateLimited("public_api_request_rate_limit", "2"));
    fixture.script->reply(200, "{}");
    QCOMPARE(fixture.send(write())->status, 200);
    QCOMPARE(fixture.clock->slept(), 2s);
}

void TestRetryingTransport::trap5_waitsAsLongAsTheServerAsks_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("seconds");
    QTest::newRow("seconds") << QByteArray("7") << QByteArray() << 7;
    QTest::newRow("more than a minute") << QByteArray("150") << QByteArray("<html>") << 150;
    QTest::newRow("date") << QByteArray("Tue, 14 Nov 2023 22:13:50 GMT") << QByteArray() << 30;
    QTest::newRow("body") << QByteArray() << rateLimited("x", "37") << 37;
    QTest::newRow("the longer") << QByteArray("5") << rateLimited("x", "9") << 9;
    QTest::newRow("neither") << QByteArray() << QByteArray() << 1;
    QTest::newRow("nonsense") << QByteArray("soon") << QByteArray() << 1;
}

void TestRetryingTransport::trap5_waitsAsLongAsTheServerAsks()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, body);
    QFETCH(int, seconds);
    Fixture fixture;
    const HttpHeaders headers
        = header.isEmpty() ? HttpHeaders() : HttpHeaders{{"retry-after", header}};
    fixture.script->reply(429, body, headers);
    fixture.script->reply(200, "{}");
    QCOMPARE(fixture.send(read())->status, 200);
    QCOMPARE(fixture.clock->slept(), std::chrono::milliseconds(seconds * 1000));
}

void TestRetryingTransport::givesUpWhereTheWaitIsTooLong()
{
    Fixture fixture;
    fixture.script->reply(429, {}, {{"Retry-After", "36000"}});
    QCOMPARE(fixture.send(read())->status, 429);
    QCOMPARE(fixture.script->requestCount(), 1);
    QCOMPARE(fixture.clock->slept(), 0ms);
}

void TestRetryingTransport::trap5_neverRepeatsABlockedToken()
{
    Fixture fixture;
    fixture.script->reply(429, rateLimited("public_api_request_blocked", "1"));
    QCOMPARE(fixture.send(read())->status, 429);
    QCOMPARE(fixture.script->requestCount(), 1);
    QCOMPARE(fixture.counter->rateLimited(), 0);
}

void TestRetryingTransport::repeatsAConflictOnlyForReads()
{
    Fixture writing;
    writing.script->reply(409, R"({"code":"conflict_error"})");
    QCOMPARE(writing.send(write())->status, 409);
    QCOMPARE(writing.script->requestCount(), 1);

    Fixture reading;
    reading.script->reply(409, R"({"code":"conflict_error"})");
    reading.script->reply(200, "{}");
    QCOMPARE(reading.send(read())->status, 200);
}

void TestRetryingTransport::neverRepeatsARefusal()
{
    for (const int status : {301, 400, 401, 403, 404}) {
        Fixture fixture;
        fixture.script->reply(status);
        QCOMPARE(fixture.send(read())->status, status);
        QCOMPARE(fixture.script->requestCount(), 1);
    }
}

void TestRetryingTransport::stopsAtOnceWhenCancelled()
{
    Fixture fixture;
    const CancelToken cancel;
    fixture.script->setHandler([cancel](const HttpRequest &) -> Result<HttpResponse> {
        cancel.cancel();
        return HttpResponse{503, {}, {}};
    });
    const Result<HttpResponse> result = fixture.send(read(), cancel);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    QCOMPARE(fixture.script->requestCount(), 1);
}

void TestRetryingTransport::stretchesDelaysByJitter()
{
    Fixture fixture;
    fixture.policy.jitter = 0.5;
    for (int i = 0; i < 4; ++i)
        fixture.script->reply(500);
    QCOMPARE(fixture.send(read())->status, 500);
    QVERIFY(fixture.clock->slept() > 7s);
    QVERIFY(fixture.clock->slept() <= 10'500ms);
}

void TestRetryingTransport::countsRequestsRetriesAndRateLimits()
{
    Fixture fixture;
    fixture.script->reply(429);
    fixture.script->reply(500);
    fixture.script->reply(200, "{}");
    QVERIFY(fixture.send(read()));
    QCOMPARE(fixture.counter->requests(), 3);
    QCOMPARE(fixture.counter->retries(), 2);
    QCOMPARE(fixture.counter->rateLimited(), 1);
}

void TestRetryingTransport::trap5_parksEveryTransportOfTheToken()
{
    Fixture fixture;
    const auto limiter = std::make_shared<RateLimiter>(fixture.clock, 3);
    ThrottledTransport first(std::make_unique<ScriptedTransport>(fixture.script), limiter,
                             fixture.clock);
    ThrottledTransport second(std::make_unique<ScriptedTransport>(fixture.script), limiter,
                              fixture.clock);
    fixture.script->reply(429, {}, {{"Retry-After", "75"}});
    fixture.script->reply(200, "{}");
    QCOMPARE(first.send(read(), {})->status, 429);
    QCOMPARE(limiter->available(), 0);
    QCOMPARE(second.send(read(), {})->status, 200);
    QCOMPARE(fixture.clock->slept(), 75s);
}

void TestRetryingTransport::sendsTheSecretToItsOwnServerOnly()
{
    Fixture fixture;
    fixture.script->reply(200, "{}");
    AuthorisingTransport transport(std::make_unique<ScriptedTransport>(fixture.script), Address,
                                   {{"Authorization", "Bearer secret"}});
    QVERIFY(transport.send(read(), {}));
    const auto headers = fixture.script->requests().at(0).headers;
    QVERIFY(headers.contains(QPair<QByteArray, QByteArray>("Authorization", "Bearer secret")));

    const auto elsewhere = HttpRequest::read(QUrl(QStringLiteral("https://other.example.org/")));
    const Result<HttpResponse> refused = transport.send(elsewhere, {});
    QVERIFY(!refused);
    QVERIFY(!refused.error().detail.contains(QStringLiteral("Bearer")));
    QCOMPARE(fixture.script->requestCount(), 1);
}

QTEST_GUILESS_MAIN(TestRetryingTransport)
#include "tst_retryingtransport.moc"
