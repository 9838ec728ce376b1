#include "gui/window/screenshots.h"

#include "app/session/backends.h"
#include "app/session/sandboxrequest.h"
#include "gui/conflicts/conflictview.h"
#include "gui/conflicts/sampleconflicts.h"
#include "gui/setup/settingsdialog.h"
#include "gui/setup/setupwizard.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QPushButton>
#include <QTextStream>
#include <QThread>

namespace {

constexpr QSize WindowSize(1320, 860);
constexpr int Patience = 60'000; // milliseconds
constexpr auto Settling = std::chrono::milliseconds(400); // answers of workers, repaints
constexpr int Pages = 400;
constexpr int SlowAnswer = 600; // milliseconds

void complain(const QString &sentence)
{
    QTextStream(stderr) << sentence << '\n';
}

bool waitFor(const std::function<bool()> &isReached, int patience = Patience)
{
    const QDeadlineTimer deadline(patience);
    while (!isReached()) {
        if (deadline.hasExpired())
            return false;
        QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
        QThread::msleep(2);
    }
    return true;
}

void settle()
{
    const QDeadlineTimer deadline(Settling);
    waitFor([&] { return deadline.hasExpired(); });
}

bool waitUntilIdle(MainWindow &window)
{
    const bool reached = waitFor([&] { return window.board()->controller().isIdle(); });
    settle();
    return reached;
}

} // namespace

Screenshots::Screenshots(const QString &folder)
    : m_folder(folder)
{ }

bool Screenshots::take()
{
    if (!m_folder.mkpath(QStringLiteral("."))) {
        complain(QStringLiteral("Cannot make the folder %1.").arg(m_folder.path()));
        return false;
    }
    Theme theme(nullptr);
    theme.setMode(Theme::Mode::Light);
    if (!takeAll(QStringLiteral("light")))
        return false;
    theme.setMode(Theme::Mode::Dark);
    return takeAll(QStringLiteral("dark"));
}

bool Screenshots::takeAll(const QString &look)
{
    SandboxOptions options;
    options.pages = Pages;
    auto sandbox = SandboxHome::start(options);
    if (!sandbox) {
        complain(sandbox.error().detail);
        return false;
    }
    m_sandbox = std::move(*sandbox);
    MainWindow window(nullptr, nullptr);
    window.resize(WindowSize);
    window.show();
    settle();
    if (!save(window, QStringLiteral("welcome-") + look) || !takeConnection(window, look))
        return false;
    window.open(m_sandbox->session());
    if (!takeSession(window, look) || !takeConflicts(window, look)) {
        complain(QStringLiteral("A state was not reached, or a picture could not be written."));
        return false;
    }
    return true;
}

bool Screenshots::takeConflicts(MainWindow &window, const QString &look)
{
    const QString tasks = QStringLiteral("tasks");
    const auto now
        = std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
    Session session = m_sandbox->session();
    session.readWaiting = [now, tasks](const QString &service, bool) {
        return Result<std::vector<WaitingItem>>(service == tasks ? sampleConflicts(now)
                                                                 : std::vector<WaitingItem>());
    };
    session.decide = [](const std::vector<Decision> &) { return Result<void>(); };
    session.readRecords = [now](const ServiceDefinition &definition,
                                const std::vector<RecordAddress> &addresses, const CancelToken &) {
        return Result<std::vector<RecordLook>>(sampleRecords(definition, addresses, now));
    };
    window.open(session);
    window.selectService(std::max(0, window.board()->rowOf(tasks)));
    window.servicePage()->showTab(ServicePage::Tab::Conflicts);
    settle();
    auto *view = window.findChild<ConflictView *>();
    const QString description = QStringLiteral("Description");
    const auto field
        = view->conflicts()->match(view->conflicts()->index(0, 0), Qt::DisplayRole, description);
    view->conflicts()->takeNewest();
    if (!field.isEmpty())
        view->conflicts()->chooseNumber(field.front().row(), 1);
    settle();
    return save(window, QStringLiteral("conflicts-") + look);
}

bool Screenshots::takeConnection(MainWindow &window, const QString &look)
{
    const Configuration &configuration = m_sandbox->session().configuration;
    const std::vector<ServiceDefinition> services = m_sandbox->session().services;
    ConnectionDraft draft = connectionDraft(
        configuration, services,
        connectionActions(configuration, servicesToConnect(services), HomeSecrets(makeSecretStore)),
        &m_asking);
    draft.fixedVariables.clear(); // the sandbox's own, which no person set
    SettingsDialog settings(draft, &window);
    settings.show();
    for (const auto &[tab, name] :
         {std::pair(0, "notion"), {1, "hub"}, {2, "databases"}, {3, "rules"}, {4, "general"}}) {
        settings.showTab(tab);
        press(settings, "checkButton");
        settle();
        if (!save(settings, QStringLiteral("settings-%1-%2").arg(QLatin1String(name), look)))
            return false;
    }
    settings.close();
    draft.settings.databases.clear();
    SetupWizard wizard(draft, &window);
    wizard.show();
    // A field that is left out belongs into the picture.
    renameProperty(QStringLiteral("Author"), QStringLiteral("Writer"));
    const bool isSaved = takeWizard(wizard, look);
    renameProperty(QStringLiteral("Writer"), QStringLiteral("Author"));
    return isSaved;
}

void Screenshots::press(QWidget &dialog, const char *button)
{
    for (auto *each : dialog.findChildren<QPushButton *>(QLatin1String(button))) {
        if (each->isVisible())
            each->click();
    }
}

bool Screenshots::takeWizard(SetupWizard &wizard, const QString &look)
{
    int page = 0;
    for (const char *button : {"testButton", "checkButton", "", "", "runButton"}) {
        wizard.showPage(page++);
        settle();
        press(wizard, button);
        settle();
        settle();
        if (!save(wizard, QStringLiteral("wizard-%1-%2").arg(page).arg(look)))
            return false;
    }
    wizard.draft().settings.hub.kind = HubKind::Supabase;
    wizard.draft().settings.hub.supabaseUrl = QStringLiteral("https://PROJECT.supabase.co");
    wizard.showPage(1);
    settle();
    return save(wizard, QStringLiteral("wizard-supabase-") + look);
}

bool Screenshots::takeSession(MainWindow &window, const QString &look)
{
    ServiceBoard &board = *window.board();
    const int books = std::max(0, board.rowOf(QStringLiteral("books")));
    window.selectService(books);
    board.preview(books);
    if (!waitUntilIdle(window) || !save(window, QStringLiteral("first-preview-") + look))
        return false;
    board.sync(books);
    if (!waitUntilIdle(window))
        return false;
    for (const int row : board.rowsOfAll())
        board.sync(row);
    window.selectService(books);
    if (!waitUntilIdle(window) || !changeBooks())
        return false;
    board.preview(books);
    if (!waitUntilIdle(window) || !save(window, QStringLiteral("main-") + look))
        return false;
    board.sync(books);
    if (!waitUntilIdle(window))
        return false;
    window.servicePage()->showTab(ServicePage::Tab::History);
    settle();
    if (!save(window, QStringLiteral("history-") + look))
        return false;
    window.servicePage()->showTab(ServicePage::Tab::Mapping);
    settle();
    settle();
    if (!save(window, QStringLiteral("mapping-") + look))
        return false;
    window.servicePage()->showTab(ServicePage::Tab::Preview);
    return takeRunning(window, look) && takeBlocked(window, look);
}

bool Screenshots::takeRunning(MainWindow &window, const QString &look)
{
    ServiceBoard &board = *window.board();
    const int posts = std::max(0, board.rowOf(QStringLiteral("linkedin_posts")));
    window.selectService(posts);
    control("PATCH", QStringLiteral("behaviour"), {{QStringLiteral("latency_ms"), SlowAnswer}});
    board.sync(posts, RunMode::Full);
    waitFor([&] {
        return board.service(posts).progress.percent() > 20 || !board.service(posts).isActive();
    });
    const bool isSaved
        = board.service(posts).isActive() && save(window, QStringLiteral("running-") + look);
    control("PATCH", QStringLiteral("behaviour"), {{QStringLiteral("latency_ms"), 0}});
    return waitUntilIdle(window) && isSaved;
}

bool Screenshots::takeBlocked(MainWindow &window, const QString &look)
{
    ServiceBoard &board = *window.board();
    const int books = std::max(0, board.rowOf(QStringLiteral("books")));
    window.selectService(books);
    const QJsonObject dump
        = control("GET", QStringLiteral("databases/books/pages?from=7&count=200"), {});
    const QJsonArray pages = dump.value(QLatin1String("pages")).toArray();
    for (const QJsonValue page : pages)
        control("PATCH", QStringLiteral("pages/") + page[QLatin1String("id")].toString(),
                {{QStringLiteral("in_trash"), true}});
    board.sync(books, RunMode::Full);
    return waitUntilIdle(window) && save(window, QStringLiteral("blocked-") + look);
}

bool Screenshots::changeBooks()
{
    const QString books = QStringLiteral("books");
    const auto play = [&](const char *story) {
        return m_sandbox->session().play(books, QLatin1String(story)).has_value();
    };
    const auto stories = {"edit_notion", "edit_notion", "conflict",    "edit_notion",
                          "delete",      "add",         "edit_notion", "edit_both"};
    return std::all_of(stories.begin(), stories.end(), play);
}

void Screenshots::renameProperty(const QString &before, const QString &after)
{
    control("PATCH", QStringLiteral("databases/books/properties/") + before,
            {{QStringLiteral("name"), after}});
}

QJsonObject Screenshots::control(const QByteArray &method, const QString &path,
                                 const QJsonObject &body)
{
    const QUrl sandbox = m_sandbox->session().configuration.notionUrl;
    const auto answer = askSandbox(sandbox, method, path, body);
    if (!answer)
        complain(answer.error().detail);
    return answer.value_or(QJsonObject());
}

bool Screenshots::save(QWidget &window, const QString &name)
{
    return window.grab().save(m_folder.filePath(name + QStringLiteral(".png")));
}
