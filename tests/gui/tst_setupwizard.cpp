#include "gui/setup/hubmovepanel.h"
#include "gui/setup/mappingview.h"
#include "gui/setup/settingsdialog.h"
#include "gui/setup/setupwizard.h"
#include "gui/setup/tokenpage.h"
#include "support/builtindefinition.h"
#include "support/fakesession.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
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
    std::vector<ConnectionSettings> keptForSession;
    std::vector<SyncJob> runs;
    QStringList lookedUp;
    ConnectionSettings last;
    bool isGated = false;
    bool isKeychainThere = true;
    std::atomic_int stored = 0; ///< answers that storing gave
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

void addSavingFakes(const std::shared_ptr<Asked> &asked, ConnectionActions &actions)
{
    actions.save
        = [asked](const ConnectionSettings &settings, const CancelToken &cancel) -> Result<void> {
        while (asked->isStoring && !cancel.isCancelled())
            QThread::msleep(2);
        const QMutexLocker lock(&asked->mutex);
        ++asked->stored;
        if (cancel.isCancelled())
            return failure(ErrorKind::Cancelled, QStringLiteral("Stopped."));
        if (!asked->isKeychainThere)
            return failure(ErrorKind::Usage, QStringLiteral("There is no usable keychain."),
                           KeychainMissingCode);
        asked->saved.push_back(settings);
        return {};
    };
    actions.saveForSession
        = [asked](const ConnectionSettings &settings, const CancelToken &) -> Result<void> {
        const QMutexLocker lock(&asked->mutex);
        asked->keptForSession.push_back(settings);
        return {};
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
    addSavingFakes(asked, actions);
    return actions;
}

struct Desk
{
    ConnectionDraft draft()
    {
        ConnectionDraft draft;
        draft.services
            = {fakeService(QStringLiteral("books")), fakeService(QStringLiteral("tasks"))};
        draft.allServices = draft.services;
        draft.actions = fakeActions(asked);
        draft.background = &background;
        draft.openAddress = [this](const QUrl &address) { opened.append(address); };
        return draft;
    }

    std::shared_ptr<Asked> asked = std::make_shared<Asked>();
    QList<QUrl> opened;
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

/// The letters that Alt reaches on what is shown, in lower case.
QStringList mnemonicsOn(const QWidget &dialog)
{
    QStringList texts;
    for (const auto *button : dialog.findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            texts << button->text();
    }
    for (const auto *label : dialog.findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy())
            texts << label->text();
    }
    for (const auto *tabs : dialog.findChildren<QTabBar *>()) {
        for (int tab = 0; tab < tabs->count(); ++tab)
            texts << tabs->tabText(tab);
    }
    QStringList letters;
    for (const QString &text : texts) {
        const QString keys = QKeySequence::mnemonic(text).toString();
        if (!keys.isEmpty())
            letters << keys.toLower();
    }
    letters.sort();
    return letters;
}

/// What is on the page in each of its states, with everything that may appear beside it.
void checkMnemonics(QWidget &dialog, const QString &page)
{
    child<QWidget>(dialog, "sessionPanel").show();
    std::vector<QRadioButton *> choices;
    for (auto *choice : dialog.findChildren<QRadioButton *>()) {
        if (choice->isVisible())
            choices.push_back(choice);
    }
    for (size_t state = 0; state == 0 || state < choices.size(); ++state) {
        if (!choices.empty())
            choices.at(state)->click();
        QStringList letters = mnemonicsOn(dialog);
        const qsizetype all = letters.size();
        const QString shown = page + u' ' + letters.join(u' ');
        QVERIFY(all > 1);
        QVERIFY2(letters.removeDuplicates() == 0, qPrintable(shown));
    }
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
    void a15_settingsMoveTheHub();
    void a15_failedMoveLeavesEverything();
    void importFillsThePages();
    void closingDuringQuestionDoesNotWait();
    void a01_storingCanBeStopped();
    void a01_storingCanBeLeft_data();
    void a01_storingCanBeLeft();
    void a01_sessionIsOfferedWhereNothingCanBeStored();
    void a12_keyboardWaitsOnStop();
    void a13_everyMnemonicIsAlone();
    void a14_fieldHasTheKeyboardAtOnce();
    void a14_returnTestsBeforeItGoesOn();
    void a14_refusedTokenIsSaidInItsPlace();
    void a14_integrationsPageIsOneClickAway();
    void a15_rulesAreSavedAndSayWhatTheyDo();
    void a29_anyServiceCanBeHidden();
    void a32_tokenOfTheEnvironmentIsNotCalledStored();
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

/// Another hub is chosen: what was synced can be moved there, and leaving the dialog then is no
/// way back.
void TestSetupWizard::a15_settingsMoveTheHub()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.hubInUse = QStringLiteral("hub.db");
    QSemaphore gate;
    draft.actions.moveHub = [&gate](const ConnectionSettings &, const CancelToken &,
                                    const CopyProgress &progress) -> Result<HubCopyOutcome> {
        progress(QStringLiteral("copying books"), 1200);
        gate.acquire();
        HubCopyOutcome outcome;
        outcome.tables = {{QStringLiteral("books"), 4500, {}}};
        outcome.services = 1;
        return outcome;
    };
    SettingsDialog dialog(draft);
    dialog.show();
    dialog.showTab(1);
    auto *panel = dialog.findChild<HubMovePanel *>();
    QVERIFY(!panel->isVisible());
    child<QRadioButton>(dialog, "postgresButton").click();
    QVERIFY(panel->isVisible());
    QCOMPARE(child<QLabel>(dialog, "titleLabel").text(),
             QStringLiteral("What was synced so far is in hub.db"));
    child<QLineEdit>(dialog, "addressEdit").setText(QStringLiteral("postgres://me@db/sync"));
    child<QPushButton>(dialog, "moveButton").click();
    auto *told = panel->findChild<StatusPanel *>();
    QTRY_COMPARE(told->text(), QStringLiteral("copying books · 1,200 rows"));
    gate.release();
    QTRY_COMPARE(
        told->text(),
        QStringLiteral("4,500 rows were copied and compared; every service goes on with the "
                       "new hub. hub.db stays as it was. Let other programs write to the "
                       "new hub from now on."));
    QVERIFY(!child<QPushButton>(dialog, "moveButton").isVisible());
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.reject();
    QCOMPARE(accepted.count(), 1);
    QVERIFY(desk.asked->saved.empty());
}

void TestSetupWizard::a15_failedMoveLeavesEverything()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.hubInUse = QStringLiteral("hub.db");
    draft.actions.moveHub = [](const ConnectionSettings &, const CancelToken &,
                               const CopyProgress &) -> Result<HubCopyOutcome> {
        return failure(ErrorKind::Usage, QStringLiteral("The hub db has rows in books already."));
    };
    SettingsDialog dialog(draft);
    dialog.show();
    dialog.showTab(1);
    child<QLineEdit>(dialog, "fileEdit").setText(QStringLiteral("/tmp/other.db"));
    child<QPushButton>(dialog, "moveButton").click();
    auto *told = dialog.findChild<HubMovePanel *>()->findChild<StatusPanel *>();
    QTRY_COMPARE(told->text(),
                 QStringLiteral("The hub db has rows in books already. Nothing was moved."));
    QVERIFY(child<QPushButton>(dialog, "moveButton").isEnabled());
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.reject();
    QCOMPARE(accepted.count(), 0);
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
    QTRY_COMPARE(wizard.page(), 1);
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

void TestSetupWizard::a01_storingCanBeStopped()
{
    Desk desk;
    desk.asked->isStoring = true;
    const auto release = qScopeGuard([&desk] { desk.asked->isStoring = false; });
    SettingsDialog dialog(desk.draft());
    dialog.show();
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    child<QPushButton>(dialog, "saveButton").click();
    QTRY_VERIFY(statusOf(dialog).contains(QLatin1String("Storing")));
    QTRY_VERIFY(statusOf(dialog).contains(QLatin1String("asking you to unlock")));
    QVERIFY(!child<QPushButton>(dialog, "saveButton").isEnabled());
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Space); // the keyboard is on Stop
    QCOMPARE(statusOf(dialog), QStringLiteral("Stopped."));
    QVERIFY(dialog.isVisible());
    desk.asked->isStoring = false;
    child<QPushButton>(dialog, "saveButton").click();
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(desk.asked->saved.size(), size_t(1));
}

void TestSetupWizard::a01_storingCanBeLeft_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("Escape") << 0;
    QTest::newRow("Cancel") << 1;
    QTest::newRow("close") << 2;
}

void TestSetupWizard::a01_storingCanBeLeft()
{
    QFETCH(const int, way);
    Desk desk;
    desk.asked->isStoring = true;
    SetupWizard wizard(desk.draft());
    wizard.show();
    wizard.showPage(4);
    child<QPushButton>(wizard, "nextButton").click();
    QTRY_VERIFY(statusOf(wizard).contains(QLatin1String("Storing")));
    if (way == 0)
        QTest::keyClick(&wizard, Qt::Key_Escape);
    else if (way == 1)
        child<QPushButton>(wizard, "leaveButton").click();
    else
        wizard.close();
    QVERIFY(!wizard.isVisible());
    desk.asked->isStoring = false;
    QTRY_COMPARE(desk.asked->stored.load(), 1);
    QVERIFY(desk.asked->saved.empty());
}

void TestSetupWizard::a01_sessionIsOfferedWhereNothingCanBeStored()
{
    Desk desk;
    desk.asked->isKeychainThere = false;
    ConnectionDraft draft = desk.draft();
    draft.settings.token = QStringLiteral("good");
    SetupWizard wizard(draft);
    wizard.show();
    wizard.showPage(4);
    auto &session = child<QPushButton>(wizard, "sessionButton");
    QVERIFY(!session.isVisible());
    QSignalSpy accepted(&wizard, &QDialog::accepted);
    child<QPushButton>(wizard, "nextButton").click();
    QTRY_VERIFY(session.isVisible());
    session.click();
    QTRY_COMPARE(accepted.count(), 1);
    QVERIFY(desk.asked->saved.empty());
    QCOMPARE(desk.asked->keptForSession.front().token, QStringLiteral("good"));
}

void TestSetupWizard::a12_keyboardWaitsOnStop()
{
    Desk desk;
    desk.asked->isGated = true;
    SetupWizard wizard(desk.draft());
    wizard.show();
    enterToken(wizard, QStringLiteral("good"));
    auto &test = child<QPushButton>(wizard, "testButton");
    test.setFocus();
    QTest::keyClick(&test, Qt::Key_Space);
    auto *panel
        = wizard.findChild<TokenPage *>()->findChild<StatusPanel *>(QStringLiteral("statusPanel"));
    QVERIFY(panel->isAncestorOf(wizard.focusWidget()));
    QTest::keyClick(wizard.focusWidget(), Qt::Key_Return);
    QCOMPARE(panel->text(), QStringLiteral("Stopped."));
    QVERIFY(wizard.isVisible());
    QVERIFY(wizard.focusWidget() == &test);
    QCOMPARE(child<QLineEdit>(wizard, "tokenEdit").text(), QStringLiteral("good"));
}

void TestSetupWizard::a13_everyMnemonicIsAlone()
{
    Desk desk;
    SetupWizard wizard(desk.draft());
    wizard.show();
    for (int page = 0; page < 5; ++page) {
        wizard.showPage(page);
        child<QWidget>(wizard, "saveBar").show();
        checkMnemonics(wizard, QStringLiteral("wizard %1:").arg(page));
    }
    SettingsDialog dialog(desk.draft());
    dialog.show();
    for (int tab = 0; tab < dialog.findChild<QTabBar *>()->count(); ++tab) {
        dialog.showTab(tab);
        checkMnemonics(dialog, QStringLiteral("settings %1:").arg(tab));
    }
}

void TestSetupWizard::a14_fieldHasTheKeyboardAtOnce()
{
    Desk desk;
    SetupWizard wizard(desk.draft());
    wizard.show();
    QVERIFY(wizard.focusWidget() == &child<QLineEdit>(wizard, "tokenEdit"));
    wizard.showPage(1);
    QVERIFY(wizard.focusWidget() == &child<QRadioButton>(wizard, "embeddedButton"));
    for (int page = 0; page < 5; ++page) {
        wizard.showPage(page);
        const QWidget *focus = wizard.focusWidget();
        QVERIFY2(focus && child<QWidget>(wizard, "pages").isAncestorOf(focus),
                 qPrintable(QString::number(page)));
    }
    SettingsDialog dialog(desk.draft());
    dialog.show();
    QVERIFY(dialog.focusWidget() == &child<QLineEdit>(dialog, "tokenEdit"));
}

void TestSetupWizard::a14_returnTestsBeforeItGoesOn()
{
    Desk desk;
    desk.asked->isGated = true;
    SetupWizard wizard(desk.draft());
    wizard.show();
    enterToken(wizard, QStringLiteral("good"));
    QTest::keyClick(wizard.focusWidget(), Qt::Key_Return);
    QCOMPARE(wizard.page(), 0); // Notion has not answered yet
    QTRY_VERIFY(statusOf(wizard).contains(QLatin1String("Asking Notion")));
    desk.asked->isGated = false;
    QTRY_COMPARE(wizard.page(), 1);
    wizard.showPage(0);
    desk.asked->isGated = true; // it is known by now
    child<QPushButton>(wizard, "nextButton").click();
    QCOMPARE(wizard.page(), 1);
}

void TestSetupWizard::a14_refusedTokenIsSaidInItsPlace()
{
    Desk desk;
    SetupWizard wizard(desk.draft());
    wizard.show();
    enterToken(wizard, QStringLiteral("bad"));
    QTest::keyClick(wizard.focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(statusOf(wizard).contains(QLatin1String("refused this token")));
    QVERIFY(!statusOf(wizard).contains(QLatin1String("NOTION_API_TOKEN")));
    QCOMPARE(wizard.page(), 0);
    const auto &edit = child<QLineEdit>(wizard, "tokenEdit");
    QVERIFY(wizard.focusWidget() == &edit);
    QCOMPARE(edit.selectedText().size(), 3); // typed over by the next one
}

void TestSetupWizard::a14_integrationsPageIsOneClickAway()
{
    Desk desk;
    SetupWizard wizard(desk.draft());
    wizard.show();
    child<QPushButton>(wizard, "integrationsButton").click();
    QCOMPARE(desk.opened,
             QList<QUrl>{QUrl(QStringLiteral("https://www.notion.so/profile/integrations"))});
    const auto top = [&](const char *name) {
        return child<QWidget>(wizard, name).mapTo(&wizard, QPoint()).y();
    };
    QVERIFY(top("integrationsButton") < top("tokenEdit"));
}

void TestSetupWizard::a15_rulesAreSavedAndSayWhatTheyDo()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.services = {builtInDefinition(QStringLiteral("tasks"))};
    draft.fixedVariables = {QStringLiteral("NOTION_RATE_LIMIT")};
    SettingsDialog dialog(draft);
    dialog.show();
    dialog.showTab(3);
    QVERIFY(!child<QDoubleSpinBox>(dialog, "rateBox").isEnabled());
    QCOMPARE(child<QSpinBox>(dialog, "shareBox").value(), 10);
    child<QSpinBox>(dialog, "shareBox").setValue(25);
    QVERIFY(child<QLabel>(dialog, "guardHint").text().contains(QLatin1String("25 %")));
    auto &rule = child<QComboBox>(dialog, "ruleBox");
    rule.setCurrentIndex(rule.findData(QStringLiteral("ask")));
    emit rule.activated(rule.currentIndex());
    QVERIFY(child<QLabel>(dialog, "ruleHint").text().contains(QLatin1String("until you decide")));
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    child<QPushButton>(dialog, "saveButton").click();
    QTRY_COMPARE(accepted.count(), 1);
    const ConnectionSettings &saved = desk.asked->saved.front();
    QCOMPARE(saved.others.value(QStringLiteral("SAFETY_VALVE_THRESHOLD")), QStringLiteral("0.25"));
    QVERIFY(!saved.others.contains(QStringLiteral("NOTION_RATE_LIMIT")));
    QCOMPARE(saved.conflicts.value(QStringLiteral("tasks")), QStringLiteral("ask"));
}

void TestSetupWizard::a29_anyServiceCanBeHidden()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.allServices.push_back(builtInDefinition(QStringLiteral("gmail")));
    SettingsDialog dialog(draft);
    dialog.show();
    auto &box = child<QCheckBox>(dialog, "gmailShownBox");
    QVERIFY(box.isChecked());
    QVERIFY(!dialog.findChild<QCheckBox *>(QStringLiteral("gmailBox"))); // it cannot run
    box.setChecked(false);
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    child<QPushButton>(dialog, "saveButton").click();
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(desk.asked->saved.front().hiddenServices, QStringList{QStringLiteral("gmail")});
}

void TestSetupWizard::a32_tokenOfTheEnvironmentIsNotCalledStored()
{
    Desk desk;
    ConnectionDraft draft = desk.draft();
    draft.hasToken = true;
    draft.fixedVariables = {QStringLiteral("NOTION_API_TOKEN")};
    const SettingsDialog fixed(draft);
    const auto words = [](const SettingsDialog &dialog) {
        return dialog.findChild<QLineEdit *>(QStringLiteral("tokenEdit"))->placeholderText();
    };
    QCOMPARE(words(fixed), QStringLiteral("the environment gives the token"));
    draft.fixedVariables.clear();
    draft.isTokenForSession = true;
    const SettingsDialog kept(draft);
    QVERIFY(words(kept).contains(QLatin1String("for this session")));
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
