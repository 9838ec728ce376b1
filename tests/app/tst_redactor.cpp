#include "app/home/configuration.h"
#include "app/home/redactor.h"
#include "app/text/errortext.h"

#include <QTest>

class RedactorTest : public QObject
{
    Q_OBJECT

private slots:
    void hidesWhatLooksLikeASecret_data();
    void hidesWhatLooksLikeASecret();
    void hidesTheConfiguredToken();
    void leavesOrdinaryTextAlone();
    void cleansEverythingInAResult();
    void cleansWhatIsSaidAboutAnError();
};

void RedactorTest::hidesWhatLooksLikeASecret_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    const auto add = [](const char *text, const char *secret) {
        QTest::newRow(secret) << QString::fromLatin1(text) << QString::fromLatin1(secret);
    };
    add("token ntn_1234567890abcdefABCDEF was refused", "1234567890");
    add("secret_abcdefghijklmnop", "abcdefghijklmnop");
    add("Authorization: Bearer zxcvbnm", "zxcvbnm");
    add("postgres://me:hunter2hunter@host/db failed", "hunter2hunter");
    add("postgres://me:123/s3cretTail@host/db failed", "s3cretTail");
    add("key eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoi.abcdef_-", "eyJyb2xlIjoi");
}

void RedactorTest::hidesWhatLooksLikeASecret()
{
    QFETCH(const QString, text);
    QFETCH(const QString, secret);
    const QString cleaned = Redactor().clean(text);
    QVERIFY2(!cleaned.contains(secret), qPrintable(cleaned));
    QVERIFY(cleaned.contains(QStringLiteral("[hidden]")));
}

void RedactorTest::hidesTheConfiguredToken()
{
    Configuration configuration;
    configuration.notionToken = QStringLiteral("plain-looking-token");
    const QString cleaned
        = Redactor(configuration).clean(QStringLiteral("refused: plain-looking-token."));
    QCOMPARE(cleaned, QStringLiteral("refused: [hidden]."));
}

void RedactorTest::leavesOrdinaryTextAlone()
{
    const QString text = QStringLiteral("books: 25 created, see https://example.com:8080/a?b=c.");
    QCOMPARE(Redactor(QStringList{QString(), QStringLiteral("a")}).clean(text), text);
    const QString form = QStringLiteral("It has the form postgres://USER:PASSWORD@HOST:PORT/DB.");
    QCOMPARE(Redactor().clean(form), form);
}

void RedactorTest::cleansEverythingInAResult()
{
    const QString leak = QStringLiteral("it said my-own-secret");
    RunResult result;
    result.errors.push_back({{}, {ErrorKind::Auth, leak, leak, leak, {}}});
    result.warnings.append(leak);
    result.guards.push_back({{}, leak, {}, false});
    Redactor(QStringList{QStringLiteral("my-own-secret")}).clean(result);
    const Error &error = result.errors.front().error;
    for (const QString &text : {error.detail, error.context, error.code, result.warnings.front(),
                                result.guards.front().message})
        QCOMPARE(text, QStringLiteral("it said [hidden]"));
}

void RedactorTest::cleansWhatIsSaidAboutAnError()
{
    const QString text = describe(
        Error{ErrorKind::Refused, QStringLiteral("Bearer abcdefgh is wrong"), {}, {}, {}});
    QVERIFY(!text.contains(QStringLiteral("abcdefgh")));
}

QTEST_GUILESS_MAIN(RedactorTest)
#include "tst_redactor.moc"
