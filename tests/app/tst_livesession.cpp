#include "app/home/servicecatalog.h"
#include "app/session/livesession.h"

#include <QTemporaryDir>
#include <QTest>

/// What a window is told about the services of a home.
class TestLiveSession : public QObject
{
    Q_OBJECT

private slots:
    void a29_serviceOfTheFutureSaysSo();
    void a29_hiddenServicesAreNoPartOfIt();
    void a27_missingTokenSaysWhy();
    void a15_rulesOfTheSettingsHold();
    void a15_wrongRuleIsTold();

private:
    [[nodiscard]] Configuration configuration() const
    {
        const auto read = Configuration::fromEnvironment(
            {{QStringLiteral("UNIFIED_SYNC_HOME"), m_folder.path()},
             {QStringLiteral("NOTION_BOOKS_DB_ID"), QString(32, u'a')}});
        return *read;
    }
    [[nodiscard]] static const ServiceDefinition *find(const Session &session, const QString &name)
    {
        const auto &services = session.services;
        const auto found = std::find_if(services.begin(), services.end(),
                                        [&](const auto &each) { return each.name == name; });
        return found == services.end() ? nullptr : &*found;
    }

    QTemporaryDir m_folder;
};

void TestLiveSession::a29_serviceOfTheFutureSaysSo()
{
    const Session session = openSession(configuration());
    for (const char *service : {"contacts", "calendar", "gmail"}) {
        const QString missing = session.unavailable.value(QLatin1String(service));
        QVERIFY2(missing.contains(QLatin1String("cannot reach yet")), qPrintable(missing));
        QVERIFY(missing.contains(QLatin1String("Google")));
    }
}

void TestLiveSession::a29_hiddenServicesAreNoPartOfIt()
{
    Configuration home = configuration();
    const size_t all = openSession(home).services.size();
    home.hiddenServices = {QStringLiteral("contacts"), QStringLiteral("gmail")};
    const Session session = openSession(home);
    QCOMPARE(session.services.size(), all - 2);
    QVERIFY(!find(session, QStringLiteral("contacts")));
    QVERIFY(!session.unavailable.contains(QStringLiteral("contacts")));
    const ServiceCatalog catalog = ServiceCatalog::of(home);
    for (const ServiceDefinition &definition : catalog.services())
        home.hiddenServices << definition.name;
    QCOMPARE(openSession(home).services.size(), all); // an empty window would hide the way back
}

void TestLiveSession::a27_missingTokenSaysWhy()
{
    Configuration home = configuration();
    const QString books = QStringLiteral("books");
    QVERIFY(openSession(home).unavailable.value(books).contains(QLatin1String("is missing")));
    home.secretProblem = QStringLiteral("The keychain is locked.");
    QVERIFY(openSession(home).unavailable.value(books).endsWith(home.secretProblem));
    home.notionToken = QStringLiteral("ntn_0123456789");
    QCOMPARE(openSession(home).unavailable.value(books), QString());
}

void TestLiveSession::a15_rulesOfTheSettingsHold()
{
    Configuration home = configuration();
    const QString tasks = QStringLiteral("tasks");
    const Session before = openSession(home);
    QCOMPARE(find(before, tasks)->policy, ConflictPolicy::NewerWins);
    const QString field = find(before, tasks)->fields.front().name;
    home.conflicts
        = {{tasks, QStringLiteral("ask")}, {tasks + u'.' + field, QStringLiteral("notion_wins")}};
    const Session after = openSession(home);
    const ServiceDefinition *ruled = find(after, tasks);
    QCOMPARE(ruled->policy, ConflictPolicy::Ask);
    QCOMPARE(ruled->fields.front().policy, ConflictPolicy::NamedSideWins);
    QCOMPARE(ruled->fields.front().policySide, QStringLiteral("notion"));
    QVERIFY(ruled->fields.front().authority.isEmpty());
    QCOMPARE(ruled->fields.back().policy, find(before, tasks)->fields.back().policy);
}

void TestLiveSession::a15_wrongRuleIsTold()
{
    Configuration home = configuration();
    home.conflicts = {{QStringLiteral("tasks"), QStringLiteral("mars_wins")}};
    const Session session = openSession(home);
    QVERIFY(!find(session, QStringLiteral("tasks")));
    QCOMPARE(session.problems.size(), 1);
    QVERIFY(session.problems.front().contains(QLatin1String("mars_wins")));
}

QTEST_GUILESS_MAIN(TestLiveSession)
#include "tst_livesession.moc"
