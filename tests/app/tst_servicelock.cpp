#include "app/run/servicelock.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class ServiceLockTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_configuration.stateFolder = m_folder->filePath(QStringLiteral("state"));
        m_configuration.hub = QStringLiteral("sqlite:/hub.db");
    }

    void trap41_keepsTwoRunsOfOneServiceApart();
    void letsTheNextRunIn();
    void letsOtherServicesAndHomesRun();
    void keepsRunsApartWhateverTheHubIsCalled();
    void takesOverFromAProcessThatIsGone();
    void takesOverALockThatWasNeverFinished();

private:
    [[nodiscard]] QString onlyLockFile() const
    {
        const QDir folder(m_configuration.stateFolder + QStringLiteral("/locks"));
        return folder.filePath(folder.entryList(QDir::Files).value(0));
    }
    void writeLock(const QByteArray &content)
    {
        ServiceLock lock(m_configuration, QStringLiteral("books"));
        QVERIFY(lock.take());
        const QString path = onlyLockFile();
        QVERIFY(QFile::rename(path, path + QStringLiteral(".old")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Configuration m_configuration;
};

void ServiceLockTest::trap41_keepsTwoRunsOfOneServiceApart()
{
    ServiceLock first(m_configuration, QStringLiteral("books"));
    QVERIFY(first.take());
    ServiceLock second(m_configuration, QStringLiteral("books"));
    const auto taken = second.take();
    QVERIFY(!taken);
    QCOMPARE(taken.error().kind, ErrorKind::Locked);
    QVERIFY(taken.error().detail.contains(QStringLiteral("books")));
}

void ServiceLockTest::letsTheNextRunIn()
{
    {
        ServiceLock first(m_configuration, QStringLiteral("books"));
        QVERIFY(first.take());
    }
    QVERIFY(ServiceLock(m_configuration, QStringLiteral("books")).take());
}

void ServiceLockTest::letsOtherServicesAndHomesRun()
{
    ServiceLock first(m_configuration, QStringLiteral("books"));
    QVERIFY(first.take());
    ServiceLock otherService(m_configuration, QStringLiteral("tasks"));
    QVERIFY(otherService.take());
    Configuration other = m_configuration;
    other.stateFolder = m_folder->filePath(QStringLiteral("other"));
    ServiceLock otherHome(other, QStringLiteral("books"));
    QVERIFY(otherHome.take());
}

void ServiceLockTest::keepsRunsApartWhateverTheHubIsCalled()
{
    ServiceLock first(m_configuration, QStringLiteral("books"));
    QVERIFY(first.take());
    for (const char *hub : {"sqlite:/link.db", "postgresql://localhost/hub", "supabase"}) {
        Configuration other = m_configuration;
        other.hub = QLatin1String(hub);
        const auto taken = ServiceLock(other, QStringLiteral("books")).take();
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::Locked);
    }
}

void ServiceLockTest::takesOverFromAProcessThatIsGone()
{
    // Above the highest process id there can be.
    writeLock("99999999\nusync\n" + QSysInfo::machineHostName().toUtf8() + "\n\n\n");
    QVERIFY(ServiceLock(m_configuration, QStringLiteral("books")).take());
}

void ServiceLockTest::takesOverALockThatWasNeverFinished()
{
    writeLock({});
    QVERIFY(ServiceLock(m_configuration, QStringLiteral("books")).take());
}

QTEST_GUILESS_MAIN(ServiceLockTest)
#include "tst_servicelock.moc"
