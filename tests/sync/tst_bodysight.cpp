#include "support/builtindefinition.h"
#include "sync/common/bodysight.h"
#include "sync/merge/linkmerge.h"

#include <QTest>

using namespace std::chrono_literals;

static const Instant RunBegan{1000h};
/// Notion's clock is 20 minutes behind this machine's, to a second.
static const ClockOffset Behind{-20min, -20min + 1s};

/// When the text of a page is taken for read, so that it is not read again.
class BodySightTest : public QObject
{
    Q_OBJECT

private slots:
    void countsByTheClockOfTheStamp();
    void textThatIsNotShownWasNotRead_data();
    void textThatIsNotShownWasNotRead();
    void knownTextStaysKnown();
    void textOfAnotherVersionIsNotKnown();

private:
    [[nodiscard]] Record record(const Value &body) const;
    /// What the link remembers after a merge of a record that was known before.
    [[nodiscard]] Member merged(const Value &body, const QString &stamp) const;

    ServiceDefinition m_definition = builtInDefinition(QStringLiteral("linkedin_posts"));
    int m_notion = m_definition.sideIndex(u"notion");
    size_t m_body = size_t(m_definition.fieldIndex(QStringLiteral("content")));
    const Instant m_seenBefore{999h};
    const QString m_stamp = QStringLiteral("1970-02-10T14:00:00.000Z");
};

Record BodySightTest::record(const Value &body) const
{
    Record record;
    record.id = QStringLiteral("page");
    record.version = {m_stamp, TimeInterval{Instant(990h), Instant(990h + 1min)}};
    record.fields.assign(m_definition.fieldCount(), Value::null());
    record.fields[m_body] = body;
    return record;
}

Member BodySightTest::merged(const Value &body, const QString &stamp) const
{
    LinkState link = emptyLink(m_definition, QUuid::createUuid());
    LinkSide &place = link.sides[size_t(m_notion)];
    place.fields.assign(m_definition.fieldCount(), {});
    place.member = Member{QStringLiteral("page"), {m_stamp, {}}, m_seenBefore, false, {}};
    SideViews views(m_definition.sideCount());
    SideView &view = views[size_t(m_notion)];
    view.state = SideView::State::Found;
    view.record = record(body);
    view.record.version.stamp = stamp;
    view.clock = Behind;
    (void)mergeLink(m_definition, link, views, {RunBegan + 1h, RunBegan, false, {}});
    return *link.sides[size_t(m_notion)].member;
}

/// Else a page that is written on in the minute of its stamp is never read again.
void BodySightTest::countsByTheClockOfTheStamp()
{
    const Record shown = record(Value::text(QStringLiteral("text")));
    QCOMPARE(bodySeenAt(m_definition, m_notion, shown, RunBegan, Behind), RunBegan - 20min);
    QCOMPARE(merged(Value::text(QStringLiteral("text")), m_stamp).seenAt, RunBegan - 20min);
}

void BodySightTest::textThatIsNotShownWasNotRead_data()
{
    QTest::addColumn<Value>("body");
    QTest::newRow("a request failed") << Value::unknown();
    QTest::newRow("nobody asked for it") << Value();
}

void BodySightTest::textThatIsNotShownWasNotRead()
{
    QFETCH(const Value, body);
    QCOMPARE(bodySeenAt(m_definition, m_notion, record(body), RunBegan, Behind), Instant());
}

void BodySightTest::knownTextStaysKnown()
{
    QCOMPARE(merged(Value(), m_stamp).seenAt, m_seenBefore);
}

void BodySightTest::textOfAnotherVersionIsNotKnown()
{
    const QString later = QStringLiteral("1970-02-10T15:00:00.000Z");
    QCOMPARE(merged(Value::unknown(), later).seenAt, Instant());
    QCOMPARE(merged(Value(), later).seenAt, Instant());
}

QTEST_GUILESS_MAIN(BodySightTest)
#include "tst_bodysight.moc"
