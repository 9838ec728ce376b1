#include "connectors/hub/cellcodec.h"
#include "support/generators.h"

#include <QTest>

class TestCellCodec : public QObject
{
    Q_OBJECT

private slots:
    void everyColumnTypeKeepsItsValues_data();
    void everyColumnTypeKeepsItsValues();
    void keepsAnyText();
    void trap44_keepsAnyDecimal();
    void keepsAnyListOfTexts();
    void trap44_P31_keepsAnyInstant();
    void trap44_refusesRatherThanRounds_data();
    void trap44_refusesRatherThanRounds();
    void writesNullAsEmptyTextWhereRequired();
    void P17_readsWhatItCannotUnderstandAsUnknown_data();
    void P17_readsWhatItCannotUnderstandAsUnknown();
    void sortsInstantsAsText();
};

Q_DECLARE_METATYPE(Value)
Q_DECLARE_METATYPE(ColumnType)
Q_DECLARE_METATYPE(FieldType)

void TestCellCodec::everyColumnTypeKeepsItsValues_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<ColumnType>("column");
    QTest::addColumn<FieldType>("field");
    const QString id = QStringLiteral("0b8a4a3e-5d5c-4a5e-9d3e-1f2a3b4c5d6e");
    QTest::newRow("text") << Value::text(QStringLiteral("שלום 👩‍👩‍👧 \"quoted\""))
                          << ColumnType::Text << FieldType::Text;
    QTest::newRow("number as text")
        << Value::text(QStringLiteral("12")) << ColumnType::Text << FieldType::Text;
    QTest::newRow("integer") << Value::number(QStringLiteral("-9223372036854775808"))
                             << ColumnType::Integer << FieldType::Integer;
    QTest::newRow("double") << Value::number(0.1) << ColumnType::DoublePrecision
                            << FieldType::Number;
    QTest::newRow("numeric") << Value::number(QStringLiteral("12345678901234567890.123456789"))
                             << ColumnType::Numeric << FieldType::Number;
    QTest::newRow("true") << Value::boolean(true) << ColumnType::Boolean << FieldType::Boolean;
    QTest::newRow("false") << Value::boolean(false) << ColumnType::Boolean << FieldType::Boolean;
    QTest::newRow("date") << Value::date(QDate(2024, 2, 29)) << ColumnType::Date << FieldType::Date;
    QTest::newRow("instant") << Value::instant(*parseInstant(u"2026-11-22T07:39:00.000001Z"))
                             << ColumnType::TimestampTz << FieldType::Instant;
    QTest::newRow("plain date stays one")
        << Value::date(QDate(2026, 11, 22)) << ColumnType::TimestampTz << FieldType::Instant;
    QTest::newRow("reference") << Value::set({id}) << ColumnType::Uuid << FieldType::Reference;
    QTest::newRow("references") << Value::set({id, QStringLiteral("b")}) << ColumnType::UuidArray
                                << FieldType::Reference;
    QTest::newRow("tags") << Value::set({QStringLiteral("a,b"), QStringLiteral("ä \" ")})
                          << ColumnType::TextArray << FieldType::Tags;
    QTest::newRow("json") << Value::json(QJsonValue(QStringLiteral("text"))) << ColumnType::Jsonb
                          << FieldType::Json;
    QTest::newRow("null") << Value::null() << ColumnType::Integer << FieldType::Integer;
}

void TestCellCodec::everyColumnTypeKeepsItsValues()
{
    QFETCH(Value, value);
    QFETCH(ColumnType, column);
    QFETCH(FieldType, field);
    const auto stored = toCell(value, column, false);
    QVERIFY(stored);
    QCOMPARE(fromCell(*stored, column, field), value);
}

static bool survives(const Value &value, ColumnType column, FieldType field)
{
    const auto stored = toCell(value, column, false);
    return stored && fromCell(*stored, column, field) == value;
}

void TestCellCodec::keepsAnyText()
{
    QVERIFY(rc::check("text", [] {
        RC_ASSERT(survives(Value::text(*anyText()), ColumnType::Text, FieldType::Body));
    }));
}

void TestCellCodec::trap44_keepsAnyDecimal()
{
    QVERIFY(rc::check("decimals", [] {
        RC_ASSERT(survives(Value::number(*anyDecimal()), ColumnType::Numeric, FieldType::Number));
    }));
}

void TestCellCodec::keepsAnyListOfTexts()
{
    QVERIFY(rc::check("lists", [] {
        RC_ASSERT(survives(Value::set(*anyTexts()), ColumnType::TextArray, FieldType::Tags));
    }));
}

void TestCellCodec::trap44_P31_keepsAnyInstant()
{
    QVERIFY(rc::check("instants", [] {
        const Value value = Value::instant(*anyInstant());
        RC_ASSERT(survives(value, ColumnType::TimestampTz, FieldType::Instant));
    }));
}

void TestCellCodec::trap44_refusesRatherThanRounds_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<ColumnType>("column");
    QTest::newRow("fraction") << Value::number(4.5) << ColumnType::Integer;
    QTest::newRow("too large") << Value::number(QStringLiteral("9223372036854775808"))
                               << ColumnType::Integer;
    QTest::newRow("too many digits") << Value::number(QStringLiteral("0.12345678901234567890123"))
                                     << ColumnType::DoublePrecision;
    QTest::newRow("text for a number") << Value::text(QStringLiteral("4")) << ColumnType::Integer;
    QTest::newRow("NUL") << Value::text(QStringLiteral("a") + QChar(0)) << ColumnType::Text;
    QTest::newRow("NUL in a list")
        << Value::set({QStringLiteral("a") + QChar(0)}) << ColumnType::TextArray;
    QTest::newRow("two references for one")
        << Value::set({QStringLiteral("a"), QStringLiteral("b")}) << ColumnType::Uuid;
    QTest::newRow("time for a date") << Value::instant(Instant()) << ColumnType::Date;
    QTest::newRow("number for yes or no") << Value::number(1.0) << ColumnType::Boolean;
}

void TestCellCodec::trap44_refusesRatherThanRounds()
{
    QFETCH(Value, value);
    QFETCH(ColumnType, column);
    const auto stored = toCell(value, column, false);
    QVERIFY(!stored);
    QVERIFY(!stored.error().isEmpty());
}

void TestCellCodec::writesNullAsEmptyTextWhereRequired()
{
    QCOMPARE(*toCell(Value::null(), ColumnType::Text, true), QVariant(QStringLiteral("")));
    QVERIFY(toCell(Value::null(), ColumnType::Text, false)->isNull());
    QVERIFY(!toCell(Value::null(), ColumnType::Integer, true));
    QVERIFY(fromCell(QStringLiteral(""), ColumnType::Text, FieldType::Text).isNull());
}

void TestCellCodec::P17_readsWhatItCannotUnderstandAsUnknown_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ColumnType>("column");
    QTest::newRow("date") << "tomorrow" << ColumnType::Date;
    QTest::newRow("date before our era") << "0044-03-15 BC" << ColumnType::Date;
    QTest::newRow("time in a zone with seconds")
        << "1890-01-01T00:00:00+00:53:28" << ColumnType::TimestampTz;
    QTest::newRow("time") << "25 o'clock" << ColumnType::TimestampTz;
    QTest::newRow("list") << "{a,b}" << ColumnType::TextArray;
    QTest::newRow("list of numbers") << "[1]" << ColumnType::TextArray;
    QTest::newRow("json") << "{" << ColumnType::Jsonb;
    QTest::newRow("number") << "many" << ColumnType::Integer;
    QTest::newRow("boolean") << "perhaps" << ColumnType::Boolean;
}

void TestCellCodec::P17_readsWhatItCannotUnderstandAsUnknown()
{
    QFETCH(QString, text);
    QFETCH(ColumnType, column);
    QVERIFY(fromCell(text, column, FieldType::Json).isUnknown());
}

void TestCellCodec::sortsInstantsAsText()
{
    QVERIFY(rc::check("text order is time order", [] {
        const Instant left = *anyInstant();
        const Instant right = *anyInstant();
        RC_ASSERT((left < right) == (sortableInstant(left) < sortableInstant(right)));
        RC_ASSERT(parseInstant(sortableInstant(left)) == left);
    }));
}

QTEST_GUILESS_MAIN(TestCellCodec)
#include "tst_cellcodec.moc"
