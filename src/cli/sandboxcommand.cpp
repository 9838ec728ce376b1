#include "app/session/backends.h"
#include "cli/commands.h"
#include "cli/exitstatus.h"
#include "cli/interruption.h"
#include "core/clock.h"

#include <QRegularExpression>

/// As a shell takes it: in quotes only where it must be.
static QString quoted(const QString &value)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:@%+=-]+$"));
    if (plain.match(value).hasMatch())
        return value;
    return u'\'' + QString(value).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

int serveSandbox(Terminal &terminal, const CommandLine &line)
{
    const CancelToken &cancel = interruption();
    SandboxOptions options;
    options.port = quint16(line.number("port", 0));
    options.seed = quint64(line.number("seed", int(options.seed)));
    options.pages = line.number("pages", options.pages);
    const std::unique_ptr<SandboxServer> server = makeSandboxServer();
    if (const auto started = server->start(options); !started)
        return terminal.fail(started.error());
    const QMap<QString, QString> environment = server->environment();
    for (auto it = environment.begin(); it != environment.end(); ++it)
        terminal.printRaw(QStringLiteral("export %1=%2").arg(it.key(), quoted(it.value())));
    const SystemClock clock;
    while (clock.sleep(std::chrono::hours(1), cancel)) { }
    server->stop();
    return Exit::Done;
}
