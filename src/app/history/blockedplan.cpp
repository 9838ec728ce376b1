#include "app/history/blockedplan.h"

#include "core/plancodec.h"

#include <QFile>

std::shared_ptr<const RunResult> readBlockedPlan(const RunRecord &run,
                                                 const ServiceDefinition &definition)
{
    if (run.status != runStatusName(RunStatus::Blocked))
        return nullptr;
    const QJsonArray guards = run.result.value(QLatin1String("guards")).toArray();
    QFile file(guards.isEmpty() ? QString() : guards.first()[QLatin1String("plan")].toString());
    if (file.fileName().isEmpty() || !file.open(QIODevice::ReadOnly))
        return nullptr;
    Result<Plan> plan = decodePlan(file.readAll(), definition);
    if (!plan)
        return nullptr;
    RunResult result;
    result.service = definition.name;
    result.pattern = definition.pattern;
    result.mode = plan->mode;
    result.runId = run.id;
    result.status = RunStatus::Blocked;
    result.startedAt = run.startedAt;
    result.planFile = file.fileName();
    result.guards = plan->guards;
    result.plan = std::move(*plan);
    return std::make_shared<const RunResult>(std::move(result));
}
