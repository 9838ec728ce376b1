#include "storage/jsontext.h"
#include "storage/packedjson.h"
#include "support/generators.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

class TestJsonText : public QObject
{
    Q_OBJECT

private slots:
    void writesValuesAsTheirTaggedForm();
    void keepsHalfASurrogatePair();
    void writesNestedBrackets();
    void packsShortAndLongTexts();
};

void TestJsonText::writesValuesAsTheirTaggedForm()
{
    QVERIFY(rc::check("the same as toTaggedJson", [] {
        const Value value = *anyValue();
        JsonText json;
        json.beginArray().value(value).endArray();
        RC_ASSERT(QJsonDocument::fromJson(json.bytes()).array()
                  == QJsonArray{value.toTaggedJson()});
    }));
}

void TestJsonText::keepsHalfASurrogatePair()
{
    const Value value = Value::text(QStringLiteral("a") + QChar(0xd83d) + u'b');
    JsonText json;
    json.beginArray().value(value).endArray();
    const QJsonArray read = QJsonDocument::fromJson(json.bytes()).array();
    QCOMPARE(Value::fromTaggedJson(read.at(0)), value);
}

void TestJsonText::writesNestedBrackets()
{
    JsonText json;
    json.beginObject().key(QStringLiteral("a\"")).beginArray().number(-1).boolean(true);
    json.beginObject().endObject().raw("[]").text({}).value(Value()).endArray();
    json.key(QLatin1String("b")).number(2).endObject();
    // An ordinary literal: moc does not follow an escaped quote inside a raw one.
    const QByteArray expected("{\"a\\\"\":[-1,true,{},[],\"\",[]],\"b\":2}");
    QCOMPARE(json.bytes(), expected);
}

void TestJsonText::packsShortAndLongTexts()
{
    for (const int length : {0, 10, 100'000}) {
        const QByteArray text = "{\"a\":\"" + QByteArray(length, 'x') + "\"}";
        const QByteArray packed = packJson(text);
        QVERIFY(packed.size() <= std::max<qsizetype>(text.size(), 2000));
        QCOMPARE(unpackJson(packed), QJsonDocument::fromJson(text).object());
    }
    QVERIFY(unpackJson("nonsense").isEmpty());
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
