#include "connectors/notion/notiondate.h"
#include "connectors/notion/notionid.h"
#include "connectors/notion/notionpagereader.h"
#include "connectors/notion/notionpropertyreader.h"
#include "connectors/notion/notionpropertywriter.h"
#include "connectors/notion/notionrichtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

static QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

/// A property as a page would show it right after this write.
static QJsonObject shown(const QString &type, QJsonObject written)
{
    written.insert(QStringLiteral("id"), QStringLiteral("p"));
    written.insert(QStringLiteral("type"), type);
    return written;
}

static Result<QJsonObject> write(const QString &type, const Value &value,
                                 const QJsonObject &fresh = {}, const QString &part = {})
{
    return writeNotionProperty(
        {NotionProperty{QStringLiteral("p"), QStringLiteral("Property"), type, {}, {}}, value, part,
         fresh});
}

/// What a page shows after `value` was written, read back.
static Value roundTrip(const QString &type, FieldType wanted, const Value &value,
                       const QJsonObject &fresh = {}, const QString &part = {})
{
    const Result<QJsonObject> written = write(type, value, fresh, part);
    return written ? readNotionProperty(shown(type, *written), wanted, part) : Value();
}

static Value instant(const char *text)
{
    return Value::instant(*parseInstant(QString::fromLatin1(text)));
}

/// Text of all scripts, emoji, controls and combining marks; no lone surrogates.
static QString anyText(int longest)
{
    const auto points = *rc::gen::container<std::vector<uint>>(
        rc::gen::oneOf(rc::gen::inRange<uint>(1, 0xD800), rc::gen::inRange<uint>(0xE000, 0x10FFFF),
                       rc::gen::inRange<uint>(0x300, 0x370), rc::gen::just<uint>(0x1F468),
                       rc::gen::just<uint>(0x200D)));
    QString text;
    for (const uint point : points)
        text += QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1);
    return text.repeated(1 + *rc::gen::inRange(0, longest));
}

Q_DECLARE_METATYPE(Value)

class TestNotionCodec : public QObject
{
    Q_OBJECT

private slots:
    void findsTheIdInWhatPeoplePaste_data();
    void findsTheIdInWhatPeoplePaste();

    void readsEveryType_data();
    void readsEveryType();
    void readsEveryDerivedType_data();
    void readsEveryDerivedType();
    void trap16_neverReadsWhatItDoesNotUnderstandAsEmpty_data();
    void trap16_neverReadsWhatItDoesNotUnderstandAsEmpty();
    void joinsAllSegments();
    void picksPartsOfDatesAndNames();
    void trap43_P31_tellsADayFromATime();
    void trap16_knowsWhatIsCutShort();
    void trap35_hidesTheSignatureOfHostedFiles();
    void trap35_bodiesKeepAPersonsLinks_data();
    void trap35_bodiesKeepAPersonsLinks();

    void textComesBackAsWritten();
    void trap42_runsNeverCutAGrapheme();
    void numberComesBackAsWritten();
    void tagsComeBackAsWritten();
    void trap43_P31_dayComesBackAsWritten();
    void instantComesBackAsWrittenWhateverThePageShows();
    void trap31_everyWritableTypeComesBack_data();
    void trap31_everyWritableTypeComesBack();

    void clearsWithNull_data();
    void clearsWithNull();
    void trap42_P20_refusesWhatNotionCannotHold_data();
    void trap42_P20_refusesWhatNotionCannotHold();
    void neverWritesWhatNotionKeepsItself_data();
    void neverWritesWhatNotionKeepsItself();
    void keepsFormattingAroundAChange();
    void keepsWhatADayDoesNotCover();
    void keepsTheZoneOfATime();
    void movesTheEndAlong();
    void trap43_P31_writesOffsetsWhereAnHourHappensTwice();
    void trap44_stripsNulAndHalfCharacters();
};

void TestNotionCodec::findsTheIdInWhatPeoplePaste_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("dashes") << QStringLiteral("1A2b3c4d-0000-4000-8000-00000000000f") << true;
    QTest::newRow("no dashes") << QStringLiteral("1a2b3c4d00004000800000000000000f") << true;
    QTest::newRow("link") << QStringLiteral(
        "https://www.notion.so/me/Books-1a2b3c4d000040008000000000"
        "00000f?v=ffffffffffffffffffffffffffffffff")
                          << true;
    QTest::newRow("spaces") << QStringLiteral("  1a2b3c4d00004000800000000000000f \n") << true;
    QTest::newRow("too long") << QStringLiteral("1a2b3c4d00004000800000000000000f0") << false;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("word") << QStringLiteral("books") << false;
}

void TestNotionCodec::findsTheIdInWhatPeoplePaste()
{
    QFETCH(QString, text);
    QFETCH(bool, found);
    const QString id = QStringLiteral("1a2b3c4d-0000-4000-8000-00000000000f");
    QCOMPARE(notionId(text), found ? id : QString());
}

void TestNotionCodec::readsEveryType_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("wanted");
    QTest::addColumn<QByteArray>("plain");
    const auto row = [](const char *name, const char *json, FieldType wanted, const char *plain) {
        QTest::newRow(name) << QByteArray(json) << static_cast<int>(wanted)
                            << "[" + QByteArray(plain) + "]";
    };
    row("title", R"({"type":"title","title":[{"plain_text":"Dune"}]})", FieldType::Text,
        R"("Dune")");
    row("empty title", R"({"type":"title","title":[]})", FieldType::Text, "null");
    row("number", R"({"type":"number","number":4.5})", FieldType::Number, "4.5");
    row("number as text", R"({"type":"number","number":1234})", FieldType::Text, R"("1234")");
    row("big number", R"({"type":"number","number":9007199254740991})", FieldType::Integer,
        "9007199254740991");
    row("no number", R"({"type":"number","number":null})", FieldType::Integer, "null");
    row("select", R"({"type":"select","select":{"id":"x","name":"To read"}})", FieldType::Choice,
        R"("To read")");
    row("no select", R"({"type":"select","select":null})", FieldType::Choice, "null");
    row("select as tags", R"({"type":"select","select":{"name":"a"}})", FieldType::Tags,
        R"(["a"])");
    row("status", R"({"type":"status","status":{"name":"Done"}})", FieldType::Choice, R"("Done")");
    row("multi_select", R"({"type":"multi_select","multi_select":[{"name":"b"},{"name":"a"}]})",
        FieldType::Tags, R"(["a","b"])");
    row("day", R"({"type":"date","date":{"start":"2026-11-22","end":null,"time_zone":null}})",
        FieldType::Date, R"("2026-11-22")");
    row("day as the person sees it",
        R"({"type":"date","date":{"start":"2026-11-22T01:30:00.000+13:00","end":null}})",
        FieldType::Date, R"("2026-11-22")");
    row("time", R"({"type":"date","date":{"start":"2026-11-22T01:30:00.000+13:00","end":null}})",
        FieldType::Instant, R"("2026-11-21T12:30:00Z")");
    row("time in a zone",
        R"({"type":"date","date":{"start":"2026-07-01T10:00:00","end":null,"time_zone":"Europe/Paris"}})",
        FieldType::Instant, R"("2026-07-01T08:00:00Z")");
    row("day as a time", R"({"type":"date","date":{"start":"2026-11-22","end":null}})",
        FieldType::Instant, R"("2026-11-22T00:00:00Z")");
    row("no date", R"({"type":"date","date":null})", FieldType::Date, "null");
    row("checkbox", R"({"type":"checkbox","checkbox":true})", FieldType::Boolean, "true");
    row("unticked", R"({"type":"checkbox","checkbox":false})", FieldType::Boolean, "false");
    row("url", R"({"type":"url","url":"https://example.org/?a=b"})", FieldType::Text,
        R"("https://example.org/?a=b")");
    row("no url", R"({"type":"url","url":null})", FieldType::Text, "null");
    row("email", R"({"type":"email","email":"a@example.org"})", FieldType::Text,
        R"("a@example.org")");
    row("phone", R"({"type":"phone_number","phone_number":"+41 44 668 18 00"})", FieldType::Text,
        R"("+41 44 668 18 00")");
    row("people", R"({"type":"people","people":[{"id":"1","name":"Ada"},{"id":"2","name":"Bob"}]})",
        FieldType::Text, R"("Ada, Bob")");
    row("relation",
        R"({"type":"relation","has_more":false,"relation":[{"id":"1A2B3C4D00004000800000000000000F"}]})",
        FieldType::Reference, R"(["1a2b3c4d-0000-4000-8000-00000000000f"])");
    row("no relation", R"({"type":"relation","has_more":false,"relation":[]})",
        FieldType::Reference, "null");
}

void TestNotionCodec::readsEveryDerivedType_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("wanted");
    QTest::addColumn<QByteArray>("plain");
    const auto row = [](const char *name, const char *json, FieldType wanted, const char *plain) {
        QTest::newRow(name) << QByteArray(json) << static_cast<int>(wanted)
                            << "[" + QByteArray(plain) + "]";
    };
    row("formula text", R"({"type":"formula","formula":{"type":"string","string":"x"}})",
        FieldType::Text, R"("x")");
    row("formula number", R"({"type":"formula","formula":{"type":"number","number":2}})",
        FieldType::Number, "2");
    row("formula boolean", R"({"type":"formula","formula":{"type":"boolean","boolean":true}})",
        FieldType::Boolean, "true");
    row("formula date",
        R"({"type":"formula","formula":{"type":"date","date":{"start":"2026-01-02","end":null}}})",
        FieldType::Date, R"("2026-01-02")");
    row("rollup number",
        R"({"type":"rollup","rollup":{"type":"number","number":7,"function":"sum"}})",
        FieldType::Number, "7");
    row("rollup date",
        R"({"type":"rollup","rollup":{"type":"date","date":{"start":"2026-01-02"},"function":"max"}})",
        FieldType::Date, R"("2026-01-02")");
    row("rollup array",
        R"({"type":"rollup","rollup":{"type":"array","array":[{"type":"number","number":1},
            {"type":"title","title":[{"plain_text":"b"}]}],"function":"show_original"}})",
        FieldType::Text, R"("1, b")");
    row("rollup of tags",
        R"({"type":"rollup","rollup":{"type":"array","array":[
            {"type":"multi_select","multi_select":[{"name":"x"}]},
            {"type":"multi_select","multi_select":[{"name":"y"},{"name":"x"}]}]}})",
        FieldType::Tags, R"(["x","y"])");
    row("rollup as JSON",
        R"({"type":"rollup","rollup":{"type":"array","array":[{"type":"number","number":1}]}})",
        FieldType::Json, "[1]");
    row("files",
        R"({"type":"files","files":[{"name":"c","type":"external","external":{"url":"https://x/y?z=1"}}]})",
        FieldType::Text, R"("https://x/y?z=1")");
    row("no files", R"({"type":"files","files":[]})", FieldType::Text, "null");
    row("created time", R"({"type":"created_time","created_time":"2026-01-02T03:04:00.000Z"})",
        FieldType::Instant, R"("2026-01-02T03:04:00Z")");
    row("last edited time",
        R"({"type":"last_edited_time","last_edited_time":"2026-01-02T03:04:00.000Z"})",
        FieldType::Date, R"("2026-01-02")");
    row("created by",
        R"({"type":"created_by","created_by":{"object":"user","id":"1","name":"Ada"}})",
        FieldType::Text, R"("Ada")");
    row("last edited by", R"({"type":"last_edited_by","last_edited_by":{"id":"1","name":"Ada"}})",
        FieldType::Text, R"("Ada")");
    row("unique id", R"({"type":"unique_id","unique_id":{"prefix":"TASK","number":42}})",
        FieldType::Text, R"("TASK-42")");
    row("unique number", R"({"type":"unique_id","unique_id":{"prefix":"TASK","number":42}})",
        FieldType::Integer, "42");
    row("verification",
        R"({"type":"verification","verification":{"state":"verified","date":null}})",
        FieldType::Text, R"("verified")");
    row("place", R"({"type":"place","place":{"lat":1.5,"lon":2,"name":"Home","address":"Road 1"}})",
        FieldType::Text, R"("Home, Road 1")");
    row("place as JSON", R"({"type":"place","place":{"lat":1.5,"lon":2}})", FieldType::Json,
        R"({"lat":1.5,"lon":2})");
    row("button", R"({"type":"button","button":{}})", FieldType::Text, "null");
}

void TestNotionCodec::readsEveryType()
{
    QFETCH(QByteArray, json);
    QFETCH(int, wanted);
    QFETCH(QByteArray, plain);
    const Value value = readNotionProperty(object(json), static_cast<FieldType>(wanted));
    QVERIFY(value.isKnown());
    QCOMPARE(QJsonDocument(QJsonArray{value.toPlainJson()}).toJson(QJsonDocument::Compact), plain);
}

void TestNotionCodec::readsEveryDerivedType()
{
    readsEveryType();
}

void TestNotionCodec::trap16_neverReadsWhatItDoesNotUnderstandAsEmpty_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("wanted");
    const auto row = [](const char *name, const char *json, FieldType wanted = FieldType::Text) {
        QTest::newRow(name) << QByteArray(json) << static_cast<int>(wanted);
    };
    row("unknown type", R"({"type":"hologram","hologram":{"x":1}})");
    row("no type", "{}");
    row("content missing", R"({"type":"rich_text"})");
    row("content of another form", R"({"type":"rich_text","rich_text":"x"})");
    row("number that is text", R"({"type":"number","number":"12"})", FieldType::Number);
    row("checkbox null", R"({"type":"checkbox","checkbox":null})", FieldType::Boolean);
    row("relation null", R"({"type":"relation","relation":null})", FieldType::Reference);
    row("unsupported formula", R"({"type":"formula","formula":{"type":"unsupported"}})");
    row("unsupported rollup", R"({"type":"rollup","rollup":{"type":"unsupported"}})");
    row("incomplete rollup", R"({"type":"rollup","rollup":{"type":"incomplete"}})");
    row("rollup of something unknown",
        R"({"type":"rollup","rollup":{"type":"array","array":[{"type":"hologram"}]}})");
    row("text that is no number", R"({"type":"rich_text","rich_text":[{"plain_text":"many"}]})",
        FieldType::Integer);
    row("date that is none", R"({"type":"date","date":{"start":"soon"}})", FieldType::Date);
    row("file without address", R"({"type":"files","files":[{"name":"x","type":"custom"}]})");
}

void TestNotionCodec::trap16_neverReadsWhatItDoesNotUnderstandAsEmpty()
{
    QFETCH(QByteArray, json);
    QFETCH(int, wanted);
    QVERIFY(readNotionProperty(object(json), static_cast<FieldType>(wanted)).isUnknown());
}

void TestNotionCodec::joinsAllSegments()
{
    const QJsonObject property = object(
        R"({"type":"rich_text","rich_text":[
            {"type":"text","text":{"content":"See "},"plain_text":"See "},
            {"type":"mention","mention":{"type":"page"},"plain_text":"Dune"},
            {"type":"equation","equation":{"expression":"e=mc^2"},"plain_text":"e=mc^2"},
            {"type":"text","text":{"content":" 😀"},"plain_text":" 😀"}]})");
    QCOMPARE(readNotionProperty(property, FieldType::Text),
             Value::text(QStringLiteral("See Dunee=mc^2 😀")));
}

void TestNotionCodec::picksPartsOfDatesAndNames()
{
    const QJsonObject date = object(
        R"({"type":"date","date":{"start":"2026-07-01T10:00:00+02:00","end":"2026-07-02T11:00:00+02:00",
            "time_zone":"Europe/Paris"}})");
    const auto part = [&](FieldType wanted, const char *name) {
        return readNotionProperty(date, wanted, QLatin1String(name));
    };
    QCOMPARE(part(FieldType::Date, "end"), Value::date(QDate(2026, 7, 2)));
    QCOMPARE(part(FieldType::Instant, "start"), instant("2026-07-01T08:00:00Z"));
    QCOMPARE(part(FieldType::Text, "zone"), Value::text(QStringLiteral("Europe/Paris")));
    const QJsonObject name
        = object(R"({"type":"title","title":[{"plain_text":"Ada Maria King Lovelace"}]})");
    QCOMPARE(readNotionProperty(name, FieldType::Text, QStringLiteral("given_name")).toText(),
             QStringLiteral("Ada"));
    QCOMPARE(readNotionProperty(name, FieldType::Text, QStringLiteral("middle_name")).toText(),
             QStringLiteral("Maria King"));
    QCOMPARE(readNotionProperty(name, FieldType::Text, QStringLiteral("family_name")).toText(),
             QStringLiteral("Lovelace"));
}

void TestNotionCodec::trap43_P31_tellsADayFromATime()
{
    const QString allDay = QStringLiteral("all_day");
    const QJsonObject day = object(R"({"type":"date","date":{"start":"2026-07-01"}})");
    const QJsonObject time = object(R"({"type":"date","date":{"start":"2026-07-01T10:00:00Z"}})");
    QCOMPARE(readNotionProperty(day, FieldType::Boolean, allDay), Value::boolean(true));
    QCOMPARE(readNotionProperty(time, FieldType::Boolean, allDay), Value::boolean(false));
}

void TestNotionCodec::trap16_knowsWhatIsCutShort()
{
    QJsonArray references;
    for (int i = 0; i < 24; ++i)
        references.append(QJsonObject{{QStringLiteral("id"), QString::number(i)}});
    QJsonObject property{{QStringLiteral("type"), QStringLiteral("relation")},
                         {QStringLiteral("relation"), references}};
    QVERIFY(!isCutShort(property));
    property.insert(QStringLiteral("has_more"), true);
    QVERIFY(isCutShort(property));
    property.insert(QStringLiteral("has_more"), false);
    references.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("24")}});
    property.insert(QStringLiteral("relation"), references);
    QVERIFY(isCutShort(property));
}

void TestNotionCodec::trap35_hidesTheSignatureOfHostedFiles()
{
    const auto files = [](const char *signature) {
        return readNotionProperty(
            object(QByteArray(R"({"type":"files","files":[{"name":"c","type":"file",
                   "file":{"url":"https://files.example.org/c.png?X-Amz-Signature=)")
                   + signature + R"(","expiry_time":"2026-01-01T00:00:00Z"}}]})"),
            FieldType::Text);
    };
    QCOMPARE(files("one"), files("two"));
    QCOMPARE(files("one").toText(), QStringLiteral("https://files.example.org/c.png"));
}

void TestNotionCodec::trap35_bodiesKeepAPersonsLinks_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isHosted");
    const auto row = [](const char *address, bool isHosted) {
        QTest::newRow(address) << QString::fromLatin1(address) << isHosted;
    };
    row("https://prod-files-secure.s3.us-west-2.amazonaws.com/a/b/c.png"
        "?X-Amz-Expires=3600&X-Amz-Signature=abc&x-id=GetObject",
        true);
    row("https://s3.us-west-2.amazonaws.com/secure.notion-static.com/c.png?X-Amz-Signature=abc",
        true);
    row("https://file.notion.so/f/f/a/b/c.png?table=block&expirationTimestamp=1&signature=abc",
        true);
    row("https://img.notionusercontent.com/s3/c.png?exp=1&sig=abc", true);
    row("https://example.com/register?event=12&offer=expires-friday", false);
    row("https://example.com/verify?signature=abc&expiration=1", false);
    row("https://example.com/notion.so/?signature=abc", false);
    row("https://www.notion.so/Page-0123?pvs=4&design=1", false);
    row("https://bucket.s3.amazonaws.com/report.pdf?versionId=3", false);
}

void TestNotionCodec::trap35_bodiesKeepAPersonsLinks()
{
    QFETCH(const QString, address);
    QFETCH(const bool, isHosted);
    const QString text = QStringLiteral("See [this](%1), please.");
    const Value body = notionBody({{QStringLiteral("markdown"), text.arg(address)}});
    QCOMPARE(body.toText(), text.arg(isHosted ? address.section(u'?', 0, 0) : address));
}

void TestNotionCodec::textComesBackAsWritten()
{
    const bool held = rc::check("decode(encode(text)) == text", [] {
        const Value value = Value::text(anyText(400));
        RC_PRE(value.toText().size() < 150'000);
        RC_ASSERT(roundTrip(QStringLiteral("rich_text"), FieldType::Text, value) == value);
        RC_ASSERT(roundTrip(QStringLiteral("title"), FieldType::Text, value) == value);
    });
    QVERIFY(held);
}

void TestNotionCodec::trap42_runsNeverCutAGrapheme()
{
    const QString family = QStringLiteral("👨‍👩‍👧‍👦");
    const QStringList runs = textRuns(family.repeated(1000));
    QVERIFY(runs.size() > 1);
    for (const QString &run : runs) {
        QVERIFY(run.size() <= 1900);
        QCOMPARE(run, family.repeated(run.size() / family.size()));
    }
}

void TestNotionCodec::numberComesBackAsWritten()
{
    const bool held = rc::check("decode(encode(number)) == number", [] {
        const Value value = Value::number(*rc::gen::arbitrary<double>());
        RC_PRE(value.isKnown());
        RC_ASSERT(roundTrip(QStringLiteral("number"), FieldType::Number, value) == value);
    });
    QVERIFY(held);
}

void TestNotionCodec::tagsComeBackAsWritten()
{
    const bool held = rc::check("decode(encode(tags)) == tags", [] {
        QStringList names;
        for (const int number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5000)))
            names.append(QStringLiteral("é😀 %1").arg(number));
        const Value value = Value::set(names.mid(0, 100));
        RC_ASSERT(roundTrip(QStringLiteral("multi_select"), FieldType::Tags, value) == value);
    });
    QVERIFY(held);
}

void TestNotionCodec::trap43_P31_dayComesBackAsWritten()
{
    const bool held = rc::check("decode(encode(day)) == day", [] {
        const Value value = Value::date(QDate::fromJulianDay(*rc::gen::inRange(2400000, 2500000)));
        const QJsonObject fresh = shown(
            QStringLiteral("date"),
            object(*rc::gen::element<QByteArray>(
                "{}", R"({"date":{"start":"2026-07-01","end":"2026-07-05"}})",
                R"({"date":{"start":"2026-07-01T23:30:00+02:00","end":null}})",
                R"({"date":{"start":"2026-07-01T02:30:00","time_zone":"America/New_York"}})")));
        RC_ASSERT(roundTrip(QStringLiteral("date"), FieldType::Date, value, fresh) == value);
    });
    QVERIFY(held);
}

void TestNotionCodec::instantComesBackAsWrittenWhateverThePageShows()
{
    const bool held = rc::check("decode(encode(instant)) == instant", [] {
        const auto minutes = *rc::gen::inRange<qint64>(0, 40'000'000);
        const Value value = Value::instant(Instant(std::chrono::minutes(minutes)));
        const QJsonObject fresh = shown(
            QStringLiteral("date"),
            object(*rc::gen::element<QByteArray>(
                "{}", R"({"date":{"start":"2026-07-01","end":null}})",
                R"({"date":{"start":"2026-07-01T23:30:00-05:00","end":"2026-07-02T00:30:00-05:00"}})",
                R"({"date":{"start":"2026-07-01T10:00:00","time_zone":"Europe/Paris"}})",
                R"({"date":{"start":"2026-07-01T10:00:00.000+02:00","time_zone":"Europe/Paris"}})")));
        RC_ASSERT(roundTrip(QStringLiteral("date"), FieldType::Instant, value, fresh) == value);
    });
    QVERIFY(held);
}

void TestNotionCodec::trap31_everyWritableTypeComesBack_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("wanted");
    QTest::addColumn<Value>("value");
    const auto row = [](const char *type, FieldType wanted, const Value &value) {
        QTest::addRow("%s %s", type, qPrintable(value.toDisplayText(20)))
            << QString::fromLatin1(type) << static_cast<int>(wanted) << value;
    };
    const Value id = Value::set({QStringLiteral("1a2b3c4d-0000-4000-8000-00000000000f")});
    row("select", FieldType::Choice, Value::text(QStringLiteral("To read")));
    row("status", FieldType::Choice, Value::text(QStringLiteral("Done")));
    row("checkbox", FieldType::Boolean, Value::boolean(true));
    row("checkbox", FieldType::Boolean, Value::boolean(false));
    row("url", FieldType::Text, Value::text(QStringLiteral("https://example.org/ü")));
    row("email", FieldType::Text, Value::text(QStringLiteral("a@example.org")));
    row("phone_number", FieldType::Text, Value::text(QStringLiteral("+1 (555) 0100")));
    row("people", FieldType::Reference, id);
    row("relation", FieldType::Reference, id);
    row("files", FieldType::Text, Value::text(QStringLiteral("https://example.org/a.png?x=1")));
    row("files", FieldType::Tags,
        Value::set({QStringLiteral("https://a.org/b"), QStringLiteral("https://c.org/d")}));
    row("verification", FieldType::Text, Value::text(QStringLiteral("verified")));
    row("place", FieldType::Json,
        Value::json(QJsonObject{{QStringLiteral("lat"), 1.5}, {QStringLiteral("lon"), -2}}));
    for (const char *type : {"title", "rich_text", "url", "email", "phone_number", "select"})
        row(type, FieldType::Text, Value::null());
    row("number", FieldType::Number, Value::null());
    row("date", FieldType::Date, Value::null());
    for (const char *type : {"multi_select", "people", "relation", "files"})
        row(type, FieldType::Tags, Value::null());
}

void TestNotionCodec::trap31_everyWritableTypeComesBack()
{
    QFETCH(QString, type);
    QFETCH(int, wanted);
    QFETCH(Value, value);
    QVERIFY(roundTrip(type, static_cast<FieldType>(wanted), value) == value);
}

void TestNotionCodec::clearsWithNull_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("json");
    for (const char *type : {"number", "select", "date", "url", "email", "phone_number", "place"})
        QTest::newRow(type) << QString::fromLatin1(type) << QByteArray("{\"") + type + "\":null}";
    for (const char *type : {"title", "rich_text", "multi_select", "people", "relation", "files"})
        QTest::newRow(type) << QString::fromLatin1(type) << QByteArray("{\"") + type + "\":[]}";
    QTest::newRow("checkbox") << QStringLiteral("checkbox") << QByteArray("{\"checkbox\":false}");
}

void TestNotionCodec::clearsWithNull()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, json);
    const Result<QJsonObject> written = write(type, Value::null());
    QVERIFY(written);
    QCOMPARE(*written, object(json));
}

void TestNotionCodec::trap42_P20_refusesWhatNotionCannotHold_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<Value>("value");
    QStringList many;
    for (int i = 0; i < 101; ++i)
        many.append(QString::number(i));
    QTest::newRow("endless text") << QStringLiteral("rich_text")
                                  << Value::text(QString(200'001, u'x'));
    QTest::newRow("comma") << QStringLiteral("select") << Value::text(QStringLiteral("a,b"));
    QTest::newRow("comma in a tag")
        << QStringLiteral("multi_select") << Value::set({QStringLiteral("a,b")});
    QTest::newRow("101 tags") << QStringLiteral("multi_select") << Value::set(many);
    QTest::newRow("101 references") << QStringLiteral("relation") << Value::set(many);
    QTest::newRow("empty status") << QStringLiteral("status") << Value::null();
    QTest::newRow("too many digits")
        << QStringLiteral("number") << Value::number(QStringLiteral("9007199254740993"));
    QTest::newRow("long url") << QStringLiteral("url") << Value::text(QString(2001, u'x'));
    QTest::newRow("long email") << QStringLiteral("email") << Value::text(QString(201, u'x'));
    QTest::newRow("unknown") << QStringLiteral("rich_text") << Value::unknown();
    QTest::newRow("absent") << QStringLiteral("rich_text") << Value();
}

void TestNotionCodec::trap42_P20_refusesWhatNotionCannotHold()
{
    QFETCH(QString, type);
    QFETCH(Value, value);
    const Result<QJsonObject> written = write(type, value);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Refused);
    QVERIFY(!written.error().detail.isEmpty());
}

void TestNotionCodec::neverWritesWhatNotionKeepsItself_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"formula", "rollup", "created_time", "last_edited_time", "created_by",
                             "last_edited_by", "unique_id", "button", "hologram"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

void TestNotionCodec::neverWritesWhatNotionKeepsItself()
{
    QFETCH(QString, type);
    QVERIFY(!write(type, Value::text(QStringLiteral("x"))));
}

void TestNotionCodec::keepsFormattingAroundAChange()
{
    const QJsonArray fresh = object(R"({"a":[
            {"type":"text","text":{"content":"Read "},"annotations":{"bold":true},"plain_text":"Read "},
            {"type":"text","text":{"content":"old"},"annotations":{"bold":false},"plain_text":"old"},
            {"type":"mention","mention":{"type":"user","user":{"id":"1"}},"plain_text":"@Ada"}]})")
                                 .value(QLatin1String("a"))
                                 .toArray();
    const Result<QJsonArray> items = notionRichText(QStringLiteral("Read new@Ada"), fresh);
    QVERIFY(items);
    QCOMPARE(items->size(), 3);
    QVERIFY(items->at(0)[QLatin1String("annotations")][QLatin1String("bold")].toBool());
    QCOMPARE(items->at(1)[QLatin1String("text")][QLatin1String("content")].toString(),
             QStringLiteral("new"));
    QCOMPARE(items->at(2)[QLatin1String("type")].toString(), QStringLiteral("mention"));
    QVERIFY(!items->at(2).toObject().contains(QLatin1String("plain_text")));
}

void TestNotionCodec::keepsWhatADayDoesNotCover()
{
    const NotionDate before{QStringLiteral("2026-07-01T23:30:00+02:00"), {}, {}};
    const NotionDate after = before.withStart(Value::date(QDate(2026, 7, 9)));
    QCOMPARE(after.start, QStringLiteral("2026-07-09T23:30:00+02:00"));
    const NotionDate plain{QStringLiteral("2026-07-01"), QStringLiteral("2026-07-20"), {}};
    QCOMPARE(plain.withStart(Value::date(QDate(2026, 7, 9))),
             (NotionDate{QStringLiteral("2026-07-09"), QStringLiteral("2026-07-20"), {}}));
    QCOMPARE(plain.withStart(instant("2026-07-09T00:00:00Z")).start, QStringLiteral("2026-07-09"));
}

void TestNotionCodec::keepsTheZoneOfATime()
{
    const NotionDate before = NotionDate::fromJson(
        object(R"({"start":"2026-07-01T10:00:00","end":null,"time_zone":"Europe/Paris"})"));
    QCOMPARE(before.start, QStringLiteral("2026-07-01T10:00:00+02:00"));
    const QJsonValue json = before.withStart(instant("2026-01-01T09:00:00Z")).toJson();
    QCOMPARE(json[QLatin1String("start")].toString(), QStringLiteral("2026-01-01T10:00:00"));
    QCOMPARE(json[QLatin1String("time_zone")].toString(), QStringLiteral("Europe/Paris"));
}

void TestNotionCodec::movesTheEndAlong()
{
    const NotionDate before{QStringLiteral("2026-07-01"), QStringLiteral("2026-07-03"), {}};
    QCOMPARE(before.withStart(Value::date(QDate(2026, 8, 1))).end, QStringLiteral("2026-08-03"));
    const NotionDate times{
        QStringLiteral("2026-07-01T10:00:00Z"), QStringLiteral("2026-07-01T11:30:00Z"), {}};
    QCOMPARE(times.withStart(instant("2026-07-02T10:00:00Z")).end,
             QStringLiteral("2026-07-02T11:30:00Z"));
}

void TestNotionCodec::trap43_P31_writesOffsetsWhereAnHourHappensTwice()
{
    const NotionDate before = NotionDate::fromJson(
        object(R"({"start":"2026-07-01T10:00:00","end":null,"time_zone":"Europe/Paris"})"));
    for (const char *time : {"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"}) {
        const QJsonValue json = before.withStart(instant(time)).toJson();
        QCOMPARE(dateValue(NotionDate::fromJson(json).start, false), instant(time));
    }
}

void TestNotionCodec::trap44_stripsNulAndHalfCharacters()
{
    const QString dirty = QStringLiteral("a") + QChar(0) + QStringLiteral("b") + QChar(0xD83D);
    QCOMPARE(cleanedText(dirty), QStringLiteral("ab") + QChar(0xFFFD));
    QCOMPARE(cleanedText(QStringLiteral("😀")), QStringLiteral("😀"));
}

QTEST_GUILESS_MAIN(TestNotionCodec)
#include "tst_notioncodec.moc"
