#include "gui/window/logpane.h"
#include "support/fakesession.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

namespace {

LogEntry entry(const QString &service, const QString &status, const QString &message)
{
    LogEntry entry;
    entry.id = message;
    entry.status = status;
    entry.message = message;
    entry.details = {{QStringLiteral("service"), service}};
    return entry;
}

struct Pane
{
    Pane()
    {
        home->logs = {
            entry(QStringLiteral("books"), QStringLiteral("success"), QStringLiteral("3 changes")),
            entry(QStringLiteral("books"), QStringLiteral("error"), QStringLiteral("no answer")),
            entry(QStringLiteral("tasks"), QStringLiteral("info"), QStringLiteral("preview"))};
        QSignalSpy loaded(&pane, &LogPane::loaded);
        pane.setUp(fakeSession(home), &background);
        loaded.wait();
    }

    int rows() { return pane.findChild<QTableView *>()->model()->rowCount(); }
    void choose(const char *box, const QString &data)
    {
        auto *combo = pane.findChild<QComboBox *>(QLatin1String(box));
        combo->setCurrentIndex(combo->findData(data));
    }

    std::shared_ptr<FakeHome> home = std::make_shared<FakeHome>();
    BackgroundQueue background;
    LogPane pane;
};

} // namespace

class TestLogPane : public QObject
{
    Q_OBJECT

private slots:
    void showsEverythingAtFirst();
    void filtersByService();
    void filtersByLevel();
    void filtersByText();
    void saysWhenNothingMatches();
};

void TestLogPane::showsEverythingAtFirst()
{
    Pane shown;
    QCOMPARE(shown.rows(), 3);
}

void TestLogPane::filtersByService()
{
    Pane shown;
    shown.choose("serviceBox", QStringLiteral("books"));
    QTRY_COMPARE(shown.rows(), 2);
}

void TestLogPane::filtersByLevel()
{
    Pane shown;
    shown.choose("levelBox", QStringLiteral("error"));
    QTRY_COMPARE(shown.rows(), 1);
}

void TestLogPane::filtersByText()
{
    Pane shown;
    shown.pane.findChild<QLineEdit *>()->setText(QStringLiteral(" preview "));
    QTRY_COMPARE(shown.rows(), 1);
    QCOMPARE(shown.home->queries.back().text, QStringLiteral("preview"));
}

void TestLogPane::saysWhenNothingMatches()
{
    Pane shown;
    shown.pane.findChild<QLineEdit *>()->setText(QStringLiteral("nowhere"));
    QTRY_COMPARE(shown.rows(), 0);
    auto *label = shown.pane.findChild<QLabel *>(QStringLiteral("stateLabel"));
    QTRY_COMPARE(label->text(), QStringLiteral("Nothing in the log matches."));
}

QTEST_MAIN(TestLogPane)
#include "tst_logpane.moc"
