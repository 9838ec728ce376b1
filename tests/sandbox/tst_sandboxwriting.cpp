#include "support/sandboxfixture.h"

#include <QTest>

// What the sandbox makes of writes: codecs, limits, normalisation, authorship and bodies.

class TestSandboxWriting : public QObject
{
    Q_OBJECT

private slots:
    void mergesNeighbouringRunsThatLookTheSame();
    void createsSelectOptionButNeverStatus();
    void resetsClearedStatusToItsDefault();
    void enforcesLimits_data();
    void enforcesLimits();
    void refusesUnknownAndReadOnlyProperties();
    void refusesArchivedOnCurrentVersionOnly();
    void changesNothingWhereOnePropertyIsWrong();
    void readsWrittenDatesBack_data();
    void readsWrittenDatesBack();
    void stampsEditsWithFlooredClockAndAuthor();
    void hidesNewPageUntilTheIndexCaughtUp();
    void storesMarkdownWithoutSignaturesAndBlanks();
    void requiresExactlyOneMatchForContentUpdates();
    void tellsTruncatedMarkdown();
    void finishesAsyncBodyAtTheSecondPoll();
    void keepsPagesOfRenamedOption();
    void forgetsValuesOfRetypedProperty();
    void changesChecksumOnlyWithContent();
};

namespace {

QJsonObject one(const QString &key, const QJsonValue &value)
{
    return {{key, value}};
}

QJsonArray text(const QString &content)
{
    return {one(QStringLiteral("text"), one(QStringLiteral("content"), content))};
}

QJsonObject written(const QString &name, const QString &type, const QJsonValue &value)
{
    return one(QStringLiteral("properties"), one(name, one(type, value)));
}

QString pagePath(SandboxFixture &sandbox, const QString &service)
{
    return QStringLiteral("/v1/pages/") + sandbox.control.pageId(service, 0);
}

SandboxReply patch(SandboxFixture &sandbox, const QString &service, const QJsonObject &body)
{
    return sandbox.control.notion("PATCH", pagePath(sandbox, service), body);
}

QJsonValue echoed(const SandboxReply &reply, const QString &name, const QString &type)
{
    return reply.json().value(u"properties")[name][type];
}

SandboxReply create(SandboxFixture &sandbox, const QString &service, QJsonObject body)
{
    body.insert(u"parent",
                one(QStringLiteral("data_source_id"), sandbox.control.dataSourceId(service)));
    return sandbox.control.notion("POST", QStringLiteral("/v1/pages"), body);
}

QJsonObject replaceBody(const QString &markdown)
{
    return {{QStringLiteral("type"), QStringLiteral("replace_content")},
            {QStringLiteral("replace_content"), one(QStringLiteral("new_str"), markdown)}};
}

} // namespace

void TestSandboxWriting::mergesNeighbouringRunsThatLookTheSame()
{
    SandboxFixture sandbox(2);
    QJsonArray runs = text(QStringLiteral("one "));
    runs.append(text(QStringLiteral("two ")).first());
    QJsonObject bold = text(QStringLiteral("three")).first().toObject();
    bold.insert(u"annotations", one(QStringLiteral("bold"), true));
    runs.append(bold);
    const auto reply = patch(sandbox, QStringLiteral("books"),
                             written(QStringLiteral("Notes"), QStringLiteral("rich_text"), runs));
    const QJsonArray read
        = echoed(reply, QStringLiteral("Notes"), QStringLiteral("rich_text")).toArray();
    QCOMPARE(read.size(), 2);
    QCOMPARE(read.first()[u"plain_text"].toString(), QStringLiteral("one two "));
    QVERIFY(read.last()[u"annotations"][u"bold"].toBool());
}

void TestSandboxWriting::createsSelectOptionButNeverStatus()
{
    SandboxFixture sandbox(2);
    const QJsonObject name = one(QStringLiteral("name"), QStringLiteral("Brand new"));
    const auto select = patch(sandbox, QStringLiteral("tasks"),
                              written(QStringLiteral("Priority"), QStringLiteral("select"), name));
    QCOMPARE(
        echoed(select, QStringLiteral("Priority"), QStringLiteral("select"))[u"name"].toString(),
        QStringLiteral("Brand new"));
    const auto status = patch(sandbox, QStringLiteral("tasks"),
                              written(QStringLiteral("Status"), QStringLiteral("status"), name));
    QCOMPARE(status.code(), QStringLiteral("validation_error"));
}

void TestSandboxWriting::resetsClearedStatusToItsDefault()
{
    SandboxFixture sandbox(2);
    const auto reply
        = patch(sandbox, QStringLiteral("tasks"),
                written(QStringLiteral("Status"), QStringLiteral("status"), QJsonValue::Null));
    QCOMPARE(echoed(reply, QStringLiteral("Status"), QStringLiteral("status"))[u"name"].toString(),
             QStringLiteral("Not started"));
}

void TestSandboxWriting::enforcesLimits_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QJsonObject>("accepted");
    QTest::addColumn<QJsonObject>("refused");

    const auto notes = [](int length) {
        return written(QStringLiteral("Notes"), QStringLiteral("rich_text"),
                       text(QString(length, u'x')));
    };
    QTest::newRow("text of one run") << QStringLiteral("books") << notes(2000) << notes(2001);
    const auto runs = [](int number) {
        QJsonArray many;
        for (int count = 0; count < number; ++count)
            many.append(text(QStringLiteral("x")).first());
        return written(QStringLiteral("Notes"), QStringLiteral("rich_text"), many);
    };
    QTest::newRow("runs") << QStringLiteral("books") << runs(100) << runs(101);
    const auto url = [](int length) {
        return written(QStringLiteral("URL"), QStringLiteral("url"), QString(length, u'x'));
    };
    QTest::newRow("url") << QStringLiteral("books") << url(2000) << url(2001);
    const auto mail = [](int length) {
        return written(QStringLiteral("Mail"), QStringLiteral("email"), QString(length, u'x'));
    };
    QTest::newRow("e-mail") << QStringLiteral("contacts") << mail(200) << mail(201);
    const auto genres = [](int number, const QString &prefix) {
        QJsonArray many;
        for (int count = 0; count < number; ++count)
            many.append(one(QStringLiteral("name"), prefix + QString::number(count)));
        return written(QStringLiteral("Genres"), QStringLiteral("multi_select"), many);
    };
    QTest::newRow("options") << QStringLiteral("books") << genres(100, QStringLiteral("g"))
                             << genres(101, QStringLiteral("g"));
    QTest::newRow("comma") << QStringLiteral("books") << genres(1, QStringLiteral("a;b"))
                           << genres(1, QStringLiteral("a,b"));
}

void TestSandboxWriting::enforcesLimits()
{
    QFETCH(QString, service);
    QFETCH(QJsonObject, accepted);
    QFETCH(QJsonObject, refused);
    SandboxFixture sandbox(2);
    QCOMPARE(patch(sandbox, service, accepted).status, 200);
    QCOMPARE(patch(sandbox, service, refused).code(), QStringLiteral("validation_error"));
}

void TestSandboxWriting::refusesUnknownAndReadOnlyProperties()
{
    SandboxFixture sandbox(2);
    QCOMPARE(patch(sandbox, QStringLiteral("books"),
                   written(QStringLiteral("Nothing"), QStringLiteral("number"), 1))
                 .status,
             400);
    QCOMPARE(patch(sandbox, QStringLiteral("books"),
                   written(QStringLiteral("Progress"), QStringLiteral("formula"), 1))
                 .status,
             400);
    QCOMPARE(patch(sandbox, QStringLiteral("books"),
                   written(QStringLiteral("Rating"), QStringLiteral("number"), QStringLiteral("5")))
                 .status,
             400);
}

void TestSandboxWriting::refusesArchivedOnCurrentVersionOnly()
{
    SandboxFixture sandbox(2);
    const QString path = pagePath(sandbox, QStringLiteral("books"));
    const QJsonObject body = one(QStringLiteral("archived"), true);
    QCOMPARE(sandbox.control.notion("PATCH", path, body).status, 400);
    const auto old
        = sandbox.control.notion("PATCH", path, body, {{"Notion-Version", "2025-09-03"}});
    QVERIFY(old.json().value(u"in_trash").toBool() && old.json().value(u"archived").toBool());
}

void TestSandboxWriting::changesNothingWhereOnePropertyIsWrong()
{
    SandboxFixture sandbox(2);
    const QString before = sandbox.control.checksum();
    const QJsonObject both{
        {QStringLiteral("Author"), one(QStringLiteral("rich_text"), text(QStringLiteral("New")))},
        {QStringLiteral("Rating"), one(QStringLiteral("number"), QStringLiteral("no"))}};
    QCOMPARE(
        patch(sandbox, QStringLiteral("books"), one(QStringLiteral("properties"), both)).status,
        400);
    QCOMPARE(sandbox.control.checksum(), before);
}

void TestSandboxWriting::readsWrittenDatesBack_data()
{
    QTest::addColumn<QJsonObject>("date");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("zone");

    const QString start = QStringLiteral("start");
    QTest::newRow("day") << one(start, QStringLiteral("2026-03-01")) << QStringLiteral("2026-03-01")
                         << QString();
    QTest::newRow("utc") << one(start, QStringLiteral("2026-03-01T10:00:00Z"))
                         << QStringLiteral("2026-03-01T10:00:00.000+00:00") << QString();
    QTest::newRow("offset") << one(start, QStringLiteral("2026-03-01T10:00:00-08:00"))
                            << QStringLiteral("2026-03-01T10:00:00.000-08:00") << QString();
    QTest::newRow("zone") << QJsonObject{{start, QStringLiteral("2026-07-01T10:00:00")},
                                         {QStringLiteral("time_zone"),
                                          QStringLiteral("Europe/Berlin")}}
                          << QStringLiteral("2026-07-01T10:00:00.000+02:00")
                          << QStringLiteral("Europe/Berlin");
}

void TestSandboxWriting::readsWrittenDatesBack()
{
    QFETCH(QJsonObject, date);
    SandboxFixture sandbox(2);
    const auto reply = patch(sandbox, QStringLiteral("meetings"),
                             written(QStringLiteral("Date"), QStringLiteral("date"), date));
    const QJsonValue read = echoed(reply, QStringLiteral("Date"), QStringLiteral("date"));
    QTEST(read[u"start"].toString(), "start");
    QTEST(read[u"time_zone"].toString(), "zone");
}

void TestSandboxWriting::stampsEditsWithFlooredClockAndAuthor()
{
    SandboxFixture sandbox(2);
    sandbox.control.setClock(QStringLiteral("2026-11-22T07:39:41.5Z"));
    const QJsonObject change = written(QStringLiteral("Rating"), QStringLiteral("number"), 3);
    const QJsonObject bot = patch(sandbox, QStringLiteral("books"), change).json();
    QCOMPARE(bot.value(u"last_edited_time").toString(), QStringLiteral("2026-11-22T07:39:00.000Z"));
    const QString me = sandbox.control.notion("GET", QStringLiteral("/v1/users/me"))
                           .json()
                           .value(u"id")
                           .toString();
    QCOMPARE(bot.value(u"last_edited_by")[u"id"].toString(), me);
    sandbox.control.advanceClock(std::chrono::seconds(18));
    QVERIFY(patch(sandbox, QStringLiteral("books"), change).json().value(u"last_edited_time")
            == bot.value(u"last_edited_time"));
    sandbox.control.advanceClock(std::chrono::seconds(1));
    const QJsonObject person = sandbox.control.changePage(bot.value(u"id").toString(), change);
    QCOMPARE(person.value(u"last_edited_time").toString(),
             QStringLiteral("2026-11-22T07:40:00.000Z"));
    QVERIFY(person.value(u"last_edited_by")[u"id"].toString() != me);
}

void TestSandboxWriting::hidesNewPageUntilTheIndexCaughtUp()
{
    SandboxFixture sandbox(2);
    sandbox.control.setClock(QStringLiteral("2026-11-22T08:00:00Z"));
    sandbox.control.setBehaviour(one(QStringLiteral("index_lag_s"), 90));
    const QString id = create(sandbox, QStringLiteral("books"), {}).json().value(u"id").toString();
    const auto count = [&] {
        const QString path = QStringLiteral("/v1/data_sources/%1/query")
                                 .arg(sandbox.control.dataSourceId(QStringLiteral("books")));
        return sandbox.control.notion("POST", path).json().value(u"results").toArray().size();
    };
    QCOMPARE(count(), 2);
    QCOMPARE(sandbox.control.notion("GET", QStringLiteral("/v1/pages/") + id).status, 200);
    sandbox.control.advanceClock(std::chrono::seconds(90));
    QCOMPARE(count(), 3);
}

void TestSandboxWriting::storesMarkdownWithoutSignaturesAndBlanks()
{
    SandboxFixture sandbox(2);
    const QString path = pagePath(sandbox, QStringLiteral("tasks")) + QStringLiteral("/markdown");
    const QString image = QStringLiteral(
        "![x](https://prod-files-secure.s3.us-west-2.amazonaws.com/sandbox/x.png%1)");
    const QString body
        = QStringLiteral("one  \r\n\n\n\ntwo ") + image.arg(QStringLiteral("?X-Amz-Signature=old"));
    (void)sandbox.control.notion("PATCH", path, replaceBody(body));
    const QJsonArray pages = sandbox.control.pages(QStringLiteral("tasks"));
    QCOMPARE(pages.first()[u"markdown"].toString(),
             QStringLiteral("one\n\ntwo ") + image.arg(QString()));
    const auto read
        = [&] { return sandbox.control.notion("GET", path).json().value(u"markdown").toString(); };
    QVERIFY(read() != read());
}

void TestSandboxWriting::requiresExactlyOneMatchForContentUpdates()
{
    SandboxFixture sandbox(2);
    const QString path = pagePath(sandbox, QStringLiteral("tasks")) + QStringLiteral("/markdown");
    (void)sandbox.control.notion("PATCH", path, replaceBody(QStringLiteral("tea tea coffee")));
    const auto update = [&](const QString &before, bool all) {
        const QJsonObject change{{QStringLiteral("old_str"), before},
                                 {QStringLiteral("new_str"), QStringLiteral("water")},
                                 {QStringLiteral("replace_all_matches"), all}};
        return sandbox.control.notion(
            "PATCH", path,
            {{QStringLiteral("type"), QStringLiteral("update_content")},
             {QStringLiteral("update_content"),
              one(QStringLiteral("content_updates"), QJsonArray{change})}});
    };
    QCOMPARE(update(QStringLiteral("tea"), false).status, 400);
    QCOMPARE(update(QStringLiteral("milk"), false).status, 400);
    QCOMPARE(update(QStringLiteral("Coffee"), false).status, 400);
    QCOMPARE(update(QStringLiteral("coffee"), false).status, 200);
    QCOMPARE(update(QStringLiteral("tea"), true).json().value(u"markdown").toString(),
             QStringLiteral("water water water"));
}

void TestSandboxWriting::tellsTruncatedMarkdown()
{
    SandboxFixture sandbox(2);
    const QString id = sandbox.control.pageId(QStringLiteral("tasks"), 0);
    sandbox.control.changePage(id,
                               {{QStringLiteral("markdown"), QStringLiteral("a long body")},
                                {QStringLiteral("is_truncated"), true}});
    const QJsonObject read
        = sandbox.control.notion("GET", QStringLiteral("/v1/pages/%1/markdown").arg(id)).json();
    QVERIFY(read.value(u"truncated").toBool());
    QCOMPARE(read.value(u"unknown_block_ids").toArray().size(), 1);
    QVERIFY(read.value(u"markdown").toString().contains(u"<unknown url="));
}

void TestSandboxWriting::finishesAsyncBodyAtTheSecondPoll()
{
    SandboxFixture sandbox(2);
    const auto accepted = create(sandbox, QStringLiteral("tasks"),
                                 {{QStringLiteral("markdown"), QStringLiteral("late")},
                                  {QStringLiteral("allow_async"), true}});
    QCOMPARE(accepted.status, 202);
    const QString path
        = QStringLiteral("/v1/async_tasks/") + accepted.json().value(u"id").toString();
    QCOMPARE(sandbox.control.notion("GET", path).json().value(u"status").toString(),
             QStringLiteral("retrying"));
    const QJsonObject done = sandbox.control.notion("GET", path).json();
    QCOMPARE(done.value(u"status").toString(), QStringLiteral("succeeded"));
    QCOMPARE(done.value(u"result")[u"markdown"].toString(), QStringLiteral("late"));
}

void TestSandboxWriting::keepsPagesOfRenamedOption()
{
    SandboxFixture sandbox(2);
    const QString path = QStringLiteral("/v1/data_sources/")
        + sandbox.control.dataSourceId(QStringLiteral("tasks"));
    (void)patch(sandbox, QStringLiteral("tasks"),
                written(QStringLiteral("Priority"), QStringLiteral("select"),
                        one(QStringLiteral("name"), QStringLiteral("High"))));
    QJsonArray options = sandbox.control.notion("GET", path)
                             .json()
                             .value(u"properties")[u"Priority"][u"select"][u"options"]
                             .toArray();
    QJsonObject high = options.first().toObject();
    high.insert(u"name", QStringLiteral("Highest"));
    options.replace(0, high);
    const QJsonObject select
        = one(QStringLiteral("select"), one(QStringLiteral("options"), options));
    (void)sandbox.control.notion(
        "PATCH", path, one(QStringLiteral("properties"), one(QStringLiteral("Priority"), select)));
    const auto page = sandbox.control.notion("GET", pagePath(sandbox, QStringLiteral("tasks")));
    QCOMPARE(echoed(page, QStringLiteral("Priority"), QStringLiteral("select"))[u"name"].toString(),
             QStringLiteral("Highest"));
}

void TestSandboxWriting::forgetsValuesOfRetypedProperty()
{
    SandboxFixture sandbox(2);
    sandbox.control.changeProperty(QStringLiteral("books"), QStringLiteral("Author"),
                                   one(QStringLiteral("type"), QStringLiteral("number")));
    const auto page = sandbox.control.notion("GET", pagePath(sandbox, QStringLiteral("books")));
    const QJsonValue author = page.json().value(u"properties")[u"Author"];
    QCOMPARE(author[u"type"].toString(), QStringLiteral("number"));
    QVERIFY(author[u"number"].isNull());
}

void TestSandboxWriting::changesChecksumOnlyWithContent()
{
    SandboxFixture sandbox(20);
    const QString before = sandbox.control.checksum();
    const QString id = sandbox.control.pageId(QStringLiteral("books"), 5);
    (void)sandbox.control.notion("GET", QStringLiteral("/v1/pages/") + id);
    sandbox.control.setBehaviour(one(QStringLiteral("result_cap"), 5));
    QCOMPARE(sandbox.control.checksum(), before);
    sandbox.control.changePage(id, one(QStringLiteral("is_shared"), false));
    QVERIFY(sandbox.control.checksum() != before);
    sandbox.control.changePage(id, one(QStringLiteral("is_shared"), true));
    QCOMPARE(sandbox.control.checksum(), before);
    sandbox.control.changePage(id, written(QStringLiteral("Rating"), QStringLiteral("number"), 1));
    QVERIFY(sandbox.control.checksum() != before);
}

QTEST_GUILESS_MAIN(TestSandboxWriting)
#include "tst_sandboxwriting.moc"
