#include "app/home/dotenv.h"

#include <QtTest>

class TestDotEnv : public QObject
{
    Q_OBJECT

private slots:
    void readsOneValue_data();
    void readsOneValue();
    void readsTheMissionsForm();
    void namesLinesThatItCannotRead();
    void quotedValueMaySpanLines();
    void lastOfTwoCounts();
};

void TestDotEnv::readsOneValue_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << "A=word"
                           << "word";
    QTest::newRow("export") << "  export A=word"
                            << "word";
    QTest::newRow("spaces") << "A = two words  "
                            << "two words";
    QTest::newRow("empty") << "A="
                           << "";
    QTest::newRow("comment") << "A=word # why"
                             << "word";
    QTest::newRow("comment alone") << "A= # why"
                                   << "";
    QTest::newRow("hash inside") << "A=wo#rd"
                                 << "wo#rd";
    QTest::newRow("single quotes") << "A='it \\n is # \"so\"'"
                                   << "it \\n is # \"so\"";
    QTest::newRow("double quotes") << R"(A="a\nb \"c\" \\ \$d \x" # why)"
                                   << "a\nb \"c\" \\ $d \\x";
    QTest::newRow("equals sign") << "A=b=c"
                                 << "b=c";
    QTest::newRow("Windows") << "A=word\r\nB=1"
                             << "word";
    QTest::newRow("byte order mark") << QString(QChar(0xfeff)) + QStringLiteral("A=word") << "word";
}

void TestDotEnv::readsOneValue()
{
    QFETCH(const QString, line);
    QFETCH(const QString, value);
    const DotEnv read = parseDotEnv(line);
    QVERIFY(read.unreadable.isEmpty());
    QVERIFY(read.variables.contains(QStringLiteral("A")));
    QCOMPARE(read.variables.value(QStringLiteral("A")), value);
}

void TestDotEnv::readsTheMissionsForm()
{
    const DotEnv read = parseDotEnv(QStringLiteral("# Notion\n"
                                                   "NOTION_API_TOKEN=ntn_1\n\n"
                                                   "export SUPABASE_URL=\"https://p.supabase.co\"\n"
                                                   "GOOGLE_TOKEN_JSON='{\"token\": \"a b\"}'\n"));
    QCOMPARE(read.variables.size(), 3);
    QCOMPARE(read.variables.value(QStringLiteral("GOOGLE_TOKEN_JSON")),
             QStringLiteral("{\"token\": \"a b\"}"));
    QVERIFY(read.unreadable.isEmpty());
}

void TestDotEnv::namesLinesThatItCannotRead()
{
    const DotEnv read
        = parseDotEnv(QStringLiteral("A=1\nno sign\n2B=3\nC='open\nD=4\nE=\"x\" y\nF=5"));
    QCOMPARE(read.unreadable, (QList<int>{2, 3, 4, 6}));
    QCOMPARE(read.variables.keys(),
             (QStringList{QStringLiteral("A"), QStringLiteral("D"), QStringLiteral("F")}));
}

void TestDotEnv::quotedValueMaySpanLines()
{
    const DotEnv read = parseDotEnv(QStringLiteral("A='{\n \"b\": 1\n}'\nC=2\nwrong"));
    QCOMPARE(read.variables.value(QStringLiteral("A")), QStringLiteral("{\n \"b\": 1\n}"));
    QCOMPARE(read.variables.value(QStringLiteral("C")), QStringLiteral("2"));
    QCOMPARE(read.unreadable, QList<int>{5});
}

void TestDotEnv::lastOfTwoCounts()
{
    const DotEnv read = parseDotEnv(QStringLiteral("A=1\nA=2"));
    QCOMPARE(read.variables.value(QStringLiteral("A")), QStringLiteral("2"));
}

QTEST_GUILESS_MAIN(TestDotEnv)
#include "tst_dotenv.moc"
