#include "app/session/sandboxhome.h"
#include "gui/common/statuspanel.h"
#include "gui/window/mainwindow.h"
#include "support/fakesession.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QtTest>

namespace {

/// A window whose session tells and plays stories by itself.
struct Opened
{
    explicit Opened(bool hasStories = true)
        : window(nullptr, nullptr)
    {
        Session session = fakeSession(home);
        if (hasStories) {
            session.isSandbox = true;
            session.stories = [this](const QString &service) {
                const QMutexLocker lock(&home->mutex);
                return Result<std::vector<SampleStory>>(std::vector<SampleStory>{
                    {QStringLiteral("edit"), QStringLiteral("Edit ") + service, true},
                    {QStringLiteral("restore"), QStringLiteral("Restore"), !played.isEmpty()}});
            };
            session.play = [this](const QString &service, const QString &story) {
                const QMutexLocker lock(&home->mutex);
                played.append(service + u'/' + story);
                return isRefused
                    ? Result<QString>(failure(ErrorKind::Usage, QStringLiteral("Not now.")))
                    : Result<QString>(QStringLiteral("Done to %1.").arg(service));
            };
        }
        window.open(session);
        window.show();
    }

    [[nodiscard]] QPushButton &button()
    {
        return *window.findChild<QPushButton *>(QStringLiteral("samplesButton"));
    }
    [[nodiscard]] StatusPanel &strip()
    {
        return *window.findChild<StatusPanel *>(QStringLiteral("storyStrip"));
    }
    [[nodiscard]] QAction *action(const char *id)
    {
        return button().menu()->findChild<QAction *>(QLatin1String(id));
    }
    [[nodiscard]] bool waitForAction(const char *id)
    {
        return QTest::qWaitFor([&] { return action(id) != nullptr && action(id)->isEnabled(); });
    }

    std::shared_ptr<FakeHome> home = std::make_shared<FakeHome>();
    QStringList played;
    bool isRefused = false;
    MainWindow window;
};

} // namespace

class StoryMenuTest : public QObject
{
    Q_OBJECT

private slots:
    void a23_isThereInASandboxOnly();
    void a23_offersTheChosenServicesStories();
    void a23_tellsWhatWasDoneAndLooksAgain();
    void a23_tellsWhyAStoryWasRefused();
    void a23_otherServiceForgetsTheSentence();
    void a23_sentenceIsReadableInEitherLook();
    void a23_storyOfTheRealSandboxReachesItsPreview();
};

void StoryMenuTest::a23_isThereInASandboxOnly()
{
    Opened real(false);
    QVERIFY(!real.button().isVisible());
    Opened sandbox;
    QVERIFY(sandbox.button().isVisible());
    QVERIFY(sandbox.button().menu());
}

void StoryMenuTest::a23_offersTheChosenServicesStories()
{
    Opened opened;
    QVERIFY(opened.waitForAction("edit"));
    QCOMPARE(opened.action("edit")->text(), QStringLiteral("Edit books"));
    QVERIFY(!opened.action("restore")->isEnabled());
    opened.window.selectService(1);
    QTRY_VERIFY(opened.action("edit")
                && opened.action("edit")->text() == QStringLiteral("Edit tasks"));
}

void StoryMenuTest::a23_tellsWhatWasDoneAndLooksAgain()
{
    Opened opened;
    QVERIFY(opened.waitForAction("edit"));
    QVERIFY(!opened.strip().isVisible());
    opened.button().setFocus();
    opened.action("edit")->trigger();
    QVERIFY(!opened.action("edit")->isEnabled()); // one at a time
    QTRY_COMPARE(opened.strip().text(), QStringLiteral("Done to books."));
    QVERIFY(opened.strip().isVisible());
    QVERIFY(opened.waitForAction("restore"));
    QCOMPARE(opened.played, QStringList{QStringLiteral("books/edit")});
    QVERIFY(opened.button().isEnabled()); // so that the focus stays
}

void StoryMenuTest::a23_tellsWhyAStoryWasRefused()
{
    Opened opened;
    opened.isRefused = true;
    QVERIFY(opened.waitForAction("edit"));
    opened.action("edit")->trigger();
    QTRY_COMPARE(opened.strip().text(), QStringLiteral("Not now."));
}

void StoryMenuTest::a23_otherServiceForgetsTheSentence()
{
    Opened opened;
    QVERIFY(opened.waitForAction("edit"));
    opened.action("edit")->trigger();
    QTRY_VERIFY(opened.strip().isVisible());
    opened.window.selectService(1);
    QVERIFY(!opened.strip().isVisible());
}

void StoryMenuTest::a23_sentenceIsReadableInEitherLook()
{
    Theme theme(nullptr);
    theme.setMode(Theme::Mode::Light);
    Opened opened;
    QVERIFY(opened.waitForAction("edit"));
    opened.action("edit")->trigger();
    QTRY_VERIFY(opened.strip().isVisible());
    const auto *label = opened.strip().findChild<QLabel *>(QStringLiteral("messageLabel"));
    for (const Theme::Mode mode : {Theme::Mode::Dark, Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        QCoreApplication::processEvents();
        const bool isLight = label->palette().color(QPalette::WindowText).lightness() > 128;
        QCOMPARE(isLight, mode == Theme::Mode::Dark);
    }
}

void StoryMenuTest::a23_storyOfTheRealSandboxReachesItsPreview()
{
    const auto sandbox = SandboxHome::start({.port = 0, .seed = 1, .pages = 12});
    QVERIFY(sandbox);
    MainWindow window(nullptr, nullptr);
    window.open((*sandbox)->session());
    window.show();
    ServiceBoard &board = *window.board();
    const int tasks = board.rowOf(QStringLiteral("tasks"));
    window.selectService(tasks);
    board.sync(tasks);
    auto *menu = window.findChild<QMenu *>(QStringLiteral("storyMenu"));
    const auto conflict = [&] { return menu->findChild<QAction *>(QStringLiteral("conflict")); };
    QTRY_VERIFY_WITH_TIMEOUT(conflict() && conflict()->isEnabled(), 30'000);
    conflict()->trigger();
    auto *strip = window.findChild<StatusPanel *>(QStringLiteral("storyStrip"));
    QTRY_VERIFY_WITH_TIMEOUT(strip->text().contains(board.service(tasks).definition.title), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(board.controller().isIdle(), 30'000);
    board.preview(tasks);
    QTRY_VERIFY_WITH_TIMEOUT(board.service(tasks).preview, 30'000);
    QCOMPARE(board.service(tasks).preview->plan.conflicts.size(), size_t(1));
    QVERIFY(board.controller().stop(std::chrono::seconds(10)));
}

QTEST_MAIN(StoryMenuTest)
#include "tst_storymenu.moc"
