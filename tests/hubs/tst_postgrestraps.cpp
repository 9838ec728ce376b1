#include "support/hubrequests.h"
#include "support/serverhubfixture.h"

#include <QTest>

#include <thread>

static const CancelToken NoCancel;

/// What only a PostgreSQL server that is reached directly can do to a hub.
class TestPostgresTraps : public QObject
{
    Q_OBJECT

private slots:
    void connectionThatEndsInTheMiddle();
};

void TestPostgresTraps::connectionThatEndsInTheMiddle()
{
    ServerHubFixture fixture;
    const auto hub = fixture.openHub();
    const Record made = deliver(*hub, createRequest(fixture.definition, QStringLiteral("Emma")));
    const QString others = QStringLiteral(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = "
        "'unified-sync'");
    // While a change waits for somebody else's lock.
    fixture.sql(QStringLiteral("BEGIN"));
    fixture.sql(QStringLiteral("UPDATE books SET notes = 'held'"));
    const QString address = fixture.url();
    WriteResult result;
    std::thread writer([&] {
        const auto other = fixture.hubAt(address, {});
        if (!other->open(fixture.memory, Connector::Access::ReadWrite, NoCancel))
            return;
        const WriteRequest change
            = updateRequest(made, fixture.field(u"notes"), Value::text(QStringLiteral("ours")));
        result = other->write({&change, 1}, NoCancel).front();
    });
    // A transaction sees one state of the activity only: somebody else looks.
    TestPostgres watcher;
    const QString waiting = QStringLiteral("SELECT count(*) FROM pg_stat_activity "
                                           "WHERE wait_event_type = 'Lock'");
    while (watcher.sql(waiting).first() == QLatin1String("0"))
        QTest::qWait(10);
    watcher.sql(others);
    writer.join();
    fixture.sql(QStringLiteral("ROLLBACK"));
    QCOMPARE(result.state, WriteResult::State::Unknown);
    // The next statement connects again.
    const auto lost = hub->read({made.id}, NoCancel);
    const auto read = lost ? lost : hub->read({made.id}, NoCancel);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->front().record.fields[size_t(fixture.field(u"notes"))], Value::null());
}

QTEST_GUILESS_MAIN(TestPostgresTraps)
#include "tst_postgrestraps.moc"
