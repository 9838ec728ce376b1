#include "app/home/settingsfile.h"
#include "app/session/connectionactions.h"
#include "app/session/livesession.h"
#include "app/session/sandboxhome.h"
#include "support/fakesecretstore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

class TestConnectionActions : public QObject
{
    Q_OBJECT

private slots:
    void importLeavesWhatTheEnvironmentGives();
    void previewRefusesWhatSavingWouldRefuse();
    void a15_movesTheHub();
    void a34_beginsAnew();
    void a15_hubThatCannotBeCopiedToStaysUnused();

private:
    [[nodiscard]] ConnectionActions actions(const QMap<QString, QString> &environment) const
    {
        QMap<QString, QString> all = environment;
        all.insert(QStringLiteral("UNIFIED_SYNC_HOME"), m_folder.path());
        return connectionActions(
            *Configuration::fromEnvironment(all), {},
            HomeSecrets([](const CancelToken &) { return std::make_unique<FakeSecretStore>(); }));
    }

    QTemporaryDir m_folder;
};

void TestConnectionActions::importLeavesWhatTheEnvironmentGives()
{
    const QString path = m_folder.filePath(QStringLiteral(".env"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("NOTION_API_TOKEN=imported\nSUPABASE_URL=https://project.supabase.co\n");
    file.close();
    const auto imported
        = actions({{SupabaseUrlVariable, QStringLiteral("https://other.supabase.co")}})
              .importFile(path, {});
    QVERIFY(imported);
    QCOMPARE(imported->taken, 1);
    QCOMPARE(imported->fixed, QStringList{SupabaseUrlVariable});
    QCOMPARE(imported->settings.token, QStringLiteral("imported"));
    QCOMPARE(imported->settings.hub, HubSettings());
}

void TestConnectionActions::previewRefusesWhatSavingWouldRefuse()
{
    ConnectionSettings settings;
    settings.token = QStringLiteral("token");
    settings.others.insert(QStringLiteral("NOTION_API_URL"), QStringLiteral("http://example.com"));
    const ConnectionActions home = actions({});
    const auto tested = home.testToken(settings, {});
    QVERIFY(!tested);
    QVERIFY2(tested.error().detail.startsWith(QLatin1String("NOTION_API_URL")),
             qPrintable(tested.error().detail));
    const auto saved = home.save(settings, {});
    QVERIFY(!saved);
    QCOMPARE(saved.error().detail, tested.error().detail);
}

namespace {

/// A sandbox home in which books were synced, and what its settings can do.
struct SyncedHome
{
    SyncedHome()
    {
        auto started = SandboxHome::start({.port = 0, .seed = 1, .pages = 12});
        if (!started)
            qFatal("%s", qPrintable(started.error().detail));
        home = std::move(*started);
        for (const ServiceDefinition &one : home->session().services) {
            if (one.name == QLatin1String("books"))
                books = one;
        }
        if (sync(home->session()).status != RunStatus::Success)
            qFatal("The first sync failed.");
        actions = connectionActions(
            present(), home->session().services,
            HomeSecrets([](const CancelToken &) { return std::make_unique<FakeSecretStore>(); }));
    }
    [[nodiscard]] const Configuration &present() const { return home->session().configuration; }
    [[nodiscard]] RunResult sync(const Session &session) const
    {
        SyncJob job;
        job.definition = books;
        job.mode = RunMode::Full;
        return session.runJob(job, {}, {});
    }
    [[nodiscard]] ConnectionSettings settingsFor(const QString &file) const
    {
        ConnectionSettings settings = presentSettings(present());
        settings.hub.file = file;
        return settings;
    }

    std::unique_ptr<SandboxHome> home;
    ServiceDefinition books;
    ConnectionActions actions;
};

} // namespace

/// Every row is in the new hub, the settings name it, and the next sync has nothing to do.
void TestConnectionActions::a15_movesTheHub()
{
    const SyncedHome world;
    const QString file = m_folder.filePath(QStringLiteral("other.db"));
    QStringList told;
    const auto outcome = world.actions.moveHub(
        world.settingsFor(file), {}, [&told](const QString &what, qint64) { told << what; });
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
    QCOMPARE(outcome->warnings, QStringList());
    QCOMPARE(outcome->services, 1);
    QVERIFY(!told.isEmpty());
    const auto settings = SettingsFile::read(world.present().settingsFile());
    QVERIFY(settings);
    QCOMPARE(settings->variables.value(HubVariable), QStringLiteral("sqlite:") + file);

    Configuration moved = world.present();
    QVERIFY(moved.chooseHub(settings->variables.value(HubVariable)));
    const RunResult next = world.sync(openSession(moved));
    QCOMPARE(next.status, RunStatus::Success);
    QCOMPARE(next.totalChanges(), 0);
    QCOMPARE(next.skipped, 12);
    // A run of the home as it was stops, and writes nothing to the hub that was left.
    QCOMPARE(world.sync(world.home->session()).status, RunStatus::Blocked);
}

/// The former state stays as a file; what belongs together is found again, and nothing is written.
void TestConnectionActions::a34_beginsAnew()
{
    const SyncedHome world;
    const Session &session = world.home->session();
    const Result<QString> aside = session.beginAnew();
    QVERIFY2(aside, aside ? "" : qPrintable(aside.error().detail));
    QVERIFY(QFile::exists(*aside));
    QVERIFY(!QFile::exists(world.present().stateFile()));
    QVERIFY(!(*session.readFacts({world.books.name})).at(world.books.name).lastRun);
    const RunResult again = world.sync(session);
    QCOMPARE(again.status, RunStatus::Success);
    QCOMPARE(again.totalChanges(), 0);
    QVERIFY(QFile::exists(*aside));
    QVERIFY(session.beginAnew()); // once more, beside the first
}

void TestConnectionActions::a15_hubThatCannotBeCopiedToStaysUnused()
{
    const SyncedHome world;
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("folder.db")));
    const auto outcome
        = world.actions.moveHub(world.settingsFor(m_folder.filePath(QStringLiteral("folder.db"))),
                                {}, [](const QString &, qint64) {});
    QVERIFY(!outcome);
    const auto settings = SettingsFile::read(world.present().settingsFile());
    QVERIFY(settings);
    QVERIFY(!settings->variables.contains(HubVariable));
    QCOMPARE(world.sync(world.home->session()).status, RunStatus::Success);
}

QTEST_GUILESS_MAIN(TestConnectionActions)
#include "tst_connectionactions.moc"
