#include "app/hubcopy/hubcopy.h"
#include "connectors/sql/sqlitehub.h"
#include "storage/hubmove.h"
#include "support/builtindefinition.h"
#include "support/testsql.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

namespace {

const QString Tasks = QStringLiteral("tasks");
const QString LongAgo = QStringLiteral("2020-01-01T00:00:00.000000Z");

/// Two hubs that are files, of which the first one has rows, and a home beside them.
struct TwoHubs
{
    TwoHubs()
    {
        from.configFolder = to.configFolder = folder.filePath(QStringLiteral("config"));
        from.stateFolder = to.stateFolder = folder.filePath(QStringLiteral("state"));
        from.holder = to.holder = QStringLiteral("this home");
        from.hub = QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("from.db"));
        to.hub = QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("to.db"));
        SqliteHub hub(from.hubFile(), builtInDefinition(Tasks));
        if (const auto made = hub.open({}, Connector::Access::ReadWrite, CancelToken()); !made)
            qFatal("%s", qPrintable(made.error().detail));
        for (const char *row : {"a", "b", "c"})
            sql(from,
                QStringLiteral("INSERT INTO tasks (id, title, created_at, updated_at) VALUES "
                               "(?, 'old', ?, ?)"),
                {idOf(row), LongAgo, LongAgo});
        sql(from,
            QStringLiteral(
                "INSERT INTO sync_logs (id, event_type, status) VALUES (?, 'x', 'info')"),
            {idOf("e")});
    }
    TwoHubs(const TwoHubs &) = delete;
    TwoHubs &operator=(const TwoHubs &) = delete;
    ~TwoHubs()
    {
        for (const Configuration &hub : {from, to})
            QSqlDatabase::removeDatabase(hub.hub);
    }

    /// The id of a row that the tests call "a".
    [[nodiscard]] static QString idOf(const char *row)
    {
        return QStringLiteral("00000000-0000-4000-a000-00000000000") + QLatin1String(row);
    }

    /// The first column of what a statement answers.
    static QStringList sql(const Configuration &hub, const QString &statement,
                           const QVariantList &values = {})
    {
        if (!QSqlDatabase::contains(hub.hub))
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), hub.hub)
                .setDatabaseName(hub.hubFile());
        return firstColumn(QSqlDatabase::database(hub.hub), statement, values);
    }
    static void edit(const Configuration &hub, const char *row, const QString &title)
    {
        sql(hub, QStringLiteral("UPDATE tasks SET title = ? WHERE id = ?"), {title, idOf(row)});
    }
    static QString titleOf(const Configuration &hub, const char *row)
    {
        return sql(hub, QStringLiteral("SELECT title FROM tasks WHERE id = ?"), {idOf(row)})
            .value(0);
    }

    /// `whenAt`: called each time when it is said what is at work.
    [[nodiscard]] Result<HubCopyOutcome> copy(const std::function<void(const QString &)> &whenAt
                                              = {}) const
    {
        return copyHub(from, to, ServiceCatalog::load(folder.path()), CancelToken(),
                       [&whenAt](const QString &what, qint64) {
                           if (whenAt)
                               whenAt(what);
                       });
    }

    [[nodiscard]] static QString identityOf(const Configuration &hub)
    {
        return sql(hub, QStringLiteral("SELECT id || '/' || generation FROM sync_hub")).value(0);
    }
    /// As if the home had synced the service with a hub.
    void remember(const QString &service, const QString &identity) const
    {
        const auto state = StateDatabase::open(from.stateFile());
        if (!state
            || !(*state)->change(
                QStringLiteral("INSERT OR REPLACE INTO side_state VALUES (:service, 'hub', "
                               ":identity, 'a hub', 'cursor', x'', x'', NULL, 0)"),
                {bound(service), bound(identity)}))
            qFatal("The state cannot be written.");
    }
    [[nodiscard]] QStringList servicesWith(const Configuration &hub) const
    {
        return servicesWithHub(**StateDatabase::open(from.stateFile()), identityOf(hub))
            .value_or(QStringList());
    }
    /// What a copy that was killed leaves behind.
    [[nodiscard]] QString mark() const
    {
        const QDir marks(from.stateFolder + QStringLiteral("/copies"));
        return marks.filePath(marks.entryList(QDir::Files).value(0));
    }

    QTemporaryDir folder;
    Configuration from;
    Configuration to;
};

} // namespace

/// What becomes of edits that come while a hub is copied, and after.
class HubCopyRowsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qunsetenv("UNIFIED_SYNC_HUB"); }
    void carriesAnEditThatComesAfterItsTableWasCompared();
    void noticesARowThatIsDeletedMeanwhile();
    void asksToStopProgramsThatDoNotEnd();
    void finishesWhatAKilledCopyLeft();
    void movesTheStateWhereOnlyThatWasMissing();
    void saysThatTheHomeHasMovedAlready();
    void carriesWhatChangedSinceACopyWasStopped();
    void overwritesNoRowThatIsNewerInAStoppedCopy();
    void leavesTheStateOfServicesThatWereNotCopied();
    void warnsWhereTheSettingsCannotBeWritten();
    void letsAnotherHomeFollowWithItsEdits();
    void namesARowThatBothEdited();
    void namesARowThatWasDeletedInTheFormerHub();
    void leavesRowsDeletedThatTheCopyDeleted();
};

void HubCopyRowsTest::carriesAnEditThatComesAfterItsTableWasCompared()
{
    const TwoHubs hubs;
    int times = 0;
    const auto copied = hubs.copy([&](const QString &what) {
        if (what == QLatin1String("comparing sync_logs") && times++ == 0) {
            TwoHubs::edit(hubs.from, "b", QStringLiteral("late"));
            TwoHubs::sql(hubs.from, QStringLiteral("INSERT INTO tasks (title) VALUES ('new')"));
        }
    });
    QVERIFY2(copied, qPrintable(copied ? QString() : copied.error().detail));
    QCOMPARE(TwoHubs::titleOf(hubs.to, "b"), QStringLiteral("late"));
    QCOMPARE(copied->tables.front().name, Tasks);
    QCOMPARE(copied->tables.front().rows, 4);
    const QString rows = QStringLiteral("SELECT id || title || updated_at FROM tasks ORDER BY id");
    QCOMPARE(TwoHubs::sql(hubs.to, rows), TwoHubs::sql(hubs.from, rows));
}

void HubCopyRowsTest::noticesARowThatIsDeletedMeanwhile()
{
    const TwoHubs hubs;
    int times = 0;
    const auto copied = hubs.copy([&](const QString &what) {
        if (what == QLatin1String("comparing sync_logs") && times++ == 0)
            TwoHubs::sql(hubs.from, QStringLiteral("DELETE FROM tasks WHERE id = ?"),
                         {TwoHubs::idOf("b")});
    });
    QVERIFY(!copied);
    QCOMPARE(copied.error().kind, ErrorKind::Refused);
    QVERIFY2(copied.error().detail.contains(QStringLiteral("2 rows and 3 rows")),
             qPrintable(copied.error().detail));
    QVERIFY2(copied.error().detail.contains(QStringLiteral("stop the programs")),
             qPrintable(copied.error().detail));
}

void HubCopyRowsTest::asksToStopProgramsThatDoNotEnd()
{
    const TwoHubs hubs;
    hubs.remember(Tasks, TwoHubs::identityOf(hubs.from));
    int times = 0;
    const auto copied = hubs.copy([&](const QString &what) {
        if (what == QLatin1String("comparing tasks"))
            TwoHubs::edit(hubs.from, "a", QString::number(++times));
    });
    QVERIFY(!copied);
    QVERIFY2(copied.error().detail.contains(QStringLiteral("Rows of tasks in"))
                 && copied.error().detail.contains(QStringLiteral("stop the other programs")),
             qPrintable(copied.error().detail));
    QCOMPARE(hubs.servicesWith(hubs.from), QStringList{Tasks});
}

void HubCopyRowsTest::finishesWhatAKilledCopyLeft()
{
    const TwoHubs hubs;
    hubs.remember(Tasks, TwoHubs::identityOf(hubs.from));
    QString mark;
    const auto first = hubs.copy([&](const QString &) { mark = hubs.mark(); });
    QVERIFY(first);
    QVERIFY(!QFile::exists(mark));
    // Killed after the state moved, before the mark went.
    QFile file(mark);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    TwoHubs::edit(hubs.to, "b", QStringLiteral("edited in the copy"));
    TwoHubs::sql(hubs.to, QStringLiteral("DELETE FROM tasks WHERE id = ?"), {TwoHubs::idOf("c")});
    const auto again = hubs.copy();
    QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
    QCOMPARE(again->course, HubCopyOutcome::Course::Finished);
    QCOMPARE(again->services, 1);
    QCOMPARE(TwoHubs::titleOf(hubs.to, "b"), QStringLiteral("edited in the copy"));
    QCOMPARE(TwoHubs::titleOf(hubs.to, "c"), QString());
    QVERIFY(!QFile::exists(mark));
}

void HubCopyRowsTest::movesTheStateWhereOnlyThatWasMissing()
{
    const TwoHubs hubs;
    QString mark;
    QVERIFY(hubs.copy([&](const QString &) { mark = hubs.mark(); }));
    // Killed when the copy was finished, before the state moved; then used again.
    QFile file(mark);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    hubs.remember(Tasks, TwoHubs::identityOf(hubs.from));
    TwoHubs::edit(hubs.from, "a", QStringLiteral("later"));
    TwoHubs::edit(hubs.to, "b", QStringLiteral("in the copy"));
    const auto again = hubs.copy();
    QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
    QCOMPARE(again->course, HubCopyOutcome::Course::Joined);
    QCOMPARE(hubs.servicesWith(hubs.to), QStringList{Tasks});
    QCOMPARE(TwoHubs::titleOf(hubs.to, "a"), QStringLiteral("later"));
    QCOMPARE(TwoHubs::titleOf(hubs.to, "b"), QStringLiteral("in the copy"));
    QVERIFY(!QFile::exists(mark));
}

void HubCopyRowsTest::saysThatTheHomeHasMovedAlready()
{
    const TwoHubs hubs;
    hubs.remember(Tasks, TwoHubs::identityOf(hubs.from));
    QVERIFY(hubs.copy());
    QCOMPARE(hubs.servicesWith(hubs.to), QStringList{Tasks});
    const auto again = hubs.copy();
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Usage);
    QVERIFY2(again.error().detail.contains(QStringLiteral("goes on with")),
             qPrintable(again.error().detail));
}

/// A copy that is interrupted when every row has arrived.
static void stopACopy(const TwoHubs &hubs)
{
    const CancelToken cancel;
    const auto stopped = copyHub(hubs.from, hubs.to, ServiceCatalog::load(hubs.folder.path()),
                                 cancel, [&cancel](const QString &what, qint64) {
                                     if (what == QLatin1String("comparing tasks"))
                                         cancel.cancel();
                                 });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QVERIFY(QFile::exists(hubs.mark()));
}

void HubCopyRowsTest::carriesWhatChangedSinceACopyWasStopped()
{
    const TwoHubs hubs;
    stopACopy(hubs);
    TwoHubs::edit(hubs.from, "a", QStringLiteral("newer"));
    const auto copied = hubs.copy();
    QVERIFY2(copied, qPrintable(copied ? QString() : copied.error().detail));
    QCOMPARE(TwoHubs::titleOf(hubs.to, "a"), QStringLiteral("newer"));
}

void HubCopyRowsTest::overwritesNoRowThatIsNewerInAStoppedCopy()
{
    const TwoHubs hubs;
    stopACopy(hubs);
    TwoHubs::edit(hubs.to, "b", QStringLiteral("edited there"));
    const auto refused = hubs.copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(TwoHubs::idOf("b")),
             qPrintable(refused.error().detail));
    QCOMPARE(TwoHubs::titleOf(hubs.to, "b"), QStringLiteral("edited there"));
}

void HubCopyRowsTest::leavesTheStateOfServicesThatWereNotCopied()
{
    const TwoHubs hubs;
    const QString books = QStringLiteral("books");
    hubs.remember(Tasks, TwoHubs::identityOf(hubs.from));
    hubs.remember(books, TwoHubs::identityOf(hubs.from));
    const auto copied = hubs.copy();
    QVERIFY(copied);
    QCOMPARE(copied->services, 1);
    QCOMPARE(hubs.servicesWith(hubs.to), QStringList{Tasks});
    QCOMPARE(hubs.servicesWith(hubs.from), QStringList{books});
    QVERIFY2(copied->warnings.join(u' ').contains(books), qPrintable(copied->warnings.join(u' ')));
}

void HubCopyRowsTest::warnsWhereTheSettingsCannotBeWritten()
{
    const TwoHubs hubs;
    hubs.remember(Tasks, TwoHubs::identityOf(hubs.from));
    QVERIFY(QDir().mkpath(hubs.from.settingsFile()));
    const auto copied = hubs.copy();
    QVERIFY2(copied, qPrintable(copied ? QString() : copied.error().detail));
    QVERIFY(!copied->isRemembered);
    QVERIFY2(copied->warnings.join(u' ').contains(QStringLiteral("settings still name")),
             qPrintable(copied->warnings.join(u' ')));
    QCOMPARE(hubs.servicesWith(hubs.to), QStringList{Tasks});
}

// --- Another home --------------------------------------------------------------------------------

/// A finished copy, and a home that still goes on with the former hub.
static void letTheFirstHomeCopy(const TwoHubs &hubs)
{
    const auto copied = hubs.copy();
    if (!copied)
        qFatal("%s", qPrintable(copied.error().detail));
    hubs.remember(Tasks, TwoHubs::identityOf(hubs.from));
}

void HubCopyRowsTest::letsAnotherHomeFollowWithItsEdits()
{
    const TwoHubs hubs;
    letTheFirstHomeCopy(hubs);
    TwoHubs::edit(hubs.from, "a", QStringLiteral("by the second home"));
    TwoHubs::edit(hubs.to, "b", QStringLiteral("by the first home"));
    TwoHubs::edit(hubs.from, "c", QStringLiteral("by both"));
    TwoHubs::edit(hubs.to, "c", QStringLiteral("by both"));
    TwoHubs::sql(hubs.from, QStringLiteral("INSERT INTO tasks (title) VALUES ('new')"));
    const auto joined = hubs.copy();
    QVERIFY2(joined, qPrintable(joined ? QString() : joined.error().detail));
    QCOMPARE(joined->course, HubCopyOutcome::Course::Joined);
    QCOMPARE(joined->carriedRows, 2);
    QCOMPARE(hubs.servicesWith(hubs.to), QStringList{Tasks});
    QCOMPARE(TwoHubs::titleOf(hubs.to, "a"), QStringLiteral("by the second home"));
    QCOMPARE(TwoHubs::titleOf(hubs.to, "b"), QStringLiteral("by the first home"));
    QCOMPARE(TwoHubs::sql(hubs.to, QStringLiteral("SELECT title FROM tasks ORDER BY title")),
             QStringList({QStringLiteral("by both"), QStringLiteral("by the first home"),
                          QStringLiteral("by the second home"), QStringLiteral("new")}));
}

void HubCopyRowsTest::namesARowThatBothEdited()
{
    const TwoHubs hubs;
    letTheFirstHomeCopy(hubs);
    TwoHubs::edit(hubs.from, "a", QStringLiteral("by the second home"));
    TwoHubs::edit(hubs.to, "a", QStringLiteral("by the first home"));
    const auto refused = hubs.copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(TwoHubs::idOf("a")),
             qPrintable(refused.error().detail));
    QCOMPARE(TwoHubs::titleOf(hubs.to, "a"), QStringLiteral("by the first home"));
    QCOMPARE(hubs.servicesWith(hubs.from), QStringList{Tasks});
    // The sentence says what helps.
    TwoHubs::edit(hubs.from, "a", QStringLiteral("by the first home"));
    QVERIFY(hubs.copy());
}

void HubCopyRowsTest::namesARowThatWasDeletedInTheFormerHub()
{
    const TwoHubs hubs;
    letTheFirstHomeCopy(hubs);
    const QString remove = QStringLiteral("DELETE FROM tasks WHERE id = ?");
    TwoHubs::sql(hubs.from, remove, {TwoHubs::idOf("b")});
    const auto refused = hubs.copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(TwoHubs::idOf("b")),
             qPrintable(refused.error().detail));
    QCOMPARE(hubs.servicesWith(hubs.from), QStringList{Tasks});
    TwoHubs::sql(hubs.to, remove, {TwoHubs::idOf("b")});
    QVERIFY(hubs.copy());
}

void HubCopyRowsTest::leavesRowsDeletedThatTheCopyDeleted()
{
    const TwoHubs hubs;
    letTheFirstHomeCopy(hubs);
    TwoHubs::sql(hubs.to, QStringLiteral("DELETE FROM tasks WHERE id = ?"), {TwoHubs::idOf("b")});
    const auto joined = hubs.copy();
    QVERIFY2(joined, qPrintable(joined ? QString() : joined.error().detail));
    QCOMPARE(joined->carriedRows, 0);
    QCOMPARE(TwoHubs::titleOf(hubs.to, "b"), QString());
}

QTEST_GUILESS_MAIN(HubCopyRowsTest)
#include "tst_hubcopyrows.moc"
