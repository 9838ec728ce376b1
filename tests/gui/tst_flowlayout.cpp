#include "gui/common/elidedlabel.h"
#include "gui/common/flowlayout.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QToolTip>
#include <QtTest>

namespace {

constexpr QSize Cell(100, 20);
constexpr int Spacing = 10;

/// A bar of `count` cells with a spacer before the last one.
struct Bar
{
    explicit Bar(int count)
    {
        auto *layout = new QHBoxLayout(&widget);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(Spacing);
        for (int index = 0; index < count; ++index) {
            auto *cell = new QLabel(&widget);
            cell->setFixedSize(Cell);
            if (index == count - 1)
                layout->addStretch();
            layout->addWidget(cell);
            cells << cell;
        }
        FlowLayout::wrap(&widget);
    }
    void resize(int width)
    {
        widget.resize(width, widget.heightForWidth(width));
        widget.layout()->activate();
    }

    QWidget widget;
    QList<QLabel *> cells;
};

} // namespace

class TestFlowLayout : public QObject
{
    Q_OBJECT

private slots:
    void staysInOneLineWhereThereIsRoom();
    void wrapsWhereThereIsNone();
    void hiddenItemsTakeNoRoom();
    void smallestWidthIsTheWidestItem();
    void elidedLabelShowsItsWholeTextAsTip();
};

void TestFlowLayout::staysInOneLineWhereThereIsRoom()
{
    Bar bar(3);
    bar.resize(500);
    QCOMPARE(bar.widget.height(), Cell.height());
    QCOMPARE(bar.cells.at(1)->x(), Cell.width() + Spacing);
    QCOMPARE(bar.cells.at(2)->x(), 500 - Cell.width()); // behind the spacer: at the end
}

void TestFlowLayout::wrapsWhereThereIsNone()
{
    Bar bar(3);
    bar.resize(220);
    QCOMPARE(bar.widget.height(), 2 * Cell.height() + Spacing);
    QCOMPARE(bar.cells.at(1)->pos(), QPoint(Cell.width() + Spacing, 0));
    QCOMPARE(bar.cells.at(2)->pos(), QPoint(220 - Cell.width(), Cell.height() + Spacing));
}

void TestFlowLayout::hiddenItemsTakeNoRoom()
{
    Bar bar(3);
    bar.cells.first()->hide();
    bar.resize(220);
    QCOMPARE(bar.widget.height(), Cell.height());
    QCOMPARE(bar.cells.at(1)->x(), 0);
}

void TestFlowLayout::smallestWidthIsTheWidestItem()
{
    Bar bar(3);
    QCOMPARE(bar.widget.minimumSizeHint(), Cell);
}

void TestFlowLayout::elidedLabelShowsItsWholeTextAsTip()
{
    ElidedLabel label;
    label.setText(QStringLiteral("A sentence that is far too long for its label"));
    label.setToolTip(QStringLiteral("Why it is so"));
    label.resize(60, 20);
    label.show();
    QVERIFY(label.isElided());
    QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), label.mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(&label, &help);
    QVERIFY(QToolTip::text().startsWith(label.text()));
    QVERIFY(QToolTip::text().contains(label.toolTip()));
    label.resize(600, 20);
    QVERIFY(!label.isElided());
}

QTEST_MAIN(TestFlowLayout)
#include "tst_flowlayout.moc"
