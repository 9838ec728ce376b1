#include "support/bookcomparison.h"
#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QTest>

#include <csignal>

static constexpr int Pages = 25;

/// The real program against a sandbox in this process.
class CliTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void copiesEveryBookAndThenHasNothingToDo();
    void takesOverWhatChanged();
    void showsADryRunThatEqualsTheNextRun();
    void changesNothingInADryRun();
    void makesNoHubInADryRun();
    void answersBadInputWithStatusAndSentence_data();
    void answersBadInputWithStatusAndSentence();
    void answersABadConfigurationWithStatusAndSentence_data();
    void answersABadConfigurationWithStatusAndSentence();
    void printsExactlyOneDocument_data();
    void printsExactlyOneDocument();
    void leaksNoSecret();
    void carriesOutExactlyTheSavedPlan();
    void refusesAStepWhoseRecordMoved();
    void refusesAFileThatIsNoPlan();
    void syncsAllServicesInDependencyOrder();
    void listsServicesRunsAndLogs();
    void showsTheSchemaWithoutSyncing();
    void printsAndAppliesTheHubsSchema();
    void waitsForNoOtherRun();
    void stopsWhenInterrupted();
    void servesTheSandboxUntilInterrupted();
    void echoesNoSecretAtLogin();
    void readsAUsersOwnService();

private:
    [[nodiscard]] QJsonObject sync(const char *arguments, int status = 0) const;
    [[nodiscard]] QByteArray hubHash() const;
    [[nodiscard]] static int changes(const QJsonObject &document);

    std::unique_ptr<SandboxFixture> m_sandbox;
    std::unique_ptr<UsyncHome> m_home;
};

void CliTest::init()
{
    m_sandbox = std::make_unique<SandboxFixture>(Pages);
    m_home = std::make_unique<UsyncHome>(QStringLiteral(USYNC_PROGRAM),
                                         m_sandbox->server.environment());
}

QJsonObject CliTest::sync(const char *arguments, int status) const
{
    const UsyncOutcome outcome = m_home->run(arguments);
    if (outcome.status != status || !outcome.json().isObject())
        qWarning("%s: status %d\n%s%s", arguments, outcome.status, outcome.output.constData(),
                 outcome.errors.constData());
    return outcome.status == status ? outcome.json().object() : QJsonObject();
}

QByteArray CliTest::hubHash() const
{
    QFile file(m_home->hubPath());
    return file.open(QIODevice::ReadOnly)
        ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256)
        : QByteArray();
}

int CliTest::changes(const QJsonObject &document)
{
    int total = 0;
    for (const QJsonValue side : document.value(QLatin1String("changes")).toObject()) {
        for (const QJsonValue count : side.toObject())
            total += count.toInt();
    }
    return document.isEmpty() ? -1 : total;
}

void CliTest::copiesEveryBookAndThenHasNothingToDo()
{
    const QJsonObject first = sync("books --full --json");
    QCOMPARE(first[QLatin1String("status")].toString(), QStringLiteral("success"));
    QCOMPARE(first[QLatin1String("changes")][QLatin1String("hub")][QLatin1String("created")],
             QJsonValue(bookCount(*m_home->hub())));
    QCOMPARE(bookDifference(m_sandbox->control.pages(QStringLiteral("books")), *m_home->hub()),
             QString());
    QCOMPARE(changes(sync("books --full --json")), 0);
    const QJsonObject idle = sync("books --json");
    QCOMPARE(changes(idle), 0);
    QVERIFY(idle[QLatin1String("requests")][QLatin1String("notion")].toInt() <= 3);
}

void CliTest::takesOverWhatChanged()
{
    QCOMPARE(m_home->run("books").status, 0);
    m_sandbox->control.advanceClock(std::chrono::hours(1));
    m_sandbox->control.changePage(
        m_sandbox->control.pageId(QStringLiteral("books"), 3),
        {{QStringLiteral("properties"),
          QJsonObject{{QStringLiteral("Rating"), QJsonObject{{QStringLiteral("number"), 2}}},
                      {QStringLiteral("Status"),
                       QJsonObject{{QStringLiteral("select"), QJsonValue::Null}}}}}});
    QCOMPARE(changes(sync("books --json")), 1);
    QCOMPARE(bookDifference(m_sandbox->control.pages(QStringLiteral("books")), *m_home->hub()),
             QString());
}

void CliTest::showsADryRunThatEqualsTheNextRun()
{
    const QJsonObject dry = sync("books --dry-run --json");
    const QJsonObject real = sync("books --json");
    QVERIFY(dry[QLatin1String("dry_run")].toBool());
    QCOMPARE(dry[QLatin1String("changes")], real[QLatin1String("changes")]);
    QCOMPARE(dry[QLatin1String("diff")].toArray().size(), changes(real));
    QVERIFY(changes(real) > 0);
    QVERIFY(!real.contains(QLatin1String("diff")));
    const QString text = m_home->run("books --dry-run").text();
    QVERIFY2(text.contains(QStringLiteral("nothing to do")), qPrintable(text));
}

void CliTest::changesNothingInADryRun()
{
    QCOMPARE(m_home->run("books").status, 0);
    m_sandbox->control.advanceClock(std::chrono::hours(1));
    m_sandbox->control.changePage(
        m_sandbox->control.pageId(QStringLiteral("books"), 0),
        {{QStringLiteral("properties"),
          QJsonObject{{QStringLiteral("Rating"), QJsonObject{{QStringLiteral("number"), 1}}}}}});
    const QByteArray hub = hubHash();
    const QString notion = m_sandbox->control.checksum();
    for (const char *arguments : {"books --dry-run --json", "books --full --dry-run --json"})
        QCOMPARE(changes(sync(arguments)), 1);
    QCOMPARE(hubHash(), hub);
    QCOMPARE(m_sandbox->control.checksum(), notion);
}

void CliTest::makesNoHubInADryRun()
{
    QVERIFY(changes(sync("books --dry-run --json")) > 0);
    QVERIFY(!QFile::exists(m_home->hubPath()));
    for (const QString &file : m_home->files().keys())
        QVERIFY2(file.startsWith(QStringLiteral("state/state.db")), qPrintable(file));
}

void CliTest::answersBadInputWithStatusAndSentence_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *arguments, const char *expected) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments) << QString::fromLatin1(expected);
    };
    add("", "usync books");
    add("nosuch", "nosuch");
    add("books --frobnicate", "--frobnicate");
    add("books -x", "-x");
    add("books extra", "extra");
    add("books --hours", "--hours");
    add("books --hours many", "--hours");
    add("books --hours 0", "--hours");
    add("books --full --hours 3", "--hours");
    add("books --full=yes", "--full");
    add("books --limit 3", "--limit");
    add("all books", "books");
    add("plan books", "--out");
    add("plan", "one service");
    add("apply", "plan file");
    add("apply /no/such/file", "/no/such/file");
    add("runs --service nosuch", "nosuch");
    add("logs --level loud", "--level");
    add("logs --limit -3", "--limit");
    add("sandbox --port 70000", "--port");
    add("login", "notion");
    add("login myspace", "myspace");
    add("hub-schema nosuch", "nosuch");
    add("undo 1", "There is no run 1");
    add("undo", "needs the id of a run");
    add("resolve 1 --take hub", "No conflict has the id 1");
    add("resolve 1 --release", "Nothing waits for a decision");
    add("resolve 1 --take supabase", "--take takes notion, hub, google or base");
    add("resolve 1 --take hub --release", "needs one of --take");
    add("resolve 1", "needs one of --take");
    add("resolve 1 --value title", "FIELD=JSON");
    add("hub-copy a b", "sqlite:PATH, supabase or postgres://");
    add("hub-copy supabase", "FROM and TO");
    add("hub-copy sqlite:nosuch.db sqlite:other.db", "There is no hub in");
    add("hub-copy sqlite:a.db sqlite:./a.db", "cannot be copied to itself");
    add("nosuch --help", "nosuch");
}

void CliTest::answersBadInputWithStatusAndSentence()
{
    QFETCH(const QString, arguments);
    QFETCH(const QString, expected);
    const UsyncOutcome outcome
        = m_home->run(arguments.split(u' ', Qt::SkipEmptyParts), "not-a-real-secret");
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.output.isEmpty());
    const QString errors = QString::fromUtf8(outcome.errors);
    QVERIFY2(errors.startsWith(QStringLiteral("usync: ")) && errors.contains(expected),
             qPrintable(errors));
    QCOMPARE(errors.count(u'\n'), 1);
}

void CliTest::answersABadConfigurationWithStatusAndSentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *name, const char *value, int status, const char *expected) {
        QTest::addRow("%s=%s", name, value)
            << QString::fromLatin1(name) << QString::fromLatin1(value) << status
            << QString::fromLatin1(expected);
    };
    add("NOTION_API_TOKEN", "", 2, "NOTION_API_TOKEN");
    add("NOTION_API_TOKEN", "ntn_of_somebody_else_entirely", 2, "NOTION_API_TOKEN");
    add("NOTION_BOOKS_DB_ID", "", 2, "NOTION_BOOKS_DB_ID");
    add("NOTION_BOOKS_DB_ID", "not an id", 2, "NOTION_BOOKS_DB_ID");
    add("NOTION_BOOKS_DB_ID", "11111111-2222-3333-4444-555555555555", 1, "shared");
    add("NOTION_API_URL", "http://example.com", 2, "NOTION_API_URL");
    add("NOTION_API_URL", "http://127.0.0.1:1", 1, "127.0.0.1");
    add("NOTION_RATE_LIMIT", "fast", 2, "NOTION_RATE_LIMIT");
    add("SAFETY_VALVE_MODE", "maybe", 2, "SAFETY_VALVE_MODE");
    add("UNIFIED_SYNC_HUB", "oracle:x", 2, "UNIFIED_SYNC_HUB");
    add("UNIFIED_SYNC_HUB", "supabase", 2, "SUPABASE_URL");
    add("UNIFIED_SYNC_HUB", "postgres://me:hunter2hunter@127.0.0.1:1/db", 1, "UNIFIED_SYNC_HUB");
    add("UNIFIED_SYNC_HUB", "sqlite:/proc/no/hub.db", 1, "/proc/no");
    add("UNIFIED_SYNC_HOME", "/proc/no", 1, "/proc/no");
}

void CliTest::answersABadConfigurationWithStatusAndSentence()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QFETCH(const int, status);
    QFETCH(const QString, expected);
    m_home->set(qPrintable(name), value);
    const UsyncOutcome outcome = m_home->run("books --json");
    const QString text = outcome.text();
    QVERIFY2(outcome.status == status, qPrintable(QString::number(outcome.status) + text));
    QVERIFY2(QString::fromUtf8(outcome.errors).contains(expected), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("hunter2hunter")), qPrintable(text));
    QCOMPARE(outcome.json()[QLatin1String("status")].toString(), QStringLiteral("failed"));
}

void CliTest::printsExactlyOneDocument_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char *arguments :
         {"books --json", "books --dry-run --json", "books --schema --json", "all --json",
          "list --json", "runs --json", "logs --json", "conflicts --json", "conflicts --all --json",
          "nosuch --json", "books --frobnicate --json", "apply /no/such/file --json",
          "nosuch --schema --json", "runs --service nosuch --json", "gmail --json", "--json",
          "undo 1 --json"})
        QTest::newRow(arguments) << QString::fromLatin1(arguments);
}

void CliTest::printsExactlyOneDocument()
{
    QFETCH(const QString, arguments);
    const UsyncOutcome outcome = m_home->run(qPrintable(arguments));
    QVERIFY2(!outcome.json().isNull(), qPrintable(outcome.text()));
    QVERIFY(outcome.output.endsWith('\n'));
}

void CliTest::leaksNoSecret()
{
    const QByteArray token = m_sandbox->control.token().toUtf8();
    const QByteArray wrong = "ntn_of_somebody_else_entirely";
    m_home->set("QT_LOGGING_RULES", QStringLiteral("*=true"));
    QByteArray everything;
    const auto collect = [&](const char *arguments) {
        const UsyncOutcome outcome = m_home->run(arguments);
        everything += outcome.output + outcome.errors;
    };
    for (const char *arguments : {"books --json", "all", "books --schema", "list", "runs --json",
                                  "logs --json", "plan books --out plan.json"})
        collect(arguments);
    m_home->set("NOTION_API_TOKEN", QString::fromLatin1(wrong));
    for (const char *arguments : {"books --json", "books --schema", "logs", "list --json"})
        collect(arguments);
    const QMap<QString, QByteArray> files = m_home->files();
    for (const QByteArray &content : files)
        everything += content;
    QVERIFY(files.size() > 1);
    QVERIFY(files.contains(QStringLiteral("plan.json")));
    QVERIFY(!everything.contains(token));
    QVERIFY(!everything.contains(wrong));
}

void CliTest::carriesOutExactlyTheSavedPlan()
{
    const QString plan = m_home->path(QStringLiteral("plan.json"));
    QCOMPARE(
        m_home
            ->run({QStringLiteral("plan"), QStringLiteral("books"), QStringLiteral("--out"), plan})
            .status,
        0);
    QVERIFY(!QFile::exists(m_home->hubPath()));
    const UsyncOutcome applied
        = m_home->run({QStringLiteral("apply"), plan, QStringLiteral("--json")});
    QVERIFY2(applied.status == 0, qPrintable(applied.text()));
    QVERIFY(changes(applied.json().object()) > 0);
    QCOMPARE(bookDifference(m_sandbox->control.pages(QStringLiteral("books")), *m_home->hub()),
             QString());
}

void CliTest::refusesAStepWhoseRecordMoved()
{
    const QString plan = m_home->path(QStringLiteral("plan.json"));
    QCOMPARE(
        m_home
            ->run({QStringLiteral("plan"), QStringLiteral("books"), QStringLiteral("--out"), plan})
            .status,
        0);
    m_sandbox->control.advanceClock(std::chrono::hours(1));
    m_sandbox->control.changePage(
        m_sandbox->control.pageId(QStringLiteral("books"), 0),
        {{QStringLiteral("properties"),
          QJsonObject{{QStringLiteral("Rating"), QJsonObject{{QStringLiteral("number"), 9}}}}}});
    const UsyncOutcome applied
        = m_home->run({QStringLiteral("apply"), plan, QStringLiteral("--json")});
    QVERIFY2(applied.status == 4, qPrintable(applied.text()));
    QCOMPARE(changes(applied.json().object()), bookCount(*m_home->hub()));
    QCOMPARE(changes(sync("books --json")), 1);
}

void CliTest::refusesAFileThatIsNoPlan()
{
    QFile file(m_home->path(QStringLiteral("plan.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{}");
    file.close();
    const UsyncOutcome outcome = m_home->run({QStringLiteral("apply"), file.fileName()});
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.errors.contains("plan"));
}

void CliTest::syncsAllServicesInDependencyOrder()
{
    for (const char *variable :
         {"NOTION_MEETINGS_DB_ID", "NOTION_TASKS_DB_ID", "NOTION_REFLECTIONS_DB_ID",
          "NOTION_JOURNALS_DB_ID", "NOTION_CONTACTS_DB_ID", "NOTION_CALENDAR_DB_ID"})
        m_home->unset(variable);
    const UsyncOutcome outcome = m_home->run("all --json");
    QVERIFY2(outcome.status == 0, qPrintable(outcome.text()));
    QStringList services;
    for (const QJsonValue document : outcome.json().array()) {
        services.append(document[QLatin1String("service")].toString());
        QVERIFY(changes(document.toObject()) > 0);
    }
    QCOMPARE(services,
             (QStringList{QStringLiteral("books"), QStringLiteral("highlights"),
                          QStringLiteral("linkedin_posts")}));
    for (const QJsonValue document : m_home->run("all --json").json().array())
        QCOMPARE(changes(document.toObject()), 0);
}

void CliTest::listsServicesRunsAndLogs()
{
    QCOMPARE(m_home->run("books").status, 0);
    QCOMPARE(m_home->run("books --dry-run").status, 0);
    const QJsonArray services = m_home->run("list --json").json().array();
    QCOMPARE(services.size(), 10);
    const auto books = std::find_if(services.begin(), services.end(), [](const QJsonValue &entry) {
        return entry[QLatin1String("service")] == QLatin1String("books");
    });
    QVERIFY((*books)[QLatin1String("enabled")].toBool());
    QCOMPARE((*books)[QLatin1String("pattern")].toString(), QStringLiteral("one_way"));
    QVERIFY(!(*books)[QLatin1String("last_run")][QLatin1String("dry_run")].toBool(true));
    const QJsonValue truth = (*books)[QLatin1String("truth")];
    QCOMPARE(truth[QLatin1String("state")].toString(), QStringLiteral("in_sync"));
    QCOMPARE(truth[QLatin1String("running")].toString(), QStringLiteral("no"));
    QVERIFY(m_home->run("list").output.contains("in sync"));
    const QJsonArray runs = m_home->run("runs --service books --json").json().array();
    QCOMPARE(runs.size(), 2);
    QVERIFY(runs.first()[QLatin1String("dry_run")].toBool());
    QCOMPARE(m_home->run("runs --limit 1 --json").json().array().size(), 1);
    const QJsonArray logs = m_home->run("logs --level success --json").json().array();
    QCOMPARE(logs.first()[QLatin1String("event_type")].toString(), QStringLiteral("sync_complete"));
    QVERIFY(m_home->run("logs").output.contains("sync_started"));
}

void CliTest::showsTheSchemaWithoutSyncing()
{
    const QJsonDocument document = m_home->run("books --schema --json").json();
    QCOMPARE(document[QLatin1String("sides")].toArray().size(), 2);
    const QJsonArray mapping = document[QLatin1String("mapping")].toArray();
    QVERIFY(!mapping.isEmpty());
    QVERIFY(mapping.first()[QLatin1String("notion")][QLatin1String("ok")].toBool());
    QVERIFY(m_home->run("books --schema").output.contains("Author"));
    QVERIFY(!QFile::exists(m_home->hubPath()));
}

void CliTest::printsAndAppliesTheHubsSchema()
{
    const QByteArray sql = m_home->run("hub-schema books").output;
    QVERIFY(sql.contains("CREATE TABLE"));
    QVERIFY(sql.contains("books"));
    QVERIFY(!QFile::exists(m_home->hubPath()));
    QCOMPARE(m_home->run("hub-schema books --apply").status, 0);
    QCOMPARE(bookCount(*m_home->hub()), 0);
    QCOMPARE(m_home->run("books").status, 0);
    QVERIFY(bookCount(*m_home->hub()) > 0);
}

void CliTest::waitsForNoOtherRun()
{
    m_sandbox->control.setBehaviour({{QStringLiteral("latency_ms"), 2000}});
    const auto first = m_home->start({QStringLiteral("books")});
    QTRY_VERIFY_WITH_TIMEOUT(!m_sandbox->control.requests().isEmpty(), 20'000);
    const UsyncOutcome second = m_home->run("books --json");
    QVERIFY2(second.status == 5, qPrintable(second.text()));
    QCOMPARE(second.json()[QLatin1String("status")].toString(), QStringLiteral("locked"));
    m_sandbox->control.setBehaviour({{QStringLiteral("latency_ms"), 0}});
    QVERIFY(first->waitForFinished(60'000));
    QCOMPARE(first->exitCode(), 0);
}

void CliTest::stopsWhenInterrupted()
{
    m_sandbox->control.setBehaviour({{QStringLiteral("latency_ms"), 5000}});
    const auto run = m_home->start({QStringLiteral("books"), QStringLiteral("--json")});
    QTRY_VERIFY_WITH_TIMEOUT(!m_sandbox->control.requests().isEmpty(), 20'000);
    kill(pid_t(run->processId()), SIGINT);
    QVERIFY(run->waitForFinished(20'000));
    QCOMPARE(run->exitStatus(), QProcess::NormalExit);
    QCOMPARE(run->exitCode(), 130);
    const QJsonDocument document = QJsonDocument::fromJson(run->readAllStandardOutput());
    QCOMPARE(document[QLatin1String("status")].toString(), QStringLiteral("cancelled"));
}

void CliTest::servesTheSandboxUntilInterrupted()
{
    const auto server = m_home->start(
        {QStringLiteral("sandbox"), QStringLiteral("--pages"), QStringLiteral("3")});
    QMap<QString, QString> environment;
    QByteArray output;
    while (!output.contains("NOTION_TASKS_DB_ID") && server->waitForReadyRead(20'000))
        output += server->readAllStandardOutput();
    for (const QByteArray &line : output.split('\n')) {
        if (line.startsWith("export "))
            environment.insert(QString::fromUtf8(line.mid(7, line.indexOf('=') - 7)),
                               QString::fromUtf8(line.mid(line.indexOf('=') + 1)));
    }
    const UsyncHome other(QStringLiteral(USYNC_PROGRAM), environment);
    QVERIFY(changes(other.run("books --json").json().object()) > 0);
    server->terminate();
    QVERIFY(server->waitForFinished(20'000));
    QCOMPARE(server->exitStatus(), QProcess::NormalExit);
    QCOMPARE(server->exitCode(), 0);
}

void CliTest::echoesNoSecretAtLogin()
{
    m_home->unset("DBUS_SESSION_BUS_ADDRESS");
    const UsyncOutcome outcome = m_home->run({QStringLiteral("login"), QStringLiteral("notion")},
                                             "ntn_typed_at_the_prompt\n");
    QVERIFY(outcome.status != 0);
    QVERIFY(!outcome.errors.isEmpty());
    QVERIFY(!outcome.text().contains(QStringLiteral("typed_at_the_prompt")));
    QCOMPARE(m_home->run({QStringLiteral("login"), QStringLiteral("notion")}, "").status, 2);
}

void CliTest::readsAUsersOwnService()
{
    QVERIFY(QDir().mkpath(m_home->path(QStringLiteral("services"))));
    QFile file(m_home->path(QStringLiteral("services/films.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"service": "films", "title": "Films", "pattern": "one_way",
        "title_field": "title",
        "sides": {"notion": {"role": "source"}, "hub": {"role": "destination", "table": "films"}},
        "fields": [{"name": "title", "type": "text", "required": true,
                    "notion": {"property": "Name", "type": "title"},
                    "hub": {"column": "title", "type": "TEXT"}}]})");
    file.close();
    m_home->set("NOTION_FILMS_DB_ID", m_sandbox->control.databaseId(QStringLiteral("books")));
    QVERIFY(changes(sync("films --json")) > 0);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ \"service\": \"films\"");
    file.close();
    const UsyncOutcome broken = m_home->run("films");
    QCOMPARE(broken.status, 2);
    QVERIFY(broken.errors.contains("films.json"));
    QCOMPARE(m_home->run("books").status, 0);
}

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
