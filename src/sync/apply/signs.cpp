#include "sync/apply/signs.h"

/// Where an operation takes its sign from: a deletion from the side that deleted, a restore from
/// the sides that have the record.
static bool givesSign(const RunContext &context, const Operation &operation, const LinkState &link,
                      int side)
{
    if (side == operation.side || !link.sides[size_t(side)].member)
        return false;
    if (operation.kind == OperationKind::Delete)
        return side == link.alive.side;
    return context.definition.sides[size_t(side)].edits
        && link.shown(side, AliveField).value.toBool();
}

Result<std::optional<int>> fallenSign(const RunContext &context, const Operation &operation,
                                      const LinkState &link)
{
    if (operation.kind != OperationKind::Delete && operation.kind != OperationKind::Restore)
        return std::nullopt;
    for (int side = 0; side < context.sideCount(); ++side) {
        if (!givesSign(context, operation, link, side))
            continue;
        const std::optional<Member> &member = link.sides[size_t(side)].member;
        const Result<std::vector<Reading>> reading
            = context.read(side, {member ? member->recordId : QString()});
        if (!reading)
            return failure(reading.error());
        if (reading->front().state != Reading::State::Found
            || reading->front().record.alive != link.alive.value.toBool())
            return side;
    }
    return std::nullopt;
}
