#include "core/plan.h"

#include <algorithm>

Value Plan::before(const Operation &operation, int field) const
{
    const LinkState &link = links.at(operation.link);
    return link.sides.at(size_t(operation.side)).member ? link.shown(operation.side, field).value
                                                        : Value::null();
}

const Value &Plan::after(const Operation &operation, int field) const
{
    if (operation.values.empty())
        return links.at(operation.link).agreed(field).value;
    const auto place = std::find(operation.fields.begin(), operation.fields.end(), field);
    return operation.values.at(size_t(place - operation.fields.begin()));
}

bool Plan::isBlocked() const
{
    return std::any_of(guards.begin(), guards.end(),
                       [](const Guard &guard) { return !guard.warnOnly; });
}

void countOperation(ChangeCounts &counts, OperationKind kind)
{
    switch (kind) {
    case OperationKind::Create:
        ++counts.created;
        break;
    case OperationKind::Update:
        ++counts.updated;
        break;
    case OperationKind::Delete:
        ++counts.deleted;
        break;
    case OperationKind::Restore:
        ++counts.restored;
        break;
    }
}

std::vector<ChangeCounts> countChanges(const ServiceDefinition &definition, const Plan &plan)
{
    std::vector<ChangeCounts> counts(definition.sideCount());
    for (const Operation &operation : plan.operations)
        countOperation(counts.at(size_t(operation.side)), operation.kind);
    return counts;
}

static constexpr const char *OperationNames[] = {"create", "update", "delete", "restore"};

QString operationName(OperationKind kind)
{
    return QLatin1String(OperationNames[size_t(kind)]);
}

std::optional<OperationKind> operationKind(QStringView name)
{
    for (size_t index = 0; index < std::size(OperationNames); ++index) {
        if (name == QLatin1String(OperationNames[index]))
            return OperationKind(index);
    }
    return std::nullopt;
}

QString runModeName(RunMode mode)
{
    switch (mode) {
    case RunMode::Incremental:
        return QStringLiteral("incremental");
    case RunMode::Full:
        return QStringLiteral("full");
    case RunMode::Hours:
        return QStringLiteral("hours");
    }
    return {};
}
