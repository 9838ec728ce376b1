#include "connectors/hub/serverschema.h"
#include "support/builtindefinition.h"
#include "support/localsupabase.h"
#include "support/twowayhome.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

/// A Supabase project on PGlite, whose tables came from a declared schema: no row came with them,
/// and nobody but the project's own interface reaches them.
class PgliteProjectTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void firstRunNamesTheHubAndTheNextHasNothingToDo();
    void editsTravelBothWays();
    void deletionsTravelBothWays();
    void publishableKeyStops();

private:
    /// What another program of the project's owner asks of it.
    QJsonArray ask(const QByteArray &method, const QString &path, const QJsonObject &body = {});
    UsyncOutcome sync(const char *words = "meetings --json") { return m_home->run(words); }
    [[nodiscard]] QString page(int position) const
    {
        return m_sandbox->control.pageId(QStringLiteral("meetings"), position);
    }
    [[nodiscard]] QString rowPath(int position) const
    {
        return QStringLiteral("meetings?notion_page_id=eq.") + page(position);
    }
    void advance()
    {
        m_sandbox->control.setClock(
            QDateTime::currentDateTimeUtc().addSecs(-1).toString(Qt::ISODate));
    }

    static constexpr int Pages = 40;

    LocalSupabase m_project;
    std::unique_ptr<SandboxFixture> m_sandbox;
    std::unique_ptr<UsyncHome> m_home;
};

QJsonArray PgliteProjectTest::ask(const QByteArray &method, const QString &path,
                                  const QJsonObject &body)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(m_project.url() + QStringLiteral("/rest/v1/") + path));
    request.setRawHeader("apikey", LocalSupabase::secretKey().toUtf8());
    // Secret keys are refused to anything that looks like a browser.
    request.setRawHeader("User-Agent", "tests");
    request.setRawHeader("Content-Type", "application/json");
    request.setRawHeader("Prefer", "return=representation");
    const std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(
        request, method, body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson()));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    const QByteArray answer = reply->readAll();
    if (reply->error() != QNetworkReply::NoError)
        qFatal("%s %s: %s", method.constData(), qPrintable(path), answer.constData());
    return QJsonDocument::fromJson(answer).array();
}

void PgliteProjectTest::initTestCase()
{
    std::vector<ServiceDefinition> services{builtInDefinition(QStringLiteral("meetings"))};
    const auto schema = serverSchemaSql(services, ServerFlavour::Supabase);
    QVERIFY(schema);
    m_project.startAlone(*schema);
    m_sandbox = std::make_unique<SandboxFixture>(Pages);
    QMap<QString, QString> environment = m_sandbox->server.environment();
    environment.insert(m_project.environment());
    m_home = std::make_unique<UsyncHome>(QStringLiteral(USYNC_PROGRAM), environment);
    m_sandbox->control.setClock(
        QDateTime::currentDateTimeUtc().addSecs(-7200).toString(Qt::ISODate));
}

void PgliteProjectTest::firstRunNamesTheHubAndTheNextHasNothingToDo()
{
    QVERIFY(ask("GET", QStringLiteral("sync_hub")).isEmpty());
    VERIFY_STATUS(sync("meetings --dry-run"), 0);
    QVERIFY(ask("GET", QStringLiteral("sync_hub")).isEmpty());
    const UsyncOutcome first = sync("meetings --full --json");
    QVERIFY2(first.status == 0, qPrintable(first.text()));
    QCOMPARE(ask("GET", QStringLiteral("sync_hub")).size(), 1);
    const QJsonArray rows = ask("GET", QStringLiteral("meetings?order=notion_page_id"));
    QStringList expected;
    const QJsonArray pages = m_sandbox->control.pages(QStringLiteral("meetings"));
    for (const QJsonValue each : pages) {
        if (!each[QLatin1String("in_trash")].toBool())
            expected.append(each[QLatin1String("id")].toString()
                            + TwoWayHome::shown(each, QStringLiteral("Meeting")));
    }
    QStringList there;
    for (const QJsonValue row : rows)
        there.append(row[QLatin1String("notion_page_id")].toString()
                     + row[QLatin1String("title")].toString());
    expected.sort();
    there.sort();
    QVERIFY(there.size() > Pages / 2);
    QCOMPARE(there, expected);
    for (const char *mode : {"meetings --full --json", "meetings --json"}) {
        const UsyncOutcome again = sync(mode);
        QVERIFY2(again.status == 0 && written(again) == 0, qPrintable(again.text()));
    }
}

void PgliteProjectTest::editsTravelBothWays()
{
    advance();
    m_sandbox->control.changePage(
        page(3),
        {{QStringLiteral("properties"),
          QJsonObject{{QStringLiteral("Location"), richText(QStringLiteral("Room 12"))}}}});
    QCOMPARE(ask("PATCH", rowPath(4), {{QStringLiteral("title"), QStringLiteral("Moved, by hand")}})
                 .size(),
             1);
    const UsyncOutcome run = sync();
    QVERIFY2(run.status == 0 && written(run) == 2, qPrintable(run.text()));
    QCOMPARE(ask("GET", rowPath(3)).at(0)[QLatin1String("location")].toString(),
             QStringLiteral("Room 12"));
    QCOMPARE(TwoWayHome::shown(m_sandbox->control.pages(QStringLiteral("meetings")).at(4),
                               QStringLiteral("Meeting")),
             QStringLiteral("Moved, by hand"));
    const UsyncOutcome again = sync();
    QVERIFY2(again.status == 0 && written(again) == 0, qPrintable(again.text()));
}

void PgliteProjectTest::deletionsTravelBothWays()
{
    advance();
    QCOMPARE(ask("DELETE", rowPath(5)).size(), 1);
    m_sandbox->control.changePage(page(6), {{QStringLiteral("in_trash"), true}});
    const UsyncOutcome run = sync("meetings --full --json");
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QVERIFY(m_sandbox->control.pages(QStringLiteral("meetings"))
                .at(5)[QLatin1String("in_trash")]
                .toBool());
    QVERIFY(!ask("GET", rowPath(6)).at(0)[QLatin1String("deleted_at")].toString().isEmpty());
    const UsyncOutcome again = sync("meetings --full --json");
    QVERIFY2(again.status == 0 && written(again) == 0, qPrintable(again.text()));
}

void PgliteProjectTest::publishableKeyStops()
{
    m_home->set("SUPABASE_KEY", LocalSupabase::publishableKey());
    const UsyncOutcome run = sync("meetings --full --json");
    QCOMPARE(run.status, 3);
    QVERIFY2(run.errors.contains("publishable"), run.errors.constData());
}

QTEST_GUILESS_MAIN(PgliteProjectTest)
#include "tst_pgliteproject.moc"
