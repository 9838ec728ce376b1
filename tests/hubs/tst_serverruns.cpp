#include "support/bookcomparison.h"
#include "support/faultproxy.h"
#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QJsonObject>
#include <QTest>

/// Whole runs into a hub on a server: what only such a hub can do wrong.
class ServerRunsTest : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();

    void schemaFirstThenEveryService();
    void fewRequestsForManyRows();
    void dryRunMakesNothing();
    void trap12_hiddenRowsStopTheRun_data();
    void trap12_hiddenRowsStopTheRun();
    void networkThatEndsInTheMiddle();
    void secretsStayWhereTheyAre();
};

namespace {

const QStringList Services{QStringLiteral("books"),         QStringLiteral("highlights"),
                           QStringLiteral("meetings"),      QStringLiteral("tasks"),
                           QStringLiteral("reflections"),   QStringLiteral("journals"),
                           QStringLiteral("linkedin_posts")};

int total(const QJsonDocument &result)
{
    int sum = 0;
    const QJsonObject changes = result[QLatin1String("changes")].toObject();
    for (const QJsonValue side : changes) {
        const QJsonObject counts = side.toObject();
        for (const QJsonValue count : counts)
            sum += count.toInt();
    }
    return sum;
}

bool isSupabase()
{
    return testHubKind() == QLatin1String("supabase");
}

/// All that a catalogue tells, and the hub's own row.
QStringList catalogue(TestHub &hub)
{
    QStringList all;
    for (const char *query :
         {"SELECT table_name || column_name || data_type FROM information_schema.columns "
          "WHERE table_schema = 'public' ORDER BY 1",
          "SELECT proname || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
          "ORDER BY 1",
          "SELECT tgname FROM pg_trigger ORDER BY 1", "SELECT id FROM sync_hub"})
        all += hub.sql(QString::fromLatin1(query));
    return all;
}

} // namespace

/// Roles belong to the whole server.
void ServerRunsTest::cleanup()
{
    TestPostgres any;
    any.sql(
        QStringLiteral("DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = "
                       "'service_role') THEN ALTER ROLE service_role BYPASSRLS; END IF; END $$"));
}

void ServerRunsTest::schemaFirstThenEveryService()
{
    SandboxFixture sandbox(8);
    const UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    const UsyncOutcome applied = home.run("hub-schema --apply");
    if (isSupabase()) {
        QCOMPARE(applied.status, 2);
        QVERIFY2(applied.errors.contains("SQL editor"), applied.errors.constData());
    } else {
        QVERIFY2(applied.status == 0, applied.errors.constData());
        const QStringList once = catalogue(*home.hub());
        QCOMPARE(home.run("hub-schema --apply").status, 0);
        QCOMPARE(catalogue(*home.hub()), once);
    }
    // What is printed is what the hub has: it may be run on top.
    const UsyncOutcome printed = home.run("hub-schema");
    QCOMPARE(printed.status, 0);
    const QStringList before = catalogue(*home.hub());
    home.hub()->sql(QString::fromUtf8(printed.output));
    QCOMPARE(catalogue(*home.hub()), before);
    for (const QString &service : Services) {
        const UsyncOutcome first
            = home.run({service, QStringLiteral("--full"), QStringLiteral("--json")});
        QVERIFY2(first.status == 0 || first.status == 4, qPrintable(service + first.text()));
        QVERIFY2(total(first.json()) > 0, qPrintable(service));
        const UsyncOutcome second
            = home.run({service, QStringLiteral("--full"), QStringLiteral("--json")});
        QVERIFY2(total(second.json()) == 0, qPrintable(service + second.text()));
    }
}

void ServerRunsTest::fewRequestsForManyRows()
{
    SandboxFixture sandbox(10'000);
    UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    std::unique_ptr<FaultProxy> proxy;
    if (isSupabase()) {
        proxy = std::make_unique<FaultProxy>(
            home.hub()->environment().value(QStringLiteral("SUPABASE_URL")));
        home.set("SUPABASE_URL", proxy->url());
    }
    const UsyncOutcome first = home.run("books --full --json");
    QVERIFY2(first.status == 0, first.errors.constData());
    QCOMPARE(bookDifference(sandbox.control.pages(QStringLiteral("books")), *home.hub()),
             QString());
    const auto hubRequests = [](const UsyncOutcome &outcome) {
        return outcome.json()[QLatin1String("requests")][QLatin1String("hub")].toInt();
    };
    if (proxy) {
        const int reads = proxy->transmissions("GET", "/")
            + proxy->transmissions("POST", "/rest/v1/rpc/usync_describe");
        const int writes = proxy->transmissions() - reads;
        QVERIFY2(writes <= 20, qPrintable(QString::number(writes)));
        QVERIFY2(reads <= 12, qPrintable(QString::number(reads)));
        // The lease is given back and the log is copied after the result was made.
        QVERIFY(hubRequests(first) > 0 && hubRequests(first) <= proxy->transmissions());
    } else {
        QVERIFY2(hubRequests(first) <= 40, qPrintable(QString::number(hubRequests(first))));
    }
    const UsyncOutcome again = home.run("books --full --json");
    QCOMPARE(total(again.json()), 0);
    QVERIFY2(hubRequests(again) <= 20, qPrintable(QString::number(hubRequests(again))));
    // The rows were written just now: an overlap of ten minutes reads them once more.
    const UsyncOutcome idle = home.run("books --json");
    QCOMPARE(total(idle.json()), 0);
    QVERIFY2(hubRequests(idle) <= 20, qPrintable(QString::number(hubRequests(idle))));
}

void ServerRunsTest::dryRunMakesNothing()
{
    SandboxFixture sandbox(8);
    const UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    const QString tables = QStringLiteral(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
    const QStringList before = home.hub()->sql(tables);
    const UsyncOutcome dry = home.run("books --full --dry-run --json");
    QVERIFY2(dry.status == 0, dry.errors.constData());
    QCOMPARE(home.hub()->sql(tables), before);
    if (isSupabase()) {
        for (const char *table : {"books", "sync_logs", "sync_lease"})
            QCOMPARE(
                home.hub()->sql(QStringLiteral("SELECT count(*) FROM ") + QLatin1String(table)),
                QStringList{QStringLiteral("0")});
    }
    const UsyncOutcome real = home.run("books --full --json");
    QCOMPARE(real.json()[QLatin1String("changes")], dry.json()[QLatin1String("changes")]);
}

void ServerRunsTest::trap12_hiddenRowsStopTheRun_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<bool>("isPublishable");
    QTest::newRow("all rows") << QString() << false;
    QTest::newRow("some rows") << QStringLiteral(
        "CREATE POLICY partly ON books USING (length(title) > 12) WITH CHECK (true)")
                               << false;
    if (isSupabase())
        QTest::newRow("publishable key") << QString() << true;
}

void ServerRunsTest::trap12_hiddenRowsStopTheRun()
{
    QFETCH(const QString, policy);
    QFETCH(const bool, isPublishable);
    SandboxFixture sandbox(30);
    UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    TestHub &hub = *home.hub();
    QCOMPARE(home.run("books --full").status, 0);
    const QJsonArray pages = sandbox.control.pages(QStringLiteral("books"));
    if (!policy.isEmpty())
        hub.sql(policy);
    hub.sql(QStringLiteral("ALTER TABLE books ENABLE ROW LEVEL SECURITY"));
    if (isPublishable) {
        home.set("SUPABASE_KEY", TestSupabase::publishableKey());
    } else if (isSupabase()) {
        hub.sql(QStringLiteral("ALTER ROLE service_role NOBYPASSRLS"));
    } else {
        hub.sql(QStringLiteral("DROP ROLE IF EXISTS half_blind"));
        hub.sql(QStringLiteral("CREATE ROLE half_blind LOGIN PASSWORD 'half blind'"));
        hub.sql(QStringLiteral("GRANT ALL ON ALL TABLES IN SCHEMA public TO half_blind"));
        QUrl url(hub.environment().value(QStringLiteral("UNIFIED_SYNC_HUB")));
        url.setUserName(QStringLiteral("half_blind"));
        url.setPassword(QStringLiteral("half blind"), QUrl::DecodedMode);
        home.set("UNIFIED_SYNC_HUB", url.toString(QUrl::FullyEncoded));
    }
    sandbox.control.clearFaults();
    for (const char *mode : {"books --json", "books --full --json"}) {
        const UsyncOutcome run = home.run(mode);
        QVERIFY2(run.status == 3, qPrintable(run.text()));
        QCOMPARE(total(run.json()), 0);
        QVERIFY2(run.errors.contains("ow-level security"), run.errors.constData());
    }
    QCOMPARE(bookDifference(pages, hub), QString());
    if (!isSupabase())
        hub.sql(QStringLiteral("DROP OWNED BY half_blind"));
}

/// The second batch of rows is written, and nobody hears of it; then nothing goes through.
static void cutTheProject(UsyncHome &home)
{
    FaultProxy proxy(home.hub()->environment().value(QStringLiteral("SUPABASE_URL")));
    proxy.setPlan([](const ProxyRequest &request) -> std::optional<ProxyFault> {
        static std::atomic_int batches = 0;
        if (request.method != "POST" || !request.target.startsWith("/rest/v1/books"))
            return batches > 1 ? std::optional(ProxyFault::cutBefore()) : std::nullopt;
        return ++batches > 1 ? std::optional(ProxyFault::cutAfter()) : std::nullopt;
    });
    home.set("SUPABASE_URL", proxy.url());
    const UsyncOutcome cut = home.run("books --full --json");
    QVERIFY2(cut.status == 1, qPrintable(cut.text()));
    home.set("SUPABASE_URL", home.hub()->environment().value(QStringLiteral("SUPABASE_URL")));
}

/// Every connection ends again and again, from the first rows on.
static void endConnections(UsyncHome &home)
{
    const auto run = home.start({QStringLiteral("books"), QStringLiteral("--full")});
    const auto rows = [&home] {
        const QStringList there = home.hub()->sql(
            QStringLiteral("SELECT count(*) FROM pg_tables WHERE tablename = 'books'"));
        return there.first() == QLatin1String("0") ? 0 : bookCount(*home.hub());
    };
    while (run->state() == QProcess::Running && rows() == 0)
        run->waitForFinished(5);
    while (run->state() == QProcess::Running) {
        (void)home.hub()->sql(
            QStringLiteral("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
                           "application_name = 'unified-sync' AND datname = current_database()"));
        run->waitForFinished(5);
    }
    QVERIFY(run->exitStatus() == QProcess::NormalExit);
}

void ServerRunsTest::networkThatEndsInTheMiddle()
{
    SandboxFixture sandbox(3'000);
    UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    const QJsonArray pages = sandbox.control.pages(QStringLiteral("books"));
    if (isSupabase())
        cutTheProject(home);
    else
        endConnections(home);
    QVERIFY(!QTest::currentTestFailed());
    for (const char *mode : {"books --full --json", "books --full --json"}) {
        const UsyncOutcome next = home.run(mode);
        QVERIFY2(next.status == 0, qPrintable(next.text()));
    }
    QCOMPARE(bookDifference(pages, *home.hub()), QString());
}

void ServerRunsTest::secretsStayWhereTheyAre()
{
    SandboxFixture sandbox(20);
    UsyncHome home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment());
    QMap<QString, QString> environment = sandbox.server.environment();
    QStringList secrets{QStringLiteral("1234567:AA-telegram-token-for-tests"),
                        QStringLiteral("ya29.google-token-for-tests"),
                        environment.value(QStringLiteral("NOTION_API_TOKEN"))};
    home.set("TELEGRAM_BOT_TOKEN", secrets[0]);
    home.set("GOOGLE_TOKEN_JSON", QStringLiteral("{\"access_token\":\"%1\"}").arg(secrets[1]));
    const QString wrong = QStringLiteral("Wrong-Secret-7f3a9c");
    secrets.append(wrong);
    const QMap<QString, QString> right = home.hub()->environment();
    if (isSupabase()) {
        secrets.append(TestSupabase::secretKey());
    } else {
        home.hub()->sql(QStringLiteral("DROP ROLE IF EXISTS keeper"));
        home.hub()->sql(
            QStringLiteral("CREATE ROLE keeper SUPERUSER LOGIN PASSWORD 'Kp-4!hub-pass'"));
        secrets.append(QStringLiteral("Kp-4!hub-pass"));
    }
    const auto useSecret = [&](const QString &secret) {
        if (isSupabase())
            return home.set("SUPABASE_KEY", QStringLiteral("sb_secret_") + secret);
        QUrl url(right.value(QStringLiteral("UNIFIED_SYNC_HUB")));
        url.setUserName(QStringLiteral("keeper"));
        url.setPassword(secret, QUrl::DecodedMode);
        home.set("UNIFIED_SYNC_HUB", url.toString(QUrl::FullyEncoded));
    };
    QByteArray printed;
    const auto runAll = [&] {
        for (const char *words :
             {"tasks --full --json", "tasks --full", "books --dry-run", "all --json", "list --json",
              "list", "runs --json", "logs --json", "logs --level error", "tasks --schema",
              "hub-schema tasks", "hub-schema --apply", "conflicts --json", "--help"}) {
            const UsyncOutcome outcome = home.run(words);
            printed += outcome.output + outcome.errors;
        }
    };
    useSecret(wrong);
    runAll();
    QVERIFY2(printed.contains(isSupabase() ? "SUPABASE_KEY" : "password"), printed.constData());
    useSecret(isSupabase() ? TestSupabase::secretKey().mid(10) : secrets.last());
    runAll();
    home.set("NOTION_API_TOKEN", wrong);
    runAll();
    QVERIFY(printed.size() > 10'000);
    const QMap<QString, QByteArray> files = home.files();
    QVERIFY(files.contains(QStringLiteral("state/state.db")));
    for (const QString &secret : std::as_const(secrets)) {
        QVERIFY2(!printed.contains(secret.toUtf8()), qPrintable(secret));
        QVERIFY2(!printed.contains(QUrl::toPercentEncoding(secret)), qPrintable(secret));
        for (auto file = files.begin(); file != files.end(); ++file)
            QVERIFY2(!file.value().contains(secret.toUtf8()), qPrintable(secret + file.key()));
    }
    for (const QString &row : home.hub()->sql(QStringLiteral(
             "SELECT coalesce(message, '') || coalesce(details::text, '') FROM sync_logs"))) {
        for (const QString &secret : std::as_const(secrets))
            QVERIFY2(!row.contains(secret), qPrintable(row));
    }
    if (!isSupabase())
        home.hub()->sql(QStringLiteral("DROP OWNED BY keeper"));
}

QTEST_GUILESS_MAIN(ServerRunsTest)
#include "tst_serverruns.moc"
