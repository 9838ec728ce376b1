#include "app/connection/connectionprobes.h"
#include "support/builtindefinition.h"
#include "support/testpostgres.h"

#include <QTemporaryDir>
#include <QTest>

/// What the settings say of a PostgreSQL database before anything is stored.
class TestPostgresChecks : public QObject
{
    Q_OBJECT

private slots:
    void roleThatMayNotMakeTablesIsTold();
};

void TestPostgresChecks::roleThatMayNotMakeTablesIsTold()
{
    const QTemporaryDir home;
    TestPostgres database;
    const QString role = QStringLiteral("\"only reads\"");
    database.sql(QStringLiteral("REVOKE CREATE ON SCHEMA public FROM PUBLIC"));
    database.sql(QStringLiteral("CREATE ROLE %1 LOGIN PASSWORD 'word'").arg(role));
    Configuration configuration;
    configuration.stateFolder = home.path();
    QVERIFY(configuration.chooseHub(
        database.urlFor(QStringLiteral("only reads"), QStringLiteral("word"))));
    const auto check = [&] {
        return checkHub({builtInDefinition(QStringLiteral("books"))}, configuration, {}, {});
    };
    const auto before = check();
    QVERIFY2(before, before ? "" : qPrintable(before.error().detail));
    QCOMPARE(before->ready, 0);
    QCOMPARE(before->findings.size(), size_t(1));
    const QString statement = QStringLiteral("GRANT CREATE ON SCHEMA \"public\" TO %1;").arg(role);
    const QString sentence = before->findings.front().sentence;
    QVERIFY2(sentence.contains(statement), qPrintable(sentence));
    database.sql(statement);
    const auto after = check();
    database.sql(QStringLiteral("REVOKE CREATE ON SCHEMA public FROM %1").arg(role));
    database.sql(QStringLiteral("DROP ROLE %1").arg(role));
    QVERIFY(after);
    QCOMPARE(after->ready, 1);
    QVERIFY(after->findings.empty());
}

QTEST_GUILESS_MAIN(TestPostgresChecks)
#include "tst_postgreschecks.moc"
