#include "app/home/messagehandler.h"
#include "app/session/backends.h"
#include "cli/commands.h"
#include "cli/exitstatus.h"
#include "cli/helptext.h"
#include "cli/interruption.h"

#include <QCoreApplication>
#include <QHash>

#include <clocale>
#include <csignal>
#include <cstdlib>

namespace {

using Handler = int (*)(CommandContext &);

Handler handlerOf(const CommandLine &line)
{
    static const QHash<QString, Handler> handlers{
        {QStringLiteral("sync"), syncOne},
        {QStringLiteral("all"), syncAll},
        {QStringLiteral("plan"), savePlan},
        {QStringLiteral("apply"), applyPlan},
        {QStringLiteral("undo"), undoRun},
        {QStringLiteral("list"), listServices},
        {QStringLiteral("runs"), listRuns},
        {QStringLiteral("logs"), listLogs},
        {QStringLiteral("conflicts"), listConflicts},
        {QStringLiteral("resolve"), resolve},
        {QStringLiteral("hub-schema"), showHubSchema},
        {QStringLiteral("hub-copy"), copyHubs},
    };
    return line.has("schema") ? showSchema : handlers.value(line.command);
}

/// Only what talks to Notion or to a hub asks the keychain; the others work without one.
bool needsSecrets(const CommandLine &line)
{
    static const QStringList commands{QStringLiteral("sync"),    QStringLiteral("all"),
                                      QStringLiteral("plan"),    QStringLiteral("apply"),
                                      QStringLiteral("list"),    QStringLiteral("undo"),
                                      QStringLiteral("hub-copy")};
    return (line.command == QLatin1String("hub-schema") && line.has("apply"))
        || commands.contains(line.command);
}

int help(Terminal &terminal, const CommandLine &line)
{
    const QString service
        = line.command == QLatin1String("sync") ? line.arguments.value(0) : QString();
    if (service.isEmpty()) {
        terminal.printRaw(helpText().trimmed());
        return Exit::Done;
    }
    const auto configuration = Configuration::load();
    const ServiceCatalog catalog
        = configuration ? ServiceCatalog::of(*configuration) : ServiceCatalog::load(QString());
    const auto definition = catalog.find(service);
    if (!definition)
        return terminal.fail(definition.error());
    terminal.printRaw(serviceHelpText(service, &*definition).trimmed());
    return Exit::Done;
}

int carryOut(Terminal &terminal, const CommandLine &line)
{
    const std::unique_ptr<SecretStore> secrets
        = needsSecrets(line) ? makeSecretStore(interruption()) : nullptr;
    const auto configuration = Configuration::load(secrets.get());
    if (!configuration)
        return handlerOf(line) == syncOne || handlerOf(line) == applyPlan
                || handlerOf(line) == undoRun
            ? failRun(terminal, line, configuration.error())
            : terminal.fail(configuration.error());
    terminal.hide(Redactor(*configuration));
    redactMessages(Redactor(*configuration));
    CommandContext context{terminal, line, *configuration, ServiceCatalog::of(*configuration)};
    return handlerOf(line)(context);
}

int dispatch(const QStringList &words)
{
    Terminal terminal(words.contains(QLatin1String("--json")));
    const auto line = parseCommandLine(words);
    if (!line)
        return terminal.fail(line.error());
    if (line->has("version")) {
        terminal.printRaw(QStringLiteral("usync " UNIFIED_SYNC_VERSION));
        return Exit::Done;
    }
    if (line->has("help") || line->command == QLatin1String("help"))
        return help(terminal, *line);
    if (line->command == QLatin1String("sandbox"))
        return serveSandbox(terminal, *line);
    if (line->command == QLatin1String("login"))
        return login(terminal, line->arguments.first());
    return carryOut(terminal, *line);
}

/// Qt complains on stderr, on every start, where the locale is not UTF-8 (a bare system's is "C").
void chooseLocale()
{
    std::setlocale(LC_CTYPE, "");
    if (MB_CUR_MAX == 1)
        qputenv("LC_ALL", "C.UTF-8");
}

} // namespace

int main(int argc, char *argv[])
{
    chooseLocale();
    // A reader that leaves (usync … | head) must not end a run in its middle.
    std::signal(SIGPIPE, SIG_IGN);
    redactMessages(Redactor());
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(UNIFIED_SYNC_VERSION));
    (void)interruption();
    return dispatch(QCoreApplication::arguments().mid(1));
}
