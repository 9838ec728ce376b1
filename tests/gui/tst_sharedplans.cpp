#include "gui/window/mainwindow.h"
#include "support/fakesession.h"

#include <QtTest>

/// Plans may be large: one is there once, and not longer than somebody looks at it.
class SharedPlansTest : public QObject
{
    Q_OBJECT

private slots:
    void a19_applyPointsIntoThePreview();
    void a19_newPreviewLetsGoOfTheOneBefore();
    void a19_applyLetsGoOfThePreview();
};

namespace {

struct Opened
{
    Opened()
        : window(nullptr, nullptr)
    {
        home->answer.plan = fakePlan(fakeService(QStringLiteral("books")), 2, 300, 1);
        window.open(fakeSession(home));
        window.show();
    }

    [[nodiscard]] ServiceBoard &board() { return *window.board(); }
    [[nodiscard]] bool preview()
    {
        board().preview(0);
        return waitUntilIdle() && board().service(0).preview;
    }
    [[nodiscard]] bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] { return board().controller().isIdle(); });
    }

    std::shared_ptr<FakeHome> home = std::make_shared<FakeHome>();
    MainWindow window;
};

} // namespace

void SharedPlansTest::a19_applyPointsIntoThePreview()
{
    Opened opened;
    QVERIFY(opened.preview());
    const SharedResult preview = opened.board().service(0).preview;
    opened.board().apply(0, false);
    QVERIFY(opened.waitUntilIdle());
    QCOMPARE(opened.home->jobs.back().plan.get(), &preview->plan);
}

void SharedPlansTest::a19_newPreviewLetsGoOfTheOneBefore()
{
    Opened opened;
    QVERIFY(opened.preview());
    const std::weak_ptr<const RunResult> first = opened.board().service(0).preview;
    QVERIFY(opened.preview());
    QVERIFY(opened.board().service(0).preview != first.lock());
    QTRY_VERIFY(first.expired());
}

void SharedPlansTest::a19_applyLetsGoOfThePreview()
{
    Opened opened;
    QVERIFY(opened.preview());
    const std::weak_ptr<const RunResult> preview = opened.board().service(0).preview;
    opened.board().apply(0, false);
    QVERIFY(opened.waitUntilIdle());
    opened.home->jobs.clear();
    QTRY_VERIFY(preview.expired());
}

QTEST_MAIN(SharedPlansTest)
#include "tst_sharedplans.moc"
