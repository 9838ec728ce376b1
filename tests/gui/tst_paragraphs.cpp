#include "gui/common/colours.h"
#include "gui/common/paragraphs.h"
#include "gui/common/textcomparison.h"

#include <QtTest>

#include <rapidcheck.h>

using namespace Qt::StringLiterals;

namespace {

QString lines(const QStringList &paragraphs)
{
    return paragraphs.join(u'\n');
}

QString htmlOf(const std::vector<ComparedText> &versions, int width, bool showsUnchanged = false)
{
    return comparisonHtml(versions, Colours::light(), {width, showsUnchanged});
}

const QString Base = u"one\ntwo\nthree\nfour"_s;

} // namespace

class TestParagraphs : public QObject
{
    Q_OBJECT

private slots:
    void a18_findsWhereVersionsDiffer();
    void a18_paragraphsAddedAndRemoved();
    void a18_withoutBaseVersionsAreCompared();
    void a18_regionsJoinedGiveEveryVersion();
    void a18_paragraphsDoNotRunTogether();
    void a18_unchangedParagraphsAreFolded();
    void a18_textsThatShareLittleAreNotMixed();
    void a18_widePanelHasColumns();
};

void TestParagraphs::a18_findsWhereVersionsDiffer()
{
    const auto regions
        = compareParagraphs(Base, {u"one\nTWO\nthree\nfour"_s, u"one\ntwo\nthree\nFOUR"_s});
    const std::vector<TextRegion> expected{
        {true, {u"one"_s}, {}},
        {false, {u"two"_s}, {{u"TWO"_s}, {u"two"_s}}},
        {true, {u"three"_s}, {}},
        {false, {u"four"_s}, {{u"four"_s}, {u"FOUR"_s}}},
    };
    QCOMPARE(regions, expected);
}

void TestParagraphs::a18_paragraphsAddedAndRemoved()
{
    const auto regions = compareParagraphs(Base, {u"zero\none\ntwo\nfour"_s});
    const std::vector<TextRegion> expected{
        {false, {}, {{u"zero"_s}}},
        {true, {u"one"_s, u"two"_s}, {}},
        {false, {u"three"_s}, {QStringList()}},
        {true, {u"four"_s}, {}},
    };
    QCOMPARE(regions, expected);
}

void TestParagraphs::a18_withoutBaseVersionsAreCompared()
{
    const auto regions = compareParagraphs(std::nullopt, {u"a\nb"_s, u"a\nc"_s});
    QCOMPARE(regions.size(), size_t(2));
    QCOMPARE(regions[1].versions, (std::vector<QStringList>{{u"b"_s}, {u"c"_s}}));
}

void TestParagraphs::a18_regionsJoinedGiveEveryVersion()
{
    const bool holds = rc::check("regions joined give every version", [] {
        const auto text = [] {
            QStringList paragraphs;
            for (const int word : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5)))
                paragraphs << QString::number(word);
            return paragraphs;
        };
        const QStringList base = text();
        const QStringList first = text();
        const QStringList second = text();
        QStringList joined[3];
        for (const TextRegion &region :
             compareParagraphs(lines(base), {lines(first), lines(second)})) {
            joined[0] << region.base;
            joined[1] << (region.isSame ? region.base : region.versions.at(0));
            joined[2] << (region.isSame ? region.base : region.versions.at(1));
        }
        RC_ASSERT(joined[0] == base && joined[1] == first && joined[2] == second);
    });
    QVERIFY(holds);
}

void TestParagraphs::a18_paragraphsDoNotRunTogether()
{
    const QString html = htmlOf({{u"Before"_s, u"old start\nold end"_s},
                                 {u"After"_s, u"Written up in\nFollow with Notion"_s}},
                                900);
    QVERIFY(html.contains(u"white-space:pre-wrap"_s));
    QVERIFY(!html.contains(u"inFollow"_s));
    QCOMPARE(html.count(u"Written up in"_s), 1);
}

void TestParagraphs::a18_unchangedParagraphsAreFolded()
{
    QStringList many;
    for (int number = 0; number < 12; ++number)
        many << u"Paragraph %1"_s.arg(number);
    const std::vector<ComparedText> versions{{u"Before"_s, lines(many) + u"\nlast"_s},
                                             {u"After"_s, lines(many) + u"\nat last"_s}};
    const QString folded = htmlOf(versions, 900);
    QVERIFY(folded.contains(u"12 unchanged paragraphs"_s));
    QVERIFY(folded.contains(UnfoldLink));
    QVERIFY(!folded.contains(u"Paragraph 7"_s));
    QVERIFY(htmlOf(versions, 900, true).contains(u"Paragraph 7"_s));
}

void TestParagraphs::a18_textsThatShareLittleAreNotMixed()
{
    const QString before = u"Follow up with the printer"_s;
    const QString after = u"Written in Notion yesterday evening"_s;
    const QString html = htmlOf({{u"Before"_s, before}, {u"After"_s, after}}, 300);
    QVERIFY(html.contains(before));
    QVERIFY(html.contains(after));
    QVERIFY(html.indexOf(before) < html.indexOf(after));
}

void TestParagraphs::a18_widePanelHasColumns()
{
    const std::vector<ComparedText> versions{
        {u"Was"_s, u"a b c"_s}, {u"Notion"_s, u"a b d"_s}, {u"Hub"_s, u"a b e"_s}};
    QCOMPARE(htmlOf(versions, 900).count(u"<tr>"_s), 2);
    QCOMPARE(htmlOf(versions, 900).count(u"<td"_s), 6);
    QVERIFY(!htmlOf(versions, 400).contains(u"<table"_s));
}

QTEST_GUILESS_MAIN(TestParagraphs)
#include "tst_paragraphs.moc"
