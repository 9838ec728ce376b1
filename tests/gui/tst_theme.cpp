#include "gui/common/theme.h"

#include <QApplication>
#include <QPalette>
#include <QSignalSpy>
#include <QWidget>
#include <QtTest>

namespace {

bool isDark()
{
    return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

void tellWindows(const std::vector<QWidget *> &windows)
{
    for (QWidget *window : windows) {
        QEvent event(QEvent::ThemeChange);
        QCoreApplication::sendEvent(window, &event);
    }
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void chosenLookIsApplied();
    void followsSystemOnceForAllWindows();
    void chosenLookStaysWhenSystemChanges();
};

void TestTheme::chosenLookIsApplied()
{
    Theme theme(nullptr);
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(isDark());
    theme.setMode(Theme::Mode::Light);
    QVERIFY(!isDark());
}

void TestTheme::followsSystemOnceForAllWindows()
{
    Theme theme(nullptr);
    // As the system would have it after a change: whatever was applied before is out of date.
    QApplication::setPalette(QPalette(Qt::black));
    QVERIFY(isDark());
    QWidget first;
    QWidget second;
    const QSignalSpy applied(&theme, &Theme::changed);
    tellWindows({&first, &second});
    QTRY_COMPARE(applied.count(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(applied.count(), 1);
    QVERIFY(!isDark()); // the test platform's system is light
    tellWindows({&first});
    QTRY_COMPARE(applied.count(), 2);
}

void TestTheme::chosenLookStaysWhenSystemChanges()
{
    Theme theme(nullptr);
    theme.setMode(Theme::Mode::Dark);
    QWidget window;
    const QSignalSpy applied(&theme, &Theme::changed);
    tellWindows({&window});
    QCoreApplication::processEvents();
    QCOMPARE(applied.count(), 0);
    QVERIFY(isDark());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
