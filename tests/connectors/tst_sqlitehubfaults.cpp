#include "support/hubfixture.h"

#include <QTest>

#include <csignal>
#include <sys/resource.h>

/// The disk and other programs at their worst.
class TestSqliteHubFaults : public QObject
{
    Q_OBJECT

private slots:
    void saysThatTheFileIsLocked();
    void saysThatTheDiskTakesNoMore();
    void readsOnlyWhatWasCommittedAfterACrash();
    void saysThatTheFileIsReadOnly();
};

static const CancelToken NoCancel;

void TestSqliteHubFaults::saysThatTheFileIsLocked()
{
    HubFixture fixture;
    (void)fixture.openHub();
    const auto hub = std::make_unique<SqliteHub>(fixture.path(), fixture.definition,
                                                 std::chrono::milliseconds(1));
    QVERIFY(hub->open(fixture.memory, Connector::Access::ReadWrite, NoCancel));
    fixture.sql(QStringLiteral("BEGIN EXCLUSIVE"));
    const WriteRequest request = fixture.create(QStringLiteral("Emma"));
    const WriteResult result = hub->write({&request, 1}, NoCancel).front();
    QCOMPARE(result.state, WriteResult::State::NotDelivered);
    QCOMPARE(result.error.kind, ErrorKind::Storage);
    QVERIFY(result.error.detail.contains(QLatin1String("locked by another program")));
    fixture.sql(QStringLiteral("ROLLBACK"));
    deliver(*hub, request);
}

/// No file of this process grows beyond `bytes` while it lives.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit &) = delete;
    FileSizeLimit &operator=(const FileSizeLimit &) = delete;
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    void (*m_handler)(int);
    rlimit m_before{};
};

void TestSqliteHubFaults::saysThatTheDiskTakesNoMore()
{
    HubFixture fixture;
    const auto hub = fixture.openHub();
    const Record kept = deliver(*hub, fixture.create(QStringLiteral("Emma")));
    const std::vector<WriteRequest> requests(
        3, fixture.create(QStringLiteral("Persuasion ").repeated(100'000)));
    {
        const FileSizeLimit limit(rlim_t(QFileInfo(fixture.path()).size()));
        for (const WriteResult &result : hub->write(requests, NoCancel)) {
            QCOMPARE(result.state, WriteResult::State::NotDelivered);
            QCOMPARE(result.error.kind, ErrorKind::Storage);
            QVERIFY(result.error.detail.contains(QLatin1String("free space")));
        }
    }
    ScanReport report;
    const std::vector<Record> rows = scanAll(*hub, {}, report);
    QCOMPARE(rows.size(), size_t(1));
    QCOMPARE(rows[0].id, kept.id);
}

void TestSqliteHubFaults::readsOnlyWhatWasCommittedAfterACrash()
{
    HubFixture fixture;
    deliver(*fixture.openHub(), fixture.create(QStringLiteral("Emma")));
    // A writer that dies in the middle leaves half of its pages and the journal to undo them.
    fixture.sql(QStringLiteral("PRAGMA cache_size = 1"));
    fixture.sql(QStringLiteral("BEGIN"));
    fixture.sql(QStringLiteral("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                               "WHERE i < 2000) INSERT INTO books (title) SELECT i FROM n"));
    const HubFixture dead;
    QVERIFY(QFile::copy(fixture.path(), dead.path()));
    QVERIFY(QFile::copy(fixture.path() + QStringLiteral("-journal"),
                        dead.path() + QStringLiteral("-journal")));
    const auto hub = dead.hub();
    const auto status = hub->open(fixture.memory, Connector::Access::ReadOnly, NoCancel);
    QVERIFY2(status, status ? "" : qPrintable(status.error().detail));
    ScanReport report;
    QCOMPARE(scanAll(*hub, {}, report).size(), size_t(1));
}

void TestSqliteHubFaults::saysThatTheFileIsReadOnly()
{
    HubFixture fixture;
    (void)fixture.openHub();
    const auto hub = fixture.hub();
    QVERIFY(hub->open(fixture.memory, Connector::Access::ReadOnly, NoCancel));
    const Result<void> lease
        = hub->takeLease(QStringLiteral("books"), QStringLiteral("me"), Instant());
    QVERIFY(!lease);
    QCOMPARE(lease.error().kind, ErrorKind::Storage);
    QVERIFY(lease.error().detail.contains(QLatin1String("cannot be opened for writing")));
}

QTEST_GUILESS_MAIN(TestSqliteHubFaults)
#include "tst_sqlitehubfaults.moc"
