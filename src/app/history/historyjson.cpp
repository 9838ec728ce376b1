#include "app/history/historyjson.h"

QJsonObject serviceStatusJson(const ServiceStatus &status)
{
    QJsonValue lastRun;
    if (status.lastRun)
        lastRun = runRecordJson(*status.lastRun);
    return {{QStringLiteral("service"), status.name},
            {QStringLiteral("title"), status.title},
            {QStringLiteral("pattern"), status.pattern},
            {QStringLiteral("enabled"), status.enabled},
            {QStringLiteral("lacks"), status.lacks},
            {QStringLiteral("last_run"), lastRun},
            // Only the desktop application has a schedule.
            {QStringLiteral("next_run"), QJsonValue::Null},
            {QStringLiteral("open_conflicts"), status.openConflicts}};
}

QJsonObject runRecordJson(const RunRecord &run)
{
    QJsonObject json = run.result;
    json.insert(QStringLiteral("run_id"), run.id);
    json.insert(QStringLiteral("service"), run.service);
    json.insert(QStringLiteral("mode"), run.mode);
    json.insert(QStringLiteral("dry_run"), run.dryRun);
    json.insert(QStringLiteral("status"), run.status);
    json.insert(QStringLiteral("started_at"), formatInstant(run.startedAt));
    json.insert(QStringLiteral("finished_at"),
                run.finishedAt ? QJsonValue(formatInstant(*run.finishedAt)) : QJsonValue());
    return json;
}

QJsonObject logEntryJson(const LogEntry &entry)
{
    return {{QStringLiteral("id"), entry.id},
            {QStringLiteral("event_type"), entry.eventType},
            {QStringLiteral("status"), entry.status},
            {QStringLiteral("message"), entry.message},
            {QStringLiteral("details"), entry.details},
            {QStringLiteral("created_at"), formatInstant(entry.createdAt)}};
}

QJsonObject waitingItemJson(const WaitingItem &item)
{
    QJsonObject json{{QStringLiteral("id"), item.id},           {QStringLiteral("kind"), item.kind},
                     {QStringLiteral("service"), item.service}, {QStringLiteral("key"), item.key},
                     {QStringLiteral("field"), item.field},     {QStringLiteral("side"), item.side},
                     {QStringLiteral("why"), item.why}};
    if (!item.values.isEmpty())
        json.insert(QStringLiteral("values"), item.values);
    return json;
}
