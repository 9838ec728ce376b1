#include "app/home/messagehandler.h"
#include "app/hubcopy/hubcopy.h"
#include "app/session/backends.h"
#include "cli/commands.h"
#include "cli/exitstatus.h"
#include "cli/interruption.h"

namespace {

/// This home with the hub that an argument names.
Result<Configuration> homeWithHub(const QString &notation, SecretStore *secrets)
{
    // Without it the sentence would name the variable, which is not what was typed.
    if (!Configuration().chooseHub(notation))
        return failure(ErrorKind::Usage,
                       QStringLiteral("\"hub-copy\" needs two hubs, FROM and TO, each sqlite:PATH, "
                                      "supabase or postgres://…"));
    return Configuration::loadForHub(notation, secrets);
}

QString whatWasDone(const HubCopyOutcome &outcome, const QString &from, const QString &to)
{
    switch (outcome.course) {
    case HubCopyOutcome::Course::Copied:
        return QStringLiteral("%1 holds all that %2 holds; both were read again and are equal.\n")
            .arg(to, from);
    case HubCopyOutcome::Course::Joined:
        return QStringLiteral("%1 is a copy of %2 already; %3 rows that only %2 had were carried "
                              "to it.\n")
            .arg(to, from, QString::number(outcome.carriedRows));
    case HubCopyOutcome::Course::Finished:
        return QStringLiteral("%1 was copied from %2 before; nothing was copied again.\n")
            .arg(to, from);
    }
    return {};
}

QString tablesOf(const HubCopyOutcome &outcome)
{
    constexpr qsizetype shownBytes = 8;
    QString text;
    for (const CopiedTable &table : outcome.tables)
        text += QStringLiteral("%1: %2 rows, hash %3\n")
                    .arg(table.name)
                    .arg(table.rows)
                    .arg(QString::fromLatin1(table.hash.left(shownBytes).toHex()));
    return text;
}

QString textOf(const HubCopyOutcome &outcome, const Configuration &from, const Configuration &to)
{
    QString text = tablesOf(outcome) + whatWasDone(outcome, from.hubName(), to.hubName());
    text += outcome.services > 0
        ? QStringLiteral("The state of %1 services goes on with the copy; their next sync reads "
                         "everything.\n")
              .arg(outcome.services)
        : QStringLiteral("The state of this home knows nothing of %1 and was not touched.\n")
              .arg(from.hubName());
    const QString settings = outcome.isRemembered
        ? QStringLiteral("The settings name the copy from now on (UNIFIED_SYNC_HUB is %1)")
        : QStringLiteral("Set UNIFIED_SYNC_HUB to %1 from now on");
    text += settings.arg(to.hubNotation());
    if (!QUrl(to.hub).password().isEmpty())
        text += QStringLiteral(", with its password or with %1 beside it").arg(HubPasswordKey);
    text += QStringLiteral(". %1 stays as it was; a sync of this home that still uses it is "
                           "stopped.\n")
                .arg(from.hubName());
    return text
        + QStringLiteral("Let other programs write to %1 from now on, and repeat this command in "
                         "every other home that syncs with %2: what changes in %2 later is not "
                         "carried.\n")
              .arg(to.hubName(), from.hubName());
}

} // namespace

int copyHubs(CommandContext &context)
{
    Terminal &terminal = context.terminal;
    const std::unique_ptr<SecretStore> secrets = makeSecretStore(interruption());
    const auto from = homeWithHub(context.line.arguments.value(0), secrets.get());
    const auto to = from ? homeWithHub(context.line.arguments.value(1), secrets.get()) : from;
    if (!from || !to)
        return terminal.fail(!from ? from.error() : to.error());
    const Redactor redactor(from->secrets() + to->secrets() + context.configuration.secrets());
    terminal.hide(redactor);
    redactMessages(redactor);
    bool isTold = false;
    const CopyProgress progress = [&](const QString &what, qint64 rows) {
        if (!isTold)
            terminal.complain(QStringLiteral("Stop every other program that writes to %1 until "
                                             "this ends; syncs are kept away.")
                                  .arg(from->hubName()));
        isTold = true;
        terminal.progress(QStringLiteral("%1: %2 rows").arg(what).arg(rows));
    };
    const auto outcome = copyHub(*from, *to, context.catalog, interruption(), progress);
    terminal.endProgress();
    if (!outcome)
        return terminal.fail(outcome.error());
    for (const QString &warning : outcome->warnings)
        terminal.complain(warning);
    terminal.print(textOf(*outcome, *from, *to));
    return Exit::Done;
}
