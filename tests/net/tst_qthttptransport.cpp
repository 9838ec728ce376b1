#include "net/qthttptransport.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <sys/socket.h>

using namespace std::chrono_literals;

/// A server of raw bytes: reads whole requests, counts them and answers by a script.
class RawServer : public QTcpServer
{
public:
    enum class Act { Answer, Finish, Reset, Silence };

    struct Step
    {
        Act act = Act::Answer;
        QByteArray bytes;
    };

    RawServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this,
                [this] { accept(nextPendingConnection()); });
    }

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/v1/x")) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
    }

    QList<Step> steps; ///< one per request; the last one goes on
    QList<QByteArray> requests;
    int connections = 0;

private:
    void accept(QTcpSocket *socket)
    {
        ++connections;
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

    void read(QTcpSocket *socket)
    {
        QByteArray &data = m_data[socket];
        data += socket->readAll();
        const qsizetype head = data.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        const QByteArray lower = data.left(head).toLower();
        const qsizetype at = lower.indexOf("content-length:");
        const qsizetype length
            = at < 0 ? 0 : lower.mid(at + 15).split('\r').first().trimmed().toInt();
        if (data.size() < head + 4 + length)
            return;
        requests.append(data.left(head + 4 + length));
        data.clear();
        carryOut(socket, steps.size() > 1 ? steps.takeFirst() : steps.value(0));
    }

    static void carryOut(QTcpSocket *socket, const Step &step)
    {
        socket->write(step.bytes);
        if (step.act == Act::Finish)
            socket->disconnectFromHost();
        if (step.act == Act::Reset) {
            const linger noLinger{1, 0};
            ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER,
                         &noLinger, sizeof noLinger);
            socket->abort();
        }
    }

    QHash<QTcpSocket *, QByteArray> m_data;
};

static QByteArray answer(const QByteArray &body, const QByteArray &status = "200 OK",
                         const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
}

class TestQtHttpTransport : public QObject
{
    Q_OBJECT

private slots:
    void sendsMethodHeadersAndBody();
    void handsOnAnyStatusAsAnAnswer_data();
    void handsOnAnyStatusAsAnAnswer();
    void trap1_transmitsAWriteExactlyOnce_data();
    void trap1_transmitsAWriteExactlyOnce();
    void readThatGotNoAnswerIsUnavailable();
    void writeThatNeverConnectedIsUnavailable();
    void cutAnswerIsNoAnswer_data();
    void cutAnswerIsNoAnswer();
    void trap7_doesNotFollowRedirects();
    void givesUpAfterTheTimeout();
    void trap4_waitsLongerThanTheServerWorks();
    void returnsAtOnceWhenCancelled();
    void sendsNothingWhenCancelledBefore();
    void keepsNoCookies();
    void refusesPlainHttpElsewhere();
    void keepsThePathOutOfErrors();
    void keepsEncodedPathsAsTheyAre();
};

void TestQtHttpTransport::sendsMethodHeadersAndBody()
{
    RawServer server;
    server.steps = {{RawServer::Act::Answer, answer("{\"ok\":true}")}};
    QtHttpTransport transport;
    HttpRequest request = HttpRequest::write("PATCH", server.url(), "{\"a\":\"ü\"}");
    request.headers.emplaceBack("Notion-Version", "2026-03-11");
    const Result<HttpResponse> result = transport.send(request, {});
    QVERIFY(result);
    QCOMPARE(result->status, 200);
    QCOMPARE(result->body, QByteArray("{\"ok\":true}"));
    QCOMPARE(result->header("content-type"), QByteArray("application/json"));
    const QByteArray sent = server.requests.value(0);
    QVERIFY(sent.startsWith("PATCH /v1/x HTTP/1.1\r\n"));
    QVERIFY(sent.contains("\r\nUser-Agent: UnifiedSync/"));
    QVERIFY(sent.contains("\r\nNotion-Version: 2026-03-11\r\n"));
    QVERIFY(sent.endsWith("\r\n\r\n{\"a\":\"ü\"}"));
}

void TestQtHttpTransport::handsOnAnyStatusAsAnAnswer_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("code");
    for (const char *status : {"400 Bad", "403 No", "404 Not", "409 Conflict", "410 Gone",
                               "429 Slow", "500 Bad", "502 Bad", "503 Bad", "504 Late", "529 Busy"})
        QTest::newRow(status) << QByteArray(status) << QByteArray()
                              << QByteArray(status).left(3).toInt();
    QTest::newRow("401") << QByteArray("401 Who") << QByteArray() << 401;
    QTest::newRow("401 basic") << QByteArray("401 Who")
                               << QByteArray("WWW-Authenticate: Basic realm=\"x\"\r\n") << 401;
    QTest::newRow("401 bearer") << QByteArray("401 Who")
                                << QByteArray("WWW-Authenticate: Bearer\r\n") << 401;
}

void TestQtHttpTransport::handsOnAnyStatusAsAnAnswer()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, headers);
    QFETCH(int, code);
    for (const QByteArray method : {"GET", "POST"}) {
        RawServer server;
        server.steps = {{RawServer::Act::Answer, answer("<html>no</html>", status, headers)}};
        QtHttpTransport transport;
        const HttpRequest request = method == "GET"
            ? HttpRequest::read(server.url())
            : HttpRequest::write(method, server.url(), "{}");
        const Result<HttpResponse> result = transport.send(request, {});
        QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
        QCOMPARE(result->status, code);
        QCOMPARE(result->body, QByteArray("<html>no</html>"));
        QCOMPARE(server.requests.size(), 1);
    }
}

void TestQtHttpTransport::trap1_transmitsAWriteExactlyOnce_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<bool>("keptAlive");
    QTest::addColumn<QByteArray>("body");
    // Every combination: the bits of `index` say reset, kept alive, with a body.
    for (const char *method : {"POST", "PATCH", "DELETE", "PUT"}) {
        for (unsigned index = 0; index < 8; ++index) {
            const bool reset = index & 1U;
            const bool keptAlive = index & 2U;
            const char *body = index & 4U ? "{\"a\":1}" : "";
            QTest::addRow("%s %s %s %s", method, reset ? "RST" : "FIN",
                          keptAlive ? "kept alive" : "fresh", *body ? "body" : "bodyless")
                << QByteArray(method) << reset << keptAlive << QByteArray(body);
        }
    }
}

void TestQtHttpTransport::trap1_transmitsAWriteExactlyOnce()
{
    QFETCH(QByteArray, method);
    QFETCH(bool, reset);
    QFETCH(bool, keptAlive);
    QFETCH(QByteArray, body);
    RawServer server;
    QtHttpTransport transport;
    if (keptAlive) {
        server.steps = {{RawServer::Act::Answer, answer("{}")}};
        QVERIFY(transport.send(HttpRequest::read(server.url()), {}));
        server.requests.clear();
    }
    server.steps = {{reset ? RawServer::Act::Reset : RawServer::Act::Finish, {}}};
    const auto result = transport.send(HttpRequest::write(method, server.url(), body), {});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::LostAnswer);
    QTest::qWait(50);
    QCOMPARE(server.requests.size(), 1);
    QCOMPARE(server.connections, 1);
}

void TestQtHttpTransport::readThatGotNoAnswerIsUnavailable()
{
    RawServer server;
    server.steps = {{RawServer::Act::Finish, {}}};
    QtHttpTransport transport;
    for (const HttpRequest &request :
         {HttpRequest::read(server.url()), HttpRequest::query(server.url(), "{}")}) {
        const Result<HttpResponse> result = transport.send(request, {});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Unavailable);
    }
}

void TestQtHttpTransport::writeThatNeverConnectedIsUnavailable()
{
    QUrl nobody;
    {
        const RawServer server;
        nobody = server.url();
    }
    QtHttpTransport transport;
    const auto result = transport.send(HttpRequest::write("POST", nobody, "{\"a\":1}"), {});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Unavailable);
}

void TestQtHttpTransport::cutAnswerIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("cut body") << answer("{\"results\":[]}").chopped(5);
    QTest::newRow("cut head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("cut chunks") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n");
    QTest::newRow("no HTTP") << QByteArray("hello, this is another protocol\r\n\r\n");
}

void TestQtHttpTransport::cutAnswerIsNoAnswer()
{
    QFETCH(QByteArray, bytes);
    RawServer server;
    server.steps = {{RawServer::Act::Finish, bytes}};
    QtHttpTransport transport;
    const auto read = transport.send(HttpRequest::query(server.url(), "{}"), {});
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Unavailable);
    const auto write = transport.send(HttpRequest::write("POST", server.url(), "{}"), {});
    QVERIFY(!write);
    QCOMPARE(write.error().kind, ErrorKind::LostAnswer);
}

void TestQtHttpTransport::trap7_doesNotFollowRedirects()
{
    RawServer other;
    RawServer server;
    const QByteArray location = "Location: " + other.url().toEncoded() + "\r\n";
    QtHttpTransport transport;
    for (const char *status : {"301 Moved", "302 Found", "307 Temporary", "308 Permanent"}) {
        server.steps = {{RawServer::Act::Answer, answer("", status, location)}};
        for (const HttpRequest &request :
             {HttpRequest::read(server.url()), HttpRequest::write("POST", server.url(), "{}")}) {
            const Result<HttpResponse> result = transport.send(request, {});
            QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
            QCOMPARE(result->status, QByteArray(status).left(3).toInt());
        }
    }
    QCOMPARE(other.connections, 0);
}

/// Notion works on a request for up to a minute before it gives up itself.
void TestQtHttpTransport::trap4_waitsLongerThanTheServerWorks()
{
    QVERIFY(HttpRequest().timeout >= std::chrono::seconds(65));
}

void TestQtHttpTransport::givesUpAfterTheTimeout()
{
    RawServer server;
    server.steps = {{RawServer::Act::Silence, {}}};
    QtHttpTransport transport;
    HttpRequest read = HttpRequest::read(server.url());
    read.timeout = 100ms;
    const Result<HttpResponse> lostRead = transport.send(read, {});
    QVERIFY(!lostRead);
    QCOMPARE(lostRead.error().kind, ErrorKind::Unavailable);
    HttpRequest write = HttpRequest::write("POST", server.url(), "{}");
    write.timeout = 100ms;
    const Result<HttpResponse> lostWrite = transport.send(write, {});
    QVERIFY(!lostWrite);
    QCOMPARE(lostWrite.error().kind, ErrorKind::LostAnswer);
    QCOMPARE(server.requests.size(), 2);
}

void TestQtHttpTransport::returnsAtOnceWhenCancelled()
{
    RawServer server;
    server.steps = {{RawServer::Act::Silence, {}}};
    QtHttpTransport transport;
    const CancelToken cancel;
    QElapsedTimer sinceCancel;
    QTimer::singleShot(100, this, [&] {
        cancel.cancel();
        sinceCancel.start();
    });
    const Result<HttpResponse> read = transport.send(HttpRequest::read(server.url()), cancel);
    QVERIFY(sinceCancel.elapsed() < 50);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Cancelled);

    const CancelToken second;
    QTimer::singleShot(100, this, [&] { second.cancel(); });
    const auto write = transport.send(HttpRequest::write("POST", server.url(), "{}"), second);
    QVERIFY(!write);
    QCOMPARE(write.error().kind, ErrorKind::LostAnswer);
}

void TestQtHttpTransport::sendsNothingWhenCancelledBefore()
{
    RawServer server;
    QtHttpTransport transport;
    const CancelToken cancel;
    cancel.cancel();
    const auto result = transport.send(HttpRequest::write("POST", server.url(), "{}"), cancel);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    QCOMPARE(server.connections, 0);
}

void TestQtHttpTransport::keepsNoCookies()
{
    RawServer server;
    server.steps
        = {{RawServer::Act::Answer, answer("{}", "200 OK", "Set-Cookie: a=b; Path=/\r\n")}};
    QtHttpTransport transport;
    QVERIFY(transport.send(HttpRequest::read(server.url()), {}));
    QVERIFY(transport.send(HttpRequest::read(server.url()), {}));
    QVERIFY(!server.requests.value(1).contains("Cookie"));
}

void TestQtHttpTransport::refusesPlainHttpElsewhere()
{
    QtHttpTransport transport;
    for (const char *address : {"http://example.org/v1", "ftp://127.0.0.1/x", "file:///etc/passwd",
                                "http://localhost.example.org/", "nonsense"}) {
        const auto result
            = transport.send(HttpRequest::read(QUrl::fromEncoded(QByteArray(address))), {});
        QVERIFY2(!result, address);
        QCOMPARE(result.error().kind, ErrorKind::Usage);
        QVERIFY(!result.error().detail.isEmpty());
    }
}

void TestQtHttpTransport::keepsThePathOutOfErrors()
{
    RawServer server;
    server.steps = {{RawServer::Act::Finish, {}}};
    QtHttpTransport transport;
    const QUrl url = server.url(QStringLiteral("/botS3cret/sendMessage?key=S3cret"));
    for (HttpRequest request : {HttpRequest::read(url), HttpRequest::write("POST", url, "{}")}) {
        request.headers.emplaceBack("Authorization", "Bearer S3cret");
        const Result<HttpResponse> result = transport.send(request, {});
        QVERIFY(!result);
        QVERIFY(!result.error().detail.contains(QStringLiteral("S3cret")));
        QVERIFY(result.error().detail.contains(QStringLiteral("127.0.0.1")));
    }
}

void TestQtHttpTransport::keepsEncodedPathsAsTheyAre()
{
    RawServer server;
    server.steps = {{RawServer::Act::Answer, answer("{}")}};
    QtHttpTransport transport;
    const QByteArray address
        = server.url(QStringLiteral("/")).toEncoded() + "properties/f%5C%5C%3Ap";
    QVERIFY(transport.send(HttpRequest::read(QUrl::fromEncoded(address)), {}));
    QVERIFY(server.requests.value(0).startsWith("GET /properties/f%5C%5C%3Ap HTTP/1.1"));
}

QTEST_GUILESS_MAIN(TestQtHttpTransport)
#include "tst_qthttptransport.moc"
