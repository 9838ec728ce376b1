#include "connectors/sql/copytext.h"

#include <QTest>

/// Cells as COPY wants them.
class TestCopyText : public QObject
{
    Q_OBJECT

private slots:
    void writesCells_data();
    void writesCells();
    void refusesWhatCannotBeSaid_data();
    void refusesWhatCannotBeSaid();
    void knowsWhichColumnsItSuits_data();
    void knowsWhichColumnsItSuits();
};

Q_DECLARE_METATYPE(ColumnType)
Q_DECLARE_METATYPE(std::optional<CopyForm>)

static HubCell cell(ColumnType type, const QVariant &value)
{
    return {QStringLiteral("column"), type, value};
}

void TestCopyText::writesCells_data()
{
    QTest::addColumn<ColumnType>("type");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("written");
    const auto text = [](const char *name, const QString &value, const char *written) {
        QTest::newRow(name) << ColumnType::Text << QVariant(value) << QByteArray(written);
    };
    text("plain", QStringLiteral("Emma"), "Emma");
    text("empty", QStringLiteral(""), "");
    text("what ends cells and lines", QStringLiteral("a\tb\nc\rd\\"), "a\\tb\\nc\\rd\\\\");
    text("the sign of NULL", QStringLiteral("\\N"), "\\\\N");
    text("the end of the data", QStringLiteral("\\."), "\\\\.");
    text("other characters", QStringLiteral("é💥"), "\xc3\xa9\xf0\x9f\x92\xa5");
    QTest::newRow("NULL") << ColumnType::Text << QVariant() << QByteArray("\\N");
    QTest::newRow("list") << ColumnType::TextArray << QVariant(QStringLiteral("[\"a,b\",\"\"]"))
                          << QByteArray("{\"a,b\",\"\"}");
    QTest::newRow("empty list") << ColumnType::TextArray << QVariant(QStringLiteral("[]"))
                                << QByteArray("{}");
    QTest::newRow("quotes in a list")
        << ColumnType::TextArray << QVariant(QStringLiteral("[\"\\\"\\\\\"]"))
        << QByteArray("{\"\\\\\"\\\\\\\\\"}");
    QTest::newRow("JSON") << ColumnType::Jsonb << QVariant(QStringLiteral("{\"a\":\"\\n\"}"))
                          << QByteArray("{\"a\":\"\\\\n\"}");
    QTest::newRow("whole number") << ColumnType::Integer << QVariant(7) << QByteArray("7");
    QTest::newRow("number") << ColumnType::DoublePrecision << QVariant(0.1) << QByteArray("0.1");
    QTest::newRow("yes") << ColumnType::Boolean << QVariant(1) << QByteArray("true");
    QTest::newRow("day as a time")
        << ColumnType::TimestampTz << QVariant(QStringLiteral("2026-01-02"))
        << QByteArray("2026-01-02T00:00:00Z");
}

void TestCopyText::writesCells()
{
    QFETCH(ColumnType, type);
    QFETCH(QVariant, value);
    QFETCH(QByteArray, written);
    QByteArray line("before");
    const CopyForm form = type == ColumnType::TextArray ? CopyForm::Array : CopyForm::Text;
    QVERIFY(appendCopyText(line, cell(type, value), form));
    QCOMPARE(line, "before" + written);
}

void TestCopyText::refusesWhatCannotBeSaid_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isList");
    const QString half(QChar(0xd83d));
    QTest::newRow("half a character") << QString(QStringLiteral("a") + half) << false;
    QTest::newRow("no list") << QStringLiteral("a") << true;
    QTest::newRow("list of numbers") << QStringLiteral("[1]") << true;
}

void TestCopyText::refusesWhatCannotBeSaid()
{
    QFETCH(QString, value);
    QFETCH(bool, isList);
    QByteArray line;
    QVERIFY(!appendCopyText(line, cell(isList ? ColumnType::TextArray : ColumnType::Text, value),
                            isList ? CopyForm::Array : CopyForm::Text));
}

void TestCopyText::knowsWhichColumnsItSuits_data()
{
    QTest::addColumn<ColumnType>("given");
    QTest::addColumn<QString>("actual");
    QTest::addColumn<std::optional<CopyForm>>("form");
    const auto row = [](ColumnType given, const char *actual, std::optional<CopyForm> form) {
        QTest::addRow("%d into %s", int(given), actual)
            << given << QString::fromLatin1(actual) << form;
    };
    row(ColumnType::Text, "text", CopyForm::Text);
    row(ColumnType::Text, "uuid", CopyForm::Text);
    row(ColumnType::Date, "timestamp with time zone", CopyForm::Text);
    row(ColumnType::TextArray, "text[]", CopyForm::Array);
    row(ColumnType::UuidArray, "uuid[]", CopyForm::Array);
    row(ColumnType::Jsonb, "jsonb", CopyForm::Text);
    // JSON makes a string of a text, and a text of a list.
    row(ColumnType::Text, "jsonb", std::nullopt);
    row(ColumnType::TextArray, "text", std::nullopt);
    row(ColumnType::TextArray, "jsonb", std::nullopt);
    row(ColumnType::Text, "text[]", std::nullopt);
    row(ColumnType::Text, "", std::nullopt);
}

void TestCopyText::knowsWhichColumnsItSuits()
{
    QFETCH(ColumnType, given);
    QFETCH(QString, actual);
    QFETCH(std::optional<CopyForm>, form);
    QCOMPARE(copyForm(given, actual), form);
}

QTEST_GUILESS_MAIN(TestCopyText)
#include "tst_copytext.moc"
