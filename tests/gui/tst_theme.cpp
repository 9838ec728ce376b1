#include "gui/common/colours.h"
#include "gui/common/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QListWidget>
#include <QMessageBox>
#include <QPalette>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTreeWidget>
#include <QWidget>
#include <QtTest>

#include <cmath>

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

/// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
double luminance(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double lighter = std::max(luminance(one), luminance(other));
    const double darker = std::min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
}

constexpr double ForWords = 4.5;
constexpr double ForControls = 3;

struct Pair
{
    const char *name;
    QColor front;
    QList<QColor> grounds;
    double least;
};

std::vector<Pair> usedPairs(const Colours &look, const QColor &mark)
{
    const QList<QColor> plain{look.surface, look.panel};
    const QList<QColor> tints{look.createdTint, look.updatedTint, look.deletedTint};
    const QList<QColor> rows = QList<QColor>{look.surface, look.selection} + tints;
    return {
        {"words", look.text, rows + plain + QList<QColor>{look.hover}, ForWords},
        {"grey words", look.muted, rows + plain, ForWords},
        {"words of a button that cannot be pressed", look.muted, {look.line}, ForWords},
        {"good", look.good, rows + plain, ForWords},
        {"warning", look.warning, rows + plain, ForWords},
        {"bad", look.bad, rows + plain, ForWords},
        {"links, tabs and chosen words", look.accent, plain, ForWords},
        {"words on the accent", look.onAccent, {look.accent}, ForWords},
        {"digits on a badge", look.surface, {look.warning}, ForWords},
        {"borders of fields and buttons", look.border, rows + plain, ForControls},
        {"focus, selection, chosen buttons", look.accent, rows + plain, ForControls},
        {"the gap in the frame of what has the accent", look.panel, {look.accent}, ForControls},
        {"ticks", mark, {look.accent}, ForControls},
        {"frames of messages", look.warning, plain, ForControls},
        {"frames of mistakes", look.bad, plain, ForControls},
    };
}

/// The pixels of `area` that stand out from what was there before.
int changedPixels(const QImage &before, const QImage &after)
{
    int changed = 0;
    for (int y = 0; y < before.height(); ++y) {
        for (int x = 0; x < before.width(); ++x) {
            if (before.pixel(x, y) != after.pixel(x, y)
                && contrast(before.pixelColor(x, y), after.pixelColor(x, y)) >= ForControls)
                ++changed;
        }
    }
    return changed;
}

/// A window with one of each kind that can be focused, and something else that has the focus.
struct Sampler
{
    Sampler()
    {
        auto *layout = new QVBoxLayout(&window);
        auto *primary = new QPushButton(QStringLiteral("Apply"));
        primary->setProperty("primary", true);
        auto *filter = new QPushButton(QStringLiteral("All"));
        filter->setCheckable(true);
        filter->setChecked(true);
        auto *ticked = new QCheckBox;
        ticked->setChecked(true);
        list->setObjectName(QStringLiteral("serviceList"));
        list->addItems({QStringLiteral("One"), QStringLiteral("Two")});
        list->setCurrentRow(0);
        table->setItem(0, 0, new QTableWidgetItem(QStringLiteral("cell")));
        table->setCurrentCell(0, 0);
        samples << new QPushButton(QStringLiteral("Preview")) << primary << filter << new QCheckBox
                << ticked << list << table << new QTreeWidget;
        layout->addWidget(other);
        for (QWidget *sample : std::as_const(samples))
            layout->addWidget(sample);
        window.show();
        window.activateWindow();
    }

    QWidget window;
    QPushButton *other = new QPushButton(QStringLiteral("Other"));
    QListWidget *list = new QListWidget;
    QTableWidget *table = new QTableWidget(2, 2);
    QList<QWidget *> samples;
};

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void chosenLookIsApplied();
    void followsSystemOnceForAllWindows();
    void chosenLookStaysWhenSystemChanges();
    void a25_everyUsedPairHasEnoughContrast_data() { looks(); }
    void a25_everyUsedPairHasEnoughContrast();
    void a24_focusIsSeen_data() { looks(); }
    void a24_focusIsSeen();
    void a30_partlyTickedLooksLikeNeither_data() { looks(); }
    void a30_partlyTickedLooksLikeNeither();
    void a30_questionsWearTheProjectsIcons();

private:
    static void looks();
};

void TestTheme::looks()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("light") << Theme::Mode::Light;
    QTest::newRow("dark") << Theme::Mode::Dark;
}

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

void TestTheme::a25_everyUsedPairHasEnoughContrast()
{
    QFETCH(Theme::Mode, mode);
    const bool dark = mode == Theme::Mode::Dark;
    const Colours &look = dark ? Colours::dark() : Colours::light();
    const std::vector<Pair> pairs = usedPairs(look, dark ? QColor(0x10151f) : QColor(0xffffff));
    QStringList faint;
    for (const Pair &pair : pairs) {
        for (const QColor &ground : pair.grounds) {
            const double found = contrast(pair.front, ground);
            if (found < pair.least)
                faint << QStringLiteral("%1 on %2: %3")
                             .arg(QLatin1String(pair.name), ground.name())
                             .arg(found, 0, 'f', 2);
        }
    }
    QVERIFY2(faint.isEmpty(), qPrintable(faint.join(u'\n')));
    const QPalette palette = look.palette();
    QCOMPARE(palette.color(QPalette::PlaceholderText), look.muted);
    QCOMPARE(palette.color(QPalette::HighlightedText), look.onAccent);
    QCOMPARE(palette.color(QPalette::Highlight), look.accent);
}

void TestTheme::a24_focusIsSeen()
{
    QFETCH(Theme::Mode, mode);
    Theme theme(nullptr);
    theme.setMode(mode);
    Sampler sampler;
    QVERIFY(QTest::qWaitForWindowActive(&sampler.window));
    constexpr int Least = 30; // pixels: the frame of a small box
    for (QWidget *sample : std::as_const(sampler.samples)) {
        sampler.other->setFocus();
        const QImage before = sample->grab().toImage();
        sample->setFocus();
        QVERIFY(sample->hasFocus());
        const int changed = changedPixels(before, sample->grab().toImage());
        QVERIFY2(changed >= Least,
                 qPrintable(QStringLiteral("%1: %2").arg(
                     QLatin1String(sample->metaObject()->className()), QString::number(changed))));
    }
}

void TestTheme::a30_partlyTickedLooksLikeNeither()
{
    QFETCH(Theme::Mode, mode);
    Theme theme(nullptr);
    theme.setMode(mode);
    QTreeWidget tree;
    auto *item = new QTreeWidgetItem(&tree, {QStringLiteral("record")});
    QCheckBox box;
    box.setTristate(true);
    constexpr int Least = 8; // pixels: a mark
    const auto pictures = [&](Qt::CheckState state) {
        item->setCheckState(0, state);
        box.setCheckState(state);
        return std::pair(tree.grab().toImage(), box.grab().toImage());
    };
    const auto off = pictures(Qt::Unchecked);
    const auto partly = pictures(Qt::PartiallyChecked);
    const auto on = pictures(Qt::Checked);
    QVERIFY(changedPixels(off.first, partly.first) >= Least);
    QVERIFY(changedPixels(off.second, partly.second) >= Least);
    QVERIFY(changedPixels(on.first, partly.first) >= Least);
    QVERIFY(changedPixels(on.second, partly.second) >= Least);
}

void TestTheme::a30_questionsWearTheProjectsIcons()
{
    Theme theme(nullptr);
    theme.setMode(Theme::Mode::Light);
    const QMessageBox box(QMessageBox::Warning, QString(), QStringLiteral("Really?"));
    const QImage icon = box.iconPixmap().toImage();
    QVERIFY(!icon.isNull());
    bool isFound = false;
    for (int y = 0; y < icon.height() && !isFound; ++y) {
        for (int x = 0; x < icon.width() && !isFound; ++x)
            isFound = icon.pixelColor(x, y) == Colours::light().warning;
    }
    QVERIFY(isFound);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
