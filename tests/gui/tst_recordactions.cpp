#include "gui/common/hubrowdialog.h"
#include "gui/common/recordactions.h"
#include "gui/preview/changeview.h"
#include "support/fakesession.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

/// Stands in for the browser.
class Browser : public QObject
{
    Q_OBJECT

public:
    Browser() { QDesktopServices::setUrlHandler(u"https"_s, this, "open"); }
    ~Browser() override { QDesktopServices::unsetUrlHandler(u"https"_s); }
    QStringList opened;

public slots:
    void open(const QUrl &url) { opened << url.toString(); }
};

ServiceDefinition books()
{
    ServiceDefinition definition = fakeService(u"books"_s);
    definition.sides[1].options = {{u"table"_s, u"books"_s}};
    for (FieldDefinition &field : definition.fields)
        field.mapping[1] = QJsonObject{{u"column"_s, field.name}};
    return definition;
}

/// A list with one change: the record "Record 0" in the hub's row "r'1".
struct List
{
    explicit List(const QString &pageId, bool isSandbox = false)
        : home(std::make_shared<FakeHome>())
    {
        Plan plan = fakePlan(books(), 0, 1, 0);
        link = plan.links[0].id;
        plan.links[0].sides[1].member->recordId = u"r'1"_s;
        if (!pageId.isEmpty())
            plan.links[0].sides[0].member = Member{pageId, {}, {}, false, {}};
        Session session = fakeSession(home);
        session.services = {books()};
        session.isSandbox = isSandbox;
        view.setSession(session);
        view.setSource(
            std::make_shared<PlanChanges>(fakePreview(books(), std::move(plan)), books()));
        view.show();
        view.setCurrentIndex(view.changes()->index(0, 0));
    }
    QAction &action(const QString &text)
    {
        for (QAction *action : view.actions()) {
            if (action->text() == text)
                return *action;
        }
        qFatal("no action %s", qPrintable(text));
    }

    std::shared_ptr<FakeHome> home;
    QUuid link;
    ChangeView view;
};

} // namespace

class TestRecordActions : public QObject
{
    Q_OBJECT

private slots:
    void opensPageInNotion();
    void looksUpPageByItsLink();
    void sandboxHasNoPagesInNotion();
    void copiesRecordByKey();
    void copiesIds();
    void showsRowOfHub();
    void saysThatRowIsGone();
    void nothingIsPossibleWithoutRecord();
    void contextMenuHasEverything();
};

void TestRecordActions::opensPageInNotion()
{
    const Browser browser;
    List list(u"2fb3e943-0255-4054-9cf1-000000000001"_s);
    list.action(u"Open in Notion"_s).trigger();
    QCOMPARE(browser.opened,
             QStringList{u"https://www.notion.so/2fb3e943025540549cf1000000000001"_s});
}

void TestRecordActions::looksUpPageByItsLink()
{
    const Browser browser;
    List list({});
    list.home->linked[list.link] = {{u"notion"_s, u"aa-bb"_s}};
    QVERIFY(list.action(u"Open in Notion"_s).isEnabled());
    list.action(u"Open in Notion"_s).trigger();
    QTRY_COMPARE(browser.opened, QStringList{u"https://www.notion.so/aabb"_s});
}

void TestRecordActions::sandboxHasNoPagesInNotion()
{
    List list(u"page"_s, true);
    QVERIFY(!list.action(u"Open in Notion"_s).isEnabled());
    QVERIFY(list.action(u"Copy page id"_s).isEnabled());
    QVERIFY(list.action(u"Show in hub…"_s).isEnabled());
}

void TestRecordActions::copiesRecordByKey()
{
    List list(u"page"_s);
    list.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&list.view));
    list.view.setFocus();
    QTest::keyClick(&list.view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(),
             u"Record 0\nHub: 2 fields\n  title: Record 0 before → Record 0\n"
             "  notes: Record 0 before → Record 0"_s);
}

void TestRecordActions::copiesIds()
{
    List list(u"page"_s);
    list.action(u"Copy page id"_s).trigger();
    QCOMPARE(QApplication::clipboard()->text(), u"page"_s);
    list.action(u"Copy row id"_s).trigger();
    QCOMPARE(QApplication::clipboard()->text(), u"r'1"_s);
}

void TestRecordActions::showsRowOfHub()
{
    List list(u"page"_s);
    RecordLook look{{u"hub"_s, u"r'1"_s}, true, {}, {}};
    look.record.fields = {Value::text(u"Dune"_s), Value::null(), Value::number(5.0)};
    list.home->looks = {look};
    list.action(u"Show in hub…"_s).trigger();
    auto *dialog = list.view.findChild<HubRowDialog *>();
    QVERIFY(dialog);
    QVERIFY(QSignalSpy(dialog, &HubRowDialog::loaded).wait());
    const auto &table = *dialog->findChild<QTableWidget *>(u"fieldTable"_s);
    QCOMPARE(dialog->findChild<QLabel *>(u"placeLabel"_s)->text(), u"Table books · id r'1"_s);
    QCOMPARE(table.rowCount(), 3);
    QCOMPARE(table.item(0, 1)->text(), u"Dune"_s);
    QCOMPARE(table.item(2, 1)->text(), u"5"_s);
    dialog->findChild<QPushButton *>(u"copySqlButton"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(),
             u"SELECT \"id\", \"title\", \"notes\", \"rating\"\nFROM \"books\"\n"
             "WHERE \"id\" = 'r''1';"_s);
    dialog->findChild<QPushButton *>(u"copyButton"_s)->click();
    QVERIFY(QApplication::clipboard()->text().contains(u"title: Dune"_s));
}

void TestRecordActions::saysThatRowIsGone()
{
    List list(u"page"_s);
    list.action(u"Show in hub…"_s).trigger();
    auto *dialog = list.view.findChild<HubRowDialog *>();
    QVERIFY(QSignalSpy(dialog, &HubRowDialog::loaded).wait());
    QCOMPARE(dialog->findChild<QLabel *>(u"stateLabel"_s)->text(),
             u"The hub does not show this row any more."_s);
}

void TestRecordActions::nothingIsPossibleWithoutRecord()
{
    List list(u"page"_s);
    list.view.setSource(nullptr);
    for (const QString &text :
         {u"Open in Notion"_s, u"Copy"_s, u"Copy page id"_s, u"Show in hub…"_s})
        QVERIFY2(!list.action(text).isEnabled(), qPrintable(text));
}

void TestRecordActions::contextMenuHasEverything()
{
    List list(u"page"_s);
    const QPoint place = list.view.visualRect(list.view.changes()->index(0, 0)).center();
    emit list.view.customContextMenuRequested(place);
    QStringList texts;
    for (const QMenu *menu : list.view.findChildren<QMenu *>()) {
        if (menu->isVisible()) {
            for (const QAction *action : menu->actions())
                texts << action->text();
        }
    }
    texts.removeAll(QString());
    QCOMPARE(texts,
             (QStringList{u"Open in Notion"_s, u"Show in hub…"_s, u"Copy"_s, u"Copy page id"_s,
                          u"Copy row id"_s, u"Expand all"_s, u"Collapse all"_s}));
}

QTEST_MAIN(TestRecordActions)
#include "tst_recordactions.moc"
