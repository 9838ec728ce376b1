#include "support/rawhttp.h"
#include "support/sandboxfixture.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>
#include <QUrl>

// The rules of the protocol that a client relies on when it reads.

class TestNotionSandbox : public QObject
{
    Q_OBJECT

private slots:
    void refusesWithoutVersion();
    void refusesUnknownToken();
    void answersUnknownPathWithInvalidUrl();
    void refusesFilterOfUnknownProperty();
    void answersRequestWithoutLengthAtOnce();
    void namesBotAndWorkspace();
    void isTheSameForTheSameSeed();
    void differsForAnotherSeed();
    void acceptsIdsWithoutDashes();
    void listsEveryPageOnceByCreation();
    void refusesForeignCursor();
    void refusesCursorOfAnotherQuery();
    void refusesTooLargePageSize();
    void capsResultsAndSaysSo();
    void reachesRowsPastTheCapThroughWindows();
    void showsRowTwiceThatMovesForward();
    void skipsRowThatMovesBackward();
    void filtersByEditTimeInclusively();
    void filtersBySelect();
    void sortsByNumberWithNullsKeptTogether();
    void refusesThirdLevelOfNesting();
    void capsRelationsAndPagesThroughThem();
    void readsRelationAsEmptyWhereTargetIsUnshared();
    void takesPropertyIdsVerbatim();
    void limitsAnswerToWantedProperties();
    void hidesTrashedArchivedMovedAndUnsharedPages();
    void answers404ForUnsharedDatabase();
    void refusesOldQueryOfSeveralDataSources();
    void listsPagesAsTheyReadAlone();
    void signsFilesAnewAtEveryRead();
    void findsTrashedPagesBySearch();
};

namespace {

const QJsonArray oldestFirst{
    QJsonObject{{QStringLiteral("timestamp"), QStringLiteral("created_time")},
                {QStringLiteral("direction"), QStringLiteral("ascending")}}};

QJsonObject sorted(const QString &stampName, const QString &direction)
{
    const QJsonObject sort{{QStringLiteral("timestamp"), stampName},
                           {QStringLiteral("direction"), direction}};
    return {{QStringLiteral("sorts"), QJsonArray{sort}}};
}

SandboxReply query(SandboxControl &control, const QString &service, QJsonObject body = {})
{
    if (!body.contains(u"sorts"))
        body.insert(u"sorts", oldestFirst);
    return control.notion(
        "POST", QStringLiteral("/v1/data_sources/%1/query").arg(control.dataSourceId(service)),
        body);
}

QStringList idsOf(const QJsonObject &list)
{
    QStringList ids;
    const QJsonArray results = list.value(u"results").toArray();
    for (const QJsonValue page : results)
        ids.append(page[u"id"].toString());
    return ids;
}

QStringList allIds(SandboxControl &control, const QString &service, QJsonObject body)
{
    QStringList ids;
    for (int hops = 0; hops < 1000; ++hops) {
        const QJsonObject list = query(control, service, body).json();
        ids += idsOf(list);
        if (!list.value(u"has_more").toBool())
            return ids;
        body.insert(u"start_cursor", list.value(u"next_cursor"));
    }
    return ids;
}

QJsonObject withSize(int size)
{
    return {{QStringLiteral("page_size"), size}};
}

QJsonObject edit(int rating)
{
    const QJsonObject number{{QStringLiteral("number"), rating}};
    return {{QStringLiteral("properties"), QJsonObject{{QStringLiteral("Rating"), number}}}};
}

QString meetingWithManyPeople(SandboxControl &control)
{
    const QJsonArray pages = control.pages(QStringLiteral("meetings"));
    for (const QJsonValue page : pages)
        if (page[u"properties"][u"People"][u"relation"].toArray().size() > 25)
            return page[u"id"].toString();
    return {};
}

} // namespace

void TestNotionSandbox::refusesWithoutVersion()
{
    SandboxFixture sandbox;
    const auto reply = sandbox.control.notion("GET", QStringLiteral("/v1/users/me"), {},
                                              {{"Notion-Version", ""}});
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), QStringLiteral("missing_version"));
}

void TestNotionSandbox::refusesUnknownToken()
{
    SandboxFixture sandbox;
    const auto reply = sandbox.control.notion("GET", QStringLiteral("/v1/users/me"), {},
                                              {{"Authorization", "Bearer no"}});
    QCOMPARE(reply.status, 401);
    QCOMPARE(reply.code(), QStringLiteral("unauthorized"));
}

void TestNotionSandbox::answersUnknownPathWithInvalidUrl()
{
    SandboxFixture sandbox;
    QCOMPARE(sandbox.control.notion("GET", QStringLiteral("/v1/nothing")).code(),
             QStringLiteral("invalid_request_url"));
    QCOMPARE(sandbox.control.notion("GET", QStringLiteral("/v2/users/me")).code(),
             QStringLiteral("invalid_request_url"));
}

void TestNotionSandbox::refusesFilterOfUnknownProperty()
{
    SandboxFixture sandbox;
    const auto path = QStringLiteral("/v1/data_sources/%1/query")
                          .arg(sandbox.control.dataSourceId(QStringLiteral("books")));
    QCOMPARE(sandbox.control.notion("POST", path).status, 200);
    QCOMPARE(sandbox.control
                 .notion("POST", path,
                         {{QStringLiteral("filter"),
                           QJsonObject{{QStringLiteral("property"), QStringLiteral("None")}}}})
                 .code(),
             QStringLiteral("validation_error"));
}

void TestNotionSandbox::answersRequestWithoutLengthAtOnce()
{
    SandboxFixture sandbox(2);
    const QUrl url(sandbox.server.environment().value(QStringLiteral("NOTION_API_URL")));
    const RawSocket socket = RawSocket::connectTo(quint16(url.port()));
    QVERIFY(socket.send("POST /v1/search HTTP/1.1\r\nHost: x\r\n\r\n"));
    QElapsedTimer waited;
    waited.start();
    const auto reply = HttpReader(socket).read();
    QVERIFY(reply && reply->word(1) == "401");
    QVERIFY(waited.elapsed() < 4000);
}

void TestNotionSandbox::namesBotAndWorkspace()
{
    SandboxFixture sandbox;
    sandbox.control.setBehaviour({{QStringLiteral("workspace_name"), QStringLiteral("Home")}});
    const QJsonObject me = sandbox.control.notion("GET", QStringLiteral("/v1/users/me")).json();
    QCOMPARE(me.value(u"type").toString(), QStringLiteral("bot"));
    QCOMPARE(me.value(u"bot")[u"workspace_name"].toString(), QStringLiteral("Home"));
    QVERIFY(!me.value(u"bot")[u"workspace_id"].toString().isEmpty());
}

void TestNotionSandbox::isTheSameForTheSameSeed()
{
    SandboxFixture first(40);
    SandboxFixture second(40);
    for (const QString &service :
         {QStringLiteral("books"), QStringLiteral("tasks"), QStringLiteral("highlights")})
        QCOMPARE(query(first.control, service).json().value(u"results"),
                 query(second.control, service).json().value(u"results"));
    QCOMPARE(first.control.checksum(), second.control.checksum());
}

void TestNotionSandbox::differsForAnotherSeed()
{
    SandboxFixture first(5, 1);
    SandboxFixture second(5, 2);
    QVERIFY(first.control.databaseId(QStringLiteral("books"))
            != second.control.databaseId(QStringLiteral("books")));
    QVERIFY(first.control.checksum() != second.control.checksum());
}

void TestNotionSandbox::acceptsIdsWithoutDashes()
{
    SandboxFixture sandbox;
    const QString id = sandbox.control.pageId(QStringLiteral("books"), 0);
    const auto reply = sandbox.control.notion(
        "GET", QStringLiteral("/v1/pages/%1").arg(QString(id).remove(u'-').toUpper()));
    QCOMPARE(reply.json().value(u"id").toString(), id);
}

void TestNotionSandbox::listsEveryPageOnceByCreation()
{
    SandboxFixture sandbox(250);
    const QStringList ids = allIds(sandbox.control, QStringLiteral("books"), withSize(100));
    QCOMPARE(ids.size(), 250);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 250);
    const QStringList newestFirst
        = allIds(sandbox.control, QStringLiteral("books"),
                 sorted(QStringLiteral("created_time"), QStringLiteral("descending")));
    QCOMPARE(QStringList(newestFirst.rbegin(), newestFirst.rend()), ids);
}

void TestNotionSandbox::refusesForeignCursor()
{
    SandboxFixture sandbox;
    const QJsonObject body{{QStringLiteral("start_cursor"), QStringLiteral("null")}};
    QCOMPARE(query(sandbox.control, QStringLiteral("books"), body).code(),
             QStringLiteral("validation_error"));
}

void TestNotionSandbox::refusesCursorOfAnotherQuery()
{
    SandboxFixture sandbox;
    const QJsonObject first = query(sandbox.control, QStringLiteral("books"), withSize(10)).json();
    QJsonObject other = sorted(QStringLiteral("last_edited_time"), QStringLiteral("ascending"));
    other.insert(u"start_cursor", first.value(u"next_cursor"));
    QCOMPARE(query(sandbox.control, QStringLiteral("books"), other).status, 400);
}

void TestNotionSandbox::refusesTooLargePageSize()
{
    SandboxFixture sandbox;
    QCOMPARE(query(sandbox.control, QStringLiteral("books"), withSize(101)).status, 400);
    QCOMPARE(query(sandbox.control, QStringLiteral("books"), withSize(0)).status, 400);
}

void TestNotionSandbox::capsResultsAndSaysSo()
{
    SandboxFixture sandbox(60);
    sandbox.control.setBehaviour({{QStringLiteral("result_cap"), 50}});
    const QJsonObject first = query(sandbox.control, QStringLiteral("books"), withSize(20)).json();
    QCOMPARE(first.value(u"request_status")[u"type"].toString(), QStringLiteral("incomplete"));
    QCOMPARE(allIds(sandbox.control, QStringLiteral("books"), withSize(20)).size(), 50);
    sandbox.control.setBehaviour({{QStringLiteral("result_cap"), 60}});
    const QJsonObject whole = query(sandbox.control, QStringLiteral("books")).json();
    QCOMPARE(whole.value(u"request_status")[u"type"].toString(), QStringLiteral("complete"));
}

void TestNotionSandbox::reachesRowsPastTheCapThroughWindows()
{
    SandboxFixture sandbox(60);
    sandbox.control.setBehaviour({{QStringLiteral("result_cap"), 50}});
    const QJsonArray pages = sandbox.control.pages(QStringLiteral("books"));
    const QJsonObject from{{QStringLiteral("on_or_after"), pages.at(49)[u"created_time"]}};
    const QJsonObject filter{{QStringLiteral("timestamp"), QStringLiteral("created_time")},
                             {QStringLiteral("created_time"), from}};
    const QStringList rest
        = allIds(sandbox.control, QStringLiteral("books"), {{QStringLiteral("filter"), filter}});
    QCOMPARE(rest.size(), 11);
    QCOMPARE(rest.last(), pages.last()[u"id"].toString());
}

void TestNotionSandbox::showsRowTwiceThatMovesForward()
{
    SandboxFixture sandbox(30);
    QJsonObject body = sorted(QStringLiteral("last_edited_time"), QStringLiteral("ascending"));
    body.insert(u"page_size", 10);
    const QJsonObject first = query(sandbox.control, QStringLiteral("books"), body).json();
    const QString moved = idsOf(first).first();
    sandbox.control.changePage(moved, edit(4));
    body.insert(u"start_cursor", first.value(u"next_cursor"));
    const QStringList rest = allIds(sandbox.control, QStringLiteral("books"), body);
    QCOMPARE(rest.size(), 21);
    QCOMPARE(rest.last(), moved);
}

void TestNotionSandbox::skipsRowThatMovesBackward()
{
    SandboxFixture sandbox(30);
    QJsonObject body = sorted(QStringLiteral("last_edited_time"), QStringLiteral("descending"));
    const QString oldest = allIds(sandbox.control, QStringLiteral("books"), body).last();
    body.insert(u"page_size", 10);
    const QJsonObject first = query(sandbox.control, QStringLiteral("books"), body).json();
    sandbox.control.changePage(oldest, edit(4));
    body.insert(u"start_cursor", first.value(u"next_cursor"));
    const QStringList rest = allIds(sandbox.control, QStringLiteral("books"), body);
    QCOMPARE(rest.size(), 19);
    QVERIFY(!rest.contains(oldest));
}

void TestNotionSandbox::filtersByEditTimeInclusively()
{
    SandboxFixture sandbox(30);
    sandbox.control.setClock(QStringLiteral("2026-05-01T10:20:45Z"));
    const QString id = sandbox.control.pageId(QStringLiteral("books"), 3);
    sandbox.control.changePage(id, edit(5));
    const auto matches = [&](const QString &operation, const QString &time) {
        const QJsonObject condition{{operation, time}};
        const QJsonObject filter{{QStringLiteral("timestamp"), QStringLiteral("last_edited_time")},
                                 {QStringLiteral("last_edited_time"), condition}};
        return allIds(sandbox.control, QStringLiteral("books"),
                      {{QStringLiteral("filter"), filter}});
    };
    QCOMPARE(matches(QStringLiteral("on_or_after"), QStringLiteral("2026-05-01T10:20:00.000Z")),
             QStringList{id});
    QCOMPARE(matches(QStringLiteral("on_or_after"), QStringLiteral("2026-05-01T10:20:01Z")),
             QStringList());
    QCOMPARE(matches(QStringLiteral("after"), QStringLiteral("2026-05-01T10:20:00.000Z")),
             QStringList());
    QCOMPARE(matches(QStringLiteral("on_or_after"), QStringLiteral("2026-05-01")), QStringList{id});
}

void TestNotionSandbox::filtersBySelect()
{
    SandboxFixture sandbox(60);
    const QJsonObject condition{{QStringLiteral("equals"), QStringLiteral("Finished")}};
    const QJsonObject filter{{QStringLiteral("property"), QStringLiteral("Status")},
                             {QStringLiteral("select"), condition}};
    const QJsonObject list
        = query(sandbox.control, QStringLiteral("books"), {{QStringLiteral("filter"), filter}})
              .json();
    const QJsonArray pages = list.value(u"results").toArray();
    QVERIFY(!pages.isEmpty() && pages.size() < 60);
    for (const QJsonValue page : pages)
        QCOMPARE(page[u"properties"][u"Status"][u"select"][u"name"].toString(),
                 QStringLiteral("Finished"));
}

void TestNotionSandbox::sortsByNumberWithNullsKeptTogether()
{
    SandboxFixture sandbox(60);
    const QJsonObject sort{{QStringLiteral("property"), QStringLiteral("Location")},
                           {QStringLiteral("direction"), QStringLiteral("ascending")}};
    QJsonObject body{{QStringLiteral("sorts"), QJsonArray{sort}}, {QStringLiteral("page_size"), 7}};
    const QStringList ids = allIds(sandbox.control, QStringLiteral("highlights"), body);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 60);
    body.insert(u"page_size", 100);
    double last = 0;
    const QJsonArray pages = query(sandbox.control, QStringLiteral("highlights"), body)
                                 .json()
                                 .value(u"results")
                                 .toArray();
    for (const QJsonValue page : pages) {
        const double location = page[u"properties"][u"Location"][u"number"].toDouble(last);
        QVERIFY(location >= last);
        last = location;
    }
}

void TestNotionSandbox::refusesThirdLevelOfNesting()
{
    SandboxFixture sandbox(5);
    const auto group = [](const QString &kind, const QJsonObject &inner) {
        return QJsonObject{{kind, QJsonArray{inner}}};
    };
    const QJsonObject leaf{
        {QStringLiteral("property"), QStringLiteral("Owned")},
        {QStringLiteral("checkbox"), QJsonObject{{QStringLiteral("equals"), true}}}};
    const QJsonObject two = group(QStringLiteral("and"), group(QStringLiteral("or"), leaf));
    QCOMPARE(
        query(sandbox.control, QStringLiteral("books"), {{QStringLiteral("filter"), two}}).status,
        200);
    const QJsonObject three = group(QStringLiteral("and"), two);
    QCOMPARE(
        query(sandbox.control, QStringLiteral("books"), {{QStringLiteral("filter"), three}}).status,
        400);
}

void TestNotionSandbox::capsRelationsAndPagesThroughThem()
{
    SandboxFixture sandbox(130);
    const QString id = meetingWithManyPeople(sandbox.control);
    const QJsonObject page
        = sandbox.control.notion("GET", QStringLiteral("/v1/pages/%1").arg(id)).json();
    const QJsonValue people = page.value(u"properties")[u"People"];
    QCOMPARE(people[u"relation"].toArray().size(), 25);
    QVERIFY(people[u"has_more"].toBool());
    QString path = QStringLiteral("/v1/pages/%1/properties/%2?page_size=20")
                       .arg(id, people[u"id"].toString());
    const QJsonObject first = sandbox.control.notion("GET", path).json();
    QCOMPARE(first.value(u"results").toArray().size(), 20);
    QCOMPARE(first.value(u"property_item")[u"type"].toString(), QStringLiteral("relation"));
    path += QStringLiteral("&start_cursor=") + first.value(u"next_cursor").toString();
    const QJsonObject second = sandbox.control.notion("GET", path).json();
    QVERIFY(!second.value(u"results").toArray().isEmpty());
    QVERIFY(second.value(u"results").toArray().first()
            != first.value(u"results").toArray().first());
}

void TestNotionSandbox::readsRelationAsEmptyWhereTargetIsUnshared()
{
    SandboxFixture sandbox(130);
    const QString path = QStringLiteral("/v1/pages/%1").arg(meetingWithManyPeople(sandbox.control));
    sandbox.control.changeDatabase(QStringLiteral("contacts"),
                                   {{QStringLiteral("is_shared"), false}});
    const QJsonValue people
        = sandbox.control.notion("GET", path).json().value(u"properties")[u"People"];
    QCOMPARE(people[u"relation"].toArray(), QJsonArray());
    QCOMPARE(people[u"has_more"].toBool(), false);
}

void TestNotionSandbox::takesPropertyIdsVerbatim()
{
    SandboxFixture sandbox(3);
    const QString id = sandbox.control.pageId(QStringLiteral("books"), 0);
    const QJsonObject page
        = sandbox.control.notion("GET", QStringLiteral("/v1/pages/%1").arg(id)).json();
    const QJsonObject properties = page.value(u"properties").toObject();
    bool anyEncoded = false;
    for (const QString &name : properties.keys()) {
        const QString propertyId = properties.value(name)[u"id"].toString();
        anyEncoded = anyEncoded || propertyId.contains(u'%');
        const auto reply = sandbox.control.notion(
            "GET", QStringLiteral("/v1/pages/%1/properties/%2").arg(id, propertyId));
        QCOMPARE(reply.status, 200);
    }
    QVERIFY(anyEncoded);
}

void TestNotionSandbox::limitsAnswerToWantedProperties()
{
    SandboxFixture sandbox(3);
    const QString path = QStringLiteral("/v1/data_sources/%1/query?filter_properties[]=title")
                             .arg(sandbox.control.dataSourceId(QStringLiteral("books")));
    const QJsonObject list = sandbox.control.notion("POST", path).json();
    QCOMPARE(list.value(u"results").toArray().first()[u"properties"].toObject().keys(),
             QStringList{QStringLiteral("Name")});
}

void TestNotionSandbox::hidesTrashedArchivedMovedAndUnsharedPages()
{
    SandboxFixture sandbox(10);
    SandboxControl &control = sandbox.control;
    const QStringList before = allIds(control, QStringLiteral("books"), {});
    control.changePage(before.at(0), {{QStringLiteral("in_trash"), true}});
    control.changePage(before.at(1), {{QStringLiteral("is_archived"), true}});
    control.changePage(before.at(2), {{QStringLiteral("move_to"), QStringLiteral("tasks")}});
    control.changePage(before.at(3), {{QStringLiteral("is_shared"), false}});
    QCOMPARE(allIds(control, QStringLiteral("books"), {}), before.mid(4));
    QCOMPARE(allIds(control, QStringLiteral("books"), {{QStringLiteral("is_archived"), true}}),
             QStringList{before.at(1)});
    const auto page = [&](int number) {
        return control.notion("GET", QStringLiteral("/v1/pages/") + before.at(number));
    };
    QVERIFY(page(0).json().value(u"in_trash").toBool());
    QVERIFY(page(1).json().value(u"is_archived").toBool()
            && !page(1).json().value(u"in_trash").toBool());
    QCOMPARE(page(2).json().value(u"parent")[u"data_source_id"].toString(),
             control.dataSourceId(QStringLiteral("tasks")));
    QCOMPARE(page(3).status, 404);
}

void TestNotionSandbox::answers404ForUnsharedDatabase()
{
    SandboxFixture sandbox(10);
    sandbox.control.changeDatabase(QStringLiteral("books"), {{QStringLiteral("is_shared"), false}});
    const auto reply = query(sandbox.control, QStringLiteral("books"));
    QCOMPARE(reply.status, 404);
    QCOMPARE(reply.code(), QStringLiteral("object_not_found"));
    QCOMPARE(sandbox.control
                 .notion("GET",
                         QStringLiteral("/v1/pages/")
                             + sandbox.control.pageId(QStringLiteral("books"), 0))
                 .status,
             404);
}

void TestNotionSandbox::refusesOldQueryOfSeveralDataSources()
{
    SandboxFixture sandbox(3);
    const QString path = QStringLiteral("/v1/databases/%1/query")
                             .arg(sandbox.control.databaseId(QStringLiteral("books")));
    const QMap<QByteArray, QByteArray> old{{"Notion-Version", "2022-06-28"}};
    QCOMPARE(
        sandbox.control.notion("POST", path, {}, old).json().value(u"results").toArray().size(), 3);
    sandbox.control.changeDatabase(
        QStringLiteral("books"),
        {{QStringLiteral("add_data_source"), QStringLiteral("More books")}});
    const auto refused = sandbox.control.notion("POST", path, {}, old);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.json().value(u"additional_data")[u"error_type"].toString(),
             QStringLiteral("multiple_data_sources_for_database"));
    QCOMPARE(sandbox.control.notion("POST", path).status, 400);
}

void TestNotionSandbox::listsPagesAsTheyReadAlone()
{
    SandboxFixture sandbox(60);
    for (const QString &service :
         {QStringLiteral("highlights"), QStringLiteral("contacts"), QStringLiteral("tasks"),
          QStringLiteral("journals"), QStringLiteral("calendar")}) {
        const QJsonArray listed
            = query(sandbox.control, service).json().value(u"results").toArray();
        QCOMPARE(listed.size(), 60);
        for (const QJsonValue page : listed) {
            const QString path = QStringLiteral("/v1/pages/") + page[u"id"].toString();
            QCOMPARE(page.toObject(), sandbox.control.notion("GET", path).json());
        }
    }
}

void TestNotionSandbox::signsFilesAnewAtEveryRead()
{
    SandboxFixture sandbox(60);
    QJsonObject filter{
        {QStringLiteral("property"), QStringLiteral("Attachments")},
        {QStringLiteral("files"), QJsonObject{{QStringLiteral("is_not_empty"), true}}}};
    const auto url = [&] {
        const QJsonObject list
            = query(sandbox.control, QStringLiteral("books"), {{QStringLiteral("filter"), filter}})
                  .json();
        const QJsonValue file = list.value(u"results")
                                    .toArray()
                                    .first()[u"properties"][u"Attachments"][u"files"]
                                    .toArray()
                                    .first();
        return file[u"file"][u"url"].toString();
    };
    const QString first = url();
    const QString second = url();
    QVERIFY(first.contains(u"X-Amz-Signature"));
    QVERIFY(first != second);
    QCOMPARE(first.section(u'?', 0, 0), second.section(u'?', 0, 0));
}

void TestNotionSandbox::findsTrashedPagesBySearch()
{
    SandboxFixture sandbox(5);
    const QString id = sandbox.control.pageId(QStringLiteral("books"), 2);
    sandbox.control.changePage(id, {{QStringLiteral("in_trash"), true}});
    const QJsonObject body{
        {QStringLiteral("filter"), QJsonObject{{QStringLiteral("in_trash"), true}}}};
    QCOMPARE(idsOf(sandbox.control.notion("POST", QStringLiteral("/v1/search"), body).json()),
             QStringList{id});
}

QTEST_GUILESS_MAIN(TestNotionSandbox)
#include "tst_notionsandbox.moc"
