#include "storage/migrations.h"
#include "storage/statedatabase.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

class TestStateDatabase : public QObject
{
    Q_OBJECT

private slots:
    void makesPrivateFoldersAndFiles();
    void refusesANewerVersionAndLeavesItAlone();
    void refusesAnotherProgramsFile();
    void refusesADamagedFile();
    void refusesAFolderThatCannotBeMade();
    void saysThatTheFileIsLocked();
    void saysThatTheDiskIsFull();
    void takesATransactionBackWhole();
    void opensTwiceAndAgain();
    void livesInMemory();
    void writesDurably();

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("a/b/state.db")); }

    QTemporaryDir m_folder;
};

static qint64 number(StateDatabase &database, const QString &sql)
{
    const Result<Statement *> query = database.run(sql);
    const qint64 value = query && (*query)->next() ? (*query)->integer(0) : -1;
    if (query)
        (*query)->finish();
    return value;
}

void TestStateDatabase::makesPrivateFoldersAndFiles()
{
    const auto database = StateDatabase::open(path());
    QVERIFY(database);
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QVERIFY((*database)->execute(QStringLiteral("CREATE TABLE x (y)")));
    QCOMPARE(QFile::permissions(path()), owner);
    QCOMPARE(QFile::permissions(path() + QStringLiteral("-wal")), owner);
    for (const char *folder : {"a", "a/b"})
        QCOMPARE(QFile::permissions(m_folder.filePath(QString::fromLatin1(folder))),
                 owner | QFile::ExeOwner | QFile::ExeUser);
}

void TestStateDatabase::refusesANewerVersionAndLeavesItAlone()
{
    const QString file = m_folder.filePath(QStringLiteral("newer.db"));
    QVERIFY((*StateDatabase::open(file))->execute(QStringLiteral("PRAGMA user_version = 999")));
    const auto newer = StateDatabase::open(file);
    QVERIFY(!newer);
    QCOMPARE(newer.error().kind, ErrorKind::Usage);
    QVERIFY(newer.error().detail.contains(QLatin1String("newer version")));
    QVERIFY(newer.error().detail.contains(file));
}

void TestStateDatabase::refusesAnotherProgramsFile()
{
    const QString file = m_folder.filePath(QStringLiteral("foreign.db"));
    {
        const auto database = StateDatabase::open(file);
        QVERIFY((*database)->execute(QStringLiteral("PRAGMA application_id = 1")));
        QVERIFY((*database)->execute(QStringLiteral("PRAGMA user_version = 0")));
    }
    const auto foreign = StateDatabase::open(file);
    QVERIFY(!foreign);
    QCOMPARE(foreign.error().kind, ErrorKind::Storage);
    QVERIFY(foreign.error().detail.contains(QLatin1String("another program")));
}

void TestStateDatabase::refusesADamagedFile()
{
    const QString name = m_folder.filePath(QStringLiteral("damaged.db"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto damaged = StateDatabase::open(name);
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().kind, ErrorKind::Storage);
    QVERIFY(damaged.error().detail.contains(QLatin1String("is damaged; restore it")));
}

void TestStateDatabase::refusesAFolderThatCannotBeMade()
{
    const QString name = m_folder.filePath(QStringLiteral("file"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto database = StateDatabase::open(name + QStringLiteral("/state.db"));
    QVERIFY(!database);
    QCOMPARE(database.error().kind, ErrorKind::Storage);
}

void TestStateDatabase::saysThatTheFileIsLocked()
{
    const auto first = StateDatabase::open(path());
    const auto second = StateDatabase::open(path());
    QVERIFY(first && second);
    QVERIFY((*second)->execute(QStringLiteral("PRAGMA busy_timeout = 1")));
    QVERIFY((*first)->execute(QStringLiteral("BEGIN IMMEDIATE")));
    const Result<void> refused = (*second)->transaction([]() -> Result<void> { return {}; });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    QVERIFY(refused.error().detail.contains(QLatin1String("locked by another program")));
    QVERIFY((*first)->execute(QStringLiteral("COMMIT")));
    QVERIFY((*second)->transaction([]() -> Result<void> { return {}; }));
}

void TestStateDatabase::saysThatTheDiskIsFull()
{
    const auto database = *StateDatabase::open(m_folder.filePath(QStringLiteral("full.db")));
    QVERIFY(database->execute(QStringLiteral("CREATE TABLE x (y)")));
    const qint64 pages = number(*database, QStringLiteral("PRAGMA page_count"));
    QVERIFY(database->execute(QStringLiteral("PRAGMA max_page_count = %1").arg(pages)));
    const Result<void> full = database->transaction([&] {
        return database->execute(QStringLiteral("INSERT INTO x VALUES (zeroblob(100000))"));
    });
    QVERIFY(!full);
    QCOMPARE(full.error().kind, ErrorKind::Storage);
    QVERIFY(full.error().detail.contains(QLatin1String("free some space")));
    QCOMPARE(number(*database, QStringLiteral("SELECT count(*) FROM x")), 0);
}

void TestStateDatabase::takesATransactionBackWhole()
{
    const auto database = *StateDatabase::open(QStringLiteral(":memory:"));
    QVERIFY(database->execute(QStringLiteral("CREATE TABLE x (y)")));
    const Result<void> failed = database->transaction([&]() -> Result<void> {
        if (Result<void> done = database->execute(QStringLiteral("INSERT INTO x VALUES (1)"));
            !done)
            return done;
        return failure(ErrorKind::Blocked, QStringLiteral("enough"));
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().detail, QStringLiteral("enough"));
    QCOMPARE(number(*database, QStringLiteral("SELECT count(*) FROM x")), 0);
}

void TestStateDatabase::opensTwiceAndAgain()
{
    const QString file = m_folder.filePath(QStringLiteral("again.db"));
    for (int round = 0; round < 2; ++round) {
        const auto first = StateDatabase::open(file);
        const auto second = StateDatabase::open(file);
        QVERIFY(first && second);
        QCOMPARE(number(**second, QStringLiteral("PRAGMA user_version")),
                 qint64(stateMigrations().size()));
    }
    QVERIFY(!QFileInfo::exists(file + QStringLiteral("-wal")));
}

void TestStateDatabase::livesInMemory()
{
    const auto first = StateDatabase::open(QStringLiteral(":memory:"));
    const auto second = StateDatabase::open(QStringLiteral(":memory:"));
    QVERIFY((*first)->execute(QStringLiteral("CREATE TABLE x (y)")));
    QVERIFY(!(*second)->statement(QStringLiteral("SELECT * FROM x")));
    QVERIFY(!QFileInfo::exists(QStringLiteral(":memory:")));
}

void TestStateDatabase::writesDurably()
{
    const auto database = *StateDatabase::open(path());
    QCOMPARE(number(*database, QStringLiteral("PRAGMA synchronous")), 2);
    QCOMPARE(number(*database, QStringLiteral("PRAGMA foreign_keys")), 1);
    const Result<Statement *> mode = database->run(QStringLiteral("PRAGMA journal_mode"));
    QVERIFY(mode && (*mode)->next());
    QCOMPARE((*mode)->text(0), QStringLiteral("wal"));
}

QTEST_GUILESS_MAIN(TestStateDatabase)
#include "tst_statedatabase.moc"
