#include "app/truth/homewatcher.h"
#include "app/truth/servicefacts.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace {

Configuration homeIn(const QTemporaryDir &folder)
{
    Configuration configuration;
    configuration.stateFolder = folder.path();
    return configuration;
}

Result<int> write(StateDatabase &database)
{
    return database.change(QStringLiteral("INSERT INTO pending (service, side, record_id, reason) "
                                          "VALUES ('books', 'hub', :id, 'x')"),
                           {QUuid::createUuid().toString()});
}

/// A lock as a run leaves it whose process was killed, or still lives.
void lockFor(const Configuration &home, qint64 process, const char *program)
{
    QVERIFY(QDir().mkpath(home.stateFolder + QStringLiteral("/locks")));
    QFile file(home.stateFolder + QStringLiteral("/locks/books.lock"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::number(process) + '\n' + program + '\n'
               + QSysInfo::machineHostName().toUtf8() + '\n');
}

} // namespace

class HomeWatcherTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatAnotherConnectionWrites();
    void tellsThatTheHomeCameIntoBeing();
    void tellsThatAServiceIsRun();
    void readingIsNoNews();
    void lockOfAnotherProcessTellsWhoRuns();
    void lockOfAProcessThatIsGoneTellsNobody();
};

void HomeWatcherTest::tellsWhatAnotherConnectionWrites()
{
    const QTemporaryDir folder;
    const Configuration home = homeIn(folder);
    const auto database = StateDatabase::open(home.stateFile());
    QVERIFY(database);
    const HomeWatcher watcher(home);
    QSignalSpy changed(&watcher, &HomeWatcher::changed);
    QVERIFY(write(**database));
    QVERIFY(changed.wait(2000));
    QVERIFY(write(**database));
    QVERIFY(changed.wait(2000));
}

void HomeWatcherTest::tellsThatTheHomeCameIntoBeing()
{
    const QTemporaryDir folder;
    const Configuration home = homeIn(folder);
    const HomeWatcher watcher(home);
    QSignalSpy changed(&watcher, &HomeWatcher::changed);
    const auto database = StateDatabase::open(home.stateFile());
    QVERIFY(database);
    QVERIFY(changed.wait(2000));
    QVERIFY(write(**database));
    QVERIFY(changed.wait(2000));
}

void HomeWatcherTest::tellsThatAServiceIsRun()
{
    const QTemporaryDir folder;
    const Configuration home = homeIn(folder);
    const HomeWatcher watcher(home);
    QSignalSpy changed(&watcher, &HomeWatcher::changed);
    ServiceLock lock(home, QStringLiteral("books"));
    QVERIFY(lock.take());
    QVERIFY(changed.wait(2000));
}

/// Opening the state makes and removes files beside it; that must not be taken for news, or the
/// program would read for ever.
void HomeWatcherTest::readingIsNoNews()
{
    const QTemporaryDir folder;
    const Configuration home = homeIn(folder);
    QVERIFY(write(**StateDatabase::open(home.stateFile())));
    const HomeWatcher watcher(home);
    QSignalSpy changed(&watcher, &HomeWatcher::changed);
    QVERIFY(readFacts(home, {QStringLiteral("books")}));
    // What the reading did to the folder has been noticed before what follows.
    QCoreApplication::processEvents();
    QVERIFY(readFacts(home, {QStringLiteral("books")}));
    QVERIFY(write(**StateDatabase::open(home.stateFile())));
    QVERIFY(changed.wait(2000));
    QCOMPARE(changed.count(), 1);
}

void HomeWatcherTest::lockOfAnotherProcessTellsWhoRuns()
{
    const QTemporaryDir folder;
    const Configuration home = homeIn(folder);
    QVERIFY(!ServiceLock::holder(home, QStringLiteral("books")));
    ServiceLock own(home, QStringLiteral("books"));
    QVERIFY(own.take());
    QVERIFY(ServiceLock::holder(home, QStringLiteral("books"))->isUs);

    QProcess other;
    other.start(QStringLiteral("sleep"), {QStringLiteral("600")});
    QVERIFY(other.waitForStarted());
    lockFor(home, other.processId(), "sleep");
    const auto holder = ServiceLock::holder(home, QStringLiteral("books"));
    QVERIFY(holder && !holder->isUs);
    QCOMPARE(holder->process, other.processId());
    // Numbers are used again: another program of that number did not take the lock.
    lockFor(home, other.processId(), "usync");
    QVERIFY(!ServiceLock::holder(home, QStringLiteral("books")));
    other.kill();
    QVERIFY(other.waitForFinished());
}

void HomeWatcherTest::lockOfAProcessThatIsGoneTellsNobody()
{
    const QTemporaryDir folder;
    const Configuration home = homeIn(folder);
    QProcess gone;
    gone.start(QStringLiteral("true"), QStringList());
    QVERIFY(gone.waitForStarted());
    const qint64 process = gone.processId();
    QVERIFY(gone.waitForFinished());
    lockFor(home, process, "true");
    QVERIFY(!ServiceLock::holder(home, QStringLiteral("books")));
    QVERIFY(QFile::exists(home.stateFolder + QStringLiteral("/locks/books.lock")));
}

QTEST_GUILESS_MAIN(HomeWatcherTest)
#include "tst_homewatcher.moc"
