#include "connectors/hub/canonicalcell.h"

#include <QTest>

/// What counts as the same cell where two hubs are compared.
class TestCanonicalCell : public QObject
{
    Q_OBJECT

private slots:
    void isTheSameHoweverItIsWritten_data();
    void isTheSameHoweverItIsWritten();
    void tellsDifferentCellsApart_data();
    void tellsDifferentCellsApart();
    void hashIsOfAllRowsInAnyOrder();
};

static void addCells()
{
    QTest::addColumn<ColumnType>("type");
    QTest::addColumn<QVariant>("left");
    QTest::addColumn<QVariant>("right");
}

void TestCanonicalCell::isTheSameHoweverItIsWritten_data()
{
    addCells();
    QTest::newRow("instant") << ColumnType::TimestampTz
                             << QVariant(QStringLiteral("2026-01-02T03:04:05.120000Z"))
                             << QVariant(QStringLiteral("2026-01-02 05:04:05.12+02"));
    QTest::newRow("day") << ColumnType::TimestampTz << QVariant(QStringLiteral("2026-01-02"))
                         << QVariant(QStringLiteral("2026-01-02T00:00:00Z"));
    QTest::newRow("number") << ColumnType::Numeric << QVariant(QStringLiteral("1.50"))
                            << QVariant(1.5);
    QTest::newRow("whole") << ColumnType::Integer << QVariant(QStringLiteral("7")) << QVariant(7);
    QTest::newRow("double") << ColumnType::DoublePrecision << QVariant(QStringLiteral("1e-17"))
                            << QVariant(1e-17);
    QTest::newRow("yes") << ColumnType::Boolean << QVariant(1) << QVariant(QStringLiteral("true"));
    QTest::newRow("list") << ColumnType::TextArray << QVariant(QStringLiteral(R"(["a","b"])"))
                          << QVariant(QStringLiteral(R"([ "a", "b" ])"));
    QTest::newRow("JSON") << ColumnType::Jsonb << QVariant(QStringLiteral(R"({"b":1,"a":[2]})"))
                          << QVariant(QStringLiteral(R"({"a": [2], "b": 1})"));
    QTest::newRow("nothing") << ColumnType::Date << QVariant() << QVariant(QStringLiteral(""));
    QTest::newRow("bytes") << ColumnType::Text << QVariant(QByteArray("\x01\xff", 2))
                           << QVariant(QStringLiteral("\\x01ff"));
}

void TestCanonicalCell::isTheSameHoweverItIsWritten()
{
    QFETCH(const ColumnType, type);
    QFETCH(const QVariant, left);
    QFETCH(const QVariant, right);
    QCOMPARE(canonicalCell(left, type), canonicalCell(right, type));
}

void TestCanonicalCell::tellsDifferentCellsApart_data()
{
    addCells();
    QTest::newRow("microsecond") << ColumnType::TimestampTz
                                 << QVariant(QStringLiteral("2026-01-02T03:04:05.000001Z"))
                                 << QVariant(QStringLiteral("2026-01-02T03:04:05Z"));
    QTest::newRow("last digit") << ColumnType::Numeric
                                << QVariant(QStringLiteral("12345678901234567890.01"))
                                << QVariant(QStringLiteral("12345678901234567890.02"));
    QTest::newRow("order of a list")
        << ColumnType::TextArray << QVariant(QStringLiteral(R"(["a","b"])"))
        << QVariant(QStringLiteral(R"(["b","a"])"));
    QTest::newRow("text and JSON")
        << ColumnType::Jsonb << QVariant(QStringLiteral(R"("1")")) << QVariant(QStringLiteral("1"));
    QTest::newRow("case") << ColumnType::Uuid << QVariant(QStringLiteral("A"))
                          << QVariant(QStringLiteral("a"));
    QTest::newRow("blank") << ColumnType::Text << QVariant(QStringLiteral("a"))
                           << QVariant(QStringLiteral("a "));
    QTest::newRow("empty text") << ColumnType::Text << QVariant() << QVariant(QStringLiteral(""));
    QTest::newRow("not JSON") << ColumnType::Jsonb << QVariant(QStringLiteral("{"))
                              << QVariant(QStringLiteral("}"));
}

void TestCanonicalCell::tellsDifferentCellsApart()
{
    QFETCH(const ColumnType, type);
    QFETCH(const QVariant, left);
    QFETCH(const QVariant, right);
    QVERIFY(canonicalCell(left, type) != canonicalCell(right, type));
}

void TestCanonicalCell::hashIsOfAllRowsInAnyOrder()
{
    const QStringList names{QStringLiteral("id"), QStringLiteral("title")};
    RowsHash forward;
    forward.add(names, {"t1", "tone"});
    forward.add(names, {"t2", "ttwo"});
    RowsHash backward;
    backward.add(names, {"t2", "ttwo"});
    backward.add(names, {"t1", "tone"});
    QVERIFY(forward == backward);
    QCOMPARE(forward.rows(), 2);
    RowsHash shifted;
    shifted.add(names, {"t1t", "one"});
    shifted.add(names, {"t2", "ttwo"});
    QVERIFY(forward != shifted);
    RowsHash swapped;
    swapped.add(names, {"t1", "ttwo"});
    swapped.add(names, {"t2", "tone"});
    QVERIFY(forward != swapped);
}

QTEST_GUILESS_MAIN(TestCanonicalCell)
#include "tst_canonicalcell.moc"
