#include "support/builtindefinition.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

class TestServiceDefinition : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryBuiltInService_data();
    void readsEveryBuiltInService();
    void knowsWhoEditsAndWhoIsWritten();
    void dependsOnWhatItRefersTo();
    void namesFileAndKeyOfAMistake_data();
    void namesFileAndKeyOfAMistake();
    void saysWhereJsonBreaks();
    void changesItsHashWithItsContent();
};

static const QByteArray Example = R"({
  "format": 1, "service": "films", "title": "Films", "pattern": "one_way",
  "title_field": "name", "match": [["name"]],
  "sides": { "notion": { "role": "source" },
             "hub": { "role": "destination", "table": "films" } },
  "fields": [
    { "name": "name", "type": "text",
      "notion": { "property": "Name", "type": "title" },
      "hub": { "column": "name", "type": "TEXT" } },
    { "name": "director", "type": "reference", "service": "people",
      "notion": { "property": "Director", "type": "relation" },
      "hub": { "column": "director", "type": "UUID" } } ] })";

static QByteArray changed(const char *from, const char *to)
{
    return QByteArray(Example).replace(from, to);
}

void TestServiceDefinition::readsEveryBuiltInService_data()
{
    QTest::addColumn<QString>("service");
    const QStringList files = QDir(QStringLiteral(":/services")).entryList();
    QCOMPARE(files.size(), 10);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(5);
}

void TestServiceDefinition::readsEveryBuiltInService()
{
    QFETCH(QString, service);
    const ServiceDefinition definition = builtInDefinition(service);
    QCOMPARE(definition.name, service);
    QVERIFY(definition.sideIndex(u"hub") >= 0);
    QVERIFY(!definition.title.isEmpty());
    for (const FieldDefinition &field : definition.fields) {
        QVERIFY2(field.isOn(definition.sideIndex(u"hub")), qPrintable(field.name));
        QVERIFY2(!field.label.isEmpty(), qPrintable(field.name));
    }
}

void TestServiceDefinition::knowsWhoEditsAndWhoIsWritten()
{
    const ServiceDefinition books = builtInDefinition(QStringLiteral("books"));
    const SideDefinition &notion = books.sides[size_t(books.sideIndex(u"notion"))];
    const SideDefinition &hub = books.sides[size_t(books.sideIndex(u"hub"))];
    QVERIFY(notion.edits && !notion.written);
    QVERIFY(hub.written && !hub.edits);
    const ServiceDefinition tasks = builtInDefinition(QStringLiteral("tasks"));
    QVERIFY(tasks.sides[0].edits && tasks.sides[0].written);
    QCOMPARE(books.databaseVariable(), QStringLiteral("NOTION_BOOKS_DB_ID"));
}

void TestServiceDefinition::dependsOnWhatItRefersTo()
{
    const Result<ServiceDefinition> films = parseServiceDefinition(Example, QStringLiteral("f"));
    QVERIFY(films);
    QCOMPARE(films->dependsOn, QStringList{QStringLiteral("people")});
}

void TestServiceDefinition::namesFileAndKeyOfAMistake_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("key");
    QTest::newRow("service missing") << changed(R"("service": "films",)", "") << "service";
    QTest::newRow("service in capitals")
        << changed(R"("films", "title")", R"("Films", "title")") << "service";
    QTest::newRow("newer format") << changed(R"("format": 1)", R"("format": 2)") << "format";
    QTest::newRow("format as text") << changed(R"("format": 1)", R"("format": "1")") << "format";
    QTest::newRow("pattern") << changed("one_way", "sideways") << "pattern";
    QTest::newRow("unknown key") << changed(R"("format")", R"("colour": 1, "format")") << "colour";
    QTest::newRow("one side") << changed(R"("notion": { "role": "source" },)", "") << "sides";
    QTest::newRow("role") << changed(R"("role": "source")", R"("role": "king")")
                          << "sides.notion.role";
    QTest::newRow("nobody edits") << changed(R"("role": "source")", R"("role": "destination")")
                                  << "sides";
    QTest::newRow("optional as text")
        << changed(R"("role": "source")", R"("role": "source", "optional": "yes")")
        << "sides.notion.optional";
    QTest::newRow("field without a name")
        << changed(R"("name": "director", )", "") << "fields[1].name";
    QTest::newRow("field twice") << changed(R"("name": "director")", R"("name": "name")")
                                 << "fields[1].name";
    QTest::newRow("field type") << changed(R"("type": "text",)", R"("type": "string",)")
                                << "fields[0].type";
    QTest::newRow("unknown field key")
        << changed(R"("type": "text",)", R"("type": "text", "nullable": true,)")
        << "fields[0].nullable";
    QTest::newRow("mapping is no object")
        << changed(R"({ "property": "Name", "type": "title" })", R"("Name")") << "fields[0].notion";
    QTest::newRow("reference without a service")
        << changed(R"("service": "people",)", "") << "fields[1].service";
    QTest::newRow("required as number")
        << changed(R"("type": "text",)", R"("type": "text", "required": 1,)")
        << "fields[0].required";
    QTest::newRow("authority") << changed(R"("type": "text",)",
                                          R"("type": "text", "authority": "google",)")
                               << "fields[0].authority";
    QTest::newRow("match on an unknown field")
        << changed(R"([["name"]])", R"([["title"]])") << "match";
    QTest::newRow("match is a text") << changed(R"([["name"]])", R"("name")") << "match";
    QTest::newRow("title field") << changed(R"("title_field": "name")", R"("title_field": "x")")
                                 << "title_field";
    QTest::newRow("conflicts") << changed(R"("format": 1)",
                                          R"("format": 1, "conflicts": "google_wins")")
                               << "conflicts";
    QTest::newRow("fields missing")
        << changed(R"("fields")", R"("description": "x", "fields_")") << "fields_";
    QTest::newRow("fields empty") << QByteArray(Example.left(Example.indexOf("[\n    {")) + "[] }")
                                  << "fields";
    QTest::newRow("derived from no reference")
        << changed(R"("type": "text",)", R"("type": "text", "derived_from": "name",)")
        << "derived_from";
    QTest::newRow("depends_on") << changed(R"("format": 1)",
                                           R"("format": 1, "depends_on": "books")")
                                << "depends_on";
}

void TestServiceDefinition::namesFileAndKeyOfAMistake()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, key);
    QVERIFY(json != Example);
    const auto definition = parseServiceDefinition(json, QStringLiteral("films.json"));
    QVERIFY(!definition);
    QCOMPARE(definition.error().kind, ErrorKind::Usage);
    QVERIFY2(definition.error().detail.startsWith(QLatin1String("films.json: \"")),
             qPrintable(definition.error().detail));
    QVERIFY2(definition.error().detail.section(u'"', 1, 1).endsWith(key),
             qPrintable(definition.error().detail));
    QVERIFY2(definition.error().detail.contains(QLatin1String("must be")),
             qPrintable(definition.error().detail));
}

void TestServiceDefinition::saysWhereJsonBreaks()
{
    const auto broken = parseServiceDefinition("{ \"service\": ", QStringLiteral("films.json"));
    QVERIFY(!broken);
    QVERIFY(broken.error().detail.contains(QLatin1String("films.json")));
    QVERIFY(broken.error().detail.contains(QLatin1String("at byte 13")));
    const auto list = parseServiceDefinition("[]", QStringLiteral("films.json"));
    QVERIFY(!list);
    QVERIFY(list.error().detail.contains(QLatin1String("one JSON object")));
}

void TestServiceDefinition::changesItsHashWithItsContent()
{
    const auto hashOf = [](const QByteArray &json) {
        return parseServiceDefinition(json, QStringLiteral("f")).value().hash;
    };
    QCOMPARE(hashOf(changed("\n", "\n ")), hashOf(Example));
    QVERIFY(hashOf(changed("\"Name\"", "\"Title\"")) != hashOf(Example));
}

QTEST_GUILESS_MAIN(TestServiceDefinition)
#include "tst_servicedefinition.moc"
