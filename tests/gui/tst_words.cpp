#include "gui/board/progressestimate.h"
#include "gui/common/relativetime.h"
#include "gui/common/textdifference.h"
#include "gui/common/words.h"
#include "support/fakesession.h"

#include <QtTest>

#include <rapidcheck.h>

using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

Instant at(const char *text)
{
    return parseInstant(QLatin1String(text).toString()).value();
}

RunProgress reading(qint64 done, qint64 total)
{
    return {RunProgress::Phase::Reading, QStringLiteral("notion"), done, total};
}

QString joined(const std::vector<DifferencePart> &parts, DifferencePart::Kind without)
{
    QString text;
    for (const DifferencePart &part : parts) {
        if (part.kind != without)
            text += part.text;
    }
    return text;
}

} // namespace

class TestWords : public QObject
{
    Q_OBJECT

private slots:
    void relativeTimes_data();
    void relativeTimes();
    void editTimesAreAsExactAsTheirSide();
    void durations();
    void hubStandsSecond();
    void outcomeCountsChanges();
    void outcomeOfFailureKeepsItsSentence();
    void estimateTellsShareAndRest();
    void estimateStartsAnewWithEachPhase();
    void estimateWithoutTotalCounts();
    void a7_beyondTheLastCountThereIsNoEnd();
    void a7_waitingForNotionIsSaid();
    void differenceFindsChangedWord();
    void differenceRebuildsBothTexts();
};

void TestWords::relativeTimes_data()
{
    QTest::addColumn<QString>("then");
    QTest::addColumn<QString>("words");
    QTest::newRow("future") << "2026-11-22T12:00:30Z"
                            << "just now";
    QTest::newRow("seconds") << "2026-11-22T11:59:30Z"
                             << "just now";
    QTest::newRow("minutes") << "2026-11-22T11:58:00Z"
                             << "2 min ago";
    QTest::newRow("hours") << "2026-11-22T08:59:00Z"
                           << "3 h ago";
    QTest::newRow("yesterday") << "2026-11-21T23:00:00Z"
                               << "yesterday";
    QTest::newRow("this year") << "2026-01-05T23:00:00Z"
                               << "5 Jan";
    QTest::newRow("earlier") << "2024-01-05T23:00:00Z"
                             << "5 Jan 2024";
}

void TestWords::relativeTimes()
{
    QFETCH(const QString, then);
    QFETCH(const QString, words);
    QCOMPARE(relativeTime(*parseInstant(then), at("2026-11-22T12:00:00Z")), words);
}

void TestWords::editTimesAreAsExactAsTheirSide()
{
    const auto told = [](Instant from, seconds resolution) {
        return editTimeText({from, from + resolution}, at("2026-11-22T12:00:00Z"));
    };
    const auto local = [](Instant instant, const char *format) {
        return toDateTime(instant).toLocalTime().toString(QLatin1String(format));
    };
    const Instant noon = at("2026-11-22T12:00:00Z");
    QCOMPARE(told(noon - 3s, 0s), QStringLiteral("today ") + local(noon - 3s, "HH:mm:ss"));
    QCOMPARE(told(noon - 1min, 60s), QStringLiteral("today ") + local(noon - 1min, "HH:mm"));
    QCOMPARE(told(noon - 24h, 60s), QStringLiteral("yesterday ") + local(noon - 24h, "HH:mm"));
    QVERIFY(told(noon - 72h, 60s).startsWith(QStringLiteral("19 Nov ")));
    QVERIFY(told(noon - days(366), 60s).startsWith(QStringLiteral("21 Nov 2025 ")));
}

void TestWords::hubStandsSecond()
{
    ServiceDefinition definition;
    for (const char *side : {"google", "hub", "notion"})
        definition.sides.push_back({QLatin1String(side), true, true, false, {}});
    QCOMPARE(orderedSides(definition).join(u' '), QStringLiteral("google hub notion"));
    definition.sides.erase(definition.sides.begin());
    QCOMPARE(orderedSides(definition).join(u' '), QStringLiteral("notion hub"));
}

void TestWords::durations()
{
    QCOMPARE(durationText(412ms), QStringLiteral("0.4 s"));
    QCOMPARE(durationText(40s), QStringLiteral("40 s"));
    QCOMPARE(durationText(200s), QStringLiteral("3 min 20 s"));
    QCOMPARE(durationText(125min), QStringLiteral("2 h 5 min"));
}

void TestWords::outcomeCountsChanges()
{
    RunResult result;
    QCOMPARE(outcomeOf(result).words, QStringLiteral("nothing to do"));
    result.changes = {ChangeCounts{}, ChangeCounts{3, 2, 1, 0}};
    QCOMPARE(outcomeOf(result).words, QStringLiteral("6 changes"));
    QCOMPARE(outcomeOf(result).mood, Mood::Good);
}

void TestWords::outcomeOfFailureKeepsItsSentence()
{
    RunRecord run;
    run.status = QStringLiteral("failed");
    const QJsonObject error{{QStringLiteral("message"), QStringLiteral("The token was refused.")}};
    run.result = {{QStringLiteral("errors"), QJsonArray{error}}};
    QCOMPARE(outcomeOf(run).mood, Mood::Bad);
    QCOMPARE(outcomeOf(run).sentence, QStringLiteral("The token was refused."));
}

void TestWords::estimateTellsShareAndRest()
{
    ProgressEstimate estimate;
    estimate.update(reading(0, 100), 0ms);
    QVERIFY(!estimate.left());
    estimate.update(reading(25, 100), 10s);
    QCOMPARE(estimate.percent(), 25);
    QCOMPARE(estimate.left().value().count(), 30);
    QCOMPARE(estimate.shortText(), QStringLiteral("25 % · 30 s left"));
}

void TestWords::estimateStartsAnewWithEachPhase()
{
    ProgressEstimate estimate;
    estimate.update(reading(50, 100), 60s);
    estimate.update({RunProgress::Phase::Writing, QStringLiteral("hub"), 0, 10}, 61s);
    QCOMPARE(estimate.percent(), 0);
    QVERIFY(!estimate.left());
    QCOMPARE(estimate.text(), QStringLiteral("writing to Hub · 0 %"));
}

void TestWords::estimateWithoutTotalCounts()
{
    ProgressEstimate estimate;
    estimate.update(reading(1200, -1), 5s);
    QCOMPARE(estimate.percent(), -1);
    QCOMPARE(estimate.shortText(), QStringLiteral("reading Notion · 1,200"));
}

/// "reading Notion · 17,400 · 0 s left" for 45 seconds.
void TestWords::a7_beyondTheLastCountThereIsNoEnd()
{
    ProgressEstimate estimate;
    estimate.update(reading(0, 100), 0ms);
    estimate.update(reading(17'400, 17'400), 15s);
    QCOMPARE(estimate.shortText(), QStringLiteral("reading Notion · 17,400"));
}

void TestWords::a7_waitingForNotionIsSaid()
{
    ProgressEstimate estimate;
    estimate.update(reading(0, 1000), 0ms);
    estimate.update(reading(200, 1000), 4s);
    QVERIFY(!estimate.wait(38s, 4500ms)); // it has just gone on
    QVERIFY(estimate.wait(38s, 6s));
    QCOMPARE(estimate.text(),
             QStringLiteral("reading Notion · 20 % · 38 s until Notion lets us go on"));
    QVERIFY(!estimate.wait(38s, 6s)); // said already
    QVERIFY(estimate.wait(37s, 7s));
    estimate.update(reading(300, 1000), 45s);
    QVERIFY(!estimate.text().contains(QStringLiteral("lets us")));
    estimate.update({RunProgress::Phase::Reading, QStringLiteral("hub"), 0, 10}, 50s);
    QVERIFY(!estimate.wait(30s, 60s)); // the hub has no limit
}

void TestWords::differenceFindsChangedWord()
{
    using Kind = DifferencePart::Kind;
    const std::vector<DifferencePart> expected{{Kind::Same, QStringLiteral("Send the ")},
                                               {Kind::Removed, QStringLiteral("draft")},
                                               {Kind::Added, QStringLiteral("final version")},
                                               {Kind::Same, QStringLiteral(" to Ana")}};
    const auto parts = textDifference(QStringLiteral("Send the draft to Ana"),
                                      QStringLiteral("Send the final version to Ana"));
    QCOMPARE(joined(parts, Kind::Added), QStringLiteral("Send the draft to Ana"));
    QVERIFY(parts == expected);
}

void TestWords::differenceRebuildsBothTexts()
{
    using Kind = DifferencePart::Kind;
    const auto words = rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4));
    const bool holds = rc::check("removed and kept parts are the old text", [&words] {
        const auto text = [](const std::vector<int> &numbers) {
            QStringList list;
            for (const int number : numbers)
                list << QString::number(number);
            return list.join(u' ');
        };
        const QString before = text(*words);
        const QString after = text(*words);
        const auto parts = textDifference(before, after);
        RC_ASSERT(joined(parts, Kind::Added) == before);
        RC_ASSERT(joined(parts, Kind::Removed) == after);
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
