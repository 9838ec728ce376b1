#include "app/connection/connectorfactory.h"
#include "app/connection/hubfactory.h"
#include "app/text/humantext.h"
#include "app/text/schemajson.h"
#include "cli/commands.h"
#include "cli/exitstatus.h"
#include "cli/interruption.h"

#include <QJsonObject>

int showSchema(CommandContext &context)
{
    const auto definition = context.catalog.find(context.line.arguments.first());
    if (!definition)
        return context.terminal.fail(definition.error());
    const auto schemas = readSchemas(*definition, context.configuration,
                                     makeNotionLimiter(context.configuration), interruption());
    if (!schemas)
        return context.terminal.fail(schemas.error());
    context.terminal.print(schemaText(*definition, *schemas));
    if (context.terminal.isJson())
        context.terminal.printJson(schemaJson(*definition, *schemas));
    return Exit::Done;
}

static Result<std::vector<ServiceDefinition>> chosenServices(const CommandContext &context)
{
    std::vector<ServiceDefinition> chosen;
    for (const QString &name : context.line.arguments) {
        const auto definition = context.catalog.find(name);
        if (!definition)
            return failure(definition.error());
        chosen.push_back(*definition);
    }
    return context.line.arguments.isEmpty() ? context.catalog.services() : chosen;
}

int showHubSchema(CommandContext &context)
{
    const auto chosen = chosenServices(context);
    if (!chosen)
        return context.terminal.fail(chosen.error());
    if (context.line.has("apply")) {
        const auto applied = applyHubSchema(*chosen, context.configuration, interruption());
        if (!applied)
            return context.terminal.fail(applied.error());
        for (const QString &sentence : *applied)
            context.terminal.complain(sentence);
        context.terminal.print(
            QStringLiteral("The hub has what %1 services need.\n").arg(chosen->size()));
        return Exit::Done;
    }
    const auto statements = hubSchema(*chosen, context.configuration);
    if (!statements)
        return context.terminal.fail(statements.error());
    context.terminal.print(*statements);
    return Exit::Done;
}
