#include "gui/setup/mappingview.h"
#include "gui/setup/settingsdialog.h"
#include "gui/setup/setupwizard.h"
#include "gui/setup/tokenpage.h"
#include "support/fakesession.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

namespace {

const QString BooksId = QStringLiteral("01234567-89ab-cdef-0123-456789abcdef");

/// Two databases of one title, and one without any.
std::vector<NotionSource> equalTitles()
{
    const auto source = [](QChar id, const QString &title) {
        return NotionSource{QString(32, id), title, QString(31, u'0') + id, title, {}};
    };
    return {source(u'a', QStringLiteral("Tasks")), source(u'b', QStringLiteral("Tasks")),
            source(u'c', QString())};
}

/// What the fakes were asked; written on workers.
struct Asked
{
    QMutex mutex;
    std::vector<ConnectionSettings> saved;
    std::vector<SyncJob> runs;
    QStringList lookedUp;
    ConnectionSettings last;
    bool isGated = false;
    bool isKeychainThere = true;
    std::atomic_bool isStoring = false; ///< storing lasts as long as this
    std::vector<NotionSource> sources{
        {BooksId, QStringLiteral("Books"), {}, QStringLiteral("Books"), {}},
        {QString(32, u'a'), QStringLiteral("Old"), {}, QStringLiteral("Archive"), {}}};
    HubReport hub{QStringLiteral("sqlite:hub.db"), {}, true, 2, {}};
};

MappingPreview fakeMapping()
{
    MappingPreview mapping;
    mapping.sides = {QStringLiteral("notion"), QStringLiteral("hub")};
    mapping.titles = {QStringLiteral("Books"), QStringLiteral("books")};
    FieldPreview title;
    title.label = QStringLiteral("Title");
    title.places = {{QStringLiteral("Name"), QStringLiteral("title")},
                    {QStringLiteral("title"), QStringLiteral("TEXT")}};
    title.samples = {QStringLiteral("Dune"), QStringLiteral("Emma")};
    title.words = QStringLiteral("Arrives whole.");
    FieldPreview author = title;
    author.label = QStringLiteral("Author");
    author.samples.clear();
    author.verdict = FieldVerdict::Missing;
    author.words = QStringLiteral("Missing in Notion.");
    mapping.fields = {title, author};
    return mapping;
}

void addNotionFakes(const std::shared_ptr<Asked> &asked, ConnectionActions &actions)
{
    actions.testToken = [asked](const ConnectionSettings &settings, const CancelToken &cancel) {
        while (asked->isGated && !cancel.isCancelled())
            QThread::msleep(2);
        return settings.token == QLatin1String("good")
            ? Result<NotionIdentity>(
                NotionIdentity{QStringLiteral("Syncer"), QStringLiteral("Home")})
            : failure(ErrorKind::Auth, QStringLiteral("Notion refused the token."));
    };
    actions.listSources = [asked](const ConnectionSettings &, const CancelToken &) {
        return Result<std::vector<NotionSource>>(asked->sources);
    };
    actions.findSource = [asked](const ServiceDefinition &definition,
                                 const ConnectionSettings &settings, const CancelToken &) {
        const QMutexLocker lock(&asked->mutex);
        asked->lookedUp << settings.databases.value(definition.name);
        return Result<NotionSource>(
            failure(ErrorKind::NotFound, QStringLiteral("It is not shared.")));
    };
}

ConnectionActions fakeActions(const std::shared_ptr<Asked> &asked)
{
    ConnectionActions actions;
    addNotionFakes(asked, actions);
    actions.checkHub = [asked](const ConnectionSettings &, const CancelToken &) {
        return Result<HubReport>(asked->hub);
    };
    actions.hubSql = [](const ConnectionSettings &) {
        return Result<QString>(QStringLiteral("CREATE TABLE books();"));
    };
    actions.previewMapping
        = [](const ServiceDefinition &, const ConnectionSettings &, const CancelToken &) {
              return Result<MappingPreview>(fakeMapping());
          };
    actions.previewRun = [](const ServiceDefinition &definition, const ConnectionSettings &,
                            const CancelToken &, const ProgressSink &progress) {
        progress({RunProgress::Phase::Reading, QStringLiteral("notion"), 1, 2});
        RunResult result;
        result.service = definition.name;
        result.dryRun = true;
        result.sides = {QStringLiteral("notion"), QStringLiteral("hub")};
        result.changes = {{}, {4, 0, 0, 0}};
        return result;
    };
    actions.save = [asked](const ConnectionSettings &settings) -> Result<void> {
        while (asked->isStoring)
            QThread::msleep(2);
        const QMutexLocker lock(&asked->mutex);
        if (!asked->isKeychainThere)
            return failure(ErrorKind::Usage, QStringLiteral("There is no usable keychain."));
        asked->saved.push_back(settings);
        return {};
    };
    return actions;
}

struct Desk
{
    ConnectionDraft draft()
    {
        ConnectionDraft draft;
        draft.services
            = {fakeService(QStringLiteral("books")), fakeService(QStringLiteral("tasks"))};
        draft.actions = fakeActions(asked);
        draft.background = &background;
        return draft;
    }

    std::shared_ptr<Asked> asked = std::make_shared<Asked>();
    BackgroundQueue background{2};
};

template <typename Widget>
Widget &child(QWidget &dialog, const char *name)
{
    return *dialog.findChild<Widget *>(QLatin1String(name));
}

/// What the status panel of the page that is shown says.
QString statusOf(QWidget &dialog)
{
    for (const auto *panel : dialog.findChildren<StatusPanel *>()) {
        if (panel->isVisible() && !panel->text().isEmpty())
            return panel->text();
    }
    return {};
}

void enterToken(QWidget &dialog, const QString &token)
{
    auto &edit = child<QLineEdit>(dialog, "tokenEdit");
    edit.clear();
    QTest::keyClicks(&edit, token);
}

} // namespace

class TestSetupWizard : public QObject
{
    Q_OBJECT

private slots:
    void tokenIsNeededAndTested();
    void stoppedTestChangesNothing();
    void missingKeychainIsSaidAtOnce();
    void supabaseShowsItsSqlAndWhatIsMissing();
    void databaseOfTheServicesNameIsSuggested();
    void oneOfEqualTitlesIsChosen();
    void storedOneOfEqualTitlesStays();
    void equalTitlesAreNotSuggested();
    void settingsSuggestNothing();
    void pastedLinkIsLookedUp();
    void mappingTellsInColourAndWords();
    void firstLookIsHandedOver();
    void failedSavingKeepsTheWizard();
    void settingsSaveWhatEveryTabSays();
    void importFillsThePages();
    void closingDuringQuestionDoesNotWait();
    void storingIsNeitherStoppedNorLeft();
    void environmentIsShownAndNotChanged();
};

void TestSetupWizard::tokenIsNeededAndTested()
{
    Desk desk;
    SetupWizard wizard(desk.draft());
    wizard.show();
    QVERIFY(!child<QPushButton>(wizard, "nextButton").isEnabled());
    enterToken(wizard, QStringLiteral("bad"));
    QVERIFY(child<QPushButton>(wizard, "nextButton").isEnabled());
    child<QPushButton>(wizard, "testButton").click();
    QTRY_VERIFY(statusOf(wizard).contains(QLatin1String("refused")));
    enterToken(wizard, QStringLiteral("good"));
    child<QPushButton>(wizard, "testButton").click();
    QTRY_VERIFY(statusOf(wizard).contains(QStringLiteral("“Home”")));
    QCOMPARE(child<QLineEdit>(wizard, "tokenEdit").echoMode(), QLineEdit::Password);
}

void TestSetupWizard::stoppedTestChangesNothing()
{
    Desk desk;
    desk.asked->isGated = true;
    SetupWizard wizard(desk.draft());
    wizard.show();
    enterToken(wizard, QStringLiteral("good"));
    auto &test = child<QPushButton>(wizard, "testButton");
    test.click();
    QVERIFY(!test.isEnabled());
    auto *panel
        = wizard.findChild<TokenPage *>()->findChild<StatusPanel *>(QStringLiteral("statusPanel"));
    panel->findChild<QPushButton *>(QStringLiteral("cancelButton"))->click();
    QVERIFY(test.isEnabled());
    QTest::qWait(20); // the answer that nobody waits for any more
    QCOMPARE(panel->text(), QStringLiteral("Stopped."));
}

void TestSetupWizard::missingKeychainIsSaidAtOnce()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.secretProblem = QStringLiteral("There is no usable keychain.");
    SetupWizard wizard(draft);
    wizard.show();
    QCOMPARE(statusOf(wizard), draft.secretProblem);
    draft.secretProblem.clear();
    draft.fixedVariables = {QStringLiteral("NOTION_API_TOKEN")};
    SetupWizard unattended(draft);
    unattended.show();
    QVERIFY(statusOf(unattended).contains(QLatin1String("NOTION_API_TOKEN")));
}

void TestSetupWizard::supabaseShowsItsSqlAndWhatIsMissing()
{
    Desk desk;
    desk.asked->hub.findings
        = {{QStringLiteral("Books"), QStringLiteral("Its table is not there yet."),
            QStringLiteral("CREATE TABLE books();")}};
    SetupWizard wizard(desk.draft());
    wizard.show();
    wizard.showPage(1);
    QVERIFY(!child<QWidget>(wizard, "sqlPanel").isVisible());
    child<QRadioButton>(wizard, "supabaseButton").click();
    QVERIFY(!child<QPushButton>(wizard, "nextButton").isEnabled());
    child<QLineEdit>(wizard, "urlEdit").setText(QStringLiteral("https://p.supabase.co"));
    QVERIFY(child<QPushButton>(wizard, "nextButton").isEnabled());
    QTRY_COMPARE(child<QPlainTextEdit>(wizard, "sqlEdit").toPlainText(),
                 QStringLiteral("CREATE TABLE books();"));
    child<QPushButton>(wizard, "copyButton").click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("CREATE TABLE books();"));
    child<QPushButton>(wizard, "checkButton").click();
    const auto &findings = child<QPlainTextEdit>(wizard, "findingsEdit");
    QTRY_VERIFY(findings.isVisible());
    QVERIFY(findings.toPlainText().contains(QLatin1String("Books: Its table")));
    QVERIFY(findings.toPlainText().contains(QLatin1String("CREATE TABLE")));
}

void TestSetupWizard::databaseOfTheServicesNameIsSuggested()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.hasToken = true;
    SetupWizard wizard(draft);
    wizard.show();
    wizard.showPage(2);
    QTRY_COMPARE(wizard.draft().settings.databases.value(QStringLiteral("books")), BooksId);
    auto &tasks = child<QComboBox>(wizard, "tasksBox");
    QCOMPARE(tasks.currentText(), QString());
    QCOMPARE(tasks.itemText(1), QStringLiteral("Old (in Archive)"));
    QCOMPARE(child<QLabel>(wizard, "booksStatus").text(),
             QStringLiteral("Shared with the integration"));
    QVERIFY(child<QPushButton>(wizard, "nextButton").isEnabled());
}

void TestSetupWizard::oneOfEqualTitlesIsChosen()
{
    Desk desk;
    desk.asked->sources = equalTitles();
    ConnectionDraft draft = desk.draft();
    draft.hasToken = true;
    SetupWizard wizard(draft);
    wizard.show();
    wizard.showPage(2);
    auto &box = child<QComboBox>(wizard, "tasksBox");
    QTRY_COMPARE(box.count(), 3);
    const auto &databases = wizard.draft().settings.databases;
    QSet<QString> labels;
    for (int index = 0; index < 3; ++index) {
        labels.insert(box.itemText(index));
        box.setCurrentIndex(index);
        emit box.activated(index);
        QCOMPARE(databases.value(QStringLiteral("tasks")), desk.asked->sources[size_t(index)].id);
        QCOMPARE(child<QLabel>(wizard, "tasksStatus").text(),
                 QStringLiteral("Shared with the integration"));
    }
    QCOMPARE(labels.size(), 3);
    QVERIFY(!labels.contains(QString()));
}

void TestSetupWizard::storedOneOfEqualTitlesStays()
{
    Desk desk;
    desk.asked->sources = equalTitles();
    ConnectionDraft draft = desk.draft();
    draft.hasToken = true;
    const QString second = desk.asked->sources[1].databaseId; // as a home has it
    draft.settings.databases.insert(QStringLiteral("tasks"), second);
    SetupWizard wizard(draft);
    wizard.show();
    wizard.showPage(2);
    auto &box = child<QComboBox>(wizard, "tasksBox");
    for (int search = 0; search < 2; ++search) {
        QTRY_COMPARE(box.currentIndex(), 1);
        emit box.lineEdit()->editingFinished();
        QCOMPARE(wizard.draft().settings.databases.value(QStringLiteral("tasks")), second);
        child<QPushButton>(wizard, "searchButton").click();
        QTRY_VERIFY(child<QPushButton>(wizard, "searchButton").isEnabled());
    }
}

void TestSetupWizard::equalTitlesAreNotSuggested()
{
    Desk desk;
    desk.asked->sources = equalTitles();
    ConnectionDraft draft = desk.draft();
    draft.hasToken = true;
    SetupWizard wizard(draft);
    wizard.show();
    wizard.showPage(2);
    QTRY_COMPARE(child<QComboBox>(wizard, "tasksBox").count(), 3);
    QCOMPARE(child<QComboBox>(wizard, "tasksBox").currentText(), QString());
    QVERIFY(wizard.draft().settings.databases.value(QStringLiteral("tasks")).isEmpty());
}

void TestSetupWizard::settingsSuggestNothing()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.hasToken = true;
    SettingsDialog dialog(draft);
    dialog.show();
    dialog.showTab(2);
    QTRY_COMPARE(child<QComboBox>(dialog, "booksBox").count(), 2);
    QCOMPARE(child<QComboBox>(dialog, "booksBox").currentText(), QString());
    QVERIFY(dialog.draft().settings.databases.value(QStringLiteral("books")).isEmpty());
}

void TestSetupWizard::pastedLinkIsLookedUp()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.hasToken = true;
    SetupWizard wizard(draft);
    wizard.show();
    wizard.showPage(2);
    QTRY_COMPARE(child<QComboBox>(wizard, "tasksBox").count(), 2);
    const QString link = QStringLiteral("https://www.notion.so/Tasks-") + QString(32, u'b');
    auto *edit = child<QComboBox>(wizard, "tasksBox").lineEdit();
    edit->setText(link);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(child<QLabel>(wizard, "tasksStatus").text().contains(QLatin1String("not shared")));
    QCOMPARE(desk.asked->lookedUp, QStringList{link});
    QCOMPARE(wizard.page(), 2); // Return takes the link and stays
}

void TestSetupWizard::mappingTellsInColourAndWords()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.settings.databases.insert(QStringLiteral("books"), BooksId);
    SetupWizard wizard(draft);
    wizard.show();
    wizard.showPage(3);
    const MappingModel &model = wizard.findChild<MappingView *>()->mapping();
    QTRY_COMPARE(model.rowCount(), 2);
    const auto at
        = [&](int row, int column, int role) { return model.data(model.index(row, column), role); };
    QCOMPARE(at(0, model.samplesColumn(), Qt::DisplayRole).toString(),
             QStringLiteral("Dune · Emma"));
    QCOMPARE(at(1, model.verdictColumn(), Qt::DisplayRole).toString(),
             QStringLiteral("Missing in Notion."));
    QVERIFY(at(1, model.verdictColumn(), Qt::ForegroundRole)
            != at(0, model.verdictColumn(), Qt::ForegroundRole));
    QVERIFY(statusOf(wizard).contains(QLatin1String("left out: 1")));
}

void TestSetupWizard::firstLookIsHandedOver()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.settings.token = QStringLiteral("good");
    draft.settings.databases.insert(QStringLiteral("books"), BooksId);
    SetupWizard wizard(draft);
    wizard.show();
    wizard.showPage(4);
    child<QPushButton>(wizard, "runButton").click();
    QTRY_VERIFY(wizard.preview());
    QVERIFY(child<QLabel>(wizard, "countsLabel").text().contains(QLatin1String("4 would be")));
    QSignalSpy accepted(&wizard, &QDialog::accepted);
    child<QPushButton>(wizard, "nextButton").click();
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(desk.asked->saved.size(), size_t(1));
    QCOMPARE(desk.asked->saved.front().token, QStringLiteral("good"));
    QCOMPARE(wizard.preview()->service, QStringLiteral("books"));
}

void TestSetupWizard::failedSavingKeepsTheWizard()
{
    Desk desk;
    desk.asked->isKeychainThere = false;
    SetupWizard wizard(desk.draft());
    wizard.show();
    wizard.showPage(4);
    child<QPushButton>(wizard, "nextButton").click();
    QTRY_VERIFY(statusOf(wizard).contains(QLatin1String("keychain")));
    QVERIFY(statusOf(wizard).contains(QLatin1String("Nothing was stored")));
    QVERIFY(wizard.isVisible());
    QVERIFY(child<QPushButton>(wizard, "nextButton").isEnabled());
}

void TestSetupWizard::settingsSaveWhatEveryTabSays()
{
    Desk desk;
    SettingsDialog dialog(desk.draft());
    dialog.show();
    enterToken(dialog, QStringLiteral("good"));
    child<QSpinBox>(dialog, "historyBox").setValue(12);
    child<QCheckBox>(dialog, "tasksBox").setChecked(false);
    child<QRadioButton>(dialog, "postgresButton").click();
    child<QLineEdit>(dialog, "addressEdit").setText(QStringLiteral("postgres://me@db/sync"));
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    child<QPushButton>(dialog, "saveButton").click();
    QTRY_COMPARE(accepted.count(), 1);
    const ConnectionSettings &saved = desk.asked->saved.front();
    QCOMPARE(saved.token, QStringLiteral("good"));
    QCOMPARE(saved.historyDays, 12);
    QCOMPARE(saved.disabledServices, QStringList{QStringLiteral("tasks")});
    QCOMPARE(saved.hub.kind, HubKind::Postgres);
    QCOMPARE(saved.hub.address, QStringLiteral("postgres://me@db/sync"));
}

void TestSetupWizard::importFillsThePages()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.actions.importFile = [](const QString &, const ConnectionSettings &present) {
        ImportedSettings imported{present, 3, {QStringLiteral("PATH")}, {}, {SupabaseUrlVariable}};
        imported.settings.token = QStringLiteral("good");
        imported.settings.hub.kind = HubKind::Supabase;
        imported.settings.hub.supabaseUrl = QStringLiteral("https://p.supabase.co");
        return Result<ImportedSettings>(imported);
    };
    SetupWizard wizard(draft);
    wizard.show();
    wizard.findChild<TokenPage *>()->importFile(QStringLiteral(".env"));
    QTRY_VERIFY(statusOf(wizard).contains(QLatin1String("PATH")));
    QCOMPARE(child<QLineEdit>(wizard, "tokenEdit").text(), QStringLiteral("good"));
    QVERIFY(statusOf(wizard).contains(QLatin1String("another hub")));
    QVERIFY(statusOf(wizard).contains(SupabaseUrlVariable));
    child<QPushButton>(wizard, "nextButton").click();
    QCOMPARE(child<QLineEdit>(wizard, "urlEdit").text(), QStringLiteral("https://p.supabase.co"));
    QVERIFY(child<QRadioButton>(wizard, "supabaseButton").isChecked());
    QVERIFY(desk.asked->saved.empty());
}

void TestSetupWizard::closingDuringQuestionDoesNotWait()
{
    Desk desk;
    desk.asked->isGated = true;
    auto wizard = std::make_unique<SetupWizard>(desk.draft());
    wizard->show();
    enterToken(*wizard, QStringLiteral("good"));
    child<QPushButton>(*wizard, "testButton").click();
    QElapsedTimer time;
    time.start();
    wizard.reset();
    QVERIFY(time.elapsed() < 1000);
}

void TestSetupWizard::storingIsNeitherStoppedNorLeft()
{
    Desk desk;
    desk.asked->isStoring = true;
    const auto release = qScopeGuard([&desk] { desk.asked->isStoring = false; });
    SettingsDialog dialog(desk.draft());
    dialog.show();
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    child<QPushButton>(dialog, "saveButton").click();
    QTRY_VERIFY(statusOf(dialog).contains(QLatin1String("Storing")));
    for (const auto *button : dialog.findChildren<QPushButton *>()) {
        const bool isStop = button->objectName() == QLatin1String("cancelButton");
        QVERIFY(!isStop || !button->isVisible() || !button->isEnabled());
    }
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.close());
    QVERIFY(dialog.isVisible());
    desk.asked->isStoring = false;
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(desk.asked->saved.size(), size_t(1));
}

void TestSetupWizard::environmentIsShownAndNotChanged()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.settings.databases.insert(QStringLiteral("books"), BooksId);
    draft.fixedVariables = {HubVariable, QStringLiteral("NOTION_BOOKS_DB_ID")};
    SettingsDialog dialog(draft);
    dialog.show();
    dialog.showTab(1);
    QVERIFY(!child<QRadioButton>(dialog, "supabaseButton").isEnabled());
    QVERIFY(!child<QLineEdit>(dialog, "fileEdit").isEnabled());
    QVERIFY(statusOf(dialog).contains(HubVariable));
    dialog.showTab(2);
    QVERIFY(!child<QComboBox>(dialog, "booksBox").isEnabled());
    QVERIFY(child<QComboBox>(dialog, "tasksBox").isEnabled());
    QVERIFY(
        child<QLabel>(dialog, "booksStatus").text().contains(QLatin1String("NOTION_BOOKS_DB_ID")));
}

QTEST_MAIN(TestSetupWizard)
#include "tst_setupwizard.moc"
