#include "app/home/servicecatalog.h"
#include "app/text/definitionwords.h"
#include "app/text/phrasebook.h"
#include "app/text/translation.h"

#include <QBuffer>
#include <QFile>
#include <QTest>
#include <QTranslator>

#include <algorithm>
#include <set>

/// WINDOW.md A17: what the layers below say is found again by its phrase, whatever was filled in.
class TestPhrasebook : public QObject
{
    Q_OBJECT

private slots:
    void findsPhrases_data();
    void findsPhrases();
    void readsTheFileOfTheTranslators();
    void readsOnlyFinishedPhrases();
    void everyPhraseIsFoundAgain();
    void everyWordOfTheServicesIsListed();
    void minutesAreLocal_data();
    void minutesAreLocal();

private:
    static std::vector<Phrasebook::Entry> german();
};

std::vector<Phrasebook::Entry> TestPhrasebook::german()
{
    QFile file(QStringLiteral(":/i18n/unifiedsync_de.ts"));
    return file.open(QIODevice::ReadOnly) ? Phrasebook::read(file)
                                          : std::vector<Phrasebook::Entry>();
}

void TestPhrasebook::findsPhrases_data()
{
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *english, const char *expected) {
        QTest::newRow(english) << QString::fromUtf8(english) << QString::fromUtf8(expected);
    };
    row("The listing was cut.", "Die Liste war unvollständig.");
    row("The listing was cut", "Die Liste war unvollständig");
    row("Changed in the hub; Notion is behind.", "Notion ist hinter dem Hub zurück.");
    row("Record \"the hub\" of the hub is gone.", "Datensatz \"the hub\" in dem Hub fehlt.");
    row("Record \"a. b: c\" of Notion is gone.", "Datensatz \"a. b: c\" in Notion fehlt.");
    row("The listing was cut. Record \"x\" of Notion is gone.",
        "Die Liste war unvollständig. Datensatz \"x\" in Notion fehlt.");
    row("Tasks: The listing was cut.", "Tasks: Die Liste war unvollständig.");
    row("Not written: the listing was cut.", "Nicht geschrieben: die Liste war unvollständig.");
    row("Something else. The listing was cut.", "Something else. Die Liste war unvollständig.");
    row("ERROR:  relation \"x\" does not exist", "ERROR:  relation \"x\" does not exist");
    row("It must be a list of texts.", "Es muss eine Liste von Texten sein.");
    row("Several have the same Title, Author.", "Mehrere haben denselben Wert: Titel, Autor.");
    row("Several have the same Title, Colour.", "Mehrere haben denselben Wert: Title, Colour.");
    row("Title", "Title"); // a record may be called so
    row("Title: The listing was cut.", "Title: Die Liste war unvollständig.");
    row("", "");
    row("12:00", "12:00");
}

void TestPhrasebook::findsPhrases()
{
    QFETCH(const QString, english);
    QFETCH(const QString, expected);
    const auto text = [](const char *utf8) { return QString::fromUtf8(utf8); };
    const Phrasebook book({
        {text("the listing was cut"), text("die Liste war unvollständig")},
        {text("the hub"), text("dem Hub")},
        {text("Changed in %1; %2 is behind."), text("%2 ist hinter %1 zurück.")},
        {text("Record \"%1\" of %2 is gone."), text("Datensatz \"%1\" in %2 fehlt.")},
        {text("Not written: %1"), text("Nicht geschrieben: %1")},
        {text("It must be %1."), text("Es muss %1 sein.")},
        {text("a list of texts"), text("eine Liste von Texten")},
        {text("Several have the same %1."), text("Mehrere haben denselben Wert: %1.")},
        {text("Title"), text("Titel"), true},
        {text("Author"), text("Autor"), true},
    });
    QCOMPARE(book.translated(english), expected);
    QCOMPARE(book.translated(english), expected); // the second time it is remembered
}

void TestPhrasebook::readsTheFileOfTheTranslators()
{
    const std::vector<Phrasebook::Entry> entries = german();
    QVERIFY(entries.size() > 300);
    QTranslator translator;
    QVERIFY(translator.load(QStringLiteral(":/i18n/unifiedsync_de.qm")));
    for (const Phrasebook::Entry &entry : entries) {
        const QByteArray english = entry.english.toUtf8();
        const QString phrase = translator.translate("Phrase", english.constData());
        QCOMPARE(phrase.isEmpty() ? translator.translate("Definition", english.constData())
                                  : phrase,
                 entry.translation);
    }
}

void TestPhrasebook::readsOnlyFinishedPhrases()
{
    QBuffer file;
    file.setData(R"(<?xml version="1.0"?><TS><context><name>Other</name>
        <message><source>a</source><translation>A</translation></message></context>
        <context><name>Phrase</name>
        <message><source>b &quot;%1&quot;</source><translation>B „%1“</translation></message>
        <message><source>c</source><translation type="unfinished">C</translation></message>
        <message><source>d</source><translation type="unfinished"></translation></message>
        </context></TS>)");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::vector<Phrasebook::Entry> entries = Phrasebook::read(file);
    QCOMPARE(entries.size(), size_t(1));
    QCOMPARE(entries.front().english, QStringLiteral("b \"%1\""));
    QCOMPARE(entries.front().translation, QStringLiteral("B „%1“"));
}

/// A phrase whose letters are too few, or that another one hides, would stay English.
void TestPhrasebook::everyPhraseIsFoundAgain()
{
    const std::vector<Phrasebook::Entry> entries = german();
    const Phrasebook book(entries);
    for (const Phrasebook::Entry &entry : entries) {
        if (entry.isWord)
            continue;
        QString english = entry.english;
        QString expected = entry.translation;
        for (int number = 1; number <= 9; ++number) {
            const QString value = QStringLiteral("Wert%1").arg(number);
            english.replace(QStringLiteral("%%1").arg(number), value);
            expected.replace(QStringLiteral("%%1").arg(number), value);
        }
        QVERIFY2(book.knows(english), qPrintable(entry.english));
        QCOMPARE(book.translated(english), expected);
    }
}

void TestPhrasebook::everyWordOfTheServicesIsListed()
{
    std::set<QString> listed;
    for (const char *word : definitionWords())
        listed.insert(QString::fromUtf8(word));
    std::set<QString> used;
    const std::vector<ServiceDefinition> services = ServiceCatalog::load({}).services();
    QVERIFY(services.size() >= 7);
    for (const ServiceDefinition &service : services) {
        QVERIFY2(service.source.startsWith(u':'), qPrintable(service.source));
        used.insert({service.title, service.description});
        for (const FieldDefinition &field : service.fields)
            used.insert(field.label);
    }
    used.erase(QString());
    QCOMPARE(listed, used);
}

void TestPhrasebook::minutesAreLocal_data()
{
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("expected");
    QTest::newRow("minute") << QStringLiteral("Changed in Notion (last edit 2026-01-31 23:30 UTC).")
                            << QStringLiteral("Changed in Notion (last edit 1 Feb 2026 01:30).");
    QTest::newRow("a person's own word") << QStringLiteral("\"2026-01-31 23:30 UTC\" is gone.")
                                         << QStringLiteral("\"2026-01-31 23:30 UTC\" is gone.");
    QTest::newRow("no time") << QStringLiteral("2026-01-31 29:30 UTC")
                             << QStringLiteral("2026-01-31 29:30 UTC");
}

void TestPhrasebook::minutesAreLocal()
{
    QFETCH(const QString, english);
    QFETCH(const QString, expected);
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "UTC-2"); // two hours east
    const QString local = translated(english);
    qputenv("TZ", zone);
    QCOMPARE(local, expected);
}

QTEST_GUILESS_MAIN(TestPhrasebook)
#include "tst_phrasebook.moc"
