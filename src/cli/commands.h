#pragma once

#include "app/home/configuration.h"
#include "app/home/servicecatalog.h"
#include "cli/commandline.h"
#include "cli/terminal.h"

/// What every command works with.
struct CommandContext
{
    Terminal &terminal;
    const CommandLine &line;
    Configuration configuration;
    ServiceCatalog catalog;
};

/// Each carries out one command on the calling thread and answers the exit status.
[[nodiscard]] int syncOne(CommandContext &context);
[[nodiscard]] int syncAll(CommandContext &context);
[[nodiscard]] int savePlan(CommandContext &context);
[[nodiscard]] int applyPlan(CommandContext &context);
[[nodiscard]] int undoRun(CommandContext &context);
[[nodiscard]] int showSchema(CommandContext &context);
[[nodiscard]] int showHubSchema(CommandContext &context);
[[nodiscard]] int copyHubs(CommandContext &context);
[[nodiscard]] int listServices(CommandContext &context);
[[nodiscard]] int listRuns(CommandContext &context);
[[nodiscard]] int listLogs(CommandContext &context);
[[nodiscard]] int listConflicts(CommandContext &context);
[[nodiscard]] int resolve(CommandContext &context);

/// These need no configuration.
[[nodiscard]] int serveSandbox(Terminal &terminal, const CommandLine &line);
[[nodiscard]] int login(Terminal &terminal, const QString &service);

/// A failure before a run could begin, as that run's document.
[[nodiscard]] int failRun(Terminal &terminal, const CommandLine &line, const Error &error);
