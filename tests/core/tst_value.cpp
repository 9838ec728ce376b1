#include "support/generators.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

class TestValue : public QObject
{
    Q_OBJECT

private slots:
    void tellsThreeKindsOfNothingApart();
    void emptyTextSetAndJsonAreNull();
    void writesNumbersInOneForm_data();
    void writesNumbersInOneForm();
    void refusesWhatIsNoNumber();
    void keepsEveryDigitOfADecimal();
    void comesBackFromTaggedJson();
    void comesBackThroughJsonText();
    void readsAForeignTagAsUnknown();
    void comparesSetsWithoutOrderAndRepetition();
    void comparesJsonWithoutTheOrderOfKeys();
    void keepsALongNumberAsTextForPeople();
    void shortensForDisplay();
    void countsAnUntickedBoxAsEmpty();
};

void TestValue::tellsThreeKindsOfNothingApart()
{
    QVERIFY(Value().isAbsent());
    QVERIFY(Value::unknown().isUnknown());
    QVERIFY(Value::null().isNull());
    QVERIFY(Value() != Value::null());
    QVERIFY(Value::unknown() != Value::null());
    QVERIFY(!Value().isKnown());
    QVERIFY(!Value::unknown().isKnown());
    QVERIFY(Value::null().isKnown());
}

void TestValue::emptyTextSetAndJsonAreNull()
{
    QVERIFY(Value::text(QString()).isNull());
    QVERIFY(Value::set({QString(), QString()}).isNull());
    QVERIFY(Value::json(QJsonValue::Null).isNull());
    QVERIFY(Value::date(QDate()).isNull());
}

void TestValue::writesNumbersInOneForm_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("zeros at the end") << "1.50"
                                      << "1.5";
    QTest::newRow("exponent") << "1e2"
                              << "100";
    QTest::newRow("negative exponent") << "12E-3"
                                       << "0.012";
    QTest::newRow("negative zero") << "-0.0"
                                   << "0";
    QTest::newRow("leading zeros") << "007"
                                   << "7";
    QTest::newRow("no whole part") << ".5"
                                   << "0.5";
    QTest::newRow("plus") << "+3"
                          << "3";
    QTest::newRow("twenty digits") << "12345678901234567890.10"
                                   << "12345678901234567890.1";
}

void TestValue::writesNumbersInOneForm()
{
    QFETCH(QString, written);
    QFETCH(QString, canonical);
    QCOMPARE(Value::number(written).toText(), canonical);
}

void TestValue::refusesWhatIsNoNumber()
{
    for (const char *text : {"", ".", "-", "1,5", "0x10", "nan", "1e", "1e9999", "1 2"})
        QVERIFY2(Value::number(QString::fromLatin1(text)).isUnknown(), text);
    QVERIFY(Value::number(std::numeric_limits<double>::infinity()).isUnknown());
}

void TestValue::keepsEveryDigitOfADecimal()
{
    QVERIFY(rc::check("a decimal loses no digit", [] {
        const QString written = *anyDecimal();
        const QString canonical = Value::number(written).toText();
        QString padded = written;
        while (padded.endsWith(u'0'))
            padded.chop(1);
        const QString digits = padded.remove(u'.').remove(u'-');
        QString found = canonical;
        found.remove(u'.').remove(u'-');
        const auto significant = [](QString text) {
            while (text.startsWith(u'0'))
                text.remove(0, 1);
            while (text.endsWith(u'0'))
                text.chop(1);
            return text;
        };
        RC_ASSERT(significant(found) == significant(digits));
        RC_ASSERT(Value::number(canonical).toText() == canonical);
    }));
}

void TestValue::comesBackFromTaggedJson()
{
    QVERIFY(Value::fromTaggedJson(Value().toTaggedJson()).isAbsent());
    QVERIFY(rc::check("fromTaggedJson(toTaggedJson(v)) = v", [] {
        const Value value = *anyValue();
        RC_ASSERT(Value::fromTaggedJson(value.toTaggedJson()) == value);
    }));
}

void TestValue::comesBackThroughJsonText()
{
    QVERIFY(rc::check("a value survives a file", [] {
        const Value value = *anyValue();
        const QByteArray text = QJsonDocument(QJsonArray{value.toTaggedJson()}).toJson();
        RC_ASSERT(Value::fromTaggedJson(QJsonDocument::fromJson(text).array().at(0)) == value);
    }));
}

void TestValue::readsAForeignTagAsUnknown()
{
    QVERIFY(Value::fromTaggedJson(QJsonArray{QStringLiteral("x"), 1}).isUnknown());
    QVERIFY(Value::fromTaggedJson(QJsonArray()).isUnknown());
    QVERIFY(Value::fromTaggedJson(5).isUnknown());
}

void TestValue::comparesSetsWithoutOrderAndRepetition()
{
    const Value left = Value::set({QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("b")});
    QCOMPARE(left, Value::set({QStringLiteral("a"), QStringLiteral("b")}));
}

void TestValue::comparesJsonWithoutTheOrderOfKeys()
{
    const auto parsed
        = [](const char *text) { return Value::json(QJsonDocument::fromJson(text).object()); };
    QCOMPARE(parsed(R"({"a":1,"b":[2]})"), parsed(R"({ "b": [2], "a": 1 })"));
    QVERIFY(parsed(R"({"a":1})") != parsed(R"({"a":2})"));
}

void TestValue::keepsALongNumberAsTextForPeople()
{
    QCOMPARE(Value::number(QStringLiteral("4.5")).toPlainJson(), QJsonValue(4.5));
    QCOMPARE(Value::number(QStringLiteral("12345678901234567890")).toPlainJson(),
             QJsonValue(QStringLiteral("12345678901234567890")));
}

void TestValue::shortensForDisplay()
{
    QCOMPARE(Value::text(QStringLiteral("one  two\nthree")).toDisplayText(8),
             QStringLiteral("one two…"));
    QCOMPARE(Value::null().toDisplayText(), QStringLiteral("–"));
}

void TestValue::countsAnUntickedBoxAsEmpty()
{
    QVERIFY(Value::boolean(false).isEmpty());
    QVERIFY(Value::null().isEmpty());
    QVERIFY(!Value::boolean(true).isEmpty());
    QVERIFY(!Value::number(0.0).isEmpty());
}

QTEST_GUILESS_MAIN(TestValue)
#include "tst_value.moc"
