#include "app/text/translation.h"
#include "gui/board/serviceboard.h"
#include "gui/preview/changeview.h"
#include "gui/setup/settingsdialog.h"
#include "gui/setup/setupwizard.h"
#include "gui/window/mainwindow.h"
#include "gui/window/shortcutsdialog.h"
#include "support/gui/fullsession.h"
#include "support/gui/widgetwalk.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTranslator>
#include <QtTest>

namespace {

/// Names, keys, and words that are the same in both languages.
const char SameInBoth[]
    = "Notion Hub Google Gmail LinkedIn PostgreSQL SQLite Supabase Sandbox Unified Sync "
      "JSON json settings Ctrl Shift Return Filter Info Name Status Text TOKEN NOTION SUPABASE "
      "BOOKS";

/// What records, tables and columns of the samples are called and hold.
const char SampleWords[]
    = "The Left Hand of Darkness Record before Dune Emma Books books Title title TEXT "
      "notion supabase High Medium started";

using Look = std::function<void(const QString &page, QWidget &window)>;

constexpr QSize Small(960, 600);
constexpr QSize Wide(1280, 720);

const QString BooksId = QStringLiteral("01234567-89ab-cdef-0123-456789abcdef");

/// Shows every page of the main window, one after another, in one size.
class Tour
{
public:
    Tour(QSize size, Look look)
        : m_look(std::move(look))
        , m_size(size)
    { }

    void showWelcome()
    {
        MainWindow window(nullptr, nullptr);
        window.resize(m_size);
        window.show();
        look(QStringLiteral("welcome"), window);
        window.showProblem(
            translated(QStringLiteral("settings.json: it must hold one JSON object.")));
        look(QStringLiteral("welcome with a problem"), window);
    }

    void showServices()
    {
        open();
        choose("linkedin_posts");
        look(QStringLiteral("never synced"), *m_window);
        choose("contacts");
        look(QStringLiteral("not connected"), *m_window);
        choose("books");
        showTab(ServicePage::Tab::History);
        auto *operations = page("historyPage")->findChild<ChangeView *>();
        QTRY_VERIFY(operations->isVisible() && operations->changes()->rowCount() > 0);
        look(QStringLiteral("history"), *m_window);
        showTab(ServicePage::Tab::Mapping);
        QTRY_VERIFY(page("mappingPage")->findChild<QAbstractItemView *>()->isVisible());
        look(QStringLiteral("mapping"), *m_window);
    }

    void showConflicts()
    {
        open();
        choose("tasks");
        showTab(ServicePage::Tab::Conflicts);
        auto *view
            = page("conflictsPage")->findChild<QAbstractItemView *>(QStringLiteral("conflictView"));
        QTRY_VERIFY(view->isVisible());
        view->setCurrentIndex(view->model()->index(1, 0));
        look(QStringLiteral("conflicts"), *m_window);
        m_window->findChild<QPushButton *>(QStringLiteral("decidedButton"))->click();
        QTRY_VERIFY(m_window->board()->controller().isIdle());
        look(QStringLiteral("decided"), *m_window);
    }

    void showRuns()
    {
        open();
        choose("books");
        const ServiceDefinition &books = m_window->board()->service(0).definition;
        m_home->answer.plan = fullPlan(books);
        press("previewButton");
        look(QStringLiteral("preview"), *m_window);
        m_window->findChild<QPushButton *>(QStringLiteral("previewAllButton"))->click();
        QTRY_VERIFY(m_window->board()->controller().isIdle());
        look(QStringLiteral("all previews"), *m_window);
        choose("books");
        m_home->answer.guards.push_back(
            {QStringLiteral("valve"),
             QStringLiteral("120 of 124 linked records (97 %) would be deleted."),
             QStringList(20, QStringLiteral("The Left Hand of Darkness"))});
        m_home->answer.plan.guards = m_home->answer.guards;
        press("previewButton");
        look(QStringLiteral("guard"), *m_window);
        m_home->answer = RunResult();
        press("previewButton");
        look(QStringLiteral("nothing to do"), *m_window);
        m_home->answer.status = RunStatus::Failed;
        m_home->answer.errors.push_back(
            {{},
             Error{ErrorKind::Storage,
                   QStringLiteral(
                       "The disk of the hub hub.db is full; free some space there and try again"),
                   {},
                   {},
                   {}}});
        press("previewButton");
        look(QStringLiteral("failed"), *m_window);
        m_home->isGated = true;
        m_window->findChild<QPushButton *>(QStringLiteral("previewButton"))->click();
        QTRY_VERIFY(m_window->board()->service(0).progress.percent() > 0);
        look(QStringLiteral("running"), *m_window);
        m_home->isGated = false;
        QTRY_VERIFY(m_window->board()->controller().isIdle());
    }

    void showDialogs()
    {
        open();
        ShortcutsDialog keys(m_window.get());
        keys.resize(keys.size().boundedTo(m_size));
        keys.show();
        look(QStringLiteral("shortcuts"), keys);
        keys.close();
        SettingsDialog settings(draft(), m_window.get());
        settings.resize(settings.size().boundedTo(m_size));
        settings.show();
        for (int tab = 0; tab < settings.findChild<QTabWidget *>()->count(); ++tab) {
            settings.showTab(tab);
            look(QStringLiteral("settings %1").arg(tab + 1), settings);
        }
        settings.close();
        SetupWizard wizard(draft(), m_window.get());
        wizard.resize(wizard.size().boundedTo(m_size));
        wizard.show();
        for (int step = 0; step < 5; ++step) {
            wizard.showPage(step);
            look(QStringLiteral("wizard %1").arg(step + 1), wizard);
        }
    }

    void showMain()
    {
        showWelcome();
        showServices();
        showConflicts();
        showRuns();
    }

    void showAll()
    {
        showMain();
        showDialogs();
    }

private:
    void open()
    {
        m_window.reset();
        m_home = std::make_shared<FakeHome>();
        m_window = std::make_unique<MainWindow>(nullptr, nullptr);
        m_window->resize(m_size);
        m_window->show();
        Session session = fullSession(m_home);
        session.readMapping = [](const ServiceDefinition &, const CancelToken &) {
            return Result<MappingPreview>(mapping());
        };
        m_window->open(session);
        QTRY_VERIFY(m_window->board()->service(0).lastRun.has_value());
    }

    static MappingPreview mapping()
    {
        MappingPreview mapping;
        mapping.sides = {QStringLiteral("notion"), QStringLiteral("hub")};
        mapping.titles
            = {QStringLiteral("Books (Notion database)"), QStringLiteral("books (hub table)")};
        FieldPreview title;
        title.label = QStringLiteral("Title");
        title.places = {{QStringLiteral("Name"), QStringLiteral("title")},
                        {QStringLiteral("title"), QStringLiteral("TEXT")}};
        title.samples = {QStringLiteral("Dune"), QStringLiteral("Emma")};
        title.words = QCoreApplication::translate("Judgement", "Arrives whole.");
        FieldPreview edited;
        edited.label = QStringLiteral("E");
        edited.places = {{QStringLiteral("(last edited)"), QStringLiteral("not kept in Notion")},
                         {QStringLiteral("e"), QStringLiteral("made by the first sync")}};
        edited.words = QStringLiteral("The hub's table books has no such column.");
        mapping.fields = {title, edited};
        return mapping;
    }

    ConnectionDraft draft()
    {
        ConnectionDraft draft;
        for (const char *name : {"books", "linkedin_posts", "tasks"})
            draft.services.push_back(builtInDefinition(QLatin1String(name)));
        draft.actions.listSources = [](const ConnectionSettings &, const CancelToken &) {
            return Result<std::vector<NotionSource>>(std::vector<NotionSource>{
                {BooksId, QStringLiteral("Books"), {}, QStringLiteral("Books"), {}}});
        };
        draft.actions.checkHub = [](const ConnectionSettings &, const CancelToken &) {
            return Result<HubReport>(HubReport{QStringLiteral("sqlite:hub.db"), {}, true, 2, {}});
        };
        draft.actions.hubSql = [](const ConnectionSettings &) {
            return Result<QString>(QStringLiteral("CREATE TABLE books();"));
        };
        draft.actions.previewMapping
            = [](const ServiceDefinition &, const ConnectionSettings &, const CancelToken &) {
                  return Result<MappingPreview>(mapping());
              };
        draft.hasToken = true;
        draft.background = &m_asking;
        return draft;
    }

    QWidget *page(const char *name) { return m_window->findChild<QWidget *>(QLatin1String(name)); }
    void showTab(ServicePage::Tab tab) { m_window->servicePage()->showTab(tab); }

    void choose(const char *service)
    {
        m_window->selectService(m_window->board()->rowOf(QLatin1String(service)));
    }

    void press(const char *button)
    {
        m_window->findChild<QPushButton *>(QLatin1String(button))->click();
        QTRY_VERIFY(m_window->board()->controller().isIdle());
    }

    void look(const QString &page, QWidget &window)
    {
        QTest::qWait(0); // what the page asked of its layout
        QCoreApplication::processEvents();
        m_look(page, window);
    }

    Look m_look;
    QSize m_size;
    std::shared_ptr<FakeHome> m_home;
    BackgroundQueue m_asking{2};
    std::unique_ptr<MainWindow> m_window;
};

/// The whole program in another language, as long as it lives.
class Spoken
{
public:
    explicit Spoken(const QString &language)
    {
        if (language == QLatin1String("en"))
            return;
        QLocale::setDefault(QLocale(language));
        if (!m_translator.load(QStringLiteral(":/i18n/unifiedsync_") + language))
            qFatal("There is no translation.");
        QCoreApplication::installTranslator(&m_translator);
        usePhrases(QStringLiteral(":/i18n/unifiedsync_%1.ts").arg(language));
    }
    ~Spoken()
    {
        QCoreApplication::removeTranslator(&m_translator);
        QLocale::setDefault(QLocale::c());
        usePhrases(QString());
    }

private:
    QTranslator m_translator;
};

/// Keeps a picture of each page where the environment says so, to be looked at.
void keepPicture(const QString &name, QWidget &window)
{
    const QString folder = qEnvironmentVariable("PICTURES");
    if (!folder.isEmpty())
        window.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

} // namespace

/// Walks over every page of the program in both languages.
class TestEveryPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QAccessible::setActive(true); }
    void a5_nothingIsCut_data();
    void a5_nothingIsCut();
    void a5_nothingIsCutOnFinerScreens();
    void a5_windowKeepsItsSize();
    void a5_cutTextIsSeen();
    void a13_noTwoThingsShareALetter_data() { languages(); }
    void a13_noTwoThingsShareALetter();
    void a17_germanHasNoEnglishWord();
    void a26_everythingSpeaks_data() { languages(); }
    void a26_everythingSpeaks();

private:
    static void languages();
};

void TestEveryPage::languages()
{
    QTest::addColumn<QString>("language");
    for (const char *language : {"en", "de"})
        QTest::newRow(language) << QString::fromLatin1(language);
}

void TestEveryPage::a5_nothingIsCut_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("language");
    QTest::addColumn<Theme::Mode>("mode");
    for (const QSize size : {Small, Wide}) {
        for (const char *language : {"en", "de"}) {
            for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark})
                QTest::addRow("%dx%d-%s-%s", size.width(), size.height(), language,
                              mode == Theme::Mode::Light ? "light" : "dark")
                    << size << QString::fromLatin1(language) << mode;
        }
    }
}

void TestEveryPage::a5_nothingIsCut()
{
    QFETCH(QSize, size);
    QFETCH(QString, language);
    QFETCH(Theme::Mode, mode);
    Theme theme(nullptr);
    theme.setMode(mode);
    const Spoken spoken(language);
    QStringList faults;
    Tour(size, [&](const QString &page, QWidget &window) {
        keepPicture(QString::fromLatin1(QTest::currentDataTag()) + u'-' + page, window);
        if (window.width() > size.width() || window.height() > size.height())
            faults << QStringLiteral("%1: the window is %2x%3")
                          .arg(page)
                          .arg(window.width())
                          .arg(window.height());
        for (const QString &fault : cutTexts(window) + lostControls(window))
            faults << page + QStringLiteral(": ") + fault;
    }).showAll();
    QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
}

/// One screen for Qt's offscreen platform; the file's path.
static QString writeScreen(const QTemporaryDir &folder, const QSize &size)
{
    const QJsonObject screen{{QStringLiteral("name"), QStringLiteral("laptop")},
                             {QStringLiteral("x"), 0},
                             {QStringLiteral("y"), 0},
                             {QStringLiteral("width"), size.width()},
                             {QStringLiteral("height"), size.height()},
                             {QStringLiteral("logicalDpi"), 96},
                             {QStringLiteral("logicalBaseDpi"), 96},
                             {QStringLiteral("dpr"), 1}};
    QFile file(folder.filePath(QStringLiteral("screen.json")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("No file for the screen.");
    const QJsonObject root{{QStringLiteral("screens"), QJsonArray{screen}}};
    file.write(QJsonDocument(root).toJson());
    return file.fileName();
}

void TestEveryPage::a5_nothingIsCutOnFinerScreens()
{
    // The scale is the application's, from its start: the same walk in a process of its own, on a
    // laptop's screen of so many more pixels.
    const QTemporaryDir folder;
    for (const double scale : {1.5, 2.0}) {
        QProcess finer;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QString::number(scale));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"),
                           QStringLiteral("offscreen:configfile=")
                               + writeScreen(folder, Wide * scale));
        finer.setProcessEnvironment(environment);
        finer.setProcessChannelMode(QProcess::MergedChannels);
        finer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("a5_nothingIsCut")});
        QVERIFY(finer.waitForFinished(-1));
        QVERIFY2(finer.exitStatus() == QProcess::NormalExit && finer.exitCode() == 0,
                 finer.readAll().constData());
    }
}

void TestEveryPage::a5_windowKeepsItsSize()
{
    const Spoken spoken(QStringLiteral("de"));
    QStringList faults;
    const QSize tight(880, 560);
    Tour(tight, [&](const QString &page, QWidget &window) {
        if (qobject_cast<MainWindow *>(&window) && window.size() != tight)
            faults << page;
    }).showAll();
    QCOMPARE(faults, QStringList());
}

void TestEveryPage::a5_cutTextIsSeen()
{
    QWidget window;
    auto *label = new QLabel(QStringLiteral("A sentence that has no room"), &window);
    auto *button = new QPushButton(QStringLiteral("Cut"), &window);
    window.resize(200, 100);
    label->setGeometry(0, 0, 20, 20);
    button->setGeometry(150, 40, 120, 40);
    window.show();
    QCOMPARE(cutTexts(window).size(), 1);
    QCOMPARE(lostControls(window).size(), 1);
    label->setFixedSize(label->sizeHint());
    button->setGeometry(0, 40, 120, 40);
    QCOMPARE(cutTexts(window) + lostControls(window), QStringList());
}

void TestEveryPage::a13_noTwoThingsShareALetter()
{
    QFETCH(QString, language);
    const Spoken spoken(language);
    QStringList faults;
    Tour(Wide, [&](const QString &page, QWidget &window) {
        for (const QString &fault : mnemonicClashes(window))
            faults << page + QStringLiteral(": ") + fault;
    }).showAll();
    QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
}

static QSet<QString> wordsIn(const QString &text)
{
    static const QRegularExpression word(QStringLiteral("\\p{L}{4,}"));
    QSet<QString> words;
    QRegularExpressionMatchIterator matches = word.globalMatch(text);
    while (matches.hasNext())
        words.insert(matches.next().captured());
    return words;
}

/// Words that may stand on a German page as on an English one.
static QSet<QString> wordsOfNoLanguage()
{
    QSet<QString> words
        = wordsIn(QString::fromLatin1(SameInBoth) + u' ' + QString::fromLatin1(SampleWords));
    for (const WaitingItem &item : sampleConflicts(Instant())) {
        words += wordsIn(item.key + u' ' + item.candidates.join(u' '));
        for (const QJsonValue value : item.values)
            words += wordsIn(value.toVariant().toString());
    }
    return words;
}

/// Every word of four letters or more that a page shows in the language, by page.
static QMap<QString, QSet<QString>> wordsOfAllPages(const QString &language)
{
    QMap<QString, QSet<QString>> words;
    const Spoken spoken(language);
    Tour(Wide, [&](const QString &page, QWidget &window) {
        for (const QString &text : shownTexts(window))
            words[page] += wordsIn(text);
    }).showAll();
    return words;
}

/// A word that stands on a page in both languages was not translated, unless it is a name, or what
/// the sample records hold, or the same in both.
void TestEveryPage::a17_germanHasNoEnglishWord()
{
    const QMap<QString, QSet<QString>> english = wordsOfAllPages(QStringLiteral("en"));
    const QMap<QString, QSet<QString>> german = wordsOfAllPages(QStringLiteral("de"));
    QMap<QString, QStringList> same;
    for (auto page = german.begin(); page != german.end(); ++page) {
        QSet<QString> words = page.value();
        words.intersect(english.value(page.key()));
        for (const QString &word : words)
            same[word] << page.key();
    }
    const QSet<QString> allowed = wordsOfNoLanguage();
    QStringList faults;
    for (auto word = same.begin(); word != same.end(); ++word) {
        if (!allowed.contains(word.key()))
            faults << QStringLiteral("%1 (%2)").arg(word.key(), word->first());
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u' ')));
}

void TestEveryPage::a26_everythingSpeaks()
{
    QFETCH(QString, language);
    const Spoken spoken(language);
    QStringList faults;
    Tour(Wide, [&](const QString &page, QWidget &window) {
        for (const QString &fault :
             namelessControls(*QAccessible::queryAccessibleInterface(&window)) + muteRows(window))
            faults << page + QStringLiteral(": ") + fault;
    }).showAll();
    QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
}

QTEST_MAIN(TestEveryPage)
#include "tst_everypage.moc"
