#include "connectors/sql/postgresaddress.h"

#include <QTest>

class PostgresAddressTest : public QObject
{
    Q_OBJECT

private slots:
    void refusesWhatAPasswordCutsInTwo_data();
    void refusesWhatAPasswordCutsInTwo();
    void takesWhatIsPercentEncoded();
    void leavesOutWhatIsSecret_data();
    void leavesOutWhatIsSecret();
    void namesThePlaceWithoutThePassword();
};

void PostgresAddressTest::refusesWhatAPasswordCutsInTwo_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("#") << "postgres://me:123#s3cretTail@host/x";
    QTest::newRow("/") << "postgres://me:123/s3cretTail@host/x";
    QTest::newRow("?") << "postgres://me:123?s3cretTail@host/x";
    QTest::newRow("@") << "postgres://me:123@s3cretTail@host/x";
    QTest::newRow("option") << "postgres://me:123?a=s3cretTail@host/x";
}

void PostgresAddressTest::refusesWhatAPasswordCutsInTwo()
{
    QFETCH(const QString, address);
    const auto parsed = PostgresAddress::parse(address);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, ErrorKind::Usage);
    const QString sentence = parsed.error().detail;
    QVERIFY2(sentence.contains(QLatin1String("percent-encoded")), qPrintable(sentence));
    QVERIFY2(!sentence.contains(QLatin1String("s3cret")), qPrintable(sentence));
}

void PostgresAddressTest::takesWhatIsPercentEncoded()
{
    const auto parsed = PostgresAddress::parse(
        QStringLiteral("postgres://me:1%232%2F3%3F4%405@host/my%40db?user=me@server"));
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
    QCOMPARE(parsed->password, QStringLiteral("1#2/3?4@5"));
    QCOMPARE(parsed->database, QStringLiteral("my@db"));
}

void PostgresAddressTest::leavesOutWhatIsSecret_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("rest");
    QTest::newRow("none") << "postgres://me@host/my%20db?sslmode=require"
                          << "postgres://me@host/my%20db?sslmode=require";
    QTest::newRow("password") << "postgres://me:s3cret@host/db"
                              << "postgres://me@host/db";
    QTest::newRow("options") << "postgres://me@host/db?password=s3cret&sslkey=/k&sslpassword=s3cret"
                             << "postgres://me@host/db?sslkey=/k";
}

void PostgresAddressTest::leavesOutWhatIsSecret()
{
    QFETCH(const QString, address);
    QFETCH(const QString, rest);
    QCOMPARE(PostgresAddress::withoutSecrets(address), rest);
    QCOMPARE(PostgresAddress::secretsIn(address).contains(QStringLiteral("s3cret")),
             address.contains(QLatin1String("s3cret")));
    QVERIFY(PostgresAddress::secretsIn(rest).isEmpty());
}

void PostgresAddressTest::namesThePlaceWithoutThePassword()
{
    const auto place = [](const char *address) {
        return PostgresAddress::parse(QString::fromLatin1(address))->place();
    };
    QCOMPARE(place("postgres://me:s3cret@Host/db"), QStringLiteral("me@host:5432/db"));
    QCOMPARE(place("postgresql://me@host:5432/db"), place("postgres://me@host/db"));
    QVERIFY(place("postgres://me@host/db") != place("postgres://me@host:5433/db"));
    QVERIFY(place("postgres://me@host/db") != place("postgres:///db?host=/run/postgresql"));
}

QTEST_GUILESS_MAIN(PostgresAddressTest)
#include "tst_postgresaddress.moc"
