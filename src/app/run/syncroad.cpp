#include "app/run/syncroad.h"

#include <QHash>

#include <algorithm>

SyncRoad roadOfSync(bool isReviewed, const RunResult *preview, size_t skipped)
{
    if (preview && preview->plan.isBlocked())
        return SyncRoad::Look;
    if (preview && !preview->plan.operations.empty()) {
        if (!preview->undoneRun.isEmpty())
            return SyncRoad::AskUndo;
        return skipped > 0 ? SyncRoad::AskUnticked : SyncRoad::Apply;
    }
    // A preview without a change was looked at as much as there was to see.
    return isReviewed || preview ? SyncRoad::Run : SyncRoad::Preview;
}

bool isReviewed(const std::vector<RunRecord> &runs)
{
    return std::any_of(runs.begin(), runs.end(), [](const RunRecord &run) {
        static const QStringList ended{QStringLiteral("success"), QStringLiteral("partial"),
                                       QStringLiteral("conflicts")};
        return !run.dryRun && ended.contains(run.status);
    });
}

std::vector<size_t> carrySkipped(const Plan &before, const std::vector<size_t> &skippedBefore,
                                 const Plan &now)
{
    QHash<std::pair<QUuid, int>, const Operation *> left;
    for (const size_t index : skippedBefore) {
        const Operation &operation = before.operations.at(index);
        left.insert({before.links.at(operation.link).id, operation.side}, &operation);
    }
    std::vector<size_t> skipped;
    for (size_t index = 0; index < now.operations.size(); ++index) {
        const Operation &operation = now.operations[index];
        const Operation *former
            = left.value({now.links.at(operation.link).id, operation.side}, nullptr);
        if (former && former->kind == operation.kind && former->fields == operation.fields)
            skipped.push_back(index);
    }
    return skipped;
}
