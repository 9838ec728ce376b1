#include "app/history/decisions.h"
#include "cli/commands.h"
#include "cli/exitstatus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace {

using Items = std::vector<WaitingItem>;

/// The conflicts that an id means: the one with that id, or the open ones of a record.
Items conflictsMeant(const Items &items, const QString &id)
{
    Items meant;
    for (const WaitingItem &item : items) {
        const bool isConflict
            = item.kind == QLatin1String("conflict") || item.kind == QLatin1String("decided");
        const bool isOfRecord = item.link == id && item.kind == QLatin1String("conflict");
        if (isConflict && (item.id == id || isOfRecord))
            meant.push_back(item);
    }
    return meant;
}

Result<std::vector<Decision>> takeDecisions(const Items &conflicts, const QString &id,
                                            const QString &side)
{
    std::vector<Decision> decisions;
    const bool isBase = side == QLatin1String("base");
    for (const WaitingItem &conflict : conflicts)
        decisions.push_back({conflict.id,
                             isBase ? Decision::Kind::TakeBase : Decision::Kind::TakeSide,
                             isBase ? QString() : side,
                             {},
                             {}});
    if (decisions.empty())
        return failure(ErrorKind::Usage,
                       QStringLiteral("No conflict has the id %1; \"usync conflicts --all\" lists "
                                      "them.")
                           .arg(id));
    return decisions;
}

/// `assignment` is FIELD=JSON.
Result<Decision> valueDecision(const CommandContext &context, const Items &conflicts,
                               const QString &assignment)
{
    const QString field = assignment.section(u'=', 0, 0);
    const QString text = assignment.section(u'=', 1);
    // A document cannot be a bare value before Qt 6.9: it is read as the only element of a list.
    const QJsonDocument list = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    if (!assignment.contains(u'=') || list.array().size() != 1)
        return failure(ErrorKind::Usage,
                       QStringLiteral("--value takes FIELD=JSON, such as title='\"Renew "
                                      "passport\"'."));
    const auto conflict = std::find_if(conflicts.begin(), conflicts.end(),
                                       [&](const WaitingItem &one) { return one.field == field; });
    if (conflict == conflicts.end())
        return failure(
            ErrorKind::Usage,
            QStringLiteral("There is no conflict about a field \"%1\" there.").arg(field));
    const auto definition = context.catalog.find(conflict->service);
    if (!definition)
        return failure(definition.error());
    const int index = definition->fieldIndex(field);
    if (index < 0)
        return failure(
            ErrorKind::Usage,
            QStringLiteral("\"%1\" has no field \"%2\" any more.").arg(definition->name, field));
    const Result<Value> value
        = valueFromPlainJson(definition->fields[size_t(index)], list.array().first());
    if (!value)
        return failure(value.error());
    return Decision{conflict->id, Decision::Kind::TakeValue, {}, *value, {}};
}

Result<std::vector<Decision>> decisionsMeant(const CommandContext &context, const QString &id)
{
    const CommandLine &line = context.line;
    if (line.has("link"))
        return std::vector{Decision{id, Decision::Kind::LinkWith, {}, {}, line.value("link")}};
    const std::pair<const char *, Decision::Kind> flags[] = {
        {"separate", Decision::Kind::Separate},
        {"unlink", Decision::Kind::Ignore},
        {"release", Decision::Kind::Release},
    };
    for (const auto &[flag, kind] : flags) {
        if (line.has(flag))
            return std::vector{Decision{id, kind, {}, {}, {}}};
    }
    const auto items = waitingItems(context.configuration, context.catalog, {}, true);
    if (!items)
        return failure(items.error());
    const Items conflicts = conflictsMeant(*items, id);
    if (line.has("take"))
        return takeDecisions(conflicts, id, line.value("take"));
    std::vector<Decision> decisions;
    for (const QString &assignment : line.values) {
        const Result<Decision> decision = valueDecision(context, conflicts, assignment);
        if (!decision)
            return failure(decision.error());
        decisions.push_back(*decision);
    }
    return decisions;
}

} // namespace

int resolve(CommandContext &context)
{
    const auto decisions = decisionsMeant(context, context.line.arguments.first());
    if (!decisions)
        return context.terminal.fail(decisions.error());
    const auto kept = keepDecisions(context.configuration, context.catalog.services(), *decisions);
    if (!kept)
        return context.terminal.fail(kept.error());
    context.terminal.print(QStringLiteral("Noted; the next sync carries it out.\n"));
    if (context.terminal.isJson())
        context.terminal.printJson(
            QJsonObject{{QStringLiteral("decided"), qint64(decisions->size())}});
    return Exit::Done;
}
