#include "storage/sqlitesyncstore.h"
#include "storage/waitinglist.h"
#include "support/builtindefinition.h"
#include "support/linkbuilder.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestWaitingList : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void a10_holdTellsWhatIsThereAndWhatWouldBeDelivered();
    void a10_refusedValueTellsTheSame();
    void a10_valueThatOneSideLacksIsNotTold();
    void a10_heldDeletionTellsWhereTheRecordIs();
    void a9_questionTellsWhatItIsAbout();
    void a9_questionAboutLinkTellsItsRecords();
    void findsRecordsOfLink();

private:
    [[nodiscard]] std::vector<WaitingItem> items();
    void save(const LinkState &link);
    void ask(const Question &question);

    std::shared_ptr<StateDatabase> m_database;
    ServiceDefinition m_books = builtInDefinition(QStringLiteral("books"));
    LinkBuilder m_links = LinkBuilder(m_books);
};

void TestWaitingList::init()
{
    const auto database = StateDatabase::open(QStringLiteral(":memory:"));
    QVERIFY(database);
    m_database = *database;
}

std::vector<WaitingItem> TestWaitingList::items()
{
    return *readWaitingItems(*m_database, {{u"books"_s, m_books.titleField}}, {}, false);
}

void TestWaitingList::save(const LinkState &link)
{
    SqliteSyncStore store(m_database, m_books);
    QVERIFY(store.saveLinks({&link, 1}));
}

void TestWaitingList::ask(const Question &question)
{
    SqliteSyncStore store(m_database, m_books);
    Plan plan = m_links.plan({}, 0);
    plan.questions = {question};
    plan.memories.resize(2);
    QVERIFY(store.commitPlan(plan));
}

void TestWaitingList::a10_holdTellsWhatIsThereAndWhatWouldBeDelivered()
{
    LinkState link = m_links.settled(u"p1"_s, Value::text(u"Emma"_s));
    link.fields[0] = {Value::text(u"Emma, again"_s), 2, qint8(m_links.notion()), {}};
    link.shown(m_links.notion(), 0) = {Value::text(u"Emma, again"_s), 2};
    link.holds = {{0, u"undone"_s}};
    save(link);
    const WaitingItem item = items().front();
    QCOMPARE(item.kind, u"hold"_s);
    QCOMPARE(item.values,
             (QJsonObject{{u"agreed"_s, u"Emma, again"_s},
                          {u"notion"_s, u"Emma, again"_s},
                          {u"hub"_s, u"Emma"_s}}));
    QCOMPARE(item.records,
             (QMap<QString, QString>{{u"notion"_s, u"p1"_s}, {u"hub"_s, u"row-p1"_s}}));
}

void TestWaitingList::a10_refusedValueTellsTheSame()
{
    LinkState link = m_links.settled(u"p1"_s, Value::text(u"Emma"_s));
    link.fields[0] = {Value::text(u"long"_s), 2, qint8(m_links.notion()), {}};
    link.quarantined = {{m_links.hub(), 0, 2, u"too long"_s}};
    save(link);
    const WaitingItem item = items().front();
    QCOMPARE(item.kind, u"quarantined"_s);
    QCOMPARE(item.values.value(u"agreed"_s), QJsonValue(u"long"_s));
    QCOMPARE(item.values.value(u"hub"_s), QJsonValue(u"Emma"_s));
}

void TestWaitingList::a10_valueThatOneSideLacksIsNotTold()
{
    LinkState link = m_links.fresh(u"p1"_s, Value::text(u"Emma"_s));
    link.holds = {{0, u"skipped"_s}};
    save(link);
    const WaitingItem item = items().front();
    QVERIFY(!item.values.contains(u"hub"_s));
    QCOMPARE(item.values.value(u"notion"_s), QJsonValue(u"Emma"_s));
    QCOMPARE(item.records, (QMap<QString, QString>{{u"notion"_s, u"p1"_s}}));
}

void TestWaitingList::a10_heldDeletionTellsWhereTheRecordIs()
{
    LinkState link = m_links.settled(u"p1"_s, Value::text(u"Emma"_s));
    link.alive = {Value::boolean(false), 2, qint8(m_links.notion()), {}};
    link.shown(m_links.notion(), AliveField) = {Value::boolean(false), 2};
    link.holds = {{AliveField, u"skipped"_s}};
    save(link);
    QCOMPARE(items().front().values,
             (QJsonObject{{u"agreed"_s, false}, {u"notion"_s, false}, {u"hub"_s, true}}));
}

void TestWaitingList::a9_questionTellsWhatItIsAbout()
{
    Question question;
    question.id = u"q1"_s;
    question.side = m_links.hub();
    question.recordIds = {u"r1"_s, u"r2"_s};
    question.subjectSide = m_links.notion();
    question.subject = u"p9"_s;
    ask(question);
    const WaitingItem item = items().front();
    QCOMPARE(item.records, (QMap<QString, QString>{{u"notion"_s, u"p9"_s}}));
    QCOMPARE(item.candidates, (QStringList{u"r1"_s, u"r2"_s}));
}

void TestWaitingList::a9_questionAboutLinkTellsItsRecords()
{
    const LinkState link = m_links.fresh(u"p1"_s, Value::text(u"Emma"_s));
    save(link);
    Question question;
    question.id = u"q1"_s;
    question.side = m_links.hub();
    question.recordIds = {u"r1"_s};
    question.subject = link.id.toString(QUuid::WithoutBraces);
    ask(question);
    QCOMPARE(items().front().records, (QMap<QString, QString>{{u"notion"_s, u"p1"_s}}));
}

void TestWaitingList::findsRecordsOfLink()
{
    const LinkState link = m_links.settled(u"p1"_s, Value::text(u"Emma"_s));
    save(link);
    QCOMPARE(*readLinkedRecords(*m_database, link.id),
             (QMap<QString, QString>{{u"notion"_s, u"p1"_s}, {u"hub"_s, u"row-p1"_s}}));
    QVERIFY(readLinkedRecords(*m_database, QUuid::createUuid())->isEmpty());
}

QTEST_GUILESS_MAIN(TestWaitingList)
#include "tst_waitinglist.moc"
