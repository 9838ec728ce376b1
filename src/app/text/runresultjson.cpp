#include "app/text/runresultjson.h"

#include "app/text/errortext.h"

#include <QJsonArray>

#include <algorithm>

namespace {

/// Sides that the document always names, used by the service or not.
const QStringList &documentedSides()
{
    static const QStringList sides{QStringLiteral("notion"), QStringLiteral("hub"),
                                   QStringLiteral("google")};
    return sides;
}

QJsonObject countsJson(const ChangeCounts &counts)
{
    return {{QStringLiteral("created"), counts.created},
            {QStringLiteral("updated"), counts.updated},
            {QStringLiteral("deleted"), counts.deleted},
            {QStringLiteral("restored"), counts.restored}};
}

QJsonObject changesJson(const RunResult &result)
{
    QJsonObject changes;
    for (const QString &side : documentedSides())
        changes.insert(side, countsJson({}));
    for (size_t side = 0; side < std::min(result.sides.size(), result.changes.size()); ++side)
        changes.insert(result.sides[side], countsJson(result.changes[side]));
    return changes;
}

QJsonObject requestsJson(const RunResult &result)
{
    QJsonObject requests;
    for (const QString &side : documentedSides())
        requests.insert(side, 0);
    for (size_t side = 0; side < std::min(result.sides.size(), result.requests.size()); ++side)
        requests.insert(result.sides[side], result.requests[side].requests);
    return requests;
}

QJsonArray errorsJson(const RunResult &result)
{
    QJsonArray errors;
    for (const RunError &error : result.errors)
        errors.append(QJsonObject{{QStringLiteral("record"), error.record},
                                  {QStringLiteral("message"), describe(error.error)}});
    return errors;
}

QJsonArray guardsJson(const RunResult &result)
{
    QJsonArray guards;
    for (const Guard &guard : result.guards)
        guards.append(
            QJsonObject{{QStringLiteral("guard"), guard.name},
                        {QStringLiteral("message"), guard.message},
                        {QStringLiteral("records"), QJsonArray::fromStringList(guard.records)},
                        {QStringLiteral("plan"), result.planFile}});
    return guards;
}

QJsonObject fieldJson(const ServiceDefinition &definition, int field, const Value &before,
                      const Value &after)
{
    return {{QStringLiteral("name"),
             field == AliveField ? QStringLiteral("(record)")
                                 : definition.fields.at(size_t(field)).name},
            {QStringLiteral("before"), before.toPlainJson()},
            {QStringLiteral("after"), after.toPlainJson()}};
}

QJsonObject operationJson(const Plan &plan, const Operation &operation,
                          const ServiceDefinition &definition)
{
    QJsonArray fields;
    for (const int field : operation.fields)
        fields.append(fieldJson(definition, field, plan.before(operation, field),
                                plan.after(operation, field)));
    return {{QStringLiteral("op"), operationName(operation.kind)},
            {QStringLiteral("side"), definition.sideId(operation.side)},
            {QStringLiteral("key"), operation.key},
            {QStringLiteral("id"), operation.recordId},
            {QStringLiteral("why"), operation.why},
            {QStringLiteral("fields"), fields}};
}

/// The side whose value a conflict's entry shows: the winner, else the first that takes part.
int sideShown(const Conflict &conflict)
{
    if (conflict.winner >= 0)
        return conflict.winner;
    const auto taking = std::find_if(conflict.values.begin(), conflict.values.end(),
                                     [](const Value &value) { return !value.isAbsent(); });
    return taking == conflict.values.end() ? 0 : int(taking - conflict.values.begin());
}

QJsonObject conflictJson(const Conflict &conflict, const ServiceDefinition &definition)
{
    const int side = sideShown(conflict);
    const QJsonObject field
        = fieldJson(definition, conflict.field, conflict.base, conflict.values.at(size_t(side)));
    return {{QStringLiteral("op"), QStringLiteral("conflict")},
            {QStringLiteral("side"), definition.sideId(side)},
            {QStringLiteral("key"), conflict.key},
            {QStringLiteral("id"), conflict.id},
            {QStringLiteral("why"), conflict.why},
            {QStringLiteral("fields"), QJsonArray{field}}};
}

} // namespace

QJsonArray planDiffJson(const Plan &plan, const ServiceDefinition &definition)
{
    QJsonArray diff;
    for (const Operation &operation : plan.operations)
        diff.append(operationJson(plan, operation, definition));
    for (const Conflict &conflict : plan.conflicts)
        diff.append(conflictJson(conflict, definition));
    return diff;
}

QJsonObject runSummaryJson(const RunResult &result)
{
    RequestCounts all;
    for (const RequestCounts &counts : result.requests) {
        all.retries += counts.retries;
        all.rateLimited += counts.rateLimited;
    }
    QJsonObject json{{QStringLiteral("service"), result.service},
                     {QStringLiteral("pattern"), result.pattern},
                     {QStringLiteral("mode"), runModeName(result.mode)},
                     {QStringLiteral("dry_run"), result.dryRun},
                     {QStringLiteral("run_id"), result.runId},
                     {QStringLiteral("status"), runStatusName(result.status)},
                     {QStringLiteral("changes"), changesJson(result)},
                     {QStringLiteral("skipped"), result.skipped},
                     {QStringLiteral("conflicts"), result.conflicts},
                     {QStringLiteral("paused"), result.paused},
                     {QStringLiteral("quarantined"), result.quarantined},
                     {QStringLiteral("errors"), errorsJson(result)},
                     {QStringLiteral("warnings"), QJsonArray::fromStringList(result.warnings)},
                     {QStringLiteral("guards"), guardsJson(result)},
                     {QStringLiteral("requests"), requestsJson(result)},
                     {QStringLiteral("retries"), all.retries},
                     {QStringLiteral("rate_limited"), all.rateLimited},
                     {QStringLiteral("started_at"), formatInstant(result.startedAt)},
                     {QStringLiteral("elapsed_ms"), qint64(result.elapsed.count())}};
    if (result.left > 0)
        json.insert(QStringLiteral("left"), result.left);
    if (!result.undoneRun.isEmpty())
        json.insert(QStringLiteral("undone_run"), result.undoneRun);
    return json;
}

QJsonObject runResultJson(const RunResult &result, const ServiceDefinition &definition)
{
    QJsonObject document = runSummaryJson(result);
    if (result.dryRun)
        document.insert(QStringLiteral("diff"), planDiffJson(result.plan, definition));
    return document;
}
