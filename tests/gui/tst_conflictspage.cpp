#include "gui/conflicts/conflictspage.h"
#include "gui/conflicts/conflictview.h"
#include "gui/window/mainwindow.h"
#include "support/waitingbuilder.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Items = std::vector<WaitingItem>;

constexpr int First = ConflictModel::FirstSide;
// Milliseconds. The aim is 50; ten times that is wrong on any machine, however busy.
constexpr int LongestStall = 500;

WaitingItem notes(const QString &title)
{
    return conflict(title, u"notes"_s).values(u"old"_s, u"mine"_s, u"theirs"_s);
}

WaitingItem decidedByRule(const QString &title)
{
    return waiting("decided", title)
        .field(u"notes"_s)
        .side(u"hub"_s)
        .values(u"old"_s, u"mine"_s, u"theirs"_s);
}

Items many(int count)
{
    Items items;
    for (int index = 0; index < count; ++index)
        items.push_back(notes(u"Record %1"_s.arg(index)));
    return items;
}

/// The page of the service "tasks", with `items` waiting and read.
struct Page
{
    explicit Page(Items items, int sides = 2, QSettings *settings = nullptr)
        : home(std::make_shared<FakeHome>())
    {
        home->waiting = std::move(items);
        Session session = fakeSession(home);
        session.services = {waitingService(sides)};
        board = std::make_unique<ServiceBoard>(session);
        page.resize(900, 500);
        page.setUp(board.get(), settings);
        page.show();
        load();
    }
    ~Page() { page.hide(); }

    void load()
    {
        QSignalSpy loaded(&page, &ConflictsPage::loaded);
        page.load(0);
        QVERIFY(loaded.wait());
    }
    /// Decides, and waits for the new reading.
    void decide()
    {
        QSignalSpy loaded(&page, &ConflictsPage::loaded);
        button("decideButton").click();
        QVERIFY(loaded.wait());
    }
    template <typename Widget>
    Widget &child(const char *name)
    {
        return *page.findChild<Widget *>(QLatin1String(name));
    }
    QPushButton &button(const char *name) { return child<QPushButton>(name); }
    ConflictView &view() { return child<ConflictView>("conflictView"); }
    QString text(int row, int column)
    {
        return view().conflicts()->index(row, column).data().toString();
    }
    void press(int row, const QList<Qt::Key> &keys)
    {
        view().setCurrentIndex(view().conflicts()->index(row, 0));
        for (const Qt::Key key : keys)
            QTest::keyClick(&view(), key);
    }
    QStringList sent(size_t call = 0) { return decisionTexts(home->decisions.at(call)); }

    std::shared_ptr<FakeHome> home;
    std::unique_ptr<ServiceBoard> board;
    ConflictsPage page;
};

} // namespace

class TestConflictsPage : public QObject
{
    Q_OBJECT

private slots:
    void listsWhatIsOpenAndCountsBoth();
    void saysWhatToDoWhenNothingWaits();
    void readingThatFailsIsSaidInPlace();
    void everyRecordIsTickedAtFirst();
    void keyboardTicksAndChooses();
    void keyboardAnswersQuestion();
    void controlEnterDecides();
    void clickOnValueChoosesIt();
    void clickOnSpannedChoiceChoosesIt();
    void takesOneSideForAllTicked();
    void thousandConflictsInThreeClicks();
    void sendsEveryKindAtOnce();
    void decidedItemSaysSoAndCanBeChanged();
    void errorIsShownAndNothingIsLost();
    void putsBackWhatRuleDecided();
    void bulkTouchesOnlyWhatIsShown();
    void tickBoxFollowsRecords();
    void showsReasonAndLongValues();
    void remembersWidthsAndSort();
    void thirdSideHasButtonAndColumn();
    void newReadingKeepsPlaceAndChoices();
    void choicesOutliveLookAtOtherService();
    void staysQuickWithManyRows();
    void tabCarriesNumberAndOpensByKey();
    void tabReadsAnewWhenRunEnds();
    void windowsSearchFiltersRecords();
    void a10_threeHundredHoldsInThreeClicks();
    void a10_kindsAreOfferedWhereThereAreSeveral();
    void a9_candidatesStandSideBySide();
    void a9_candidatesAreReadOnceAndOnWorker();
    void a9_problemIsSaidAndAskedAgain();
    void a9_linksOpenTheRecords();
    void a15_keyAsksForOwnValue();
    void a18_panelOpensHighEnoughAtFirstChange();
};

void TestConflictsPage::listsWhatIsOpenAndCountsBoth()
{
    Page page({notes(u"A"_s), notes(u"B"_s), decidedByRule(u"C"_s)});
    QCOMPARE(page.button("openButton").text(), u"Open (2)"_s);
    QCOMPARE(page.button("decidedButton").text(), u"Decided (1)"_s);
    QCOMPARE(page.view().conflicts()->shownCount(), 2);
    QSignalSpy arranged(&page.view(), &ConflictView::arranged);
    page.button("decidedButton").click();
    QVERIFY(arranged.wait());
    QCOMPARE(page.view().conflicts()->shownCount(), 1);
    QCOMPARE(page.text(0, ConflictModel::Title), u"C"_s);
}

void TestConflictsPage::saysWhatToDoWhenNothingWaits()
{
    Page page({});
    QCOMPARE(page.child<QStackedWidget>("content").currentIndex(), 1);
    QCOMPARE(page.child<QLabel>("headingLabel").text(), u"Nothing waits for you"_s);
    QVERIFY(!page.button("decideButton").isEnabled());
    QVERIFY(!page.button("newerButton").isEnabled());
}

void TestConflictsPage::readingThatFailsIsSaidInPlace()
{
    Page page({notes(u"A"_s)});
    page.home->waitingError = Error{ErrorKind::Storage, u"The disk is gone."_s, {}, {}, {}};
    page.load();
    QVERIFY(page.child<QWidget>("messagePanel").isVisible());
    QVERIFY(page.child<QLabel>("messageLabel").text().contains(u"The disk is gone"_s));
    QCOMPARE(page.view().conflicts()->shownCount(), 1);
}

void TestConflictsPage::everyRecordIsTickedAtFirst()
{
    Page page(many(3));
    QCOMPARE(page.view().conflicts()->tickedCount(), 3);
    QCOMPARE(page.child<QCheckBox>("tickAllBox").checkState(), Qt::Checked);
    QCOMPARE(page.button("decideButton").text(), u"D&ecide"_s);
    QVERIFY(!page.button("decideButton").isEnabled());
}

void TestConflictsPage::keyboardTicksAndChooses()
{
    Page page({notes(u"A"_s), notes(u"B"_s), notes(u"C"_s)});
    page.press(1, {Qt::Key_2});
    page.press(1, {Qt::Key_Down, Qt::Key_Down, Qt::Key_Right, Qt::Key_Right});
    page.press(4, {Qt::Key_1});
    page.press(5, {Qt::Key_Left, Qt::Key_Space});
    QCOMPARE(page.text(3, ConflictModel::Result), u"mine"_s);
    QCOMPARE(page.button("decideButton").text(), u"D&ecide 2"_s);
    page.decide();
    QCOMPARE(page.sent(), (QStringList{u"A/notes TakeSide hub"_s, u"B/notes TakeSide notion"_s}));
}

void TestConflictsPage::keyboardAnswersQuestion()
{
    Page page({waiting("question", u"A"_s).side(u"hub"_s).candidates({u"7"_s, u"8"_s})});
    QCOMPARE(page.view().conflicts()->rowCount(), 6);
    page.press(3, {Qt::Key_Right, Qt::Key_Right, Qt::Key_Right});
    QCOMPARE(page.text(1, ConflictModel::Result), u"a new record"_s);
    page.press(3, {Qt::Key_Delete});
    QVERIFY(!page.button("decideButton").isEnabled());
    page.press(3, {Qt::Key_2});
    page.decide();
    QCOMPARE(page.sent(), QStringList{u"A LinkWith 8"_s});
}

void TestConflictsPage::controlEnterDecides()
{
    Page page({notes(u"A"_s)});
    page.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page.page));
    page.view().setFocus();
    page.press(1, {Qt::Key_1});
    QTest::keyClick(&page.view(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(page.home->decisions.size(), size_t(1));
    QCOMPARE(page.sent(), QStringList{u"A/notes TakeSide notion"_s});
}

void TestConflictsPage::clickOnValueChoosesIt()
{
    Page page({notes(u"A"_s)});
    const auto click = [&](int column) {
        const QRect cell = page.view().visualRect(page.view().conflicts()->index(1, column));
        QTest::mouseClick(page.view().viewport(), Qt::LeftButton, {}, cell.center());
    };
    click(First + 1);
    QCOMPARE(page.text(1, ConflictModel::Result), u"theirs"_s);
    click(ConflictModel::Title);
    click(ConflictModel::Result);
    QCOMPARE(page.text(1, ConflictModel::Result), u"theirs"_s);
    click(ConflictModel::Was);
    QCOMPARE(page.text(1, ConflictModel::Result), u"old"_s);
}

void TestConflictsPage::clickOnSpannedChoiceChoosesIt()
{
    Page page({waiting("hold", u"A"_s).field(u"notes"_s).why(u"It was undone."_s)});
    QCOMPARE(page.text(1, ConflictModel::Was), u"On hold: It was undone."_s);
    const QRect cell = page.view().visualRect(page.view().conflicts()->index(2, First));
    QTest::mouseClick(page.view().viewport(), Qt::LeftButton, {}, cell.center());
    QCOMPARE(page.text(1, ConflictModel::Result), u"delivered"_s);
}

void TestConflictsPage::takesOneSideForAllTicked()
{
    Page page(many(3));
    page.press(2, {Qt::Key_Space});
    QCOMPARE(page.button("secondSideButton").text(), u"Take Hub"_s);
    page.button("secondSideButton").click();
    QCOMPARE(page.button("decideButton").text(), u"D&ecide 2"_s);
    page.decide();
    QCOMPARE(page.sent(),
             (QStringList{u"Record 0/notes TakeSide hub"_s, u"Record 2/notes TakeSide hub"_s}));
}

void TestConflictsPage::thousandConflictsInThreeClicks()
{
    constexpr int Thousand = 1000;
    Items items = many(Thousand);
    for (size_t index = 0; index < items.size(); ++index) {
        const auto later = std::chrono::minutes(index % 2 == 0 ? 3 : 0);
        items[index].edited = {{u"notion"_s, {moment(), moment() + 60s}},
                               {u"hub"_s, {moment() + later, moment() + later}}};
    }
    Page page(std::move(items));
    page.button("firstSideButton").click();
    page.button("newerButton").click();
    QCOMPARE(page.button("decideButton").text(), u"D&ecide 500"_s);
    page.button("firstSideButton").click();
    page.decide();
    QCOMPARE(page.home->decisions.size(), size_t(1));
    QCOMPARE(page.home->decisions.front().size(), size_t(Thousand));
    QVERIFY(!page.button("decideButton").isEnabled());
}

void TestConflictsPage::sendsEveryKindAtOnce()
{
    Page page({notes(u"A"_s), waiting("question", u"B"_s).candidates({u"7"_s}),
               waiting("hold", u"C"_s), waiting("quarantined", u"D"_s), waiting("paused", u"E"_s)});
    page.press(1, {Qt::Key_1});
    page.press(4, {Qt::Key_3});
    page.press(8, {Qt::Key_1});
    page.press(11, {Qt::Key_Right});
    page.press(14, {Qt::Key_Right});
    QCOMPARE(page.text(14, ConflictModel::Result), u"comes back by itself"_s);
    page.decide();
    QCOMPARE(page.home->decisions.size(), size_t(1));
    QCOMPARE(
        page.sent(),
        (QStringList{u"A/notes TakeSide notion"_s, u"B Ignore"_s, u"C Release"_s, u"D Release"_s}));
}

void TestConflictsPage::decidedItemSaysSoAndCanBeChanged()
{
    Page page({notes(u"A"_s)});
    page.press(1, {Qt::Key_2});
    page.decide();
    QCOMPARE(page.text(0, ConflictModel::Result), u"the next sync carries it out"_s);
    QCOMPARE(page.text(1, ConflictModel::Result), u"theirs"_s);
    QVERIFY(!page.button("decideButton").isEnabled());
    page.press(1, {Qt::Key_1});
    page.decide();
    QCOMPARE(page.sent(1), QStringList{u"A/notes TakeSide notion"_s});
}

void TestConflictsPage::errorIsShownAndNothingIsLost()
{
    Page page(many(2));
    page.home->decideError = Error{ErrorKind::Usage, u"Record 1 has moved."_s, {}, {}, {}};
    page.button("firstSideButton").click();
    page.press(1, {Qt::Key_2});
    page.button("decideButton").click();
    auto &panel = page.child<QWidget>("messagePanel");
    QTRY_VERIFY(panel.isVisible());
    QVERIFY(page.child<QLabel>("messageLabel").text().contains(u"Record 1 has moved"_s));
    QCOMPARE(page.text(1, ConflictModel::Result), u"theirs"_s);
    QVERIFY(page.button("decideButton").isEnabled());
    page.home->decideError.reset();
    page.decide();
    QCOMPARE(page.sent(1), page.sent(0));
    QVERIFY(!panel.isVisible());
}

void TestConflictsPage::putsBackWhatRuleDecided()
{
    Page page({notes(u"A"_s), decidedByRule(u"B"_s)});
    page.press(1, {Qt::Key_1});
    QSignalSpy arranged(&page.view(), &ConflictView::arranged);
    page.button("decidedButton").click();
    QVERIFY(arranged.wait());
    QCOMPARE(page.text(1, ConflictModel::Result), u"theirs"_s);
    QVERIFY(!page.button("decideButton").isEnabled());
    page.press(1, {Qt::Key_1});
    page.decide();
    QCOMPARE(page.sent(), QStringList{u"B/notes TakeSide notion"_s});
    page.button("openButton").click();
    QVERIFY(arranged.wait());
    QCOMPARE(page.text(1, ConflictModel::Result), u"mine"_s);
}

void TestConflictsPage::bulkTouchesOnlyWhatIsShown()
{
    Page page(many(12));
    QSignalSpy arranged(&page.view(), &ConflictView::arranged);
    page.page.setSearchText(u"record 11"_s);
    QVERIFY(arranged.wait());
    QCOMPARE(page.view().conflicts()->shownCount(), 1);
    page.button("firstSideButton").click();
    page.page.setSearchText({});
    QVERIFY(arranged.wait());
    QCOMPARE(page.button("decideButton").text(), u"D&ecide 1"_s);
    page.page.setSearchText(u"nowhere"_s);
    QVERIFY(arranged.wait());
    QCOMPARE(page.child<QLabel>("headingLabel").text(), u"Nothing found"_s);
}

void TestConflictsPage::tickBoxFollowsRecords()
{
    Page page(many(3));
    auto &box = page.child<QCheckBox>("tickAllBox");
    page.press(0, {Qt::Key_Space});
    QCOMPARE(box.checkState(), Qt::PartiallyChecked);
    box.click();
    QCOMPARE(page.view().conflicts()->tickedCount(), 3);
    box.click();
    QCOMPARE(page.view().conflicts()->tickedCount(), 0);
    QVERIFY(!page.button("firstSideButton").isEnabled());
}

void TestConflictsPage::showsReasonAndLongValues()
{
    const QString base = u"word "_s.repeated(30);
    Page page({conflict(u"A"_s, u"notes"_s)
                   .values(base, base + u"here"_s, base + u"there"_s)
                   .why(u"Both changed it."_s),
               notes(u"B"_s)});
    auto &whole = page.child<QWidget>("differenceText");
    page.press(1, {});
    QCOMPARE(page.child<QLabel>("whyLabel").text(), u"Both changed it."_s);
    QVERIFY(whole.isVisible());
    page.press(3, {});
    QVERIFY(!whole.isVisible());
}

void TestConflictsPage::remembersWidthsAndSort()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"window.ini"_s), QSettings::IniFormat);
    {
        Page page({notes(u"B"_s), notes(u"A"_s)}, 2, &settings);
        page.view().header()->resizeSection(First, 231);
        page.view().header()->setSortIndicator(ConflictModel::Title, Qt::AscendingOrder);
    }
    Page page({notes(u"B"_s), notes(u"A"_s)}, 3, &settings);
    QCOMPARE(page.view().columnWidth(First), 231);
    QVERIFY(!page.view().isColumnHidden(First + 2));
    QTRY_COMPARE(page.text(0, ConflictModel::Title), u"A"_s);
}

void TestConflictsPage::thirdSideHasButtonAndColumn()
{
    Page two({notes(u"A"_s)});
    QVERIFY(!two.button("thirdSideButton").isVisible());
    QVERIFY(two.view().isColumnHidden(First + 2));
    Page page({conflict(u"A"_s, u"notes"_s).values(u"o"_s, u"m"_s, u"t"_s, u"g"_s)}, 3);
    QVERIFY(!page.view().isColumnHidden(First + 2));
    page.button("thirdSideButton").click();
    page.decide();
    QCOMPARE(page.sent(), QStringList{u"A/notes TakeSide google"_s});
}

void TestConflictsPage::newReadingKeepsPlaceAndChoices()
{
    Page page(many(3));
    page.press(5, {Qt::Key_2});
    page.home->waiting.erase(page.home->waiting.begin());
    page.load();
    QCOMPARE(page.view().currentIndex().row(), 3);
    QCOMPARE(page.text(3, ConflictModel::Result), u"theirs"_s);
    QCOMPARE(page.button("decideButton").text(), u"D&ecide 1"_s);
}

void TestConflictsPage::choicesOutliveLookAtOtherService()
{
    auto home = std::make_shared<FakeHome>();
    home->waiting = many(2);
    ServiceBoard board(fakeSession(home));
    ConflictsPage page;
    page.setUp(&board, nullptr);
    QSignalSpy loaded(&page, &ConflictsPage::loaded);
    const auto load = [&](int row) {
        page.load(row);
        return loaded.wait();
    };
    auto &model = *page.findChild<ConflictView *>()->conflicts();
    QVERIFY(load(1));
    model.chooseNumber(1, 2);
    model.toggleTick(2);
    QVERIFY(load(0));
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(load(1));
    QCOMPARE(decisionTexts(model.choices().decisions(false)),
             QStringList{u"Record 0/notes TakeSide hub"_s});
    QCOMPARE(model.tickedCount(), 1);
}

/// Longest time that the event loop did not come round while `work` and what follows from it ran.
template <typename Work, typename Reached>
qint64 longestStall(const Work &work, const Reached &isReached)
{
    QElapsedTimer timer;
    timer.start();
    work();
    qint64 longest = timer.elapsed();
    while (!isReached()) {
        timer.restart();
        QCoreApplication::processEvents();
        longest = std::max(longest, timer.elapsed());
    }
    for (int pass = 0; pass < 20; ++pass) {
        timer.restart();
        QCoreApplication::processEvents();
        longest = std::max(longest, timer.elapsed());
    }
    return longest;
}

void TestConflictsPage::staysQuickWithManyRows()
{
    constexpr int Many = 50'000; // conflicts, with a row each and one for their record
    Page page({});
    page.home->waiting = many(Many);
    const auto shown = [&](int count) {
        return [&page, count] { return page.view().conflicts()->shownCount() == count; };
    };
    const auto check = [](const char *what, qint64 stall) {
        qInfo("%s: longest stall %lld ms", what, stall);
        return stall <= LongestStall;
    };
    QVERIFY(check("first reading", longestStall([&] { page.page.load(0); }, shown(Many))));
    QVERIFY(check(
        "search",
        longestStall([&] { page.page.setSearchText(u"99"_s); }, [&] { return !shown(Many)(); })));
    QVERIFY(check("all", longestStall([&] { page.page.setSearchText({}); }, shown(Many))));
    QVERIFY(
        check("take a side",
              longestStall([&] { page.button("firstSideButton").click(); }, [] { return true; })));
    QVERIFY(
        check("decide",
              longestStall([&] { page.button("decideButton").click(); },
                           [&] {
                               return !page.button("decideButton").isEnabled()
                                   && page.view().conflicts()->choices().decisions(false).empty();
                           })));
    QCOMPARE(page.home->decisions.front().size(), size_t(Many));
}

void TestConflictsPage::tabCarriesNumberAndOpensByKey()
{
    auto home = std::make_shared<FakeHome>();
    home->waiting = {notes(u"A"_s),
                     conflict(u"A"_s, u"rating"_s),
                     notes(u"B"_s),
                     waiting("question", u"C"_s),
                     waiting("paused", u"D"_s),
                     decidedByRule(u"E"_s)};
    MainWindow window(nullptr, nullptr);
    window.open(fakeSession(home));
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.selectService(1);
    auto &tabs = *window.findChild<QTabWidget *>(u"tabs"_s);
    QTRY_COMPARE(tabs.tabText(1), u"Conflicts (4)"_s);
    const auto badges = window.findChildren<QLabel *>(u"badgeLabel"_s);
    QCOMPARE(badges.at(1)->text(), u"4"_s);
    QVERIFY(badges.at(1)->isVisible() && !badges.at(0)->isVisible());
    QTest::keyClick(&window, Qt::Key_2, Qt::AltModifier);
    QCOMPARE(tabs.currentIndex(), 1);
    auto &view = *window.findChild<ConflictView *>();
    QTRY_COMPARE(view.conflicts()->shownCount(), 4);
    QVERIFY(view.hasFocus());
    QTest::keyClick(&window, Qt::Key_3, Qt::AltModifier);
    QCOMPARE(tabs.tabText(tabs.currentIndex()), u"History"_s);
}

void TestConflictsPage::tabReadsAnewWhenRunEnds()
{
    auto home = std::make_shared<FakeHome>();
    MainWindow window(nullptr, nullptr);
    window.open(fakeSession(home));
    window.show();
    window.selectService(1);
    window.servicePage()->showTab(ServicePage::Tab::Conflicts);
    home->waiting = {notes(u"A"_s)};
    window.board()->sync(1);
    const auto &view = *window.findChild<ConflictView *>();
    QTRY_COMPARE(view.conflicts()->shownCount(), 1);
    const auto &tabs = *window.findChild<QTabWidget *>(u"tabs"_s);
    QTRY_COMPARE(tabs.tabText(1), u"Conflicts (1)"_s);
}

void TestConflictsPage::windowsSearchFiltersRecords()
{
    auto home = std::make_shared<FakeHome>();
    home->waiting = many(12);
    MainWindow window(nullptr, nullptr);
    window.open(fakeSession(home));
    window.show();
    window.selectService(1);
    window.servicePage()->showTab(ServicePage::Tab::Conflicts);
    const auto &view = *window.findChild<ConflictView *>();
    QTRY_COMPARE(view.conflicts()->shownCount(), 12);
    window.findChild<QLineEdit *>(u"searchEdit"_s)->setText(u"Record 1"_s);
    QTRY_COMPARE(view.conflicts()->shownCount(), 3);
}

void TestConflictsPage::a10_threeHundredHoldsInThreeClicks()
{
    Items items{notes(u"C"_s)};
    for (int index = 0; index < 300; ++index)
        items.push_back(waiting("hold", u"H%1"_s.arg(index))
                            .field(u"notes"_s)
                            .delivers(u"new"_s, u"new"_s, u"old"_s));
    Page page(std::move(items));
    page.button("releaseButton").click();
    QCOMPARE(page.button("decideButton").text(), u"D&ecide 300"_s);
    page.decide();
    QCOMPARE(page.home->decisions.front().size(), size_t(300));
    QCOMPARE(page.sent().front(), u"H0 Release"_s);
}

void TestConflictsPage::a10_kindsAreOfferedWhereThereAreSeveral()
{
    Page one({notes(u"A"_s)});
    QVERIFY(!one.child<QComboBox>("kindBox").isVisible());
    QVERIFY(!one.button("releaseButton").isVisible());
    Page page({notes(u"A"_s), notes(u"B"_s), waiting("hold", u"B"_s).field(u"rating"_s)});
    auto &box = page.child<QComboBox>("kindBox");
    QVERIFY(box.isVisible());
    QCOMPARE(box.count(), 3);
    QCOMPARE(box.itemText(2), u"On hold (1)"_s);
    QSignalSpy arranged(&page.view(), &ConflictView::arranged);
    box.setCurrentIndex(2);
    emit box.activated(2);
    QVERIFY(arranged.wait());
    QCOMPARE(page.view().conflicts()->rowCount(), 3);
    QCOMPARE(box.currentIndex(), 2);
}

/// A question about the page "p", which may be the row 7 or 8.
static WaitingItem question()
{
    return waiting("question", u"A"_s)
        .side(u"hub"_s)
        .records({{u"notion"_s, u"p"_s}})
        .candidates({u"7"_s, u"8"_s});
}

static RecordLook bookAt(const QString &side, const QString &id, const QString &notes)
{
    RecordLook look{{side, id}, true, {}, {}};
    look.record.fields = {Value::text(u"Book flights"_s), Value::text(notes), Value::number(3.0)};
    look.record.version.edited = TimeInterval{moment() - 1h, moment() - 1h};
    return look;
}

void TestConflictsPage::a9_candidatesStandSideBySide()
{
    Page page({});
    page.home->waiting = {question()};
    page.home->looks = {bookAt(u"notion"_s, u"p"_s, u"to Lisbon"_s),
                        bookAt(u"hub"_s, u"7"_s, u"home for the holidays"_s),
                        bookAt(u"hub"_s, u"8"_s, u"to Lisbon"_s)};
    page.load();
    QTRY_VERIFY(page.text(2, ConflictModel::Was).startsWith(u"the same as “Book flights” · "_s));
    page.press(2, {});
    auto &panel = page.child<QTextBrowser>("differenceText");
    QVERIFY(panel.isVisible());
    const QString shown = panel.toPlainText();
    for (const QString &part : {u"This record, in Notion"_s, u"Candidate 2, in Hub"_s, u"Edited"_s,
                                u"home for the holidays"_s, u"notes"_s, u"Show in hub"_s})
        QVERIFY2(shown.contains(part), qPrintable(shown));
    QVERIFY(!shown.contains(u"rating"_s)); // all show the same
}

void TestConflictsPage::a9_candidatesAreReadOnceAndOnWorker()
{
    Page page({});
    page.home->waiting = {question(), notes(u"B"_s)};
    page.load();
    QTRY_COMPARE(page.home->reads.size(), size_t(1));
    const std::vector<RecordAddress> wanted{
        {u"notion"_s, u"p"_s}, {u"hub"_s, u"7"_s}, {u"hub"_s, u"8"_s}};
    QCOMPARE(page.home->reads.front(), wanted);
    QTRY_COMPARE(page.text(2, ConflictModel::Was),
                 u"the same as 7, which cannot be read any more"_s);
    page.press(2, {});
    page.press(6, {Qt::Key_1});
    page.decide();
    page.press(3, {});
    QCoreApplication::processEvents();
    QCOMPARE(page.home->reads.size(), size_t(1));
}

void TestConflictsPage::a9_problemIsSaidAndAskedAgain()
{
    auto home = std::make_shared<FakeHome>();
    home->waiting = {question()};
    Session session = fakeSession(home);
    session.services = {waitingService(2)};
    const auto calls = std::make_shared<std::atomic<int>>(0);
    session.readRecords = [calls](const ServiceDefinition &, const std::vector<RecordAddress> &,
                                  const CancelToken &) -> Result<std::vector<RecordLook>> {
        ++*calls;
        return failure(ErrorKind::Storage, u"The hub does not answer."_s);
    };
    ServiceBoard board(session);
    ConflictsPage page;
    page.setUp(&board, nullptr);
    page.show();
    page.load(0);
    auto &view = *page.findChild<ConflictView *>();
    QTRY_COMPARE(view.conflicts()->rowCount(), 6);
    QTRY_COMPARE(calls->load(), 1);
    view.setCurrentIndex(view.conflicts()->index(2, 0));
    auto &panel = *page.findChild<QTextBrowser *>(u"differenceText"_s);
    QTRY_VERIFY(panel.toPlainText().contains(u"The hub does not answer."_s));
    page.load(0);
    QTRY_COMPARE(calls->load(), 2);
}

void TestConflictsPage::a9_linksOpenTheRecords()
{
    Page page({question()});
    page.press(1, {});
    auto &panel = page.child<QTextBrowser>("differenceText");
    emit panel.anchorClicked(QUrl(u"record:hub/7"_s));
    QVERIFY(page.page.findChild<QDialog *>(u"HubRowDialog"_s));
    QVERIFY(panel.toHtml().contains(u"record:notion/p"_s));
}

void TestConflictsPage::a15_keyAsksForOwnValue()
{
    Page page({notes(u"A"_s)});
    page.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page.page));
    page.view().setFocus();
    page.press(1, {Qt::Key_F2});
    auto *dialog = page.page.findChild<QDialog *>(u"ValueDialog"_s);
    QVERIFY(dialog);
    dialog->findChild<QPlainTextEdit *>()->setPlainText(u"both of them"_s);
    dialog->accept();
    auto *buttons = dialog->findChild<QDialogButtonBox *>();
    emit buttons->accepted();
    QCOMPARE(page.text(1, ConflictModel::Result), u"both of them"_s);
    page.decide();
    QCOMPARE(page.home->decisions.front().front().value, Value::text(u"both of them"_s));
}

void TestConflictsPage::a18_panelOpensHighEnoughAtFirstChange()
{
    QStringList same;
    for (int number = 0; number < 40; ++number)
        same << u"Paragraph %1 stays as it is."_s.arg(number);
    const QString before = same.join(u'\n');
    Page page({conflict(u"A"_s, u"notes"_s)
                   .values(before + u"\nold"_s, before + u"\nmine"_s, before + u"\ntheirs"_s)});
    page.press(1, {});
    auto &panel = page.child<QTextBrowser>("differenceText");
    QVERIFY(panel.isVisible());
    const QString shown = panel.toPlainText();
    QVERIFY2(shown.contains(u"40 unchanged paragraphs"_s), qPrintable(shown));
    QVERIFY(shown.contains(u"mine"_s) && shown.contains(u"theirs"_s));
    QVERIFY(panel.height() >= 90);
    emit panel.anchorClicked(QUrl(u"#unfold"_s));
    QVERIFY(panel.toPlainText().contains(u"Paragraph 17"_s));
}

QTEST_MAIN(TestConflictsPage)
#include "tst_conflictspage.moc"
