#include "support/twowayhome.h"

#include <QTest>

/// Position of the highlight that these tests are about.
static constexpr int Highlight = 4;

/// What a one-way service loses, or never brings, where a request fails once or another service is
/// behind.
class OneWayTrapsTest : public QObject
{
    Q_OBJECT

private slots:
    void textThatCouldNotBeReadOnceComesLater();
    void textThatWasShownInPartComesLater();
    void bookThatHasNoRowYet();
    void bookBesideOneThatIsNotSynced();
    void bookThatIsArchived();
    void bookThatWasRenamed();

private:
    /// Both services synced, and a highlight of a book, ten minutes ago; the book's page.
    static QString begin(TwoWayHome &world);
    static QJsonObject relation(const QStringList &pages);
};

QString OneWayTrapsTest::begin(TwoWayHome &world)
{
    QString book = world.sandbox.control.pageId(QStringLiteral("books"), 2);
    for (const UsyncOutcome &run : {world.home.run("books"), world.sync("--full")}) {
        if (run.status != 0)
            qFatal("%s", qPrintable(run.text()));
    }
    world.notionTime(-10min);
    world.editPage(Highlight, QStringLiteral("Content"), relation({book}));
    if (const UsyncOutcome run = world.sync(); run.status != 0)
        qFatal("%s", qPrintable(run.text()));
    return book;
}

QJsonObject OneWayTrapsTest::relation(const QStringList &pages)
{
    QJsonArray references;
    for (const QString &page : pages)
        references.append(QJsonObject{{QStringLiteral("id"), page}});
    return {{QStringLiteral("relation"), references}};
}

void OneWayTrapsTest::textThatCouldNotBeReadOnceComesLater()
{
    TwoWayHome world(QStringLiteral("linkedin_posts"));
    // The former home knows everything; another one begins while one page's text cannot be read.
    const UsyncHome fresh(QStringLiteral(USYNC_PROGRAM), world.sandbox.server.environment());
    const QString page = world.page(3);
    const QString cell = QStringLiteral("SELECT content FROM linkedin_posts "
                                        "WHERE notion_page_id = ?");
    world.sandbox.control.addFault(
        {{QStringLiteral("fault"), QStringLiteral("bad_gateway")},
         {QStringLiteral("method"), QStringLiteral("GET")},
         {QStringLiteral("path"), QStringLiteral("/v1/pages/%1/markdown").arg(page)},
         {QStringLiteral("count"), 1000}});
    const UsyncOutcome first = fresh.run("linkedin_posts --full --json");
    VERIFY_STATUS(first, 0);
    QVERIFY2(first.errors.contains("could not be read"), first.errors.constData());
    QCOMPARE(fresh.hub()->sql(cell, {page}), QStringList{QString()});
    world.sandbox.control.clearFaults();
    const UsyncOutcome second = fresh.run("linkedin_posts --json");
    VERIFY_STATUS(second, 0);
    QVERIFY(!world.body(3).isEmpty());
    QCOMPARE(fresh.hub()->sql(cell, {page}), QStringList{world.body(3)});
    // It is asked for no longer.
    world.sandbox.control.forgetRequests();
    QCOMPARE(written(fresh.run("linkedin_posts --json")), 0);
    QVERIFY(world.sandbox.control.requests().size() <= 3);
}

/// No stamp says that all of it is shown by now.
void OneWayTrapsTest::textThatWasShownInPartComesLater()
{
    TwoWayHome world(QStringLiteral("linkedin_posts"));
    const UsyncHome fresh(QStringLiteral(USYNC_PROGRAM), world.sandbox.server.environment());
    const QString page = world.page(3);
    const QString cell = QStringLiteral("SELECT content FROM linkedin_posts "
                                        "WHERE notion_page_id = ?");
    world.notionTime(-3h);
    world.sandbox.control.changePage(page, {{QStringLiteral("is_truncated"), true}});
    VERIFY_STATUS(fresh.run("linkedin_posts --full --json"), 0);
    QCOMPARE(fresh.hub()->sql(cell, {page}), QStringList{QString()});
    world.sandbox.control.changePage(page, {{QStringLiteral("is_truncated"), false}});
    VERIFY_STATUS(fresh.run("linkedin_posts --full --json"), 0);
    QCOMPARE(fresh.hub()->sql(cell, {page}), QStringList{world.body(3)});
}

void OneWayTrapsTest::bookThatHasNoRowYet()
{
    TwoWayHome world(QStringLiteral("highlights"));
    const QString book = world.sandbox.control.pageId(QStringLiteral("books"), 2);
    world.editPage(Highlight, QStringLiteral("Content"), relation({book}));
    VERIFY_STATUS(world.home.run("hub-schema --apply"), 0);
    world.sql(QStringLiteral("CREATE TRIGGER no_book BEFORE INSERT ON books "
                             "WHEN NEW.notion_page_id = '%1' "
                             "BEGIN SELECT RAISE(ABORT, 'not now'); END")
                  .arg(book));
    VERIFY_STATUS(world.home.run("books --json"), 1);
    VERIFY_STATUS(world.sync("--full"), 0);
    QCOMPARE(world.cell(Highlight, QStringLiteral("book_id")), QString());
    world.sql(QStringLiteral("DROP TRIGGER no_book"));
    // What a hub refused is tried again when it is edited.
    world.notionTime(0s);
    world.sandbox.control.changePage(
        book,
        {{QStringLiteral("properties"),
          QJsonObject{{QStringLiteral("Author"), richText(QStringLiteral("Somebody"))}}}});
    VERIFY_STATUS(world.home.run("books --json"), 0);
    const QString row
        = world.sql(QStringLiteral("SELECT id FROM books WHERE notion_page_id = ?"), {book})
              .value(0);
    QVERIFY(!row.isEmpty());
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(Highlight, QStringLiteral("book_id")), row);
    QVERIFY(!world.cell(Highlight, QStringLiteral("book_title")).isEmpty());
    QCOMPARE(world.disquiet(), QString());
}

/// Looking again at the reference that waits keeps the one that is there.
void OneWayTrapsTest::bookBesideOneThatIsNotSynced()
{
    TwoWayHome world(QStringLiteral("highlights"));
    const QString book = begin(world);
    const QString row = world.cell(Highlight, QStringLiteral("book_id"));
    QVERIFY(!row.isEmpty());
    const QString newBook
        = world.sandbox.control
              .addPage(QStringLiteral("books"),
                       {{QStringLiteral("properties"),
                         QJsonObject{{QStringLiteral("Name"), title(QStringLiteral("New"))}}}})
              .value(QLatin1String("id"))
              .toString();
    QVERIFY(!newBook.isEmpty());
    world.notionTime(0s);
    world.editPage(Highlight, QStringLiteral("Content"), relation({book, newBook}));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(Highlight, QStringLiteral("book_id")), row);
    QCOMPARE(world.disquiet(), QString());
    QCOMPARE(world.cell(Highlight, QStringLiteral("book_id")), row);
}

void OneWayTrapsTest::bookThatIsArchived()
{
    TwoWayHome world(QStringLiteral("highlights"));
    const QString book = begin(world);
    const QString row = world.cell(Highlight, QStringLiteral("book_id"));
    const QString name = world.cell(Highlight, QStringLiteral("book_title"));
    QVERIFY(!row.isEmpty() && !name.isEmpty());
    world.sandbox.control.changePage(book, {{QStringLiteral("is_archived"), true}});
    const UsyncOutcome books = world.home.run("books --full --json");
    VERIFY_STATUS(books, 0);
    QCOMPARE(books.json()[QLatin1String("paused")].toInt(), 1);
    world.notionTime(0s);
    world.editPage(Highlight, QStringLiteral("Note"),
                   richText(QStringLiteral("Still of this book")));
    VERIFY_STATUS(world.sync(), 0);
    QCOMPARE(world.cell(Highlight, QStringLiteral("note")), QStringLiteral("Still of this book"));
    QCOMPARE(world.cell(Highlight, QStringLiteral("book_id")), row);
    QCOMPARE(world.cell(Highlight, QStringLiteral("book_title")), name);
}

void OneWayTrapsTest::bookThatWasRenamed()
{
    TwoWayHome world(QStringLiteral("highlights"));
    const QString book = begin(world);
    world.notionTime(0s);
    world.sandbox.control.changePage(
        book,
        {{QStringLiteral("properties"),
          QJsonObject{{QStringLiteral("Name"), title(QStringLiteral("By another name"))}}}});
    VERIFY_STATUS(world.home.run("books --json"), 0);
    VERIFY_STATUS(world.sync("--full"), 0);
    QCOMPARE(world.cell(Highlight, QStringLiteral("book_title")),
             QStringLiteral("By another name"));
    QCOMPARE(world.disquiet(), QString());
}

QTEST_GUILESS_MAIN(OneWayTrapsTest)
#include "tst_onewaytraps.moc"
