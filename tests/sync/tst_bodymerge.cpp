#include "sync/merge/bodymerge.h"

#include <QStringList>
#include <QTest>

#include <rapidcheck.h>

static QString body(const QStringList &paragraphs)
{
    return paragraphs.join(QStringLiteral("\n\n"));
}

class TestBodyMerge : public QObject
{
    Q_OBJECT

private slots:
    void takesBothEditsOfDifferentParagraphs();
    void takesAnInsertionAndADistantDeletion();
    void asksForTwoEditsOfOneParagraph();
    void takesTheSameEditOnce();
    void leavesNothingOutWhateverOneSideDoes();
};

void TestBodyMerge::takesBothEditsOfDifferentParagraphs()
{
    const QString base = QStringLiteral("a\n\nb\n\nc");
    QCOMPARE(mergeBodies(base, QStringLiteral("A\n\nb\n\nc"), QStringLiteral("a\n\nb\n\nC")),
             QStringLiteral("A\n\nb\n\nC"));
}

void TestBodyMerge::takesAnInsertionAndADistantDeletion()
{
    const QString base = QStringLiteral("a\n\nb\n\nc\n\nd");
    QCOMPARE(
        mergeBodies(base, QStringLiteral("new\n\na\n\nb\n\nc\n\nd"), QStringLiteral("a\n\nb\n\nc")),
        QStringLiteral("new\n\na\n\nb\n\nc"));
}

void TestBodyMerge::asksForTwoEditsOfOneParagraph()
{
    QVERIFY(
        !mergeBodies(QStringLiteral("a\n\nb"), QStringLiteral("x\n\nb"), QStringLiteral("y\n\nb")));
    QVERIFY(!mergeBodies(QStringLiteral("a"), QStringLiteral("a\n\nleft"),
                         QStringLiteral("a\n\nright")));
}

void TestBodyMerge::takesTheSameEditOnce()
{
    QCOMPARE(
        mergeBodies(QStringLiteral("a\n\nb"), QStringLiteral("x\n\nb"), QStringLiteral("x\n\nb")),
        QStringLiteral("x\n\nb"));
}

void TestBodyMerge::leavesNothingOutWhateverOneSideDoes()
{
    QVERIFY(rc::check("an edit against an unchanged side is the edit", [] {
        const auto paragraph = rc::gen::map(
            rc::gen::inRange(0, 4), [](int number) { return QStringLiteral("p%1").arg(number); });
        const auto paragraphs = rc::gen::container<std::vector<QString>>(paragraph);
        const auto base = *paragraphs;
        const auto edited = *paragraphs;
        const QString before = body(QStringList(base.begin(), base.end()));
        const QString after = body(QStringList(edited.begin(), edited.end()));
        RC_ASSERT(mergeBodies(before, before, after) == after);
        RC_ASSERT(mergeBodies(before, after, before) == after);
    }));
}

QTEST_GUILESS_MAIN(TestBodyMerge)
#include "tst_bodymerge.moc"
